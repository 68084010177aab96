//! One change made to many papers: seen first, made as one action.

mod words;

use rusqlite::Connection;

use super::{Library, papers_in_words, validate};
use crate::error::{Error, Result};
use crate::model::{BulkEdit, BulkField, BulkPreview, BulkSample, Id, Paper, PaperEdit};
use crate::store::{journal, papers, tags};

/// A preview shows no more papers than these.
const SAMPLES: usize = 200;
/// And of a long text no more characters than these around what changes.
const SHOWN: usize = 300;

/// What becomes of one paper.
enum Outcome {
    Same,
    Refused(Error),
    Changed { before: String, after: String, edit: Change },
}

enum Change {
    Field(PaperEdit),
    Tags,
}

impl Library {
    /// What [`Library::bulk_edit`] would do. Nothing is written.
    ///
    /// # Errors
    /// `Validation` when the edit makes no sense for any paper: nothing to look for, no year, a tag without a name.
    pub fn preview_bulk_edit(&self, ids: &[Id], edit: &BulkEdit) -> Result<BulkPreview> {
        let edit = sound(edit)?;
        self.store.read(|db| {
            let mut preview = BulkPreview::default();
            for &id in ids {
                let paper = papers::get(db, id)?;
                match outcome(db, &paper, &edit)? {
                    Outcome::Same => preview.same += 1,
                    Outcome::Refused(error) => {
                        preview.refused += 1;
                        preview.refusal.get_or_insert(error.message);
                    }
                    Outcome::Changed { before, after, .. } => {
                        preview.changed += 1;
                        if preview.samples.len() < SAMPLES {
                            let (before, after) = around_the_change(&before, &after);
                            preview.samples.push(BulkSample { paper_id: id, title: paper.title, before, after });
                        }
                    }
                }
            }
            Ok(preview)
        })
    }

    /// Makes one change to many papers, as one action; how many it changed. Those that could not keep the new value
    /// stay as they are.
    pub fn bulk_edit(&self, ids: &[Id], edit: &BulkEdit) -> Result<u32> {
        let edit = sound(edit)?;
        self.snapshot_before(ids.len())?;
        let now = self.now();
        let mut changed = 0;
        let name = match &edit {
            BulkEdit::Replace { field, find, .. } => format!("Replace “{find}” in the {}", words::name(*field)),
            BulkEdit::Set { field, .. } => format!("Set the {}", words::name(*field)),
            BulkEdit::Case { field, .. } => format!("Change the capitals in the {}", words::name(*field)),
            BulkEdit::Tags { .. } => "Change the tags".to_owned(),
        };
        self.act(&name, |tx| {
            for &id in ids {
                let paper = papers::get(tx, id)?;
                let Outcome::Changed { edit: change, .. } = outcome(tx, &paper, &edit)? else { continue };
                changed += 1;
                match (change, &edit) {
                    (Change::Field(change), _) => self.apply(tx, id, &change, now)?,
                    (Change::Tags, BulkEdit::Tags { add, remove }) => {
                        remove.iter().try_for_each(|name| tags::remove(tx, id, name))?;
                        add.iter().try_for_each(|name| tags::add(tx, id, name))?;
                    }
                    (Change::Tags, _) => {}
                }
            }
            // Named for those that changed, which may be fewer than were chosen.
            journal::rename(tx, &format!("{name} of {}", papers_in_words(changed as usize)))
        })?;
        Ok(changed)
    }
}

/// The edit with its values tidied, when it can be made at all.
fn sound(edit: &BulkEdit) -> Result<BulkEdit> {
    match edit {
        BulkEdit::Replace { find, .. } if find.is_empty() => Err(Error::validation("find", "Say what to look for.")),
        BulkEdit::Set { field: BulkField::Title, .. } => {
            Err(Error::validation("value", "Papers that all have one title could not be told apart."))
        }
        BulkEdit::Set { field, value } => {
            if let Some(edit) = words::edit(*field, value)? {
                validate::edit(edit)?;
            }
            Ok(edit.clone())
        }
        BulkEdit::Tags { add, remove } if add.is_empty() && remove.is_empty() => {
            Err(Error::validation("tags", "Name a tag to add or to take off."))
        }
        BulkEdit::Tags { add, remove } => Ok(BulkEdit::Tags {
            add: add.iter().map(|tag| validate::tag(tag)).collect::<Result<_>>()?,
            remove: remove.clone(),
        }),
        _ => Ok(edit.clone()),
    }
}

fn outcome(db: &Connection, paper: &Paper, edit: &BulkEdit) -> Result<Outcome> {
    let (field, before, after) = match edit {
        BulkEdit::Tags { add, remove } => {
            let before = tags::of_paper(db, paper.id)?;
            let is_one_of = |list: &[String], tag: &str| list.iter().any(|other| other.eq_ignore_ascii_case(tag));
            let mut after: Vec<String> = before.iter().filter(|tag| !is_one_of(remove, tag)).cloned().collect();
            let new = add.iter().filter(|tag| !is_one_of(&before, tag) || is_one_of(remove, tag));
            after.extend(new.cloned().collect::<Vec<_>>());
            return Ok(if before == after {
                Outcome::Same
            } else {
                Outcome::Changed { before: before.join(", "), after: after.join(", "), edit: Change::Tags }
            });
        }
        BulkEdit::Set { field, value } => (*field, words::value(paper, *field), value.clone()),
        BulkEdit::Replace { field, find, with, match_case, whole_words } => {
            let before = words::value(paper, *field);
            let after = words::replace(&before, find, with, *match_case, *whole_words);
            (*field, before, after)
        }
        BulkEdit::Case { field, case } => {
            let before = words::value(paper, *field);
            let lines: Vec<String> = before.split('\n').map(|line| words::in_case(line, *case)).collect();
            (*field, before, lines.join("\n"))
        }
    };
    if before == after {
        return Ok(Outcome::Same);
    }
    let tidy = words::edit(field, &after).and_then(|edit| edit.map(validate::edit).transpose());
    Ok(match tidy {
        Err(error) => Outcome::Refused(error),
        Ok(None) => Outcome::Same,
        Ok(Some(edit)) => Outcome::Changed { before, after, edit: Change::Field(edit) },
    })
}

/// Long texts are shown where they begin to differ.
fn around_the_change(before: &str, after: &str) -> (String, String) {
    let same = before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count();
    let from = if before.chars().count().max(after.chars().count()) <= SHOWN { 0 } else { same.saturating_sub(60) };
    let shown = |text: &str| {
        let mut part: String = text.chars().skip(from).take(SHOWN).collect();
        if from > 0 {
            part.insert_str(0, "… ");
        }
        if text.chars().count() > from + SHOWN {
            part.push_str(" …");
        }
        part
    };
    (shown(before), shown(after))
}
