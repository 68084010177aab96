//! Zotero's items as JSON: what its web service answers, and what Better BibTeX exports.

pub(super) mod extra;
mod older;
mod tables;

use serde_json::{Map, Value};

pub use self::extra::Extra;
use self::tables::Part;
use super::gather::Gathered;
use super::names::Name;
use super::{bibtex, csl, field, line_at, pages, parse_date, rich};
use crate::import::ids::find_identifiers;
use crate::import::notes;
use crate::model::{Draft, IdentifierKind, Reading};

/// Reads a list of items, bare or in a frame; `None` when it holds none. `lines` tells where each begins.
pub fn read(tree: &Value, lines: &[u32]) -> Option<Reading> {
    let list = tree.as_array().or_else(|| tree["items"].as_array())?;
    // The web service puts what an item says into `data`.
    let items = list.iter().map(|item| if item["data"].is_object() { &item["data"] } else { item });
    let items: Vec<(usize, &Map<String, Value>)> =
        items.enumerate().filter_map(|(at, item)| Some((at, item.as_object()?))).collect();
    let kind = |item: &Map<String, Value>| item.get("itemType").and_then(Value::as_str).map(str::to_owned);
    if !items.iter().any(|(_, item)| kind(item).is_some()) {
        return None;
    }
    let mut reading = Reading { source: "Zotero file".into(), ..Reading::default() };
    for (at, item) in items {
        match kind(item).as_deref() {
            // They belong to other items and are none themselves.
            None | Some("attachment" | "note" | "annotation") => {}
            Some(kind) => reading.drafts.push(draft(kind, item, line_at(lines, at))),
        }
    }
    Some(reading)
}

/// CSL's type for a draft that was Zotero's, and still is of the same type of BibLaTeX's.
pub fn csl_type(draft: &Draft, kind: &str) -> Option<&'static str> {
    tables::to_csl(field(draft, "zotero:itemType")?, kind)
}

fn draft(name: &str, item: &Map<String, Value>, line: u32) -> Draft {
    let extra = Extra::read(&item.get("extra").map(lines).unwrap_or_default());
    let creators: Vec<&Value> = item.get("creators").and_then(Value::as_array).into_iter().flatten().collect();
    let own = match tables::kind(name) {
        // Whose the whole book is: its parts are no contributions of others.
        "incollection" if creators.iter().any(|who| who["creatorType"] == "bookAuthor") => "inbook",
        own => own,
    };
    let (kind, implied) = extra.kind.as_ref().map_or((own, ""), |(kind, implied)| (kind.as_str(), *implied));
    let mut work = Gathered::new(kind, "zotero:", line);
    work.say("type", implied);
    if !tables::is_first(name, kind) {
        work.kept("itemType", name);
    }
    if let Some(subtype) = name.strip_suffix("Article").filter(|kind| matches!(*kind, "magazine" | "newspaper")) {
        work.say("entrysubtype", subtype);
    }
    let tags = item.get("tags").and_then(Value::as_array).into_iter().flatten();
    let tags: Vec<&str> = tags.filter_map(|tag| tag["tag"].as_str().or(tag.as_str())).collect();
    // Better BibTeX's word for an item that is LaTeX already.
    let is_latex = tags.iter().any(|tag| tag.eq_ignore_ascii_case("#latex"));
    let said = |work: &mut Gathered, name: &str, value: &str| match is_latex {
        true if name != "url" => work.say_latex(name, value),
        _ => work.say(name, value),
    };
    // Some types call their title otherwise.
    let title = ["title", "nameOfAct", "caseName", "subject"].map(|name| item.get(name).unwrap_or(&Value::Null));
    let title = title.into_iter().find(|title| !csl::text(title).is_empty()).unwrap_or(&Value::Null);
    match marked_up(title) {
        _ if extra.has("title") => {}
        Some(latex) => work.say_latex("title", &latex),
        None => said(&mut work, "title", &csl::text(title)),
    }
    extra.people(&mut work);
    people(&creators, name, is_latex, &extra, &mut work);
    extra.others(&mut work);
    for (name, value) in item.iter().filter(|(name, _)| !tables::INNER.contains(&name.as_str())) {
        let ours = tables::FIELDS.iter().find(|(theirs, _)| theirs == name).map(|(_, ours)| *ours);
        let text = lines(value);
        match ours {
            Some("pages") => work.say("pages", &pages::range(&text)),
            Some("note") => work.say("note", &extra.notes),
            // It is what the archive knows it by.
            Some("number") if item["itemType"] == "preprint" => {}
            // What the box says is said on purpose, against the field.
            Some(ours) if extra.has(ours) => {}
            Some("date") if extra.has("year") => {}
            Some("date") => date(&mut work, &text),
            Some("urldate") => work.say("urldate", &day(&text)),
            Some("publisher") if matches!(work.kind(), "software" | "misc") => said(&mut work, "organization", &text),
            Some(ours) => match marked_up(value).filter(|_| tables::MARKED_UP.contains(&ours)) {
                Some(latex) => work.say_latex(ours, &latex),
                None => said(&mut work, ours, &text),
            },
            None if name == "assignee" && !creators.iter().any(|who| who["creatorType"] == "assignee") => {
                work.person("holder", &Name { family: text, ..Name::default() });
            }
            None if name == "country" && work.kind() == "patent" => work.say("location", &text),
            None => work.kept(name, &text),
        }
    }
    archive(name, item, &mut work);
    tags.into_iter().for_each(|tag| work.tag(tag));
    let mut draft = work.end();
    let texts = item.get("notes").and_then(Value::as_array).into_iter().flatten();
    let texts = texts.filter_map(|note| note["note"].as_str().or(note.as_str())).map(notes::from_html);
    draft.notes.extend(texts.filter(|note| !note.trim().is_empty()));
    draft
}

/// Markup of a text as LaTeX.
fn marked_up(value: &Value) -> Option<String> {
    value.as_str().filter(|text| text.contains('<')).and_then(rich::latex)
}

/// More than Zotero has.
const MOST_ROLES: usize = 60;

fn people(creators: &[&Value], item: &str, is_latex: bool, extra: &Extra, work: &mut Gathered) {
    let mut others: Vec<(String, Vec<Name>)> = Vec::new();
    for who in creators {
        let role = who["creatorType"].as_str().unwrap_or_default();
        let part = |name: &str| {
            // Better BibTeX's readers mark with these how many letters an initial has, and where a particle ends.
            let marks = ['\u{96}', '\u{97}', '\u{2063}', '\u{200b}'];
            let text = who[name].as_str().unwrap_or_default().replace(marks, "");
            if is_latex { bibtex::latex::line(&text) } else { text.trim().to_owned() }
        };
        let name = person(&part("lastName"), &part("firstName"), &part("name"));
        match tables::part(if role.is_empty() { "author" } else { role }, item) {
            Some(Part::Field(ours)) if extra.has(ours) => {}
            Some(Part::Field(ours)) => work.person(ours, &name),
            Some(Part::Other(_)) | None => match others.iter().position(|(known, _)| known == role) {
                Some(at) => others[at].1.push(name),
                None if others.len() == MOST_ROLES => work.kept("creator", &name.filed()),
                None => others.push((role.to_owned(), vec![name])),
            },
        }
    }
    // BibLaTeX has three lists for parts that it does not know, and a word beside each.
    let lists = [("namea", "nameatype"), ("nameb", "namebtype"), ("namec", "namectype")];
    let mut free = lists.into_iter().filter(|(list, _)| !extra.has(list));
    for (role, names) in others {
        match free.next() {
            Some((list, kind)) => {
                names.iter().for_each(|name| work.person(list, name));
                work.say(kind, &role.to_lowercase());
            }
            None => names.iter().for_each(|name| work.kept(&role, &name.filed())),
        }
    }
}

/// A name by Zotero's parts, or in one piece.
fn person(family: &str, given: &str, whole: &str) -> Name {
    // Quotes keep a particle in the family name.
    let family = family.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(family);
    match (family, given) {
        ("", "") => Name { family: whole.to_owned(), ..Name::default() },
        (family, "") => Name { family: family.to_owned(), ..Name::default() },
        // "Ada, Jr." has the suffix behind the given name; "Ada,! III" says how it is printed, too.
        (family, given) => {
            match given.split_once(',').map(|(given, suffix)| (given, suffix.trim_matches(['!', ' ']))) {
                Some((given, suffix)) if !suffix.is_empty() => {
                    let name = particle_behind(given, family);
                    Name { suffix: suffix.to_owned(), ..name }
                }
                Some((given, _)) => particle_behind(given, family),
                None => particle_behind(given, family),
            }
        }
    }
}

/// Zotero leaves small words behind the given name: "Ada de la" "Example".
fn particle_behind(given: &str, family: &str) -> Name {
    let words: Vec<&str> = given.split_whitespace().collect();
    let small = |word: &&&str| word.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-'));
    let from = words.len() - words.iter().rev().take_while(small).count();
    let family = family.replace(',', " ");
    if from == 0 || from == words.len() {
        return Name::from_filed(&format!("{family}, {given}"));
    }
    let name = Name::from_filed(&format!("{family}, {}", words[..from].join(" ")));
    let particle = [words[from..].join(" "), name.particle];
    let particle = particle.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    Name { particle, ..name }
}

fn lines(value: &Value) -> String {
    match value.as_array() {
        Some(lines) => lines.iter().map(csl::text).collect::<Vec<_>>().join("\n"),
        None => csl::text(value),
    }
}

/// "[1990] 2002", "2002 [1990]": how readers of Zotero say when a work first appeared.
fn date(work: &mut Gathered, value: &str) {
    let value = typed(value.trim());
    let before = value.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let behind = value.strip_suffix(']').and_then(|rest| rest.split_once('[')).map(|(date, first)| (first, date));
    match before.or(behind) {
        Some((first, date)) if !date.trim().is_empty() => {
            work.say("origdate", first.trim());
            work.say("date", date.trim());
        }
        _ => work.say("date", value),
    }
}

/// Zotero's database has a day in numbers before what was typed: "1991-05-00 May 1991". With a part unknown, what was
/// typed says more.
fn typed(value: &str) -> &str {
    let Some((day, text)) = value.split_once(' ') else { return value };
    let is_day = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_day && day.contains("-00") && text.contains(&day[..4]) { text.trim() } else { value }
}

/// The day alone: the hour when a page was looked at is of no use to anybody.
fn day(value: &str) -> String {
    match parse_date(value.split(['T', ' ']).next().unwrap_or_default()) {
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        _ => value.to_owned(),
    }
}

/// Archives by what people call them in Zotero, and by BibLaTeX's name.
const ARCHIVES: &[(&str, &str)] = &[
    ("arxiv", "arxiv"),
    ("jstor", "jstor"),
    ("pubmed", "pubmed"),
    ("hdl", "hdl"),
    ("googlebooks", "googlebooks"),
    ("google books", "googlebooks"),
];

/// Where it is kept: by its number in a repository, by fields of Zotero's, by its address.
fn archive(name: &str, item: &Map<String, Value>, work: &mut Gathered) {
    let text = |name: &str| item.get(name).map(csl::text).unwrap_or_default();
    let first = |names: &[&str]| names.iter().map(|name| text(name)).find(|text| !text.is_empty()).unwrap_or_default();
    // "arXiv:1405.0562 [quant-ph]" is where a preprint appeared, before Zotero had a type for it.
    let (number, place) = (first(&["archiveID", "number"]), first(&["publicationTitle", "repository", "publisher"]));
    for said in [&number, &place] {
        let found = find_identifiers(said).into_iter().find(|one| one.kind == IdentifierKind::Arxiv);
        if let Some(one) = found.filter(|_| said.to_lowercase().starts_with("arxiv")) {
            work.identifier(one);
            let class = said.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
            return work.say("eprintclass", class.unwrap_or_default());
        }
    }
    if name == "preprint" && !number.is_empty() {
        work.say("eprint", &number);
        return work.say("eprinttype", &first(&["repository", "publisher"]));
    }
    let archive = text("archive").to_lowercase();
    let known = ARCHIVES.iter().find(|(theirs, _)| *theirs == archive).map(|(_, ours)| *ours);
    let by_field = known.map(|kind| (kind, text("archiveLocation"))).filter(|(_, number)| !number.is_empty());
    match by_field.or_else(|| by_address(&text("url"))) {
        Some(("arxiv", number)) => work.say("arxiv", &number),
        Some((kind, number)) => {
            work.say("eprint", &number);
            work.say("eprinttype", kind);
        }
        None => {}
    }
}

/// An archive and a number in it, by an address.
fn by_address(url: &str) -> Option<(&'static str, String)> {
    let rest = url.split_once("://")?.1;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let begins =
        |start: &str| rest.strip_prefix(start).map(|rest| rest.split(['?', '&', '#']).next().unwrap_or_default());
    let found = begins("jstor.org/stable/")
        .map(|number| ("jstor", number))
        .or_else(|| begins("books.google.com/books?id=").map(|number| ("googlebooks", number)))
        .or_else(|| begins("hdl.handle.net/").map(|number| ("hdl", number)))?;
    let is_sound = !found.1.is_empty() && found.1.len() <= 100 && !found.1.contains(char::is_whitespace);
    is_sound.then(|| (found.0, found.1.to_owned()))
}

#[cfg(test)]
mod tests;
