//! Looking papers up: what a text asks for, the services that know, and what they told, made one draft a paper.
//!
//! Everything found becomes drafts of a [`Reading`], so that the reader reviews it as any import; what was not found
//! stands beside it with the reason, and what could not be asked is kept and asked for again.

mod address;
mod anthology;
mod arxiv;
mod complete;
mod crossref;
mod dblp;
mod hugging_face;
mod merge;
mod open_library;
mod openalex;
mod openreview;
mod pubmed;
mod rounds;
mod semantic_scholar;
pub mod services;
mod unpaywall;
mod wanted;
mod work;

use std::time::Duration;

use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::formats;
use crate::links::hosts::{Limits, Services};
use crate::machine::{now, on_disk};
use crate::model::{
    Draft, Id, Identifier, IdentifierKind, ImportSource, Reading, Review, ReviewItem, ReviewStatus, Skipped,
    WaitingLookup,
};
use crate::secrets::Token;
use crate::surroundings::Surroundings;
use crate::versions;

pub use services::{Chosen, ServiceRow};
use wanted::listed;
pub use wanted::{MOST, Waiting, Wanted};

/// What is to be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// What is known of each paper.
    pub papers: Vec<Vec<Wanted>>,
    /// Whether values that say something else than the library are wanted, and what preprints were published as.
    pub refresh: bool,
    /// Lines of the list that ask for nothing.
    pub other: Vec<Skipped>,
}

impl Asked {
    /// Each a paper by itself.
    pub fn each(wanted: Vec<Wanted>) -> Self {
        Self { papers: wanted.into_iter().map(|one| vec![one]).collect(), ..Self::default() }
    }

    /// What a text asks for; `None` when it is no list of identifiers.
    pub fn of_text(text: &str) -> Option<Self> {
        listed(text).map(|(wanted, other)| Self { other, ..Self::each(wanted) })
    }
}

/// What came of a look-up.
#[derive(Debug, Default)]
pub struct Found {
    pub reading: Reading,
    /// Which of the papers asked for each draft is.
    pub places: Vec<usize>,
    /// Services that something could not be asked of, in words: once for each draft that says so among its problems.
    pub troubles: Vec<String>,
    pub waiting: Vec<Waiting>,
}

/// Asks the services that know papers, each at the pace it wants.
pub struct Lookup {
    services: Services,
}

impl Lookup {
    /// `token` is the reader's for GitHub, where citation files are read. Reading it may block: pass it in.
    ///
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn new(surroundings: &Surroundings, token: Option<Token>) -> Result<Self> {
        // A paper of a thousand authors has a long record.
        let limits = Limits { body: 8 << 20, total: Duration::from_secs(60), ..Limits::default() };
        Ok(Self { services: surroundings.services(token, limits)? })
    }

    /// The same, with the token from where it is kept.
    ///
    /// # Errors
    /// As [`Lookup::new`].
    pub async fn open(surroundings: &Surroundings) -> Result<Self> {
        let own = surroundings.clone();
        let token = on_disk(move || Ok(own.secrets().token())).await?;
        Self::new(surroundings, token)
    }

    /// Looks up each of `asked`, in their order. `go_on` hears the share that is done, 0 to 1, and stops it by `false`.
    ///
    /// # Errors
    /// `Cancelled` when it was stopped.
    pub async fn look_up(
        &self,
        asked: &Asked,
        chosen: &Chosen,
        go_on: impl Fn(f64) -> bool + Send + Sync,
    ) -> Result<Found> {
        rounds::ask(&self.services, asked, chosen, &go_on, now()).await
    }

    /// The same, as the settings of a library say, compared with that library. Nothing is written.
    ///
    /// # Errors
    /// `Network` when nothing was found because no service could be asked; `Cancelled` when it was stopped.
    pub async fn review(
        &self,
        library: &Library,
        surroundings: &Surroundings,
        asked: &Asked,
        go_on: impl Fn(f64) -> bool + Send + Sync,
    ) -> Result<Review> {
        let (found, refresh) = (self.for_library(library, surroundings, asked, go_on).await?, asked.refresh);
        let Found { mut reading, waiting, troubles, .. } = found;
        say_once(&mut reading, troubles);
        reading.skipped.extend_from_slice(&asked.other);
        let writer = library.clone();
        on_disk(move || {
            writer.keep_lookups(&waiting)?;
            if reading.drafts.is_empty() && !waiting.is_empty() {
                return Err(Error::new(ErrorCode::Network, nothing_now(&waiting)));
            }
            let mut review = if refresh { writer.review_refresh(reading)? } else { writer.review(reading)? };
            review.items.iter_mut().for_each(tell_published);
            Ok(Review { waiting: waiting.iter().map(Waiting::row).collect(), ..review })
        })
        .await
    }

    async fn for_library(
        &self,
        library: &Library,
        surroundings: &Surroundings,
        asked: &Asked,
        go_on: impl Fn(f64) -> bool + Send + Sync,
    ) -> Result<Found> {
        let (reader, own) = (library.clone(), surroundings.clone());
        let (chosen, pauses) =
            on_disk(move || Ok((Chosen::of(&reader, &own.secrets())?, reader.lookup_pauses()?))).await?;
        // What a service asked for holds over a restart.
        pauses.iter().for_each(|(host, until)| self.services.resume_pause(host, *until));
        self.look_up(asked, &chosen, go_on).await
    }

    /// Goes on with what waits and may be asked for again. What is found stays with it until it is reviewed. Whether
    /// there was anything.
    ///
    /// # Errors
    /// Only when the library cannot be read or written.
    pub async fn resume(&self, library: &Library, surroundings: &Surroundings) -> Result<bool> {
        let reader = library.clone();
        let due = on_disk(move || reader.due_lookups()).await?;
        self.go_on_with(due, library, surroundings).await
    }

    /// The same at once, because the reader says so: only what a service asked to wait with still waits.
    ///
    /// # Errors
    /// As [`Lookup::resume`].
    pub async fn try_now(&self, library: &Library, surroundings: &Surroundings) -> Result<bool> {
        let reader = library.clone();
        let free = on_disk(move || reader.free_lookups()).await?;
        self.go_on_with(free, library, surroundings).await
    }

    async fn go_on_with(&self, waiting: Vec<Wanted>, library: &Library, surroundings: &Surroundings) -> Result<bool> {
        if waiting.is_empty() {
            return Ok(false);
        }
        let asked = Asked::each(waiting);
        let each = self.for_library(library, surroundings, &asked, |_| true).await?;
        let writer = library.clone();
        on_disk(move || writer.settle_lookups(&asked, each)).await?;
        Ok(true)
    }
}

impl Waiting {
    fn row(&self) -> WaitingLookup {
        WaitingLookup { text: self.wanted.in_words(), service: self.service.to_owned(), until: self.until }
    }
}

/// Why nothing was found, each reason once, and that it is asked for again.
fn nothing_now(waiting: &[Waiting]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for one in waiting {
        if !reasons.contains(&one.words.as_str()) {
            reasons.push(&one.words);
        }
    }
    let waits = match waiting.len() {
        1 => "It waits and will be asked for again by itself.".to_owned(),
        many => format!("{many} wait and will be asked for again by themselves."),
    };
    format!("Nothing could be looked up. {} {waits}", reasons.join(" "))
}

/// Rows of a review that may say the same.
const FEW: usize = 5;

/// Of a trouble that many drafts have, it is said once.
fn say_once(reading: &mut Reading, mut troubles: Vec<String>) {
    troubles.sort();
    let same = troubles.chunk_by(|one, other| one == other);
    let many: Vec<&str> = same.filter(|same| same.len() > FEW).map(|same| same[0].as_str()).collect();
    if !many.is_empty() {
        let is_said = |problem: &String| many.contains(&problem.as_str());
        reading.drafts.iter_mut().for_each(|draft| draft.problems.retain(|problem| !is_said(problem)));
        let more = "What they would add is lacking; look the papers up again later.";
        reading.remarks.push(format!("{} {more}", many.join(" ")));
    }
}

/// A preprint that turned out to be published: more than one of many values that differ.
fn tell_published(item: &mut ReviewItem) {
    let ReviewStatus::Update { changes, .. } = &item.status else { return };
    let is_news = changes.iter().any(|change| ["venue", "type", "identifiers"].contains(&change.field.as_str()));
    let Draft { venue, year, .. } = &item.draft;
    // The preprint itself is kept as a version beside what was published.
    if is_news && !venue.is_empty() && item.draft.fields.iter().any(|field| field.name == versions::FIELD) {
        let year = year.map(|year| format!(", {year}")).unwrap_or_default();
        item.draft.problems.insert(0, format!("Published version found: {venue}{year}"));
    }
}

/// What a source asks to look up; `None` for a source that is read without the network.
///
/// # Errors
/// `Input` for papers without any identifier.
pub fn asked_for(library: &Library, source: &ImportSource) -> Result<Option<Asked>> {
    match source {
        ImportSource::Text { text, .. } => Ok(Asked::of_text(text)),
        ImportSource::Papers { ids, refresh } => of_papers(library, ids, *refresh).map(Some),
        ImportSource::File { .. }
        | ImportSource::Files { .. }
        | ImportSource::Sample
        | ImportSource::Live { .. }
        | ImportSource::Waiting => Ok(None),
    }
}

fn of_papers(library: &Library, ids: &[Id], refresh: bool) -> Result<Asked> {
    let mut papers = Vec::new();
    for draft in library.drafts(ids)? {
        // A chapter carries the ISBN of its book, whose title and authors are not its own.
        let is_book = formats::is_a_book(&draft.entry_type);
        let can = |one: &Identifier| one.kind != IdentifierKind::Isbn || is_book;
        let known: Vec<Wanted> = draft.identifiers.into_iter().filter(can).map(Wanted::Identifier).collect();
        if !known.is_empty() {
            papers.push(known);
        }
    }
    let all: usize = papers.iter().map(Vec::len).sum();
    if all > MOST {
        let words = format!(
            "{all} identifiers are too many to look up at once; {MOST} is the most. Select fewer papers, or search for some."
        );
        return Err(Error::new(ErrorCode::Input, words));
    }
    if papers.is_empty() {
        let words = "Papers are looked up by their arXiv, DOI, ACL Anthology, OpenReview or PubMed identifier, and none is known here. Add one under Identifiers.";
        return Err(Error::new(ErrorCode::Input, words));
    }
    Ok(Asked { papers, refresh, ..Asked::default() })
}
