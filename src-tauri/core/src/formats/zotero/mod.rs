//! Zotero's items as JSON: what its web service answers, and what Better BibTeX exports.

pub(super) mod extra;

use serde_json::{Map, Value};

pub use self::extra::Extra;
use super::csl;
use super::gather::Gathered;
use super::line_at;
use super::names::Name;
use super::pages;
use crate::model::{Draft, Reading};

/// Zotero's types, and BibLaTeX's.
const KINDS: &[(&str, &str)] = &[
    ("journalArticle", "article"),
    ("magazineArticle", "article"),
    ("newspaperArticle", "article"),
    ("conferencePaper", "inproceedings"),
    ("book", "book"),
    ("bookSection", "incollection"),
    ("encyclopediaArticle", "inreference"),
    ("dictionaryEntry", "inreference"),
    ("thesis", "thesis"),
    ("report", "report"),
    ("preprint", "online"),
    ("webpage", "online"),
    ("blogPost", "online"),
    ("forumPost", "online"),
    ("manuscript", "unpublished"),
    ("presentation", "unpublished"),
    ("computerProgram", "software"),
    ("dataset", "dataset"),
    ("patent", "patent"),
    ("standard", "standard"),
    ("film", "video"),
    ("videoRecording", "video"),
    ("tvBroadcast", "video"),
    ("audioRecording", "audio"),
    ("podcast", "audio"),
    ("radioBroadcast", "audio"),
    ("artwork", "image"),
    ("map", "map"),
    ("letter", "letter"),
    ("email", "letter"),
    ("statute", "legislation"),
    ("bill", "legislation"),
    ("case", "jurisdiction"),
];

/// Zotero's fields, and BibLaTeX's.
const FIELDS: &[(&str, &str)] = &[
    ("publicationTitle", "venue"),
    ("proceedingsTitle", "venue"),
    ("bookTitle", "venue"),
    ("encyclopediaTitle", "venue"),
    ("dictionaryTitle", "venue"),
    ("websiteTitle", "venue"),
    ("blogTitle", "venue"),
    ("forumTitle", "venue"),
    ("volume", "volume"),
    ("issue", "number"),
    ("number", "number"),
    ("reportNumber", "number"),
    ("patentNumber", "number"),
    ("pages", "pages"),
    ("numPages", "pagetotal"),
    ("publisher", "publisher"),
    ("university", "institution"),
    ("institution", "institution"),
    ("place", "location"),
    ("edition", "edition"),
    ("series", "series"),
    ("seriesTitle", "series"),
    ("numberOfVolumes", "volumes"),
    ("conferenceName", "eventtitle"),
    ("journalAbbreviation", "shortjournal"),
    ("language", "langid"),
    ("type", "type"),
    ("thesisType", "type"),
    ("reportType", "type"),
    ("versionNumber", "version"),
    ("callNumber", "callnumber"),
    ("libraryCatalog", "library"),
    ("accessDate", "urldate"),
    ("abstractNote", "abstract"),
    ("extra", "note"),
    ("DOI", "doi"),
    ("ISSN", "issn"),
    ("ISBN", "isbn"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("url", "url"),
    ("date", "date"),
    ("citationKey", "key"),
    ("rights", "rights"),
];

const PEOPLE: &[(&str, &str)] = &[
    ("author", "author"),
    ("inventor", "author"),
    ("programmer", "author"),
    ("director", "author"),
    ("artist", "author"),
    ("presenter", "author"),
    ("podcaster", "author"),
    ("cartographer", "author"),
    ("performer", "author"),
    ("editor", "editor"),
    ("seriesEditor", "editora"),
    ("bookAuthor", "bookauthor"),
    ("translator", "translator"),
];

/// Of use to Zotero only.
const INNER: &[&str] = &[
    "itemType",
    "itemID",
    "itemKey",
    "key",
    "version",
    "libraryID",
    "uri",
    "select",
    "relations",
    "collections",
    "dateAdded",
    "dateModified",
    "attachments",
    "notes",
    "creators",
    "tags",
    "title",
    "shortTitle",
    "parentItem",
    "deleted",
];

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

fn draft(name: &str, item: &Map<String, Value>, line: u32) -> Draft {
    let own = KINDS.iter().find(|(theirs, _)| *theirs == name).map_or("misc", |(_, ours)| ours);
    let extra = Extra::read(&item.get("extra").map(lines).unwrap_or_default());
    let (kind, implied) = extra.kind.as_ref().map_or((own, ""), |(kind, implied)| (kind.as_str(), *implied));
    let mut work = Gathered::new(kind, "zotero:", line);
    work.say("type", implied);
    if KINDS.iter().find(|(_, ours)| *ours == kind).is_none_or(|(theirs, _)| *theirs != name) {
        work.kept("itemType", name);
    }
    let text = |name: &str| item.get(name).map(csl::text).unwrap_or_default();
    // Some types call their title otherwise.
    let title = ["title", "nameOfAct", "caseName", "subject"].map(text);
    work.say("title", title.iter().find(|title| !title.is_empty()).map_or("", String::as_str));
    work.say("shorttitle", &text("shortTitle"));
    extra.people(&mut work);
    for who in item.get("creators").and_then(Value::as_array).into_iter().flatten() {
        let part = |name: &str| who[name].as_str().unwrap_or_default().trim();
        let part_of = part("creatorType");
        let name = match (part("lastName"), part("firstName")) {
            ("", "") => Name { family: part("name").to_owned(), ..Name::default() },
            (family, "") => Name { family: family.to_owned(), ..Name::default() },
            // "Ada, Jr." has the suffix behind the given name.
            (family, given) => match given.split_once(", ") {
                Some((given, suffix)) => Name::from_filed(&format!("{family}, {suffix}, {given}")),
                None => particle_behind(given, family),
            },
        };
        match PEOPLE.iter().find(|(theirs, _)| *theirs == part_of) {
            Some((_, ours)) if extra.has(ours) => {}
            Some((_, ours)) => work.person(ours, &name),
            None if part_of.is_empty() => work.person("author", &name),
            None => work.kept(part_of, &name.filed()),
        }
    }
    extra.others(&mut work);
    for (name, value) in item.iter().filter(|(name, _)| !INNER.contains(&name.as_str())) {
        let value = lines(value);
        match FIELDS.iter().find(|(theirs, _)| theirs == name) {
            Some((_, "pages")) => work.say("pages", &pages::range(&value)),
            Some((_, "note")) => work.say("note", &extra.notes),
            // What the box says is said on purpose, against the field.
            Some((_, ours)) if extra.has(ours) => {}
            Some((_, "date")) => date(&mut work, &value),
            Some((_, ours)) => work.say(ours, &value),
            None => work.kept(name, &value),
        }
    }
    for tag in item.get("tags").and_then(Value::as_array).into_iter().flatten() {
        work.say("keywords", tag["tag"].as_str().or(tag.as_str()).unwrap_or_default());
    }
    work.end()
}

/// Zotero leaves small words behind the given name: "Ada de la" "Example".
fn particle_behind(given: &str, family: &str) -> Name {
    let words: Vec<&str> = given.split_whitespace().collect();
    let small = |word: &&&str| word.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
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

/// "[1990] 2002" is how readers of Zotero say when a work first appeared.
fn date(work: &mut Gathered, value: &str) {
    match value.trim().strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((first, date)) if !date.trim().is_empty() => {
            work.say("origdate", first);
            work.say("date", date);
        }
        _ => work.say("date", value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::field;
    use serde_json::json;

    #[test]
    fn the_box_for_the_rest_says_more_than_notes() {
        let tree = json!([{
            "itemType": "case", "title": "Rain v. Shine", "date": "[1990] 2002", "reporter": "Weather Reports",
            "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Example"}],
            "extra": "tex.author= {Rain Office}\ntex.crossref: book:06\n{:original-title: Regen}\nEvent Date: 1998-05-06\nA note: kept"
        }, {
            "itemType": "book", "title": "Snow", "date": "2010", "extra": ["issued: 2011", "tex.: nothing"]
        }]);
        let drafts = read(&tree, &[]).expect("items").drafts;
        assert_eq!(drafts[0].authors, ["Rain Office"], "who is said there wrote it");
        let said = ["crossref", "origtitle", "eventdate", "origdate"].map(|name| field(&drafts[0], name));
        assert_eq!(
            said,
            [Some("book:06"), Some("Regen"), Some("1998-05-06"), Some("1990")],
            "fields of .bib and of CSL"
        );
        assert_eq!(drafts[0].year, Some(2002), "the date of this edition");
        assert_eq!(drafts[0].comments, "A note: kept", "what names nothing is a note");
        assert_eq!(drafts[1].year, Some(2011), "said on purpose, it counts before the field");
        assert_eq!(drafts[1].comments, "tex.: nothing", "a name that is none is a note");
    }
}
