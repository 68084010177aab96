//! What else can be asked about a repository: what archives keep of it, how it stood once, what is in it.

use postil_core::model::{
    Archive, HostKind, Id, ListQuery, ListView, MentionStatus, PreservationState, RepositoryCard, VerdictKind,
};
use postil_core::rescue::Rescuer;
use postil_core::surroundings::Surroundings;
use postil_core::{Error, Library, Result, as_of, inside};
use serde::Serialize;
use serde_json::json;

use crate::output::{Output, clean, day};

/// The papers named, or those of a view.
fn papers(library: &Library, named: &[String], view: ListView) -> Result<Vec<Id>> {
    if named.is_empty() {
        return library.list_ids(&ListQuery { view, ..ListQuery::default() });
    }
    super::named::papers(library, named)
}

fn cards(library: &Library, papers: &[Id], wanted: fn(&RepositoryCard) -> bool) -> Result<Vec<RepositoryCard>> {
    let mut found: Vec<RepositoryCard> = Vec::new();
    for paper in papers {
        let code = library.paper(*paper)?.code.into_iter();
        for card in code.filter(|card| card.status != MentionStatus::Rejected && wanted(card)) {
            if !found.iter().any(|other| other.repository.id == card.repository.id) {
                found.push(card);
            }
        }
    }
    Ok(found)
}

/// Asks about each repository; `ask` prints for people what it learned, and gives it.
fn each<T: Serialize>(
    cards: &[RepositoryCard],
    field: &str,
    nothing: &str,
    out: &Output,
    mut ask: impl FnMut(&RepositoryCard) -> Result<T>,
) -> Result<()> {
    let mut answers = Vec::new();
    for card in cards {
        answers.push(json!({ "repository": card.repository, field: ask(card)? }));
    }
    out.answer(&answers, || {
        if cards.is_empty() {
            out.line(nothing);
        }
    })
}

/// Without papers: every one of the library whose code is not where it was.
pub fn rescue(library: &Library, named: &[String], out: &Output) -> Result<()> {
    let lost = |card: &RepositoryCard| card.verdict.kind.needs_attention() && card.verdict.kind != VerdictKind::Moved;
    let cards = cards(library, &papers(library, named, ListView::All)?, lost)?;
    let rescuer = Rescuer::new(library.clone(), &Surroundings::from_process())?;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    each(&cards, "found", "No code is known to be gone. `postil check` looks.", out, |card| {
        let found = runtime.block_on(rescuer.look(card.mention_id))?;
        out.say(|| {
            out.line(out.bold(&card.repository.url));
            for copy in &found.copies {
                let archive = if copy.archive == Archive::Wayback { "Wayback Machine" } else { "Software Heritage" };
                out.line(format!("    {archive}, {}: {}", day(copy.at), clean(&copy.url)));
            }
            if found.copies.is_empty() && found.troubles.is_empty() {
                out.line("    No archive keeps a copy.");
            }
            found.troubles.iter().for_each(|words| out.line(format!("    {}", clean(words))));
        });
        Ok(found)
    })
}

/// Every repository of the paper on GitHub.
pub fn as_of(library: &Library, paper: &str, out: &Output) -> Result<()> {
    let github = |card: &RepositoryCard| card.repository.kind == HostKind::Github;
    let cards = cards(library, &[super::named::paper(library, paper)?], github)?;
    let surroundings = Surroundings::from_process();
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    each(&cards, "found", "No repository on GitHub is known for this paper.", out, |card| {
        let found = runtime.block_on(as_of::look(library, &surroundings, card.mention_id))?;
        out.say(|| match &found.commit {
            Some(commit) => out.line(format!("{}  {}", clean(&commit.url), day(commit.at))),
            None => out.line(format!("{}  no commit as old as {}", card.repository.url, found.day)),
        });
        Ok(found)
    })
}

/// Every repository of the paper on GitHub.
pub fn inside(library: &Library, paper: &str, out: &Output) -> Result<()> {
    let github = |card: &RepositoryCard| card.repository.kind == HostKind::Github;
    let cards = cards(library, &[super::named::paper(library, paper)?], github)?;
    let surroundings = Surroundings::from_process();
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    each(&cards, "found", "No repository on GitHub is known for this paper.", out, |card| {
        let found = runtime.block_on(inside::look(library, &surroundings, card.mention_id))?;
        out.say(|| {
            out.line(out.bold(&card.repository.url));
            for fact in &found.facts {
                let kind = format!("{:?}", fact.kind);
                out.line(format!("    {kind:<14}{}  ({})", clean(&fact.words), clean(&fact.source)));
            }
            for link in &found.links {
                out.line(format!("    {}  {}", clean(&link.name), clean(&link.headline)));
            }
        });
        Ok(found)
    })
}

/// Without papers: those that are starred.
pub fn preserve(library: &Library, named: &[String], out: &Output) -> Result<()> {
    let living = |card: &RepositoryCard| {
        card.clone_url.is_some() && matches!(card.verdict.kind, VerdictKind::Alive | VerdictKind::Archived)
    };
    let cards = cards(library, &papers(library, named, ListView::Starred)?, living)?;
    let rescuer = Rescuer::new(library.clone(), &Surroundings::from_process())?;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    let nothing = "There is no living repository to preserve. Star papers, or name them; `postil check` finds out.";
    each(&cards, "request", nothing, out, |card| {
        let request = runtime.block_on(rescuer.preserve(card.mention_id))?;
        out.say(|| {
            let state = match request.state {
                PreservationState::Queued => "queued",
                PreservationState::Running => "being copied",
                PreservationState::Done => "kept",
                PreservationState::Refused => "refused",
                PreservationState::Failed => "failed",
            };
            out.line(format!("{}  {state}", card.repository.url));
        });
        Ok(request)
    })
}
