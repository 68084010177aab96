//! Verbs that change the library.

use std::process::ExitCode;

use postil_core::model::{
    Id, Identifier, IdentifierKind, ListView, MentionStatus, NewPaper, PaperRow, UndoOutcome, VerdictKind,
};
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::named::{self, tell_remarks};
use super::read::saved_named;
use super::text_of;
use crate::args::Add;
use crate::output::{Output, clean, complain};

/// One paper by hand.
pub fn add(library: &Library, title: String, args: Add, out: &Output) -> Result<()> {
    let identifier = |kind, value: Option<String>| value.map(|value| Identifier { kind, value });
    let identifiers = identifier(IdentifierKind::Arxiv, args.arxiv)
        .into_iter()
        .chain(identifier(IdentifierKind::Doi, args.doi))
        .collect();
    let paper = NewPaper {
        title,
        abstract_text: args.abstract_text,
        authors: args.authors,
        venue: args.venue,
        year: args.year,
        url: args.url,
        comments: String::new(),
        identifiers,
    };
    let id = if args.anyway {
        library.add_paper(&paper)?
    } else {
        library.add_new_paper(&paper).map_err(|error| match error.code {
            ErrorCode::Conflict => {
                Error { message: format!("{} --anyway adds it all the same.", error.message), ..error }
            }
            _ => error,
        })?
    };
    out.answer(&json!({ "id": id }), || out.line(format!("Added as {id}.")))
}

pub fn note(library: &Library, paper: &str, words: &[String], out: &Output) -> Result<()> {
    let id = named::paper(library, paper)?;
    let text = match words {
        [] => text_of("-")?,
        [dash] if dash == "-" => text_of("-")?,
        words => words.join(" "),
    };
    let note = library.add_note(id, text.trim_end())?;
    out.answer(&note, || out.line("Note written."))
}

pub fn tag(library: &Library, paper: &str, add: &[String], remove: &[String], out: &Output) -> Result<()> {
    let id = named::paper(library, paper)?;
    library.tag_papers(&[id], add, remove)?;
    let tags = library.paper(id)?.tags;
    out.answer(&json!({ "id": id, "tags": tags }), || {
        out.line(if tags.is_empty() { "No tags.".into() } else { tags.join(", ") })
    })
}

/// A search of that name asks for something else from now on.
pub fn save_search(library: &Library, name: &str, query: &str, out: &Output) -> Result<()> {
    tell_remarks(query);
    let id = match saved_named(library, name)? {
        Some(id) => library.change_search(id, query).map(|()| id)?,
        None => library.save_search(name, &ListView::All, query)?,
    };
    let saved = library.saved_searches()?.into_iter().find(|search| search.id == id);
    out.answer(&saved, || {
        let papers = saved.as_ref().map_or(0, |search| search.papers);
        out.line(format!("Saved; {papers} papers match now. See them with: postil saved \"{}\"", clean(name)));
    })
}

/// Exit code 3 when one of them is there already.
pub fn trash(library: &Library, papers: &[String], out: &Output) -> Result<ExitCode> {
    let ids = named::wherever(library, papers)?;
    let (there, moved) = sorted(library, &ids, |row| row.trashed)?;
    there.iter().for_each(|title| complain!("“{title}” is in the trash already."));
    library.trash_papers(&moved)?;
    out.answer(&json!({ "trashed": moved }), || {
        if !moved.is_empty() {
            out.line(format!("Moved to the trash: {}. `postil undo` brings it back.", moved.len()));
        }
    })?;
    Ok(if there.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

/// Exit code 3 when one of them is not there.
pub fn restore(library: &Library, papers: &[String], out: &Output) -> Result<ExitCode> {
    let ids = named::wherever(library, papers)?;
    let (outside, restored) = sorted(library, &ids, |row| !row.trashed)?;
    outside.iter().for_each(|title| complain!("“{title}” is not in the trash."));
    library.restore_papers(&restored)?;
    out.answer(&json!({ "restored": restored }), || {
        if !restored.is_empty() {
            out.line(format!("Restored: {}.", restored.len()));
        }
    })?;
    Ok(if outside.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

/// The titles of those papers that need nothing done, and the others.
fn sorted(library: &Library, ids: &[Id], is_done: fn(&PaperRow) -> bool) -> Result<(Vec<String>, Vec<Id>)> {
    let (done, others): (Vec<_>, Vec<_>) = library.list_rows(ids, "")?.into_iter().partition(is_done);
    Ok((done.iter().map(|row| clean(&row.title)).collect(), others.iter().map(|row| row.id).collect()))
}

pub fn dismiss(library: &Library, papers: &[String], out: &Output) -> Result<()> {
    let ids = named::papers(library, papers)?;
    library.dismiss_notices(&ids)?;
    out.answer(&json!({ "dismissed": ids }), || out.line(format!("Dismissed: {}.", ids.len())))
}

/// Every repository of the paper that moved.
pub fn follow(library: &Library, paper: &str, out: &Output) -> Result<()> {
    let id = named::paper(library, paper)?;
    let moved: Vec<_> = library
        .paper(id)?
        .code
        .into_iter()
        .filter(|card| card.verdict.kind == VerdictKind::Moved && card.status != MentionStatus::Rejected)
        .collect();
    for card in &moved {
        library.follow_move(card.mention_id)?;
    }
    let homes: Vec<_> = moved.iter().filter_map(|card| card.verdict.moved_to.as_deref()).collect();
    out.answer(&json!({ "id": id, "followed": homes }), || {
        for (card, home) in moved.iter().zip(&homes) {
            out.line(format!("{} is at {} now.", clean(&card.repository.url), clean(home)));
        }
        if homes.is_empty() {
            out.line("None of its repositories is known to have moved.");
        }
    })
}

pub fn undo(library: &Library, action: Option<Id>, out: &Output) -> Result<()> {
    let outcome = match action {
        Some(action) => toggle(library, action, false)?,
        None => library.undo()?,
    };
    replay(outcome, "Undone", "There is nothing to undo.", out)
}

pub fn redo(library: &Library, action: Option<Id>, out: &Output) -> Result<()> {
    let outcome = match action {
        Some(action) => toggle(library, action, true)?,
        None => library.redo()?,
    };
    replay(outcome, "Redone", "There is nothing to redo.", out)
}

/// The action when it is in the state asked for; nothing is to do otherwise.
fn toggle(library: &Library, action: Id, undone: bool) -> Result<Option<UndoOutcome>> {
    let entry = library.action(action).map_err(|error| match error.code {
        ErrorCode::NotFound => Error::new(
            ErrorCode::NotFound,
            format!(
                "There is no action {action}; it never was one, or it is too old. `postil log` lists those there are."
            ),
        ),
        _ => error,
    })?;
    if entry.undone == undone {
        return library.toggle_action(action);
    }
    let state = if undone { "not undone, so there is nothing to redo" } else { "undone already" };
    Err(Error::new(ErrorCode::Conflict, format!("“{}” is {state}.", entry.name)))
}

fn replay(outcome: Option<UndoOutcome>, done: &str, nothing: &str, out: &Output) -> Result<()> {
    out.answer(&outcome, || match &outcome {
        Some(outcome) => out.line(format!("{done}: {}.", clean(&outcome.entry.name))),
        None => out.line(nothing),
    })
}
