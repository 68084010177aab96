//! Papers: reading one whole, typing one, editing, trash.

use rusqlite::Transaction;

use super::{Library, short, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Draft, FoundIn, Id, Millis, NewPaper, PaperEdit, PaperView, ReadState, SnapshotReason};
use crate::store::{
    annotations, attachments, cards, collections, edits, identifiers, mentions, notes, papers, people, tags,
};
use crate::versions;

impl Library {
    /// Everything the paper pane shows.
    pub fn paper(&self, id: Id) -> Result<PaperView> {
        self.store.read(|db| {
            let paper = papers::get(db, id)?;
            Ok(PaperView {
                versions: versions::all(&paper.fields),
                paper,
                links: mentions::text_links(db, id)?,
                code: cards::of_paper(db, id)?,
                notes: notes::of_paper(db, id)?,
                annotations: annotations::of_paper(db, id)?,
                files: attachments::of_paper(db, id)?,
                tags: tags::of_paper(db, id)?,
                collections: collections::of_paper(db, id)?,
            })
        })
    }

    /// The paper a reader means by an id, an identifier (arXiv, DOI …), a citation key or its title.
    ///
    /// # Errors
    /// `NotFound` with the name as given; `Conflict` when several papers have that title.
    pub fn resolve(&self, name: &str) -> Result<Id> {
        let name = name.trim();
        self.store.read(|db| {
            if let Ok(id) = name.parse::<Id>()
                && papers::exists(db, id)?
            {
                return Ok(id);
            }
            for identifier in crate::import::ids::find_identifiers(name) {
                if let Some(id) = identifiers::paper_of(db, &identifier)? {
                    return Ok(id);
                }
            }
            if let Some(id) = papers::by_citation_key(db, name)? {
                return Ok(id);
            }
            match papers::by_title(db, name)?.as_slice() {
                [id] => Ok(*id),
                [] => Err(Error::new(
                    ErrorCode::NotFound,
                    format!(
                        "No paper has the id, identifier, citation key or title “{name}”. `postil search` finds its id."
                    ),
                )),
                several => Err(Error::new(
                    ErrorCode::Conflict,
                    format!("{} papers have this title. Name one by its id: {several:?}.", several.len()),
                )),
            }
        })
    }

    /// Adds one paper typed by hand, unless a paper of the library is known by one of its identifiers.
    ///
    /// # Errors
    /// `Conflict` on the field `identifiers`, naming that paper. Once told, the reader may add it all the same.
    pub fn add_new_paper(&self, paper: &NewPaper) -> Result<Id> {
        let PaperEdit::Identifiers(list) = validate::edit(PaperEdit::Identifiers(paper.identifiers.clone()))? else {
            return self.add_paper(paper);
        };
        let known = self.store.read(|db| {
            for one in list {
                if let Some(id) = identifiers::paper_of(db, &one)? {
                    return Ok(Some((one, papers::get(db, id)?)));
                }
            }
            Ok(None)
        })?;
        let Some((one, known)) = known else { return self.add_paper(paper) };
        let key = known.citation_key.map(|key| format!(" ({key})")).unwrap_or_default();
        let place = if known.trashed_at.is_some() { "in the trash" } else { "in the library" };
        let words = format!("{} {} is {place} already: “{}”{key}.", one.kind.word(), one.value, known.title);
        Err(Error { field: Some("identifiers"), ..Error::new(ErrorCode::Conflict, words) })
    }

    /// The same, even if one like it is here: the reader knows.
    pub fn add_paper(&self, paper: &NewPaper) -> Result<Id> {
        // The form reports what is wrong with a field; an import would only leave the value out.
        validate::edit(PaperEdit::Year(paper.year))?;
        validate::edit(PaperEdit::Url(paper.url.clone()))?;
        validate::edit(PaperEdit::Identifiers(paper.identifiers.clone()))?;
        let draft = validate::draft(Draft::from(paper))?;
        let id = self.store.next_id();
        let name = format!("Add “{}”", short(&draft.title));
        let now = self.now();
        let ids = self.store.ids();
        self.act(&name, |tx| {
            papers::insert(tx, id, &draft, true, &mut people::Known::default(), now)?;
            mentions::scan(tx, ids, id, FoundIn::Title, &draft.title)?;
            mentions::scan(tx, ids, id, FoundIn::Abstract, &draft.abstract_text)?;
            mentions::scan(tx, ids, id, FoundIn::Comments, &draft.comments)?;
            Ok(())
        })?;
        Ok(id)
    }

    /// Writes one field of one or many papers, as one action.
    pub fn edit_papers(&self, ids: &[Id], edit: PaperEdit) -> Result<()> {
        let edit = validate::edit(edit)?;
        let of = self.named(ids)?;
        let name = match &edit {
            PaperEdit::ReadState(ReadState::Read) => format!("Mark {of} as read"),
            PaperEdit::ReadState(ReadState::Unread) => format!("Mark {of} as unread"),
            PaperEdit::ReadState(ReadState::Reading) => format!("Mark {of} as being read"),
            PaperEdit::Starred(true) => format!("Star {of}"),
            PaperEdit::Starred(false) => format!("Take the star off {of}"),
            other => format!("Edit the {} of {of}", field_name(other)),
        };
        let now = self.now();
        self.snapshot_before(ids.len())?;
        self.act(&name, |tx| {
            for &id in ids {
                if !papers::exists(tx, id)? {
                    return Err(Error::not_found("This paper"));
                }
                if let PaperEdit::CitationKey(Some(key)) = &edit
                    && papers::citation_key_taken(tx, key, id)?
                {
                    return Err(Error::validation(
                        "citation_key",
                        format!("Another paper has the key “{key}”. Choose one that is free."),
                    ));
                }
                self.apply(tx, id, &edit, now)?;
            }
            Ok(())
        })
    }

    /// Writes one field of one paper, within an action, and what follows from it.
    pub(super) fn apply(&self, tx: &Transaction, id: Id, edit: &PaperEdit, now: Millis) -> Result<()> {
        edits::apply(tx, self.store.ids(), id, edit, now).map(drop)
    }

    pub fn trash_papers(&self, ids: &[Id]) -> Result<()> {
        self.snapshot_before(ids.len())?;
        let now = self.now();
        self.act(&format!("Move {} to the trash", self.named(ids)?), |tx| {
            ids.iter().try_for_each(|id| papers::trash(tx, *id, now))
        })
    }

    pub fn restore_papers(&self, ids: &[Id]) -> Result<()> {
        self.act(&format!("Restore {} from the trash", self.named(ids)?), |tx| {
            ids.iter().try_for_each(|id| papers::restore(tx, *id))
        })
    }

    /// Deletes the papers in the trash with their notes, after a snapshot; returns how many. It, too, can be undone.
    pub fn empty_trash(&self) -> Result<usize> {
        if self.overview()?.counts.trash > 0 {
            self.snapshot(SnapshotReason::BeforeChange)?;
        }
        self.act("Empty the trash", papers::empty_trash)
    }
}

fn field_name(edit: &PaperEdit) -> &'static str {
    match edit {
        PaperEdit::Title(_) => "title",
        PaperEdit::Abstract(_) => "abstract",
        PaperEdit::Authors(_) => "authors",
        PaperEdit::Venue(_) => "venue",
        PaperEdit::Year(_) => "year",
        PaperEdit::Url(_) => "address",
        PaperEdit::Comments(_) => "comments",
        PaperEdit::CitationKey(_) => "citation key",
        PaperEdit::Identifiers(_) => "identifiers",
        PaperEdit::ReadState(_) => "read state",
        PaperEdit::Starred(_) => "star",
    }
}
