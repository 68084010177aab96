//! EndNote's own XML, which several programs write.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::{bibtex, kinds, names, pages, parse_date, rich};
use crate::model::Draft;

/// Paths of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("volume", "volume"),
    ("number", "number"),
    ("issue", "number"),
    ("publisher", "publisher"),
    ("pub-location", "location"),
    ("edition", "edition"),
    ("isbn", "isbn"),
    ("abstract", "abstract"),
    ("notes", "note"),
    ("research-notes", "note"),
    ("language", "langid"),
    ("label", "key"),
    ("electronic-resource-num", "doi"),
    ("call-num", "callnumber"),
    ("accession-num", "number-of-record"),
    ("work-type", "type"),
    ("num-vols", "volumes"),
    ("section", "chapter"),
    ("access-date", "urldate"),
    ("custom2", "pmcid"),
    ("custom7", "eid"),
    ("remote-database-name", "library"),
];

/// What is read by itself, or is of use to EndNote only.
const READ: &[&str] = &[
    "database",
    "source-app",
    "rec-number",
    "foreign-keys",
    "ref-type",
    "contributors",
    "titles",
    "periodical",
    "alt-periodical",
    "pages",
    "dates",
    "keywords",
    "urls",
];

/// Titles, the first of which is the work's.
const TITLES: &[&str] = &["title", "secondary-title", "tertiary-title", "short-title"];

/// Numbers of types, for records that give no name.
const TYPES: &[(&str, &str)] = &[
    ("2", "Artwork"),
    ("3", "Audiovisual Material"),
    ("4", "Bill"),
    ("5", "Book Section"),
    ("6", "Book"),
    ("7", "Case"),
    ("9", "Computer Program"),
    ("10", "Conference Proceedings"),
    ("12", "Web Page"),
    ("13", "Generic"),
    ("17", "Journal Article"),
    ("19", "Magazine Article"),
    ("20", "Map"),
    ("21", "Film or Broadcast"),
    ("23", "Newspaper Article"),
    ("25", "Patent"),
    ("26", "Personal Communication"),
    ("27", "Report"),
    ("28", "Edited Book"),
    ("31", "Statute"),
    ("32", "Thesis"),
    ("34", "Unpublished Work"),
    ("36", "Manuscript"),
    ("43", "Electronic Article"),
    ("44", "Electronic Book"),
    ("46", "Government Document"),
    ("47", "Conference Paper"),
    ("48", "Online Multimedia"),
    ("52", "Dictionary"),
    ("53", "Encyclopedia"),
    ("56", "Blog"),
    ("58", "Standard"),
    ("59", "Dataset"),
    ("60", "Electronic Book Section"),
];

const PEOPLE: &[(&str, &str)] = &[
    ("authors", "author"),
    ("secondary-authors", "editor"),
    ("tertiary-authors", "editora"),
    ("subsidiary-authors", "translator"),
    ("translated-authors", "translator"),
];

pub fn draft(record: &Node, line: u32) -> Draft {
    let told = record.at("ref-type");
    let number = told.map(Node::text).unwrap_or_default();
    let by_number = || TYPES.iter().find(|(known, _)| *known == number).map(|(_, name)| (*name).to_owned());
    let name = told.map(|node| node.attribute("name").to_owned()).filter(|name| !name.is_empty());
    let name = name.or_else(by_number).unwrap_or_default();
    let kind = kinds::from_endnote(&name);
    let mut work = Gathered::new(kind, "endnote:", line);
    if kinds::to_endnote(kind) != name {
        work.kept("type", &name);
    }
    match record.at("titles/title").and_then(Node::marked_up).and_then(|text| rich::latex(&text)) {
        Some(latex) => work.say_latex("title", &latex),
        None => work.say("title", &record.text_at("titles/title")),
    }
    let in_something = matches!(kind, "article" | "inproceedings" | "incollection" | "inbook" | "inreference");
    let mut second = record.text_at("titles/secondary-title");
    // Of a talk EndNote calls the second title that of the meeting, and this one that of the proceedings.
    let proceedings = Some(record.text_at("custom3")).filter(|title| kind == "inproceedings" && !title.is_empty());
    if let Some(proceedings) = &proceedings {
        work.say("eventtitle", &second);
        proceedings.clone_into(&mut second);
    }
    let journal = record.text_at("periodical/full-title");
    if in_something {
        // A journal may have its place, and its name as the second title too.
        // The second title may be the short name that stands beside the whole one.
        let is_short = !journal.is_empty() && second == record.text_at("periodical/abbr-1");
        work.say("venue", if second.is_empty() || is_short { &journal } else { &second });
    } else {
        work.say("series", &second);
    }
    if journal != second {
        work.say("venue", &journal);
    }
    work.say("shortjournal", &record.text_at("periodical/abbr-1"));
    work.say("shorttitle", &record.text_at("titles/short-title"));
    work.say("series", &record.text_at("titles/tertiary-title"));
    for (list, part) in PEOPLE {
        let people = record.at("contributors").and_then(|node| node.at(list));
        // Of an edited book EndNote calls the editors its authors.
        let edited = kind == "collection" && record.at("contributors/secondary-authors").is_none();
        let part = if edited && *part == "author" { "editor" } else { part };
        for who in people.into_iter().flat_map(Node::children).map(Node::text) {
            names::apart(&who).into_iter().for_each(|one| work.person(part, &names::exchanged(one)));
        }
    }
    work.say("date", &record.text_at("dates/year"));
    for date in record.at("dates/pub-dates").into_iter().flat_map(Node::children) {
        work.say("date", &format!("{} {}", date.text(), record.text_at("dates/year")));
    }
    for keyword in record.at("keywords").into_iter().flat_map(Node::children) {
        work.say("keywords", &keyword.text());
    }
    let pages = record.text_at("pages");
    // Of a whole book it is how many it has.
    let is_count = bibtex::terms::is_a_book(kind) && pages.bytes().all(|byte| byte.is_ascii_digit());
    work.say(if is_count { "pagetotal" } else { "pages" }, &pages::range(&pages));
    for (path, ours) in FIELDS {
        let value = record.text_at(path);
        match (*path, kind) {
            // Of an article the day it first appeared, of a thesis the degree.
            ("edition", "article") => work.kept(path, &value),
            ("volume", "thesis") if value.contains(char::is_alphabetic) => work.say("type", &value),
            ("custom7", "article") => work.say("eid", &value),
            ("custom7", _) => work.kept(path, &value),
            // When it was looked at: the year, and the day of it.
            ("volume", "online") if !value.is_empty() => {
                work.say("urldate", &day_looked_at(&record.text_at("number"), &value));
            }
            ("number", "online") if !record.text_at("volume").is_empty() => {}
            ("accession-num", _) if is_pubmed(record) => work.say("pmid", &value),
            _ => work.say(ours, &value),
        }
    }
    let urls = record.at("urls").into_iter().flat_map(Node::children);
    for (kind, url) in urls.flat_map(|urls| urls.children().map(move |url| (&urls.name, url.text()))) {
        work.say(if kind == "pdf-urls" { "file" } else { "url" }, &url);
    }
    let others = record.children().filter(|node| !READ.contains(&node.name.as_str()));
    let others = others.filter(|node| FIELDS.iter().all(|(path, _)| *path != node.name));
    let titles = record.at("titles").into_iter().flat_map(Node::children);
    for node in others.chain(titles.filter(|node| !TITLES.contains(&node.name.as_str()))) {
        if node.name != "custom3" || proceedings.is_none() {
            work.kept(&node.name, &node.text());
        }
    }
    work.end()
}

/// Whether the number of a record is that of PubMed.
fn is_pubmed(record: &Node) -> bool {
    let places = ["remote-database-name", "remote-database-provider"].map(|path| record.text_at(path).to_lowercase());
    places.iter().any(|place| ["pubmed", "medline", "nlm"].contains(&place.as_str()))
}

fn day_looked_at(day: &str, year: &str) -> String {
    let text = format!("{day} {year}");
    match parse_date(&text) {
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        _ => text.trim().to_owned(),
    }
}
