//! Verbs that only read.

use std::process::ExitCode;

use postil_core::model::{Id, IdentifierKind, ListQuery, ListView, PaperView, RepositoryCard};
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::named::{self, tell_remarks};
use crate::args::{List, View};
use crate::output::{Output, clean, day, moment, word};

pub fn list(library: &Library, args: &List, out: &Output) -> Result<ExitCode> {
    let view = match (&args.tag, args.view) {
        (Some(name), _) => ListView::Tag { name: name.clone() },
        (None, View::All) => ListView::All,
        (None, View::Inbox) => ListView::Inbox,
        (None, View::Reading) => ListView::Reading,
        (None, View::Starred) => ListView::Starred,
        (None, View::Attention) => ListView::Attention,
        (None, View::Duplicates) => {
            library.renew_duplicates()?;
            ListView::Duplicates
        }
        (None, View::Trash) => ListView::Trash,
    };
    print(library, &ListQuery { view, ..ListQuery::default() }, args.limit, out)?;
    Ok(ExitCode::SUCCESS)
}

/// Exit code 3 when nothing matches, as `grep` has 1.
pub fn search(library: &Library, text: &str, limit: usize, out: &Output) -> Result<ExitCode> {
    tell_remarks(text);
    let found = print(library, &ListQuery { search: text.to_owned(), ..ListQuery::default() }, limit, out)?;
    Ok(if found == 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

pub fn saved_searches(library: &Library, out: &Output) -> Result<()> {
    let searches = library.saved_searches()?;
    out.answer(&searches, || {
        for search in &searches {
            out.line(format!("{}  {}  {}", clean(&search.name), search.papers, out.dim(&clean(&search.search))));
        }
        if searches.is_empty() {
            out.line("No search is saved. Keep one with: postil saved NAME QUERY");
        }
    })
}

/// Exit code 3 when nothing matches.
pub fn saved(library: &Library, name: &str, out: &Output) -> Result<ExitCode> {
    let id = saved_named(library, name)?;
    let id = id.ok_or_else(|| Error::new(ErrorCode::NotFound, format!("No saved search is called “{name}”.")))?;
    let query = ListQuery { view: ListView::Search { id }, ..ListQuery::default() };
    let found = print(library, &query, usize::MAX, out)?;
    Ok(if found == 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// The saved search of this name, whatever its case.
pub fn saved_named(library: &Library, name: &str) -> Result<Option<Id>> {
    let wanted = name.to_lowercase();
    Ok(library
        .saved_searches()?
        .into_iter()
        .find(|search| search.name.to_lowercase() == wanted)
        .map(|search| search.id))
}

fn print(library: &Library, query: &ListQuery, limit: usize, out: &Output) -> Result<usize> {
    let ids = library.list_ids(query)?;
    let rows = library.list_rows(&ids[..limit.min(ids.len())], &query.search)?;
    out.answer(&json!({ "total": ids.len(), "papers": rows }), || {
        rows.iter().for_each(|row| out.row(row));
        if rows.len() < ids.len() {
            out.line(out.dim(&format!("… and {} more; see them with --limit.", ids.len() - rows.len())));
        } else if rows.is_empty() {
            out.line("No papers.");
        }
    })?;
    Ok(ids.len())
}

pub fn show(library: &Library, paper: &str, out: &Output) -> Result<()> {
    let view = library.paper(named::paper(library, paper)?)?;
    out.answer(&view, || describe(&view, out))
}

fn describe(view: &PaperView, out: &Output) {
    let paper = &view.paper;
    out.line(out.bold(&clean(&paper.title)));
    let authors: Vec<String> = paper.authors.iter().map(|person| clean(&person.name)).collect();
    let place = [clean(&paper.venue), paper.year.map(|year| year.to_string()).unwrap_or_default()];
    let place: Vec<&String> = place.iter().filter(|part| !part.is_empty()).collect();
    for line in [authors.join(", "), place.iter().map(|part| part.as_str()).collect::<Vec<_>>().join(" · ")] {
        if !line.is_empty() {
            out.line(line);
        }
    }
    for identifier in &paper.identifiers {
        let scheme = if identifier.kind == IdentifierKind::Arxiv { "arXiv" } else { "id" };
        out.line(format!("{scheme}:{}", clean(&identifier.value)));
    }
    if !view.tags.is_empty() {
        out.line(format!("#{}", view.tags.join(" #")));
    }
    if !paper.abstract_text.is_empty() {
        out.line("");
        out.line(paper.abstract_text.lines().map(clean).collect::<Vec<_>>().join("\n"));
    }
    for card in &view.code {
        out.line("");
        describe_code(card, out);
    }
    if !view.files.is_empty() {
        out.line("");
        view.files.iter().for_each(|file| super::attach::describe(file, out));
    }
    for note in &view.notes {
        out.line("");
        out.line(out.dim("Note"));
        out.line(note.text.lines().map(clean).collect::<Vec<_>>().join("\n"));
    }
    for highlight in &view.annotations {
        out.line("");
        out.line(format!("“{}”", clean(&highlight.quote)));
        if !highlight.comment.is_empty() {
            out.line(clean(&highlight.comment));
        }
    }
}

pub fn describe_code(card: &RepositoryCard, out: &Output) {
    let verdict = if card.verdict.headline.is_empty() { word(card.verdict.kind) } else { &card.verdict.headline };
    out.line(format!("{}  {}", card.open_url, out.verdict(card.verdict.kind, &clean(verdict))));
    if !card.verdict.detail.is_empty() {
        out.line(format!("    {}", clean(&card.verdict.detail)));
    }
    if let Some(attempt) = &card.attempt {
        out.line(format!("    Last attempt: {}", clean(&attempt.headline)));
    }
}

/// The settled checks of each repository, newest first.
pub fn history(library: &Library, paper: &str, out: &Output) -> Result<()> {
    let view = library.paper(named::paper(library, paper)?)?;
    let histories: Vec<_> =
        view.code.iter().map(|card| json!({ "repository": card.repository, "checks": card.history })).collect();
    out.answer(&histories, || {
        for card in &view.code {
            out.line(out.bold(&card.repository.url));
            for point in card.history.iter().rev() {
                let stars = point.stars.map(|stars| format!("  ★ {stars}")).unwrap_or_default();
                let pushed = point.pushed_at.map(|at| format!("  last push {}", day(at))).unwrap_or_default();
                let verdict = out.verdict(point.kind, word(point.kind));
                out.line(format!("    {}  {verdict}{stars}{pushed}", moment(point.at)));
            }
            if card.history.is_empty() {
                out.line("    Not checked yet.");
            }
        }
        if view.code.is_empty() {
            out.line("No repository is known for this paper.");
        }
    })
}

pub fn log(library: &Library, limit: u32, out: &Output) -> Result<()> {
    let entries = library.journal(limit)?;
    out.answer(&entries, || {
        for entry in &entries {
            let state = if entry.undone { out.dim(" (undone)") } else { String::new() };
            out.line(format!("{}  {}{state}", out.dim(&entry.id.to_string()), clean(&entry.name)));
        }
    })
}

/// What happened to one paper, newest first.
pub fn paper_log(library: &Library, paper: &str, out: &Output) -> Result<()> {
    let actions = library.paper_history(named::paper(library, paper)?)?;
    out.answer(&actions, || {
        for action in &actions {
            let state = if action.undone { out.dim(" (undone)") } else { String::new() };
            out.line(format!("{}  {}{state}", out.dim(&action.entry.to_string()), clean(&action.name)));
            for change in &action.changes {
                let side = |text: &str| if text.is_empty() { "nothing".to_owned() } else { clean(text) };
                out.line(format!("    {}: {} → {}", change.what, side(&change.before), side(&change.after)));
            }
        }
    })
}
