//! Taking in what another program wrote into a file kept in step: reviewed first, written as one action.
//!
//! Unlike an import, a value that differs from the library's is taken over: somebody changed it on purpose.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Transaction;

use super::written_path;
use crate::error::{Error, ErrorCode, Result, not_read};
use crate::formats::{Format, RAW, bibtex};
use crate::import::{Text, read_text};
use crate::library::held::Wanted;
use crate::library::kept::hash_of;
use crate::library::{Library, saved, validate};
use crate::model::{
    Draft, Field, FieldChange, Id, ImportOutcome, ListView, LiveFile, LiveFormat, PaperEdit, Reading, Review,
    ReviewItem, ReviewStatus, Skipped,
};
use crate::store::{collections, fields, imports, live, papers, tags};

/// Ends the name of a value kept as written, as it is shown.
const AS_WRITTEN: &str = ", as written";

impl Library {
    /// What another program changed in a file kept in step, entry by entry. Changes nothing but that the file counts
    /// as looked at.
    ///
    /// # Errors
    /// `Input` when it cannot be read, or nothing in it was changed.
    pub fn review_live(&self, id: Id) -> Result<Review> {
        let file = self.store.read(|db| live::get(db, id))?;
        let path = written_path(&file);
        let shown = format!("“{}”", path.display());
        let unreadable = |error: std::io::Error| {
            Error::new(ErrorCode::Input, format!("{shown} cannot be read: {}.", not_read(&error)))
        };
        let found = hash_of(&path).map_err(unreadable)?;
        let Text { text, remark } = read_text(std::fs::File::open(&path).map_err(unreadable)?, &shown)?;
        let theirs = bibtex::read(&text);
        let ours = self.ours(&file)?;
        let keys: BTreeSet<&str> = theirs.drafts.iter().filter_map(|draft| draft.citation_key.as_deref()).collect();
        let mut skipped = theirs.skipped.clone();
        for (key, (_, draft)) in ours.iter().filter(|(key, _)| !keys.contains(key.as_str())) {
            let text: String = format!("{key}: {}", draft.title).chars().take(200).collect();
            skipped.push(Skipped { line: 0, text, reason: "taken out of the file; it stays in the library".into() });
        }
        let (changed, mut new): (Vec<Draft>, Vec<Draft>) =
            theirs.drafts.into_iter().partition(|draft| known(&ours, draft).is_some());
        // What somebody wrote into the file of a collection belongs there, also when it is in the library already.
        if let Some(path) = self.collection_of(&file)? {
            new.iter_mut().for_each(|draft| draft.collections.push(path.clone()));
        }
        let mut items = Vec::new();
        for mut draft in changed {
            let Some((paper_id, before)) = known(&ours, &draft) else { continue };
            let changes = differences(before, &draft);
            if !changes.is_empty() {
                // What somebody wrote is wanted, unless the reader says otherwise.
                let replaced = changes.iter().filter(|change| !change.before.is_empty());
                draft.replaces = replaced.map(|change| change.field.clone()).collect();
                let status = ReviewStatus::Update { paper_id: *paper_id, title: before.title.clone(), changes };
                items.push(ReviewItem { draft, status, ticked: true, repositories: Vec::new(), alike: None });
            }
        }
        let updates = items.len() as u32;
        let mut review = self.review(Reading {
            source: format!("Changes in {}", file.path),
            drafts: new,
            skipped,
            searches: theirs.searches,
            remarks: remark.into_iter().collect(),
        })?;
        // An entry written twice, or under a key of its own, may be a paper that is here.
        review.items.retain(|item| !matches!(item.status, ReviewStatus::AlreadyHere { in_trash: false, .. }));
        review.already_here = review.items.len() as u32 - review.new - review.updates - review.unclear;
        review.updates += updates;
        items.append(&mut review.items);
        if items.is_empty() && review.skipped.is_empty() && review.searches.is_empty() {
            let words = format!("{shown} says nothing else than the library; writing over it loses nothing.");
            return Err(Error::new(ErrorCode::Input, words));
        }
        if let Some(found) = found {
            self.store.write(|tx| live::review(tx, id, found))?;
        }
        Ok(Review { items, ..review })
    }

    /// Writes what the reader left ticked of such a review, as one action; then the file is brought in step. A copy of
    /// what stood there is in the library's folder.
    ///
    /// # Errors
    /// `Conflict` when the file was changed again since it was reviewed; nothing is written then.
    pub fn take_in_live(&self, id: Id, wanted: &Wanted) -> Result<ImportOutcome> {
        let file = self.store.read(|db| live::get(db, id))?;
        let drafts: Vec<Draft> = wanted.each().map(validate::draft).collect::<Result<_>>()?;
        let (_, reviewed) = self.store.read(|db| live::hashes(db, id))?;
        let ours = self.ours(&file)?;
        if reviewed.is_none() || self.keep_replaced(&file)? != reviewed {
            let words =
                format!("“{}” was changed again since its changes were shown. Look at them once more.", file.path);
            return Err(Error::new(ErrorCode::Conflict, words));
        }
        let (changed, new): (Vec<Draft>, Vec<Draft>) =
            drafts.into_iter().partition(|draft| known(&ours, draft).is_some());
        let (files, problems) = self.keep_files(new.iter().flat_map(|draft| &draft.files), || Ok(()))?;
        let now = self.now();
        let name = std::path::Path::new(&file.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let done = self.store.act(&format!("Take in the changes of “{name}”"), None, |tx| {
            let mut outcome =
                imports::commit(tx, self.store.ids(), (new.len(), new.iter().map(Ok)), &files, now, || Ok(()))?;
            for draft in &changed {
                if let Some((paper, before)) = known(&ours, draft) {
                    self.take(tx, *paper, before, &as_chosen(before, draft))?;
                    outcome.updated.push(*paper);
                }
            }
            outcome.searches = saved::keep(tx, self.store.ids(), wanted.searches())?;
            Ok(outcome)
        })?;
        if let Some(reviewed) = reviewed {
            self.store.write(|tx| live::own(tx, id, reviewed))?;
        }
        self.write_live(id)?;
        self.tell(crate::library::Event::LibraryChanged { papers: None });
        Ok(ImportOutcome { journal_entry: done.entry.map(|entry| entry.id), problems, ..done.value })
    }

    /// The names of the collection that a file holds, from the outermost on.
    fn collection_of(&self, file: &LiveFile) -> Result<Option<Vec<String>>> {
        let ListView::Collection { id } = file.view else { return Ok(None) };
        let all = self.store.read(collections::all)?;
        let mut path = Vec::new();
        let mut at = Some(id);
        while let Some(one) = at.and_then(|id| all.iter().find(|one| one.id == id)) {
            path.insert(0, one.name.clone());
            at = one.parent_id;
        }
        Ok(Some(path))
    }

    /// What Postil would write into the file, as it would be read again: the same letters say the same on both sides.
    fn ours(&self, file: &LiveFile) -> Result<HashMap<String, (Id, Draft)>> {
        let ids = self.live_ids(&file.view)?;
        let of: HashMap<String, Id> = self.keys(&ids)?.into_iter().zip(ids.iter().copied()).collect();
        let format = if file.format == LiveFormat::Biblatex { Format::Biblatex } else { Format::Bibtex };
        let mut text = Vec::new();
        self.write_references(&ids, format, &mut text)?;
        let read = crate::formats::bibtex::read(&String::from_utf8_lossy(&text));
        let keyed = read.drafts.into_iter().filter_map(|draft| {
            let key = draft.citation_key.clone()?;
            Some((key.clone(), (*of.get(&key)?, draft)))
        });
        Ok(keyed.collect())
    }

    /// Gives a paper what differs between what we wrote and what they wrote, and nothing else.
    fn take(&self, tx: &Transaction, id: Id, ours: &Draft, theirs: &Draft) -> Result<()> {
        let now = self.now();
        let mut edits = Vec::new();
        let mut edit = |differs: bool, edit: PaperEdit| edits.extend(differs.then_some(edit));
        edit(ours.title != theirs.title, PaperEdit::Title(theirs.title.clone()));
        edit(ours.abstract_text != theirs.abstract_text, PaperEdit::Abstract(theirs.abstract_text.clone()));
        edit(ours.authors != theirs.authors, PaperEdit::Authors(theirs.authors.clone()));
        edit(ours.venue != theirs.venue, PaperEdit::Venue(theirs.venue.clone()));
        edit(ours.year != theirs.year, PaperEdit::Year(theirs.year));
        edit(ours.url != theirs.url, PaperEdit::Url(theirs.url.clone()));
        edit(ours.comments != theirs.comments, PaperEdit::Comments(theirs.comments.clone()));
        edit(ours.identifiers != theirs.identifiers, PaperEdit::Identifiers(theirs.identifiers.clone()));
        for edit in &edits {
            self.apply(tx, id, &validate::edit(edit.clone())?, now)?;
        }
        let paper = papers::get(tx, id)?;
        let kind = if ours.entry_type == theirs.entry_type { &paper.entry_type } else { &theirs.entry_type };
        let published = if ours.published == theirs.published { &paper.published } else { &theirs.published };
        papers::set_kind(tx, id, kind, published.as_deref(), now)?;
        for name in names_that_differ(ours, theirs) {
            let values: Vec<Field> = theirs.fields.iter().filter(|field| field.name == name).cloned().collect();
            fields::set(tx, id, &name, &values)?;
        }
        for tag in ours.tags.iter().filter(|tag| !theirs.tags.contains(tag)) {
            tags::remove(tx, id, tag)?;
        }
        theirs.tags.iter().filter(|tag| !ours.tags.contains(tag)).try_for_each(|tag| tags::add(tx, id, tag))
    }
}

fn known<'a>(ours: &'a HashMap<String, (Id, Draft)>, draft: &Draft) -> Option<&'a (Id, Draft)> {
    ours.get(draft.citation_key.as_deref()?)
}

/// What they wrote, with ours where the reader left theirs.
fn as_chosen(ours: &Draft, theirs: &Draft) -> Draft {
    let mut chosen = theirs.clone();
    for FieldChange { field, before, .. } in differences(ours, theirs) {
        let is_wanted =
            if before.is_empty() { !theirs.leaves.contains(&field) } else { theirs.replaces.contains(&field) };
        if is_wanted {
            continue;
        }
        match field.as_str() {
            "title" => chosen.title.clone_from(&ours.title),
            "authors" => chosen.authors.clone_from(&ours.authors),
            "venue" => chosen.venue.clone_from(&ours.venue),
            "year" => chosen.year = ours.year,
            "date" => chosen.published.clone_from(&ours.published),
            "type" => chosen.entry_type.clone_from(&ours.entry_type),
            "url" => chosen.url.clone_from(&ours.url),
            "identifiers" => chosen.identifiers.clone_from(&ours.identifiers),
            "abstract" => chosen.abstract_text.clone_from(&ours.abstract_text),
            "comments" => chosen.comments.clone_from(&ours.comments),
            "tags" => chosen.tags.clone_from(&ours.tags),
            shown => {
                let name = match shown.strip_suffix(AS_WRITTEN) {
                    Some(name) => format!("{RAW}{name}"),
                    None => shown.to_owned(),
                };
                chosen.fields.retain(|field| field.name != name);
                chosen.fields.extend(ours.fields.iter().filter(|field| field.name == name).cloned());
            }
        }
    }
    chosen
}

/// What they wrote otherwise, for the reader to see.
fn differences(ours: &Draft, theirs: &Draft) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut change = |field: &str, before: String, after: String| {
        if before != after {
            changes.push(FieldChange { field: field.into(), before, after, source: String::new() });
        }
    };
    let year = |draft: &Draft| draft.year.map(|year| year.to_string()).unwrap_or_default();
    let identifiers =
        |draft: &Draft| draft.identifiers.iter().map(|one| one.value.as_str()).collect::<Vec<_>>().join(", ");
    change("title", ours.title.clone(), theirs.title.clone());
    change("authors", ours.authors.join(", "), theirs.authors.join(", "));
    change("venue", ours.venue.clone(), theirs.venue.clone());
    change("year", year(ours), year(theirs));
    change("date", ours.published.clone().unwrap_or_default(), theirs.published.clone().unwrap_or_default());
    change("type", ours.entry_type.clone(), theirs.entry_type.clone());
    change("url", ours.url.clone(), theirs.url.clone());
    change("identifiers", identifiers(ours), identifiers(theirs));
    change("abstract", ours.abstract_text.clone(), theirs.abstract_text.clone());
    change("comments", ours.comments.clone(), theirs.comments.clone());
    change("tags", ours.tags.join(", "), theirs.tags.join(", "));
    for name in names_that_differ(ours, theirs) {
        let value = |draft: &Draft| {
            let values = draft.fields.iter().filter(|field| field.name == name).map(|field| field.value.as_str());
            values.collect::<Vec<_>>().join(", ")
        };
        let shown = name.strip_prefix(RAW).map_or_else(|| name.clone(), |name| format!("{name}{AS_WRITTEN}"));
        change(&shown, value(ours), value(theirs));
    }
    changes
}

fn names_that_differ(ours: &Draft, theirs: &Draft) -> BTreeSet<String> {
    let of = |draft: &Draft, name: &str| -> Vec<String> {
        draft.fields.iter().filter(|field| field.name == name).map(|field| field.value.clone()).collect()
    };
    let names = ours.fields.iter().chain(&theirs.fields).map(|field| field.name.clone());
    names.filter(|name| of(ours, name) != of(theirs, name)).collect()
}
