//! One draft to one entry.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::encode::{ascii, encode, is_plain, title};
use super::entry::{field_text, filed, filed_list};
use super::{date, jabref, latex, terms};
use crate::formats::left::Source;
use crate::formats::names::{self, Name};
use crate::formats::{RAW, UNTITLED, doi, field, identifier, is_one_line, one_line, tongues};
use crate::import::ids::find_identifiers;
use crate::model::{Draft, IdentifierKind};

/// Which of the two languages of .bib files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The old names, `year` and `month`, letters beyond ASCII as commands.
    Bibtex,
    /// The new names, `date`, letters as they are.
    Biblatex,
}

/// Appends an entry under `key`.
pub fn entry(draft: &Draft, key: &str, dialect: Dialect, out: &mut String) {
    let kind = kind(draft);
    let old = dialect == Dialect::Bibtex;
    let (written, told) = written_kind(draft, &kind, old);
    let _ = write!(out, "@{written}{{{key}");
    for (name, value) in values(draft, &kind, told, old) {
        let shown = if old { terms::old_field(&name, &kind) } else { &name };
        let value = match value {
            Value::Raw(raw) => raw,
            Value::Text(text) => written_value(&name, &text, old),
        };
        let _ = write!(out, ",\n  {shown} = {{{value}}}");
    }
    for (name, value) in date::write(draft, dialect) {
        let _ = write!(out, ",\n  {name} = {value}");
    }
    out.push_str("\n}\n");
}

/// Whether a field has a name that an entry can give it. Those that other formats kept under their own do not; a colon of
/// BibLaTeX's own is that of a named annotation, `author+an:role`.
fn is_in_bibtex(name: &str) -> bool {
    !name.contains(':') || name.contains("+an:")
}

/// What an entry has no place for.
pub fn left(draft: &Draft) -> Vec<String> {
    let of = Source::of(draft);
    draft.fields.iter().filter(|field| is_in_bibtex(&field.name)).for_each(|field| of.take(&field.name));
    of.tags();
    if jabref::is_filed(draft) || jabref::groups_of(draft).is_some() {
        of.take_collections();
    }
    of.address();
    for kind in [IdentifierKind::Doi, IdentifierKind::Isbn, IdentifierKind::Pmid, IdentifierKind::Arxiv] {
        of.identifier(kind);
    }
    of.left()
}

fn written_value(name: &str, text: &str, ascii: bool) -> String {
    if name == "title" {
        title(text, ascii)
    } else if terms::is_verbatim(name) {
        if balanced(text) { text.to_owned() } else { text.replace(['{', '}'], "") }
    } else if terms::is_people(name) {
        people(text, ascii)
    } else if name == "keywords" {
        in_braces(names::split_outside(text, |c| c == ','), ", ", ascii)
    } else if name == "langid" {
        encode(tongues::babel(text), ascii)
    } else {
        encode(text, ascii)
    }
}

enum Value {
    /// As it stood in the file it came from.
    Raw(String),
    Text(String),
}

/// BibLaTeX's entry type; guessed for a paper that came without one.
pub fn kind(draft: &Draft) -> String {
    if !draft.entry_type.is_empty() {
        return draft.entry_type.clone();
    }
    let venue = draft.venue.to_lowercase();
    let meetings = ["proceedings", "conference", "workshop", "symposium", "meeting"];
    let kind = if venue.is_empty() || venue.contains("arxiv") {
        if identifier(draft, IdentifierKind::Arxiv).is_some() { "online" } else { "misc" }
    } else if meetings.iter().any(|word| venue.contains(word)) {
        "inproceedings"
    } else {
        "article"
    };
    kind.to_owned()
}

/// How the type is written, and whether that says what the field `type` says.
fn written_kind(draft: &Draft, kind: &str, old: bool) -> (String, bool) {
    let (name, told) =
        if old { terms::old_entry_type(kind, field(draft, "type").unwrap_or_default()) } else { (kind, false) };
    let raw = field(draft, &format!("{RAW}entrytype")).filter(|raw| terms::entry_type(raw).0 == kind);
    let name = match raw {
        Some(raw) if old || terms::is_known(raw) => raw,
        // Types that BibTeX does not know stand for @misc there and lose nothing by keeping their name.
        _ if name == "misc" && old && kind != "online" => kind,
        _ => name,
    };
    (name.to_owned(), told)
}

/// All fields but the date under BibLaTeX's names, in the order they are written; `old` for BibTeX's letters.
fn values(draft: &Draft, kind: &str, type_is_told: bool, old: bool) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    let mut text = |name: &str, value: &str| {
        if !value.is_empty() {
            let raw = field(draft, &format!("{RAW}{name}")).filter(|raw| balanced(raw) && still_says(name, raw, value));
            // A letter inside mathematics has no command that means the same there: it stays as it is.
            let plain = raw.filter(|_| old).map(ascii).filter(|plain| still_says(name, plain, value));
            let kept = plain.or_else(|| raw.map(str::to_owned));
            found.push((name.to_owned(), kept.map_or_else(|| Value::Text(value.to_owned()), Value::Raw)));
        }
    };
    if field(draft, UNTITLED) != Some(draft.title.as_str()) {
        text("title", &draft.title);
    }
    text("author", &authors(draft));
    let venue = terms::venue_name(kind);
    // To BibTeX a site is what a page appeared in, and nobody's name. A field beside it is another organization.
    let is_free = venue != "organization" || !old && field(draft, venue).is_none();
    text(field(draft, &format!("{RAW}venue")).unwrap_or(if is_free { venue } else { "journaltitle" }), &draft.venue);
    let is_other = |name: &str| !matches!(name, UNTITLED | "date" | "year" | "month" | "day");
    let mut others: Vec<_> =
        draft.fields.iter().filter(|field| is_in_bibtex(&field.name) && is_other(&field.name)).collect();
    others.retain(|field| !(type_is_told && field.name == "type"));
    others.sort_by(|one, two| one.name.cmp(&two.name));
    others.dedup_by(|one, two| one.name == two.name);
    others.iter().for_each(|other| text(&other.name, &other.value));
    let without = |name: &str| field(draft, name).is_none();
    for (name, kind) in [("doi", IdentifierKind::Doi), ("isbn", IdentifierKind::Isbn), ("pmid", IdentifierKind::Pmid)] {
        let value = identifier(draft, kind).unwrap_or_default();
        // BibLaTeX's own way to say PubMed's number says it already.
        let is_said = kind == IdentifierKind::Pmid && field(draft, "eprint") == Some(value);
        if without(name) && !is_said {
            text(name, value);
        }
    }
    if let Some(arxiv) = identifier(draft, IdentifierKind::Arxiv).filter(|_| without("eprint")) {
        text("eprint", arxiv);
        text("eprinttype", "arxiv");
    }
    for (name, value) in [
        ("url", &*Source::of(draft).address()),
        ("abstract", &*draft.abstract_text),
        ("keywords", &*keyword_list(&draft.tags)),
        ("note", &*draft.comments),
    ] {
        if without(name) {
            text(name, value);
        }
    }
    if let Some((name, groups)) = jabref::groups_of(draft) {
        text(name, &groups);
    }
    for other in &draft.fields {
        if let Some(name) =
            other.name.strip_prefix(RAW).and_then(|name| name.strip_prefix("again:")).filter(|_| balanced(&other.value))
        {
            found.push((name.to_owned(), Value::Raw(if old { ascii(&other.value) } else { other.value.clone() })));
        }
    }
    found
}

/// The authors in their filed form, joined by "and".
pub fn authors(draft: &Draft) -> String {
    let names = draft.authors.iter().enumerate().map(|(at, shown)| {
        let sort_name = draft.sort_names.get(at).map(String::as_str).unwrap_or_default();
        filed(&Name::from_stored(shown, sort_name))
    });
    names.collect::<Vec<_>>().join(" and ")
}

/// Whether a kept value still means what the paper says now; the reader may have changed it.
fn still_says(name: &str, raw: &str, value: &str) -> bool {
    let found = |prefix: &str, text: &str| {
        find_identifiers(&format!("{prefix}:{text}")).first().is_some_and(|one| one.value == value)
    };
    match name {
        "author" => {
            let mut names = names::split_list(raw);
            names.retain(|name| !name.eq_ignore_ascii_case("others"));
            filed_list(names) == value
        }
        // People without "and" between them would be one to BibTeX.
        name if terms::is_people(name) => filed_list(names::split_list(raw)) == value,
        "doi" => doi(&latex::verbatim(raw)).is_some_and(|doi| doi.value == value),
        "isbn" | "pmid" => found(name, &latex::verbatim(raw)),
        "eprint" => {
            let text = latex::verbatim(raw);
            text == value || found("arXiv", text.trim_start_matches("arXiv:"))
        }
        "eprinttype" => raw.eq_ignore_ascii_case(value),
        "keywords" => words(&latex::line(raw)) == words(&value.replace(['{', '}'], "")),
        _ => field_text(name, raw) == value,
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split([',', ';']).map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.collect();
    words.sort();
    words.dedup();
    words
}

/// Whether writing a value anew gives what stood in the file, up to what LaTeX does not see.
pub fn gives_again(name: &str, value: &str, raw: &str) -> bool {
    if terms::is_verbatim(name) {
        return value == raw;
    }
    if terms::is_people(name) {
        return !raw.contains(['\\', '{']) || people(value, true) == raw;
    }
    // Most values need no writing to know.
    if !matches!(name, "title" | "langid") && value == raw && is_plain(value) {
        return true;
    }
    let is_as_it_is = terms::is_long(name) || is_one_line(raw);
    let raw = if is_as_it_is { Cow::Borrowed(raw) } else { Cow::Owned(one_line(raw)) };
    written_value(name, value, true) == raw || !value.is_ascii() && written_value(name, value, false) == raw
}

fn people(text: &str, ascii: bool) -> String {
    in_braces(names::split_list(text), " and ", ascii)
}

/// Pieces of a list, those that are held together by braces with them.
fn in_braces(pieces: Vec<&str>, between: &str, ascii: bool) -> String {
    let one = |piece: &str| match piece.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(inside) => format!("{{{}}}", encode(inside, ascii)),
        None => encode(piece, ascii),
    };
    pieces.into_iter().map(one).collect::<Vec<_>>().join(between)
}

/// Keywords as one text: one that has a comma of its own stands in braces.
pub fn keyword_list(tags: &[String]) -> String {
    let is_several = |tag: &String| tag.contains([',', ';']) && balanced(tag);
    let mut list: Vec<String> =
        tags.iter().map(|tag| if is_several(tag) { format!("{{{tag}}}") } else { tag.clone() }).collect();
    // Braces around everything hold nothing together: what follows says that these do.
    if let [one] = &mut list[..]
        && one.starts_with('{')
    {
        one.push(',');
    }
    list.join(", ")
}

/// Braces that would swallow the rest of the file are not given back.
pub fn balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return false,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}
