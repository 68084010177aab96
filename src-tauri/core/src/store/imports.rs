//! Writing the drafts that the reader confirmed: which papers they are, and what becomes of those.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::{Connection, Transaction};

use super::met::Met;
use super::watch::Unwatched;
use super::{
    IdSource, attachments, collections, duplicates, identifiers, mentions, notes, offers, papers, people, twins,
};
use crate::duplicates::TELLING_TITLE;
use crate::error::Result;
use crate::files::Kept;
use crate::links::recognise::{self, LinkKind, RepoRef};
use crate::model::{Confidence, Draft, FoundIn, Id, Identifier, ImportOutcome, Millis};
use crate::search::fold;

/// Writes so many drafts, in the order given: the first will stand on top of the newest-first list.
///
/// A draft the library already has fills that paper's empty fields and takes it out of the trash; nothing there
/// is overwritten but what the draft is said to replace. What the reader decided of a draft goes before what is found.
/// `files` are those of the drafts that are in the library's folder, by the path they came from. `written` hears of each
/// draft, and may end it all by failing.
pub fn commit<D: Borrow<Draft>>(
    tx: &Transaction,
    ids: &IdSource,
    (count, drafts): (usize, impl Iterator<Item = Result<D>>),
    files: &HashMap<String, Kept>,
    now: Millis,
    mut written: impl FnMut() -> Result<()>,
) -> Result<ImportOutcome> {
    let mut outcome = ImportOutcome::default();
    let mut repositories = HashSet::new();
    let mut known = people::Known::default();
    let mut met = Met::before(papers::any(tx)?);
    let mut added: HashSet<Id> = HashSet::new();
    // The paper that each draft went into.
    let mut went: Vec<Id> = Vec::with_capacity(count);
    let mut unwatched = Unwatched::default();
    let mut fresh: Vec<Id> = (0..count).map(|_| ids.next()).collect();
    for draft in drafts {
        let draft = draft?;
        let draft = draft.borrow();
        // Ids are handed out from the last to the first, because lists show the greatest id first.
        let id = fresh.pop().unwrap_or_else(|| ids.next());
        let is_met = met.meet(draft);
        let twin = twins::decided(tx, draft, &went)?;
        let found = match twin {
            Some((paper, true)) => Match::Paper(paper),
            Some((_, false)) => Match::None,
            None if is_met => find(tx, draft)?,
            None => Match::None,
        };
        match found {
            Match::Paper(present) => {
                unwatched.watch_again(tx)?;
                // What the reader left is only left out now: an identifier among it may have found the paper.
                let (given, pruned) = (draft, (!draft.leaves.is_empty()).then(|| offers::without_left(draft)));
                let draft = pruned.as_ref().unwrap_or(given);
                let before = (papers::get(tx, present)?, mentions::repositories(tx, present)?.len());
                let (mut told, named) = offers::take(tx, ids, &before.0, draft, now)?;
                told |= beside_it(tx, ids, present, draft, now)?;
                let attached = attach(tx, ids, present, draft, files, now)?;
                outcome.files += attached;
                told |= attached > 0;
                if twin.is_some() {
                    duplicates::as_version(tx, &before.0, draft, now)?;
                    told = true;
                }
                repositories.extend(named);
                repositories.extend(mention_all(tx, ids, present, draft, false)?);
                mentions::reject(tx, present, &given.leaves)?;
                told |= mentions::repositories(tx, present)?.len() > before.1;
                papers::restore(tx, present)?;
                if !told && before.0.trashed_at.is_none() {
                    outcome.already_here += 1;
                } else if !added.contains(&present) {
                    outcome.updated.push(present);
                }
                went.push(present);
            }
            Match::None | Match::Doubtful(..) => {
                unwatched.write(tx, id)?;
                papers::insert(tx, id, draft, is_met, &mut known, now)?;
                beside_it(tx, ids, id, draft, now)?;
                outcome.files += attach(tx, ids, id, draft, files, now)?;
                repositories.extend(mention_all(tx, ids, id, draft, true)?);
                if let Some((other, _)) = twin {
                    unwatched.watch_again(tx)?;
                    duplicates::tell_apart(tx, &[id.min(other), id.max(other)])?;
                }
                outcome.added.push(id);
                added.insert(id);
                went.push(id);
            }
        }
        written()?;
    }
    unwatched.watch_again(tx)?;
    outcome.repositories = repositories.len() as u32;
    Ok(outcome)
}

/// Notes that a paper does not have yet.
pub(super) fn unwritten<'a>(connection: &Connection, paper: Id, draft: &'a Draft) -> Result<Vec<&'a String>> {
    if draft.notes.is_empty() {
        return Ok(Vec::new());
    }
    let known = notes::of_paper(connection, paper)?;
    Ok(draft.notes.iter().filter(|text| known.iter().all(|note| note.text.trim() != text.trim())).collect())
}

/// Collections that a paper is not in yet.
pub(super) fn unfiled<'a>(connection: &Connection, paper: Id, draft: &'a Draft) -> Result<Vec<&'a Vec<String>>> {
    if draft.collections.is_empty() {
        return Ok(Vec::new());
    }
    let known = collections::of_paper(connection, paper)?;
    let mut wanted = Vec::new();
    for path in &draft.collections {
        if collections::at_path(connection, path)?.is_none_or(|id| !known.contains(&id)) {
            wanted.push(path);
        }
    }
    Ok(wanted)
}

/// Writes the notes and collections of a draft; whether there was anything new.
fn beside_it(tx: &Transaction, ids: &IdSource, paper: Id, draft: &Draft, now: Millis) -> Result<bool> {
    let (texts, paths) = (unwritten(tx, paper, draft)?, unfiled(tx, paper, draft)?);
    for text in &texts {
        notes::insert(tx, ids.next(), paper, text, now)?;
    }
    for path in &paths {
        if let Some(collection) = collections::make_path(tx, ids, path)? {
            collections::file(tx, collection, paper)?;
        }
    }
    Ok(!texts.is_empty() || !paths.is_empty())
}

/// Files that a paper does not have yet, as far as names and sizes tell.
pub(super) fn unattached<'a>(connection: &Connection, paper: Id, draft: &'a Draft) -> Result<Vec<&'a str>> {
    let mut wanted = Vec::new();
    for file in &draft.files {
        // One that is not there is told when it is to be copied.
        let bytes = std::fs::metadata(Path::new(&file.path)).map_or(0, |meta| meta.len());
        if !attachments::is_there(connection, paper, &file.name, bytes)? {
            wanted.push(file.name.as_str());
        }
    }
    Ok(wanted)
}

/// Gives a paper the files of a draft; how many it did not have.
fn attach(
    tx: &Transaction,
    ids: &IdSource,
    paper: Id,
    draft: &Draft,
    files: &HashMap<String, Kept>,
    now: Millis,
) -> Result<u32> {
    let mut added = 0;
    for file in &draft.files {
        if let Some(kept) = files.get(&file.path) {
            added += u32::from(attachments::insert(tx, ids.next(), paper, &file.name, kept, now)?);
        }
    }
    Ok(added)
}

/// Repositories a draft names: in its title, its abstract, its remarks, and beside them.
pub fn links(draft: &Draft) -> Vec<RepoRef> {
    let mut found = recognise::recognise(&draft.title);
    found.extend(recognise::recognise(&draft.abstract_text));
    found.extend(recognise::recognise(&draft.comments));
    found.extend(beside(draft));
    found.retain(|link| super::repositories::host_kind_of(link.kind).is_some());
    let mut seen = HashSet::new();
    found.retain(|link| seen.insert(link.key()));
    found
}

/// Repositories that stand beside the texts. What references give as a paper's address is often its code.
pub(super) fn beside(draft: &Draft) -> impl Iterator<Item = RepoRef> {
    draft.links.iter().chain([&draft.url]).filter_map(|link| {
        let found = recognise::recognise_url(link)?;
        let confidence = if draft.guesses.contains(link) { Confidence::Low } else { found.confidence };
        Some(RepoRef { confidence, ..found })
    })
}

/// Pages of a project that a draft names.
pub(super) fn pages(draft: &Draft) -> impl Iterator<Item = RepoRef> {
    let is_no_code = |link: &RepoRef| link.kind == LinkKind::Page;
    draft.pages.iter().filter_map(|page| recognise::recognise_address(page)).filter(is_no_code)
}

/// Writes the mentions of a draft, of its texts where it is new; gives the repositories that it names.
fn mention_all(tx: &Transaction, ids: &IdSource, paper: Id, draft: &Draft, is_new: bool) -> Result<Vec<Id>> {
    let mut named = Vec::new();
    if is_new {
        named.extend(mentions::scan(tx, ids, paper, FoundIn::Title, &draft.title)?);
        named.extend(mentions::scan(tx, ids, paper, FoundIn::Abstract, &draft.abstract_text)?);
        named.extend(mentions::scan(tx, ids, paper, FoundIn::Comments, &draft.comments)?);
    }
    named.extend(mentions::add_links(tx, ids, paper, beside(draft).chain(pages(draft)).collect())?);
    Ok(named)
}

pub(super) enum Match {
    None,
    Paper(Id),
    /// It may be this one; says why that is not safe to decide alone.
    Doubtful(Id, String),
}

pub(super) fn find(connection: &Connection, draft: &Draft) -> Result<Match> {
    for identifier in &draft.identifiers {
        if let Some(id) = identifiers::paper_of(connection, identifier)? {
            if !cited_apart(connection, id, draft)? {
                return Ok(Match::Paper(id));
            }
            let value = &identifier.value;
            let why = format!("Another paper carries the identifier {value}, under another key.");
            return Ok(Match::Doubtful(id, why));
        }
    }
    let same_title = papers::by_title(connection, &draft.title)?;
    let Some(first) = same_title.first() else { return Ok(Match::None) };
    for id in &same_title {
        if cited_apart(connection, *id, draft)? {
            continue;
        }
        if !contradicts(&identifiers::of_paper(connection, *id)?, &draft.identifiers) {
            let telling = crate::search::fold::title_key(&draft.title).chars().count() >= TELLING_TITLE;
            return Ok(if telling {
                Match::Paper(*id)
            } else {
                Match::Doubtful(*id, "A paper with this short title is here already.".into())
            });
        }
    }
    if cited_apart(connection, *first, draft)? {
        return Ok(Match::None);
    }
    let other = identifiers::of_paper(connection, *first)?;
    let named = other.first().map(|identifier| identifier.value.as_str()).unwrap_or_default();
    let why = format!("A paper with this title is here with another identifier ({named}).");
    Ok(Match::Doubtful(*first, why))
}

/// Two entries that their owner cites by two keys, and that differ in more than the key, are two works: chapters under
/// the DOI of their book, editorials of two years.
fn cited_apart(connection: &Connection, id: Id, draft: &Draft) -> Result<bool> {
    let Some(key) = &draft.citation_key else { return Ok(false) };
    let paper = papers::get(connection, id)?;
    if paper.citation_key.is_none() || paper.citation_key.as_ref() == Some(key) {
        return Ok(false);
    }
    let same = fold::title_key(&paper.title) == fold::title_key(&draft.title)
        && paper.year == draft.year
        && paper.entry_type == draft.entry_type
        && fold::title_key(&paper.venue) == fold::title_key(&draft.venue)
        && paper.authors.first().map(|person| &person.name) == draft.authors.first();
    Ok(!same)
}

/// The same scheme with another value: another paper of the same title.
pub fn contradicts(known: &[Identifier], given: &[Identifier]) -> bool {
    given.iter().any(|new| known.iter().any(|old| old.kind == new.kind && old.value != new.value))
}
