//! Lists for people and spreadsheets: Markdown and CSV. Out only.

use std::fmt::Write as _;

use super::left::Source;
use super::{bibtex, field, identifier};
use crate::model::{Draft, IdentifierKind};

/// The columns of the CSV, in their order.
pub const COLUMNS: &str =
    "key,type,title,authors,venue,year,date,volume,number,pages,publisher,doi,arxiv,isbn,url,tags,abstract,note\n";

/// Appends a line of Markdown: who, what, where, when, with a link.
pub fn markdown(draft: &Draft, key: &str, out: &mut String) {
    let authors = match draft.authors.as_slice() {
        [] => String::new(),
        some if some.len() <= 3 => some.join(", "),
        some => format!("{} et al.", some[0]),
    };
    let doi = identifier(draft, IdentifierKind::Doi).map(|doi| format!("https://doi.org/{doi}"));
    let arxiv = identifier(draft, IdentifierKind::Arxiv).map(|id| format!("https://arxiv.org/abs/{id}"));
    let url = doi.or(arxiv).or_else(|| Some(draft.url.clone()).filter(|url| !url.is_empty()));
    let plain = |text: &str| escaped(text).trim_end_matches('.').to_owned();
    let title = plain(&draft.title);
    let title = match url {
        Some(url) => format!("[{title}](<{}>)", url.replace(['<', '>'], "")),
        None => title,
    };
    out.push_str("- ");
    for part in [plain(&authors), title, plain(&draft.venue)].iter().filter(|part| !part.is_empty()) {
        let _ = write!(out, "{part}. ");
    }
    if let Some(year) = draft.year {
        let _ = write!(out, "{year}. ");
    }
    let _ = writeln!(out, "`@{key}`");
}

/// What Markdown would act on is escaped; formulas are left to those who show them.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '[' | ']' | '`' | '<' | '\\') && !text.contains('$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Appends a line of CSV under [`COLUMNS`]; gives what there is no column for.
pub fn csv(draft: &Draft, key: &str, out: &mut String) -> Vec<String> {
    let of = Source::of(draft);
    let known = |name: &str| of.field(name).unwrap_or_default().to_owned();
    let id = |kind, name| of.known(kind, name).to_owned();
    let cells = [
        key.to_owned(),
        draft.entry_type.clone(),
        draft.title.clone(),
        draft.authors.join("; "),
        draft.venue.clone(),
        draft.year.map_or_else(|| known("year"), |year| year.to_string()),
        date(&of, draft),
        known("volume"),
        known("number"),
        known("pages"),
        of.field("publisher").or_else(|| of.field("institution")).unwrap_or_default().to_owned(),
        id(IdentifierKind::Doi, "doi"),
        id(IdentifierKind::Arxiv, "arxiv"),
        id(IdentifierKind::Isbn, "isbn"),
        of.address().into_owned(),
        of.tags().join("; "),
        draft.abstract_text.clone(),
        draft.comments.clone(),
    ];
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.push_str(&cells.join(","));
    out.push('\n');
    of.left()
}

/// The day, or the month, as far as it is known.
fn date(of: &Source, draft: &Draft) -> String {
    let month = field(draft, "month").and_then(bibtex::terms::month).filter(|_| draft.year.is_some());
    if month.is_some() {
        of.take("month");
    }
    match (&draft.published, draft.year, month) {
        (Some(day), ..) => day.clone(),
        (None, Some(year), Some(month)) => format!("{year:04}-{month:02}"),
        _ => String::new(),
    }
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if risky { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
