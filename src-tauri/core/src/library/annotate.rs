//! What the reader writes: notes and highlights.

use super::{Library, validate};
use crate::anchor;
use crate::error::{Error, Result};
use crate::links::recognise;
use crate::model::{Annotation, AnnotationColor, FoundIn, Id, Note};
use crate::store::{annotations, mentions, notes, papers};

impl Library {
    pub fn add_note(&self, paper: Id, text: &str) -> Result<Note> {
        let text = validate::note(text)?;
        let id = self.store.next_id();
        let now = self.now();
        let name = format!("Write a note on {}", self.named(&[paper])?);
        // Joined by the typing that follows: undoing it takes the whole note away.
        self.act_merging(&name, Some(&format!("note {id}")), |tx| {
            if !papers::exists(tx, paper)? {
                return Err(Error::not_found("This paper"));
            }
            notes::insert(tx, id, paper, text, now)?;
            self.rescan_notes(tx, paper)
        })?;
        self.store.read(|db| notes::get(db, id))
    }

    /// Saves a note as it is being typed; typing without a pause is one action.
    pub fn save_note(&self, id: Id, text: &str) -> Result<Note> {
        let text = validate::note(text)?;
        let now = self.now();
        let paper = self.store.read(|db| notes::get(db, id))?.paper_id;
        let name = format!("Write a note on {}", self.named(&[paper])?);
        self.act_merging(&name, Some(&format!("note {id}")), |tx| {
            notes::get(tx, id)?;
            notes::save(tx, id, text, now)?;
            self.rescan_notes(tx, paper)
        })?;
        self.store.read(|db| notes::get(db, id))
    }

    pub fn delete_note(&self, id: Id) -> Result<()> {
        let paper = self.store.read(|db| notes::get(db, id))?.paper_id;
        self.act(&format!("Delete a note on {}", self.named(&[paper])?), |tx| {
            notes::get(tx, id)?;
            notes::delete(tx, id)?;
            self.rescan_notes(tx, paper)
        })
    }

    fn rescan_notes(&self, tx: &rusqlite::Transaction, paper: Id) -> Result<()> {
        let links = notes::of_paper(tx, paper)?.iter().flat_map(|note| recognise::recognise(&note.text)).collect();
        mentions::set_links(tx, self.store.ids(), paper, FoundIn::Note, links)?;
        Ok(())
    }

    /// Highlights `[start, end)` of the abstract, in UTF-16 units.
    pub fn add_annotation(&self, paper: Id, color: AnnotationColor, start: u32, end: u32) -> Result<Annotation> {
        let id = self.store.next_id();
        let now = self.now();
        self.act(&format!("Highlight a passage of {}", self.named(&[paper])?), |tx| {
            let text = papers::get(tx, paper)?.abstract_text;
            let anchor = anchor::anchor(&text, start as usize..end as usize).ok_or_else(|| {
                Error::validation("selection", "Select some words of the abstract to highlight them.")
            })?;
            annotations::insert(tx, id, paper, color, &anchor, now)
        })?;
        self.store.read(|db| annotations::get(db, id))
    }

    /// Changes colour and comment; typing a comment without a pause is one action.
    pub fn edit_annotation(&self, id: Id, color: AnnotationColor, comment: &str) -> Result<Annotation> {
        let comment = validate::note(comment)?;
        let now = self.now();
        let paper = self.store.read(|db| annotations::get(db, id))?.paper_id;
        let name = format!("Comment on a highlight in {}", self.named(&[paper])?);
        self.act_merging(&name, Some(&format!("annotation {id}")), |tx| {
            annotations::get(tx, id)?;
            annotations::edit(tx, id, color, comment, now)
        })?;
        self.store.read(|db| annotations::get(db, id))
    }

    pub fn delete_annotation(&self, id: Id) -> Result<()> {
        let paper = self.store.read(|db| annotations::get(db, id))?.paper_id;
        self.act(&format!("Remove a highlight from {}", self.named(&[paper])?), |tx| {
            annotations::get(tx, id)?;
            annotations::delete(tx, id)
        })
    }
}
