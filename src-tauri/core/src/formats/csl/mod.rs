//! CSL-JSON, what citation processors and Zotero's and Pandoc's exports speak, in and out.

mod date;
mod pandoc;
mod write;

use serde_json::{Map, Value};

use self::date::{date, issued};
use super::names::{self, Name};
use super::zotero::Extra;
use super::{
    RAW, UNTITLED, add_doi, add_identifier, bibtex, doi, field, identifier, is_address, kinds, limit, line_at,
    one_line, pages, put, rich,
};
use crate::import::ids::find_identifiers;
use crate::import::markup;
use crate::model::{Draft, IdentifierKind, Reading, Skipped};

pub use pandoc::with_tags;
pub use write::{exported, item};

/// CSL's names of plain variables, and BibLaTeX's.
const VARIABLES: &[(&str, &str)] = &[
    ("volume", "volume"),
    ("page", "pages"),
    ("publisher", "publisher"),
    ("publisher-place", "location"),
    ("edition", "edition"),
    ("ISSN", "issn"),
    ("ISBN", "isbn"),
    ("collection-title", "series"),
    ("chapter-number", "chapter"),
    ("number-of-pages", "pagetotal"),
    ("number-of-volumes", "volumes"),
    ("language", "langid"),
    ("genre", "type"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("title-short", "shorttitle"),
    ("annote", "annotation"),
    ("status", "pubstate"),
    ("version", "version"),
    ("medium", "howpublished"),
    ("container-title-short", "shortjournal"),
    // Zotero's older names.
    ("journalAbbreviation", "shortjournal"),
    ("shortTitle", "shorttitle"),
    ("archive_location", "library"),
    ("PMCID", "pmcid"),
    ("call-number", "callnumber"),
    ("original-title", "origtitle"),
    ("original-publisher", "origpublisher"),
    ("original-publisher-place", "origlocation"),
    // Its older name.
    ("event", "eventtitle"),
];

/// The variables that a number may stand in: of an issue, of a report or a patent, of a book in its series.
const NUMBERS: [&str; 3] = ["issue", "number", "collection-number"];

/// CSL's names of people's parts, and BibLaTeX's.
const PEOPLE: &[(&str, &str)] = &[
    ("editor", "editor"),
    ("translator", "translator"),
    ("container-author", "bookauthor"),
    ("collection-editor", "editora"),
    ("director", "director"),
    ("composer", "composer"),
    ("recipient", "recipient"),
];

/// Begins the name of a field that keeps a variable of CSL nobody else knows, as JSON.
const KEPT: &str = "csl:";

/// Whether a parsed JSON is a list of items, or one: each has a type of CSL's.
fn items(value: &Value) -> Option<&[Value]> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        Value::Object(object) => match object.get("items").or_else(|| object.get("references")) {
            Some(Value::Array(list)) => list.as_slice(),
            _ => std::slice::from_ref(value),
        },
        _ => return None,
    };
    let typed = |item: &Value| {
        item["type"].is_string() && ["id", "title", "author", "issued"].iter().any(|name| !item[*name].is_null())
    };
    list.iter().any(typed).then_some(list)
}

/// Reads items of a tree, whatever it was written in; `None` when there are none. `lines` tells where each begins.
pub fn read(tree: &Value, source: &str, lines: &[u32]) -> Option<Reading> {
    let mut reading = Reading { source: source.into(), ..Reading::default() };
    for (at, item) in items(tree)?.iter().enumerate() {
        let line = line_at(lines, at);
        match item.as_object() {
            Some(object) => reading.drafts.push(Draft { line, ..draft(object) }),
            None => {
                let text = item.to_string().chars().take(200).collect();
                reading.skipped.push(Skipped { line, text, reason: "not an item".into() });
            }
        }
    }
    Some(reading)
}

/// Text of a variable; CSL's few tags of markup are left out, numbers are allowed.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => plain(text),
        Value::Number(number) => number.to_string(),
        // Crossref answers with lists: of a title, of a journal, of its numbers.
        Value::Array(list) => list.iter().find(|one| one.is_string()).map(text).unwrap_or_default(),
        _ => String::new(),
    }
}

fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    if text.contains('<') {
        for tag in ["i", "b", "sup", "sub", "sc", "span"] {
            text = text.replace(&format!("</{tag}>"), "").replace(&format!("<{tag}>"), "");
        }
        text = text.replace("<span class=\"nocase\">", "").replace("<span style=\"font-variant:small-caps;\">", "");
    }
    // Crossref's titles are pieces of HTML.
    bibtex::entities(text.trim().to_owned())
}

fn draft(item: &Map<String, Value>) -> Draft {
    let csl_kind = item.get("type").map(text).unwrap_or_default();
    let mut draft = Draft { entry_type: kinds::from_csl(&csl_kind).to_owned(), ..Draft::default() };
    let extra = Extra::read(&item.get("note").map(text).unwrap_or_default());
    if let Some((kind, implied)) = &extra.kind {
        kind.clone_into(&mut draft.entry_type);
        put(&mut draft, "type", implied);
    }
    if kinds::to_csl(&draft.entry_type) != csl_kind {
        put(&mut draft, &format!("{KEPT}type"), &csl_kind);
    }
    put(&mut draft, "entrysubtype", kinds::subtype(&csl_kind));
    let is_keyed = item.get("citation-key").is_some_and(|key| !text(key).is_empty()) || extra.has("key");
    for (name, value) in item {
        match name.as_str() {
            "type" => {}
            // What Zotero calls the key says it better than the item's own number, which may be an address.
            "id" if is_keyed => {}
            "id" | "citation-key" => key(&text(value), &mut draft),
            "title" => match value.as_str().and_then(rich::latex) {
                Some(latex) => {
                    draft.title = bibtex::latex::line(&latex);
                    put(&mut draft, &format!("{RAW}title"), &latex);
                }
                None => draft.title = one_line(&text(value)),
            },
            "container-title" => draft.venue = text(value),
            "abstract" => {
                let said = text(value);
                let is_page = said.contains("<jats:") || said.starts_with("<p");
                draft.abstract_text = if is_page { markup::plain(&said) } else { said };
            }
            // It says what no variable does.
            "note" => {}
            "URL" => {
                let url = text(value);
                let own = find_identifiers(&url).into_iter().filter(|one| one.kind != IdentifierKind::Doi);
                own.for_each(|one| add_identifier(&mut draft, one));
                if is_address(&url) { draft.url = url } else { put(&mut draft, "url", &url) }
            }
            "DOI" => match doi(&text(value)) {
                Some(one) => add_doi(&mut draft, one, &text(value)),
                None => {
                    find_identifiers(&text(value)).into_iter().for_each(|one| add_identifier(&mut draft, one));
                    put(&mut draft, "doi", &text(value));
                }
            },
            "PMID" => match find_identifiers(&format!("pmid:{}", text(value))).into_iter().next() {
                Some(one) => add_identifier(&mut draft, one),
                None => put(&mut draft, "pmid", &text(value)),
            },
            "keyword" => keywords(value, &mut draft),
            "author" => {
                for name in people(value) {
                    draft.authors.push(name.shown());
                    draft.sort_names.push(name.sort_name());
                }
            }
            "issued" => issued(value, &mut draft),
            name if NUMBERS.contains(&name) && !text(value).is_empty() => {}
            "custom" if value["month"].is_string() && value.as_object().is_some_and(|all| all.len() == 1) => {
                put(&mut draft, "month", &text(&value["month"]));
            }
            _ => other(name, value, &mut draft),
        }
    }
    numbers(item, &mut draft);
    note(&extra, &mut draft);
    let kept = format!("{KEPT}authority");
    if is_given(&draft.entry_type) {
        for field in draft.fields.iter_mut().filter(|field| field.name == kept) {
            field.name = "institution".into();
            field.value = item.get("authority").map(text).unwrap_or_default();
        }
        let given = field(&draft, "institution").map(str::to_owned);
        draft.fields.retain(|field| field.name != "publisher" || given.as_ref() != Some(&field.value));
    }
    if draft.entry_type == "thesis" || draft.entry_type == "report" {
        // Here the publisher is an institution.
        for field in draft.fields.iter_mut().filter(|field| field.name == "publisher") {
            field.name = "institution".into();
        }
    }
    if draft.title.is_empty() {
        let stand_in = [draft.venue.clone(), draft.citation_key.clone().unwrap_or_default(), "Untitled".into()];
        draft.title = stand_in.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        draft.problems.push("It has no title".into());
        let title = draft.title.clone();
        put(&mut draft, UNTITLED, &title);
    }
    limit(draft)
}

/// Whether it is a work that an authority gives out: a court, a parliament, a body of standards.
fn is_given(kind: &str) -> bool {
    matches!(kind, "jurisdiction" | "legislation" | "legal" | "standard")
}

/// Keywords in one text, or each by itself as in YAML.
fn keywords(value: &Value, draft: &mut Draft) {
    let words: Vec<String> = match value {
        Value::Array(list) => list.iter().map(text).collect(),
        one => {
            let words = text(one);
            // Whoever writes semicolons may have commas within.
            words.split(if words.contains(';') { ';' } else { ',' }).map(|word| word.trim().to_owned()).collect()
        }
    };
    draft.tags.extend(words.into_iter().filter(|word| !word.is_empty()));
}

fn key(text: &str, draft: &mut Draft) {
    match crate::citation_key::checked(text) {
        Ok(key) => draft.citation_key = key,
        Err(_) => put(draft, &format!("{RAW}key"), text),
    }
}

fn other(name: &str, value: &Value, draft: &mut Draft) {
    if let Some((_, ours)) = VARIABLES.iter().find(|(theirs, _)| *theirs == name)
        && !text(value).is_empty()
    {
        let text = text(value);
        if *ours == "isbn"
            && let Some(one) = find_identifiers(&format!("isbn:{text}")).into_iter().next()
            && bibtex::terms::is_a_book(&draft.entry_type)
        {
            let is_said = one.value == text && identifier(draft, IdentifierKind::Isbn).is_none();
            add_identifier(draft, one);
            if is_said {
                return;
            }
        }
        let said = match *ours {
            "pages" => pages::range(&text),
            "type" => kinds::genre(&text).to_owned(),
            _ => text,
        };
        return match field(draft, ours) {
            // By an older name, too.
            Some(known) if known == said => {}
            Some(_) => put(draft, &format!("{KEPT}{name}"), &value.to_string()),
            None => put(draft, ours, &said),
        };
    }
    if let Some((_, ours)) = PEOPLE.iter().find(|(theirs, _)| *theirs == name) {
        let names: Vec<String> = people(value).iter().map(bibtex::filed).collect();
        return put(draft, ours, &names.join(" and "));
    }
    match (name, date(value)) {
        ("accessed", Some(date)) => put(draft, "urldate", &date),
        ("event-date", Some(date)) => put(draft, "eventdate", &date),
        ("original-date", Some(date)) => put(draft, "origdate", &date),
        // What nobody knows comes out again as it was.
        _ if !value.is_null() => put(draft, &format!("{KEPT}{name}"), &value.to_string()),
        _ => {}
    }
}

/// Which of its variables CSL has the number of such a work in.
fn number_of(kind: &str, in_series: bool) -> &'static str {
    match kind {
        "article" | "periodical" | "suppperiodical" => "issue",
        // What a report goes by, in a series or not.
        "report" => "number",
        _ if in_series && (bibtex::terms::in_a_book(kind) || bibtex::terms::is_a_book(kind)) => "collection-number",
        _ => "number",
    }
}

/// The number that this kind of work goes by; beside it an article may have one of its own, in place of pages.
fn numbers(item: &Map<String, Value>, draft: &mut Draft) {
    let given = |name: &&&str| item.get(**name).map(text).is_some_and(|text| !text.is_empty());
    let own = number_of(&draft.entry_type, item.contains_key("collection-number"));
    let mut names: Vec<&str> = NUMBERS.iter().filter(given).copied().collect();
    names.sort_by_key(|name| *name != own);
    for (at, name) in names.iter().enumerate() {
        let said = text(&item[*name]);
        // Zotero has the number of a preprint there.
        if said.starts_with("arXiv:") {
            find_identifiers(&said).into_iter().for_each(|one| add_identifier(draft, one));
        }
        match *name {
            "number" if own == "issue" => put(draft, "eid", &said),
            _ if at == 0 && (*name == own || own == "number") => put(draft, "number", &said),
            name => put(draft, &format!("{KEPT}{name}"), &item[name].to_string()),
        }
    }
}

/// A note, and in its lines the variables that Zotero keeps there for want of a field.
fn note(extra: &Extra, draft: &mut Draft) {
    let mut said: Vec<&str> = Vec::new();
    for (name, value) in extra.said() {
        let found = match name {
            "doi" => doi(value).into_iter().collect(),
            "pmid" | "isbn" | "arxiv" => find_identifiers(&format!("{name}:{value}")),
            // It stands under its own name all the same.
            "eprint" => {
                find_identifiers(value).into_iter().for_each(|one| add_identifier(draft, one));
                Vec::new()
            }
            _ => Vec::new(),
        };
        match name {
            "key" if draft.citation_key.is_none() => key(value, draft),
            "key" if draft.citation_key.as_deref() == Some(value) => {}
            "key" => put(draft, "ids", value),
            "date" if draft.year.is_none() => issued(&Value::from(value), draft),
            _ if !found.is_empty() => found.into_iter().for_each(|one| add_identifier(draft, one)),
            "author" if draft.authors.is_empty() => {
                for one in names::people(value).names {
                    let name = names::read_one(one, str::to_owned);
                    draft.authors.push(name.shown());
                    draft.sort_names.push(name.sort_name());
                }
            }
            "author" => {}
            "venue" if draft.venue.is_empty() => value.clone_into(&mut draft.venue),
            "venue" => {}
            "url" if draft.url.is_empty() && is_address(value) => value.clone_into(&mut draft.url),
            // BibLaTeX calls it `venue`, which is where it appeared here.
            "place-of-event" if field(draft, "venue").is_none() => put(draft, "venue", value),
            "place-of-event" => {}
            // One a line.
            name if bibtex::terms::is_people(name) && said.contains(&name) => {
                if let Some(field) = draft.fields.iter_mut().find(|field| field.name == name) {
                    field.value = format!("{} and {value}", field.value);
                }
            }
            _ if field(draft, name).is_none() => {
                put(draft, name, &if name == "pages" { pages::range(value) } else { value.to_owned() });
                said.push(name);
            }
            _ => {}
        }
    }
    draft.comments = extra.notes.trim().to_owned();
}

fn people(value: &Value) -> Vec<Name> {
    let one = |who: &Value| {
        // Written by hand in YAML, a name may be a text.
        if let Some(text) = who.as_str() {
            return names::exchanged(&plain(text));
        }
        let part = |name: &str| plain(who[name].as_str().unwrap_or_default());
        // A particle that is dropped where the family name stands alone belongs to the given names: “Beethoven, Ludwig van”.
        let given = [part("given"), part("dropping-particle")].join(" ").trim().to_owned();
        let particle = part("non-dropping-particle");
        let name = Name { given, particle, family: part("family"), suffix: part("suffix") };
        let whole = || ["literal", "name"].map(part).into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        if name.shown().is_empty() { Name { family: whole(), ..Name::default() } } else { name }
    };
    let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    list.iter().map(one).filter(|name| !name.shown().is_empty()).collect()
}
