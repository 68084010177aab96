//! Items out, as CSL-JSON has them.

use serde_json::{Map, Value, json};

use super::{KEPT, PEOPLE, VARIABLES};
use crate::formats::left::Source;
use crate::formats::names::{self, Name};
use crate::formats::zotero::{self, extra};
use crate::formats::{RAW, UNTITLED, bibtex, field, kinds, pages, rich, tongues, when, year_of};
use crate::model::{Draft, IdentifierKind};

/// One item under `key` for a file, and what there is no place for. What CSL has no variable for stands in lines of its
/// note, as Zotero has it; a style would print them, so they are for files alone.
pub fn exported(draft: &Draft, key: &str) -> (Value, Vec<String>) {
    let of = Source::of(draft);
    let mut item = made(&of, draft, key);
    let kind = bibtex::kind(draft);
    if let Some(title) = titled(draft) {
        item["title"] = json!(with_subtitle(&title, field(draft, "subtitle")));
    }
    let theirs = item["type"].as_str();
    let is_said =
        theirs.is_some_and(|theirs| kinds::from_csl(theirs) == kind || zotero::csl_type(draft, &kind) == Some(theirs));
    let mut lines: Vec<String> = (!is_said).then(|| extra::type_line(&kind)).into_iter().collect();
    for other in draft.fields.iter().filter(|other| !of.has_taken(&other.name)) {
        if let Some(line) = extra::line(&other.name, &other.value) {
            lines.push(line);
            of.take(&other.name);
        }
    }
    lines.extend(extra::lines_of(&of));
    if !lines.is_empty() {
        let note = Some(draft.comments.clone()).filter(|note| !note.is_empty());
        item["note"] = json!(note.into_iter().chain(lines).collect::<Vec<_>>().join("\n"));
    }
    (item, of.left())
}

/// CSL has one title.
fn with_subtitle(title: &str, subtitle: Option<&str>) -> String {
    match subtitle {
        Some(subtitle) if title.ends_with(['?', '!', ':', '.']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title.to_owned(),
    }
}

/// The title with its markup, as far as what is kept of it still says the same.
fn titled(draft: &Draft) -> Option<String> {
    let raw = field(draft, &format!("{RAW}title")).filter(|raw| bibtex::latex::line(raw) == draft.title)?;
    rich::tags(raw, &bibtex::latex::line)
}

/// One item under `key`, to be cited.
pub fn item(draft: &Draft, key: &str) -> Value {
    made(&Source::of(draft), draft, key)
}

fn made<'d>(of: &Source<'d>, draft: &'d Draft, key: &str) -> Value {
    let kind = bibtex::kind(draft);
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() && value != "" {
            item.insert(name.to_owned(), value);
        }
    };
    set("id", json!(key));
    let kept_kind = field(draft, &format!("{KEPT}type")).filter(|csl| kinds::from_csl(csl) == kind);
    let kept_kind = kept_kind
        .or_else(|| zotero::csl_type(draft, &kind))
        .or_else(|| kinds::csl_of_subtype(&kind, field(draft, "entrysubtype")?))
        .or_else(|| kinds::csl_of_ris(field(draft, "ris:TY")?, &kind));
    set("type", json!(kept_kind.unwrap_or(kinds::to_csl(&kind))));
    if field(draft, UNTITLED) != Some(draft.title.as_str()) {
        set("title", json!(with_subtitle(&draft.title, of.field("subtitle"))));
    }
    let authors = draft.authors.iter().enumerate().map(|(at, shown)| {
        let sort_name = draft.sort_names.get(at).map(String::as_str).unwrap_or_default();
        person(&Name::from_stored(shown, sort_name))
    });
    let authors: Vec<Value> = authors.collect();
    set("author", if authors.is_empty() { Value::Null } else { Value::Array(authors) });
    let below = if bibtex::terms::in_a_book(&kind) { "booksubtitle" } else { "journalsubtitle" };
    let below = if draft.venue.is_empty() { None } else { of.field(below) };
    set("container-title", json!(with_subtitle(&draft.venue, below)));
    set("abstract", json!(draft.abstract_text));
    set("note", json!(draft.comments));
    set("URL", json!(of.address()));
    // Semicolons where a comma stands within one.
    let between = if of.tags().iter().any(|tag| tag.contains(',')) { "; " } else { ", " };
    set("keyword", json!(of.tags().join(between)));
    set("DOI", json!(of.known(IdentifierKind::Doi, "doi")));
    set("PMID", json!(of.known(IdentifierKind::Pmid, "pmid")));
    set("issued", issued_out(of, draft));
    // A month in words is no date; this is the place for what CSL has no variable for.
    if let Some(words) = field(draft, "month").filter(|month| bibtex::terms::month(month).is_none()) {
        of.take("month");
        set("custom", json!({ "month": words }));
    }
    let in_series = field(draft, "series").is_some();
    for other in &draft.fields {
        if other.name == "number" {
            set(super::number_of(&kind, in_series), json!(other.value));
        } else if other.name == "type" {
            set("genre", json!(kinds::genre_in_words(&other.value)));
        } else if other.name == "eid" {
            // An article's number in place of pages; of other works the number is their own.
            let is_free = field(draft, "number").is_none() || super::number_of(&kind, in_series) != "number";
            if !is_free {
                continue;
            }
            set("number", json!(other.value));
        } else if let Some((theirs, _)) = VARIABLES.iter().find(|(_, ours)| *ours == other.name) {
            let value = match other.name.as_str() {
                "pages" => pages::hyphened(&other.value),
                "langid" => tongues::code(&other.value).to_owned(),
                _ => other.value.clone(),
            };
            set(theirs, json!(value));
        } else if let Some((theirs, _)) = PEOPLE.iter().find(|(_, ours)| *ours == other.name) {
            let names = names::split_list(&other.value).into_iter();
            set(theirs, names.map(|name| person(&names::read_one(name, str::to_owned))).collect());
        } else if let Some(theirs) = other.name.strip_prefix(KEPT).filter(|name| *name != "type") {
            set(theirs, serde_json::from_str(&other.value).unwrap_or_default());
        } else {
            match other.name.as_str() {
                // Of laws and standards it is who gave them.
                "institution" if super::is_given(&kind) => {
                    set("authority", json!(other.value));
                    // Most styles print the publisher of a standard.
                    if kind == "standard" && field(draft, "publisher").is_none() {
                        set("publisher", json!(other.value));
                    }
                }
                "institution" => set("publisher", json!(other.value)),
                "organization" if field(draft, "publisher").is_none() => set("publisher", json!(other.value)),
                "urldate" => set("accessed", parts(&other.value)),
                "eventdate" => set("event-date", parts(&other.value)),
                "origdate" => set("original-date", parts(&other.value)),
                _ => continue,
            }
        }
        of.take(&other.name);
    }
    if let Some(isbn) = of.identifier(IdentifierKind::Isbn).filter(|_| field(draft, "isbn").is_none()) {
        set("ISBN", json!(isbn));
    }
    Value::Object(item)
}

fn person(name: &Name) -> Value {
    if name.given.is_empty() && name.particle.is_empty() && name.suffix.is_empty() {
        let key = if name.family.contains(' ') { "literal" } else { "family" };
        return json!({ key: name.family });
    }
    let mut person = Map::new();
    let parts = [
        ("family", &name.family),
        ("given", &name.given),
        ("non-dropping-particle", &name.particle),
        ("suffix", &name.suffix),
    ];
    for (key, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
        person.insert(key.to_owned(), json!(value));
    }
    Value::Object(person)
}

fn parts(date: &str) -> Value {
    // CSL has one word for dates that are not sure.
    let circa = date.contains(['~', '%', '?']);
    let sure = date.replace(['~', '%', '?'], "");
    let ends = sure.split('/');
    let number = |part: &str| part.parse::<i64>().ok();
    let numbers = |end: &str| -> Option<Vec<i64>> {
        // Before Christ.
        let (before, end) = end.strip_prefix('-').map_or((false, end), |rest| (true, rest));
        let end = end.split('T').next().unwrap_or_default();
        let mut parts: Vec<i64> = end.split('-').map(number).collect::<Option<_>>()?;
        if before {
            parts[0] = -parts[0];
        }
        Some(parts)
    };
    let lists: Vec<Option<Vec<i64>>> = ends.map(numbers).collect();
    match lists.into_iter().collect::<Option<Vec<_>>>() {
        // A season in place of a month.
        Some(lists) if matches!(lists[..], [ref one] if matches!(one[..], [_, 21..=24])) => {
            json!({ "date-parts": [[lists[0][0]]], "season": lists[0][1] - 20 })
        }
        Some(lists) if circa => json!({ "date-parts": lists, "circa": true }),
        Some(lists) => json!({ "date-parts": lists }),
        None => json!({ "literal": date }),
    }
}

fn issued_out<'d>(of: &Source<'d>, draft: &'d Draft) -> Value {
    let month = field(draft, "month").and_then(bibtex::terms::month);
    let take_month = || month.is_some().then(|| of.take("month"));
    if let Some(date) = field(draft, "date").filter(|date| year_of(date) == draft.year) {
        of.take("date");
        take_month();
        return parts(date);
    }
    if let Some(day) = draft.published.as_deref().filter(|day| draft.year.is_none() || year_of(day) == draft.year) {
        take_month();
        return parts(day);
    }
    // "May/June", "Summer": more than a month says.
    if let (Some(year), Some(words), None) = (draft.year, field(draft, "month"), month)
        && let Some(told) = when::extended(&format!("{words} {year}"))
            .or_else(|| when::season(words).map(|season| format!("{year:04}-{season}")))
    {
        of.take("month");
        return parts(&told);
    }
    match (draft.year, month) {
        (Some(year), Some(month)) => {
            take_month();
            json!({ "date-parts": [[year, month]] })
        }
        (Some(year), None) => json!({ "date-parts": [[year]] }),
        (None, _) => of.field("year").map_or(Value::Null, |text| json!({ "literal": text })),
    }
}
