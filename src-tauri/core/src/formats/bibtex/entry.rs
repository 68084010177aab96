//! One entry to one draft: what Postil has a place for goes there, the rest is kept as fields.

use std::borrow::Cow;

use super::scan::Entry;
use super::{date, latex, terms, twice, write};
use crate::formats::names::{self, Name};
use crate::formats::{RAW, UNTITLED, add_doi, add_identifier, doi, doi_of_link, field, is_address, limit, put};
use crate::import::ids::find_identifiers;
use crate::model::{Draft, IdentifierKind};

/// Fields under BibLaTeX's names, values as written.
pub type Fields<'f> = Vec<(Cow<'f, str>, &'f Cow<'f, str>)>;

/// Reads one entry.
pub fn draft(mut entry: Entry<'_>) -> Draft {
    let kind = entry.kind.to_lowercase();
    twice::merge(&mut entry.fields);
    let (entry_type, implied) = terms::entry_type(&kind);
    let mut draft =
        Draft { entry_type: entry_type.to_owned(), line: entry.line, problems: entry.problems, ..Draft::default() };
    let fields = twice::named(&entry.fields, &mut draft);
    let get = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, raw)| raw.trim());
    if !implied.is_empty() && get("type").is_none() {
        put(&mut draft, "type", implied);
    }
    if kind != entry_type && implied.is_empty() {
        put(&mut draft, &format!("{RAW}entrytype"), &kind);
    }
    // Of two titles of what it stands in, the one its type calls for is the venue.
    let own = terms::venue_name(entry_type);
    let order: &[&str] = match own {
        "booktitle" => &["booktitle", "journaltitle"],
        "journaltitle" => &["journaltitle", "booktitle"],
        own => &["journaltitle", own, "booktitle"],
    };
    let is_said = |name: &&str| get(name).is_some_and(|raw| !raw.is_empty());
    let venue = order.iter().copied().find(is_said).unwrap_or_default();
    if !venue.is_empty() && venue != own {
        put(&mut draft, &format!("{RAW}venue"), venue);
    }
    let eprint_type = get("eprinttype").map(|raw| latex::verbatim(raw).to_lowercase());
    for (name, raw) in &fields {
        match &**name {
            "author" => authors(raw, &mut draft),
            name if name == venue => {
                let text = latex::line(raw);
                keep(name, raw, &text, &mut draft);
                draft.venue = text;
            }
            "eprint" => eprint(raw, eprint_type.as_deref(), &mut draft),
            "eprinttype" if eprint_type.as_deref() == Some("arxiv") => keep(name, raw, "arxiv", &mut draft),
            name => other(name, raw, &mut draft),
        }
    }
    named_as_venue(&mut draft);
    // What has a field for its DOI says it there.
    if let Some(doi) = doi_of_link(&draft.url) {
        let url = draft.url.clone();
        add_doi(&mut draft, doi, &url);
    }
    date::read(&fields, &mut draft);
    key(entry.key, &mut draft);
    if draft.title.is_empty() {
        stand_in(&mut draft, &kind);
    }
    limit(draft)
}

fn other(name: &str, raw: &str, draft: &mut Draft) {
    match name {
        "title" => {
            let text = latex::line(raw);
            keep(name, raw, &text, draft);
            draft.title = text;
        }
        "abstract" => {
            let text = latex::paragraphs(raw);
            keep(name, raw, &text, draft);
            draft.abstract_text = text;
        }
        "note" => {
            let text = latex::paragraphs(raw);
            keep(name, raw, &text, draft);
            draft.comments = text;
        }
        "keywords" => keywords(raw, draft),
        // Mendeley's own and Scopus's, beside the keywords of the publisher.
        "mendeley-tags" | "keyword" | "author_keywords" => {
            let text = latex::line(raw);
            let words = text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
            for word in words.filter(|word| word.chars().count() <= 100).take(100) {
                if !draft.tags.iter().any(|known| known == word) {
                    draft.tags.push(word.to_owned());
                }
            }
            put(draft, name, &text);
        }
        "url" => {
            let url = latex::verbatim(raw);
            let own = find_identifiers(&url).into_iter().filter(|found| found.kind != IdentifierKind::Doi);
            own.for_each(|identifier| add_identifier(draft, identifier));
            keep(name, raw, &url, draft);
            if is_address(&url) {
                draft.url = url;
            } else {
                put(draft, name, &url);
            }
        }
        "doi" => {
            let text = latex::verbatim(raw);
            match doi(&text) {
                Some(identifier) => {
                    keep(name, raw, &identifier.value, draft);
                    add_identifier(draft, identifier);
                }
                None => {
                    find_identifiers(&text).into_iter().for_each(|identifier| add_identifier(draft, identifier));
                    put(draft, name, &text);
                }
            }
        }
        "isbn" | "pmid" => {
            let text = latex::verbatim(raw);
            let own = name == "pmid" || terms::is_a_book(&draft.entry_type);
            match find_identifiers(&format!("{name}:{text}")).into_iter().next().filter(|_| own) {
                Some(identifier) => {
                    keep(name, raw, &identifier.value, draft);
                    add_identifier(draft, identifier);
                }
                None => put(draft, name, &text),
            }
        }
        "date" | "year" | "month" | "day" => {}
        name if terms::is_people(name) && names::people(raw).unjoined => {
            draft.problems.push(format!("“and” is missing between the people in “{name}”"));
            put(draft, name, &field_text(name, raw));
            put(draft, &format!("{RAW}{name}"), raw.trim());
        }
        _ => {
            let text = field_text(name, raw);
            keep(name, raw, &text, draft);
            put(draft, name, &text);
        }
    }
}

/// What a field says, as plain text.
pub fn field_text(name: &str, raw: &str) -> String {
    if terms::is_verbatim(name) {
        latex::verbatim(raw)
    } else if terms::is_people(name) {
        let people = names::people(raw);
        let names = people.names.into_iter().map(|one| filed(&name_of(one, people.unjoined)));
        names.collect::<Vec<_>>().join(" and ")
    } else if terms::is_long(name) {
        latex::paragraphs(raw)
    } else {
        latex::line(raw)
    }
}

/// Names in their LaTeX as one list of filed forms.
pub fn filed_list(names: Vec<&str>) -> String {
    let names = names.into_iter().map(|raw| filed(&names::read_one(raw, latex::line)));
    names.collect::<Vec<_>>().join(" and ")
}

/// A name of a list. Those who write no "and" may have initials last, "Example A", as medical journals do.
fn name_of(one: &str, unjoined: bool) -> Name {
    if unjoined && !one.contains([',', '{', '\\']) { names::exchanged(one) } else { names::read_one(one, latex::line) }
}

/// As written in lists of names: one in a single piece stands in braces.
pub fn filed(name: &Name) -> String {
    let filed = name.filed();
    if name.given.is_empty() && name.suffix.is_empty() && filed.contains(|c: char| c.is_whitespace() || c == ',') {
        format!("{{{filed}}}")
    } else {
        filed
    }
}

fn authors(raw: &str, draft: &mut Draft) {
    let people = names::people(raw);
    let mut odd = people.unjoined;
    if people.unjoined {
        draft.problems.push("“and” is missing between its authors".into());
    }
    for one in people.names {
        if one.eq_ignore_ascii_case("others") {
            odd = true;
            continue;
        }
        let name = name_of(one, people.unjoined);
        let shown = name.shown();
        // "{OpenAI} and :, and Example, Ada": nobody is called by a sign.
        let is_name = shown.contains(char::is_alphanumeric);
        odd |= !is_name && !shown.is_empty();
        if is_name {
            odd |= shown.contains(['\\', '$']);
            draft.authors.push(shown);
            draft.sort_names.push(name.sort_name());
        }
    }
    if odd {
        put(draft, &format!("{RAW}author"), raw.trim());
    }
}

/// Keywords become tags; a file that writes them otherwise than Postil would keeps its way. One in braces is one.
fn keywords(raw: &str, draft: &mut Draft) {
    let inside = names::in_one_piece(raw).unwrap_or(raw);
    let by = |between: char| names::split_outside(inside, move |c| c == between);
    let mut parts = if inside.contains(';') { by(';') } else { Vec::new() };
    if parts.len() < 2 {
        parts = by(',');
    }
    let words: Vec<String> = parts.into_iter().map(latex::line).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| word.chars().count() > 100) || words.len() > 100 {
        put(draft, "keywords", &latex::line(raw));
        return;
    }
    keep("keywords", raw, &write::keyword_list(&words), draft);
    // Another field of keywords may have said some.
    let said = std::mem::take(&mut draft.tags);
    draft.tags = words;
    let others = said.into_iter().filter(|word| !draft.tags.contains(word)).collect::<Vec<_>>();
    draft.tags.extend(others);
}

fn eprint(raw: &str, eprint_type: Option<&str>, draft: &mut Draft) {
    let text = latex::verbatim(raw);
    let arxiv = eprint_type == Some("arxiv");
    let found = match eprint_type {
        Some("pubmed") => find_identifiers(&format!("pmid:{text}")),
        Some("arxiv") if !text.to_lowercase().starts_with("arxiv") => find_identifiers(&format!("arXiv:{text}")),
        Some("arxiv") | None => find_identifiers(&text),
        _ => Vec::new(),
    };
    let number = found.iter().find(|one| one.kind == IdentifierKind::Arxiv).filter(|_| arxiv);
    match number {
        Some(number) => keep("eprint", raw, &number.value.clone(), draft),
        None => {
            put(draft, "eprint", &text);
            put(draft, "eprinttype", if arxiv { "arxiv" } else { "" });
        }
    }
    found.into_iter().for_each(|identifier| add_identifier(draft, identifier));
}

/// "arXiv preprint arXiv:2303.01234", "CoRR" with the volume "abs/2303.01234": as search engines and DBLP name preprints.
fn named_as_venue(draft: &mut Draft) {
    let lower = draft.venue.to_lowercase();
    let text = match field(draft, "volume").and_then(|volume| volume.strip_prefix("abs/")) {
        Some(number) if lower == "corr" || lower.contains("arxiv") => format!("arXiv:{number}"),
        _ if lower.contains("arxiv") => draft.venue.clone(),
        _ => {
            field(draft, "howpublished").filter(|how| how.to_lowercase().contains("arxiv:")).unwrap_or_default().into()
        }
    };
    let number = find_identifiers(&text).into_iter().find(|one| one.kind == IdentifierKind::Arxiv);
    number.into_iter().for_each(|one| add_identifier(draft, one));
}

fn key(key: &str, draft: &mut Draft) {
    match crate::citation_key::checked(key) {
        Ok(key) => draft.citation_key = key,
        Err(_) => {
            draft.problems.push(format!("Its key “{key}” is none that LaTeX can cite; it is kept beside"));
            put(draft, &format!("{RAW}key"), key);
        }
    }
}

/// A paper needs a title; the entry's next best name stands in for it.
fn stand_in(draft: &mut Draft, kind: &str) {
    let field = |name: &str| draft.fields.iter().find(|field| field.name == name).map(|field| field.value.clone());
    let title = ["maintitle", "booktitle", "shorttitle", "eventtitle", "howpublished"]
        .iter()
        .find_map(|name| field(name))
        .or_else(|| Some(draft.venue.clone()).filter(|venue| !venue.is_empty()))
        .or_else(|| draft.citation_key.clone())
        .or_else(|| field(&format!("{RAW}key")))
        .unwrap_or_else(|| format!("Untitled {kind}"));
    let title: String = title.chars().take(500).collect();
    // What groups other entries or lends to them needs none.
    if !matches!(kind, "xdata" | "set") {
        let shown: String = title.chars().take(60).collect();
        draft.problems.push(format!("It has no title; “{shown}” stands in for one"));
    }
    put(draft, UNTITLED, &title);
    draft.title = title;
}

/// Keeps a value as written where writing it anew would give another: the braces that protect capitals, commands that
/// have no letter of their own. It is written again as long as it still says the same.
fn keep(name: &str, raw: &str, value: &str, draft: &mut Draft) {
    let raw = raw.trim();
    if !write::gives_again(name, value, raw) {
        put(draft, &format!("{RAW}{name}"), raw);
    }
}
