//! What a draft offers to a paper that is here: values for what is empty, and others for what is not; and taking them.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction};

use super::imports::{Match, beside, find, pages, unattached, unfiled, unwritten};
use super::{IdSource, edits, fields, mentions, papers, twins};
use crate::error::Result;
use crate::formats::UNTITLED;
use crate::links::recognise::RepoRef;
use crate::model::{
    Alike, Draft, Field, FieldChange, Id, Identifier, Millis, Paper, PaperEdit, ReviewStatus, TwinOf, shown_as,
};
use crate::search::fold;
use crate::versions;

/// How a draft stands to the library; `links` are its own, as [`super::imports::links`] gives them. With `differing`,
/// what says something else than the paper is offered, too. And a paper that may be the same work.
pub fn compare(
    connection: &Connection,
    draft: &Draft,
    links: &[RepoRef],
    differing: bool,
) -> Result<(ReviewStatus, Option<Alike>)> {
    let paper_id = match find(connection, draft)? {
        Match::None => return Ok((ReviewStatus::New, twins::in_library(connection, draft)?)),
        Match::Doubtful(id, reason) => {
            let alike = Alike { to: TwinOf::Library { id }, reason: reason.clone() };
            return Ok((ReviewStatus::Unclear { reason }, Some(alike)));
        }
        Match::Paper(id) => id,
    };
    let paper = papers::get(connection, paper_id)?;
    if let Some(reason) = contradicted(&paper, draft) {
        let alike = Alike { to: TwinOf::Library { id: paper_id }, reason: reason.clone() };
        return Ok((ReviewStatus::Unclear { reason }, Some(alike)));
    }
    let mut changes = Vec::new();
    if differing {
        // They stand first: these are the ones to decide about.
        changes.extend(differences(connection, &paper, draft)?.into_iter().map(|difference| difference.change));
    }
    changes.extend(filling(connection, &paper, draft)?);
    let change = |field: &str, after: String| FieldChange { field: field.into(), after, ..FieldChange::default() };
    let beyond = papers::beyond(connection, &paper, draft)?;
    changes.extend(Some(beyond.tags.join(", ")).filter(|tags| !tags.is_empty()).map(|tags| change("tags", tags)));
    let notes = unwritten(connection, paper_id, draft)?.len();
    let in_words = if notes == 1 { "1 note".to_owned() } else { format!("{notes} notes") };
    changes.extend((notes > 0).then(|| change("notes", in_words)));
    let paths: Vec<String> = unfiled(connection, paper_id, draft)?.iter().map(|path| path.join(" / ")).collect();
    changes.extend((!paths.is_empty()).then(|| change("collections", paths.join(", "))));
    let files: Vec<&str> = unattached(connection, paper_id, draft)?;
    changes.extend((!files.is_empty()).then(|| change("files", files.join(", "))));
    let known = mentions::repositories(connection, paper_id)?;
    // Links in texts come with the texts.
    let own: HashSet<String> = beside(draft).map(|link| link.key()).collect();
    let is_beside = |url: &str| beside(draft).any(|link| link.url() == url);
    let texts = changes.iter().any(|change| matches!(change.field.as_str(), "title" | "abstract" | "comments"));
    let new = links.iter().filter(|link| !known.contains(&link.key()) && (texts || own.contains(&link.key())));
    changes.extend(new.map(|link| change("code", link.url())));
    let known = mentions::pages(connection, paper_id)?;
    changes.extend(
        pages(draft).filter(|page| !known.contains(&page.key())).map(|page| change("project page", page.url())),
    );
    for change in &mut changes {
        let name = match change.field.as_str() {
            "project page" => "code",
            // A link in a text is said by whoever gave the text.
            "code" if !is_beside(&change.after) => "abstract",
            name => name,
        };
        let said = draft.sources.iter().find(|source| source.name == name);
        change.source = said.map(|source| source.value.clone()).unwrap_or_default();
    }
    let status = if changes.is_empty() {
        ReviewStatus::AlreadyHere { paper_id, title: paper.title, in_trash: paper.trashed_at.is_some() }
    } else {
        ReviewStatus::Update { paper_id, title: paper.title, changes }
    };
    Ok((status, None))
}

/// Why what services say of an identifier is hardly of the paper that carries it: a mistyped DOI leads to another work.
fn contradicted(paper: &Paper, draft: &Draft) -> Option<String> {
    if draft.sources.is_empty() || paper.fields.iter().any(|field| field.name == UNTITLED) {
        return None;
    }
    let (ours, theirs) = (fold::title_key(&paper.title), fold::title_key(&draft.title));
    // A title may go on behind a colon.
    if ours.starts_with(&theirs) || theirs.starts_with(&ours) || !fold::are_unlike(&ours, &theirs) {
        return None;
    }
    let family = |name: &str| fold::title_key(name.rsplit(' ').next().unwrap_or(name));
    let people: HashSet<String> = paper.authors.iter().map(|one| family(&one.name)).collect();
    if people.is_empty() || draft.authors.is_empty() || draft.authors.iter().any(|one| people.contains(&family(one))) {
        return None;
    }
    Some(format!("An identifier of “{}” is said to be that of another work, “{}”.", paper.title, draft.title))
}

/// Writes what a draft offers and the reader did not leave, and puts in place of what stands what the reader said.
/// Whether there was anything; and the repositories that new texts name.
pub fn take(tx: &Transaction, ids: &IdSource, paper: &Paper, draft: &Draft, now: Millis) -> Result<(bool, Vec<Id>)> {
    let filled: Vec<FieldChange> = filling(tx, paper, draft)?;
    let mut named = Vec::new();
    for edit in &fills(paper, draft) {
        named.extend(edits::apply(tx, ids, paper.id, edit, now)?);
    }
    let mut told = papers::fill(tx, paper, draft)? || !filled.is_empty();
    let mut taken: Vec<String> = filled.into_iter().map(|change| change.field).collect();
    for difference in differences(tx, paper, draft)? {
        let name = &difference.change.field;
        if !draft.replaces.contains(name) {
            continue;
        }
        match &difference.how {
            How::Edit(edit) => named.extend(edits::apply(tx, ids, paper.id, edit, now)?),
            How::Kind(kind) => papers::set_entry_type(tx, paper.id, kind)?,
            How::Published(day) => papers::set_published(tx, paper.id, day)?,
            How::Field(field) => fields::set_one(tx, paper.id, &field.name, &field.value)?,
        }
        told = true;
        taken.push(name.clone());
    }
    let is_of_a_version = |name: &String| ["venue", "year", "date", "type", "identifiers"].contains(&name.as_str());
    if taken.iter().any(is_of_a_version) {
        let is_new = |field: &&Field| field.name == versions::FIELD && !paper.fields.contains(field);
        let versions: Vec<Field> = draft.fields.iter().filter(is_new).cloned().collect();
        fields::add(tx, paper.id, &versions)?;
    }
    fields::remember_sources(tx, paper.id, &draft.sources, taken.iter().map(String::as_str))?;
    Ok((told, named))
}

/// Values for what is empty. Those kept as written show nothing of their own.
fn filling(connection: &Connection, paper: &Paper, draft: &Draft) -> Result<Vec<FieldChange>> {
    let change = |field: &str, after: String| FieldChange { field: field.into(), after, ..FieldChange::default() };
    let mut changes: Vec<FieldChange> = fills(paper, draft).iter().map(|edit| describe(edit, paper)).collect();
    let beyond = papers::beyond(connection, paper, draft)?;
    changes.extend(beyond.published.map(|day| change("date", day)));
    changes.extend(beyond.citation_key.map(|key| change("citation key", key)));
    changes.extend(beyond.entry_type.map(|kind| change("type", kind)));
    let shown = beyond.fields.into_iter().filter_map(|field| Some(change(shown_as(&field.name)?, field.value)));
    changes.extend(shown);
    Ok(changes)
}

/// A value that says something else than the paper's.
struct Difference {
    change: FieldChange,
    how: How,
}

enum How {
    Edit(PaperEdit),
    Kind(String),
    Published(String),
    /// A field without a column of its own.
    Field(Field),
}

fn differences(connection: &Connection, paper: &Paper, draft: &Draft) -> Result<Vec<Difference>> {
    let mut found = Vec::new();
    let mut differ = |field: &str, before: &str, after: &str, how: How| {
        let same = |one: &str, two: &str| one.split_whitespace().eq(two.split_whitespace());
        if !before.is_empty() && !after.is_empty() && !same(before, after) {
            let (field, before, after) = (field.to_owned(), before.to_owned(), after.to_owned());
            found.push(Difference { change: FieldChange { field, before, after, source: String::new() }, how });
        }
    };
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let names: Vec<&str> = paper.authors.iter().map(|person| person.name.as_str()).collect();
    differ("title", &paper.title, &draft.title, How::Edit(PaperEdit::Title(draft.title.clone())));
    differ(
        "abstract",
        &paper.abstract_text,
        &draft.abstract_text,
        How::Edit(PaperEdit::Abstract(draft.abstract_text.clone())),
    );
    differ(
        "authors",
        &names.join(", "),
        &draft.authors.join(", "),
        How::Edit(PaperEdit::Authors(draft.authors.clone())),
    );
    differ("venue", &paper.venue, &draft.venue, How::Edit(PaperEdit::Venue(draft.venue.clone())));
    differ("year", &year(paper.year), &year(draft.year), How::Edit(PaperEdit::Year(draft.year)));
    let (before, after) = (paper.published.clone().unwrap_or_default(), draft.published.clone().unwrap_or_default());
    differ("date", &before, &after, How::Published(after.clone()));
    differ("type", &paper.entry_type, &draft.entry_type, How::Kind(draft.entry_type.clone()));
    differ("url", &paper.url, &draft.url, How::Edit(PaperEdit::Url(draft.url.clone())));
    differ("comments", &paper.comments, &draft.comments, How::Edit(PaperEdit::Comments(draft.comments.clone())));
    let (before, after, list) = other_identifiers(paper, draft);
    differ("identifiers", &before, &after, How::Edit(PaperEdit::Identifiers(list)));
    // A key of a service is one of many; one of a file is what its reader's texts cite. Two papers never have one key.
    let is_alias = |key: &str| {
        let ids = paper.fields.iter().filter(|field| field.name == "ids");
        ids.flat_map(|field| field.value.split(',')).any(|id| id.trim() == key)
    };
    if let Some(key) = draft.citation_key.as_ref().filter(|key| draft.sources.is_empty() && !is_alias(key))
        && !papers::citation_key_taken(connection, key, paper.id)?
    {
        let edit = PaperEdit::CitationKey(Some(key.clone()));
        differ("citation key", paper.citation_key.as_deref().unwrap_or_default(), key, How::Edit(edit));
    }
    for new in &draft.fields {
        let Some(shown) = shown_as(&new.name) else { continue };
        let mut own = paper.fields.iter().filter(|field| field.name == new.name);
        // Of a name that stands there twice nobody can say which is meant.
        if let (Some(old), None) = (own.next(), own.next()) {
            differ(shown, &old.value, &new.value, How::Field(new.clone()));
        }
    }
    Ok(found)
}

/// Identifiers of a kind that the paper has with another value: those, what would stand instead, and the whole list.
fn other_identifiers(paper: &Paper, draft: &Draft) -> (String, String, Vec<Identifier>) {
    let mut list = paper.identifiers.clone();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for new in &draft.identifiers {
        let of_kind = list.iter().filter(|old| old.kind == new.kind).count();
        if of_kind == 1
            && let Some(old) = list.iter_mut().find(|old| old.kind == new.kind && old.value != new.value)
        {
            before.push(std::mem::replace(&mut old.value, new.value.clone()));
            after.push(new.value.clone());
        }
    }
    (before.join(", "), after.join(", "), list)
}

/// A draft less the fields that the reader did not want.
pub fn without_left(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    for name in &std::mem::take(&mut draft.leaves) {
        match name.as_str() {
            "abstract" => draft.abstract_text.clear(),
            "authors" => draft.authors.clear(),
            "venue" => draft.venue.clear(),
            "year" => draft.year = None,
            "date" => draft.published = None,
            "url" => draft.url.clear(),
            "comments" => draft.comments.clear(),
            "identifiers" => draft.identifiers.clear(),
            "citation key" => draft.citation_key = None,
            "type" => draft.entry_type.clear(),
            "tags" => draft.tags.clear(),
            "files" => draft.files.clear(),
            _ => draft.fields.retain(|field| shown_as(&field.name) != Some(name)),
        }
    }
    draft
}

/// What the draft knows and the library does not.
pub fn fills(paper: &Paper, draft: &Draft) -> Vec<PaperEdit> {
    let mut edits = Vec::new();
    let missing = |here: &str, there: &str| here.is_empty() && !there.is_empty();
    if missing(&paper.abstract_text, &draft.abstract_text) {
        edits.push(PaperEdit::Abstract(draft.abstract_text.clone()));
    }
    if paper.authors.is_empty() && !draft.authors.is_empty() {
        edits.push(PaperEdit::Authors(draft.authors.clone()));
    }
    if missing(&paper.venue, &draft.venue) {
        edits.push(PaperEdit::Venue(draft.venue.clone()));
    }
    if paper.year.is_none() && draft.year.is_some() {
        edits.push(PaperEdit::Year(draft.year));
    }
    if missing(&paper.url, &draft.url) {
        edits.push(PaperEdit::Url(draft.url.clone()));
    }
    if missing(&paper.comments, &draft.comments) {
        edits.push(PaperEdit::Comments(draft.comments.clone()));
    }
    let new: Vec<Identifier> = draft
        .identifiers
        .iter()
        .filter(|new| paper.identifiers.iter().all(|old| old.kind != new.kind))
        .cloned()
        .collect();
    if !new.is_empty() {
        edits.push(PaperEdit::Identifiers(paper.identifiers.iter().cloned().chain(new).collect()));
    }
    edits
}

fn describe(edit: &PaperEdit, paper: &Paper) -> FieldChange {
    let change = |field: &str, after: String| FieldChange { field: field.into(), after, ..FieldChange::default() };
    match edit {
        PaperEdit::Abstract(text) => change("abstract", text.clone()),
        PaperEdit::Authors(names) => change("authors", names.join(", ")),
        PaperEdit::Venue(text) => change("venue", text.clone()),
        PaperEdit::Year(year) => change("year", year.map(|year| year.to_string()).unwrap_or_default()),
        PaperEdit::Url(text) => change("url", text.clone()),
        PaperEdit::Comments(text) => change("comments", text.clone()),
        PaperEdit::Identifiers(list) => {
            let new: Vec<&str> = list.iter().skip(paper.identifiers.len()).map(|one| one.value.as_str()).collect();
            change("identifiers", new.join(", "))
        }
        other => change("field", format!("{other:?}")),
    }
}
