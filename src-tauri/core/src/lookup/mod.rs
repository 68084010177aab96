//! Looking papers up by their identifiers: what a text asks for, the services that know, and what they told.
//!
//! Everything found becomes drafts of a [`Reading`], so that the reader reviews it as any import; what was not found
//! stands beside it with the reason, and can be asked for again.

mod anthology;
mod arxiv;
mod complete;
mod crossref;
mod openreview;
mod wanted;

use std::time::Duration;

use crate::Library;
use crate::checker::Surroundings;
use crate::error::{Error, ErrorCode, Result};
use crate::links::hosts::{Asking, Limits, Services};
use crate::links::verdict::Answer;
use crate::model::{Draft, Id, Identifier, IdentifierKind, ImportSource, Reading, Skipped};

pub use wanted::{MOST, wanted};

/// What a service said of one identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Paper(Box<Draft>),
    /// Why there is none, in words.
    Nothing(String),
}

/// Asks the services that know papers, each at the pace it wants.
pub struct Lookup {
    services: Services,
}

impl Lookup {
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn new(surroundings: &Surroundings) -> Result<Self> {
        // A paper of a thousand authors has a long record.
        let limits = Limits { body: 8 << 20, total: Duration::from_secs(60), ..Limits::default() };
        Ok(Self { services: surroundings.services(None, limits)? })
    }

    /// Looks up each of `wanted`, in their order. `go_on` hears the share that is done, 0 to 1, and stops it by `false`.
    ///
    /// # Errors
    /// `Network` when nothing was found because no service could be asked; `Cancelled` when it was stopped.
    pub async fn look_up(&self, wanted: &[Identifier], go_on: impl Fn(f64) -> bool + Send + Sync) -> Result<Reading> {
        let mut told: Vec<Option<Told>> = vec![None; wanted.len()];
        let mut work = Work { services: &self.services, told: &mut told, done: 0, unreached: 0, go_on: &go_on };
        let all = || wanted.iter().enumerate();
        let arxiv: Vec<(usize, &str)> =
            all().filter(|(_, one)| one.kind == IdentifierKind::Arxiv).map(|(at, one)| (at, &*one.value)).collect();
        arxiv::look(&arxiv, &mut work).await?;
        for (at, one) in all().filter(|(_, one)| one.kind != IdentifierKind::Arxiv) {
            match one.kind {
                IdentifierKind::Doi => crossref::look(at, &one.value, &mut work).await?,
                IdentifierKind::Acl => anthology::look(at, &one.value, &mut work).await?,
                IdentifierKind::Openreview => openreview::look(at, &one.value, &mut work).await?,
                IdentifierKind::Arxiv | IdentifierKind::Pmid | IdentifierKind::Isbn => {
                    let words = "Postil knows no service to ask for this kind of identifier. Look for its DOI.";
                    work.tell(at, Told::Nothing(words.into()))?;
                }
            }
        }
        let unreached = work.unreached;
        let mut reading = Reading { source: "Looked up".into(), ..Reading::default() };
        for (one, told) in wanted.iter().zip(told) {
            match told {
                Some(Told::Paper(draft)) => reading.drafts.push(*draft),
                Some(Told::Nothing(reason)) => {
                    reading.skipped.push(Skipped { line: 0, text: in_words(one), reason });
                }
                None => {}
            }
        }
        if reading.drafts.is_empty() && unreached > 0 {
            let reason = reading.skipped.first().map(|skipped| skipped.reason.as_str()).unwrap_or_default();
            return Err(Error::new(
                ErrorCode::Network,
                format!("Nothing could be looked up. {reason} Nothing was changed; trying again later is safe."),
            ));
        }
        Ok(reading)
    }
}

/// The identifiers that a source asks to look up; `None` for a source that is read without the network.
///
/// # Errors
/// `Input` for papers without any identifier.
pub fn asked_for(library: &Library, source: &ImportSource) -> Result<Option<Vec<Identifier>>> {
    match source {
        ImportSource::Text { text, .. } => Ok(wanted(text)),
        ImportSource::Papers { ids } => of_papers(library, ids).map(Some),
        ImportSource::File { .. } | ImportSource::Files { .. } | ImportSource::Sample | ImportSource::Live { .. } => {
            Ok(None)
        }
    }
}

fn of_papers(library: &Library, ids: &[Id]) -> Result<Vec<Identifier>> {
    let can = |one: &Identifier| !matches!(one.kind, IdentifierKind::Pmid | IdentifierKind::Isbn);
    let mut all: Vec<Identifier> = Vec::new();
    for draft in library.drafts(ids)? {
        all.extend(draft.identifiers.into_iter().filter(can));
    }
    if all.len() > MOST {
        let words = format!("{} identifiers are too many to look up at once. Select fewer papers.", all.len());
        return Err(Error::new(ErrorCode::Input, words));
    }
    if all.is_empty() {
        let words = "Papers are looked up by their arXiv, DOI, ACL Anthology or OpenReview identifier, and none is known here. Add one under Identifiers.";
        return Err(Error::new(ErrorCode::Input, words));
    }
    Ok(all)
}

/// "arXiv 2303.01234"
fn in_words(one: &Identifier) -> String {
    let kind = match one.kind {
        IdentifierKind::Arxiv => "arXiv",
        IdentifierKind::Doi => "DOI",
        IdentifierKind::Acl => "ACL Anthology",
        IdentifierKind::Openreview => "OpenReview",
        IdentifierKind::Pmid => "PubMed",
        IdentifierKind::Isbn => "ISBN",
    };
    format!("{kind} {}", one.value)
}

/// One look-up under way.
struct Work<'a> {
    services: &'a Services,
    told: &'a mut Vec<Option<Told>>,
    done: usize,
    /// Identifiers whose service could not be asked.
    unreached: usize,
    go_on: &'a (dyn Fn(f64) -> bool + Send + Sync),
}

impl<'a> Work<'a> {
    /// The next request to a host; or why it may not be asked now.
    fn asking(&self, host: &str, spacing: Duration) -> std::result::Result<Asking<'a>, String> {
        let asking = self.services.asking(self.services.lane(host), spacing);
        match asking.lane.pause((asking.clock)()) {
            Some(pause) => Err(pause.words),
            None => Ok(asking),
        }
    }

    /// # Errors
    /// `Cancelled` when the reader stopped it.
    fn tell(&mut self, at: usize, told: Told) -> Result<()> {
        self.told[at] = Some(told);
        self.done += 1;
        if (self.go_on)(self.done as f64 / self.told.len() as f64) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Cancelled, "The look-up was stopped. Nothing was changed."))
    }

    fn unreached(&mut self, at: usize, words: String) -> Result<()> {
        self.unreached += 1;
        self.tell(at, Told::Nothing(words))
    }

    /// One question about one identifier; what its answer means is told by `read`, which gives a reason where there
    /// is no paper in it.
    async fn one(
        &mut self,
        at: usize,
        service: &Service,
        url: &str,
        read: impl FnOnce(&Answer) -> std::result::Result<Draft, String> + Send,
    ) -> Result<()> {
        let mut asking = match self.asking(service.host, service.spacing) {
            Ok(asking) => asking,
            Err(words) => return self.unreached(at, words),
        };
        let Ok(url) = reqwest::Url::parse(url) else {
            return self.tell(at, Told::Nothing("It cannot be asked for by address.".into()));
        };
        let answer = if service.is_json { asking.get_json(&url).await } else { asking.text(&url, LONGEST).await };
        if let Some(words) = asking.trouble(service.name, &answer) {
            return self.unreached(at, words);
        }
        self.tell(at, read(&answer).map_or_else(Told::Nothing, |draft| Told::Paper(Box::new(draft))))
    }
}

/// Bytes of an answer that is no JSON.
const LONGEST: usize = 8 << 20;

struct Service {
    name: &'static str,
    host: &'static str,
    spacing: Duration,
    is_json: bool,
}

/// What a service says when the paper is not there, or when it is not the service that answers.
fn not_there(service: &Service, answer: &Answer) -> String {
    match answer {
        Answer::Response(response) if response.status == 404 => format!("{} knows no such paper.", service.name),
        Answer::Response(response) if response.status == 200 => {
            format!("Something other than {} answered.", service.name)
        }
        Answer::Response(response) => format!("{} refused ({}).", service.name, response.status),
        _ => format!("{} could not be asked.", service.name),
    }
}
