//! ReDIF, the templates that archives of RePEc describe their papers with: `Author-Name: Ada Example`, each template begun
//! by its `Template-Type`. What stands behind an author's name up to the next is about that author.

use super::{Record, one_line};
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::formats::pages;
use crate::import::page::limits::SkippedList;
use crate::model::{Draft, Reading};

const START: &str = "template-type";

/// Attributes of plain text in small letters, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("title", "title"),
    ("journal", "venue"),
    ("book-title", "venue"),
    ("volume", "volume"),
    ("issue", "number"),
    ("number", "number"),
    ("series", "series"),
    ("edition", "edition"),
    ("chapter", "chapter"),
    ("isbn", "isbn"),
    ("issn", "issn"),
    ("doi", "doi"),
    ("x-doi", "doi"),
    ("language", "langid"),
    ("note", "note"),
    ("abstract", "abstract"),
    ("file-url", "url"),
    ("publisher-name", "publisher"),
    ("publisher-postal", "location"),
    ("programming-language", "language-of-program"),
];

/// Other attributes of a work: a line that begins otherwise goes on with the one before, set in or not.
const OTHERS: &[&str] = &[
    START,
    "pages",
    "year",
    "month",
    "date",
    "creation-date",
    "publication-date",
    "revision-date",
    "publication-status",
    "publication-type",
    "handle",
    "keywords",
    "length",
    "size",
    "price",
    "restriction",
    "availability",
    "contact-email",
    "order-url",
    "order-email",
    "order-postal",
];
const BEGINNINGS: &[&str] = &[
    "author-",
    "editor-",
    "file-",
    "publisher-",
    "provider-",
    "classification-",
    "article-",
    "paper-",
    "book-",
    "chapter-",
    "software-",
    "sponsor-",
    "x-",
];

/// Reads templates; `None` when the text begins with none.
pub fn read(text: &str) -> Option<Reading> {
    // Comments may stand at the top.
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().and_then(attribute).filter(|(name, _)| name == START)?;
    let mut records: Vec<Record> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with('#') {
            continue;
        }
        match attribute(line) {
            Some((name, value)) => {
                if name == START {
                    records.push(Record { line: number as u32 + 1, tags: Vec::new() });
                }
                let value = value.trim().to_owned();
                records.last_mut().into_iter().for_each(|record| record.tags.push((name.clone(), value.clone())));
            }
            None => {
                if let Some((_, value)) = records.last_mut().and_then(|record| record.tags.last_mut()) {
                    value.push('\n');
                    value.push_str(line.trim());
                }
            }
        }
    }
    let mut reading = Reading { source: "ReDIF file".into(), ..Reading::default() };
    let mut skipped = SkippedList::default();
    for record in &records {
        // What goes on behind it is of a template that nobody knows.
        let told = record.first(START).unwrap_or_default().lines().next().unwrap_or_default().to_lowercase();
        let kinds = [
            ("paper", "report"),
            ("article", "article"),
            ("book", "book"),
            ("chapter", "incollection"),
            ("software", "software"),
        ];
        match kinds.iter().find(|(name, _)| told.contains(name)) {
            Some((_, kind)) => reading.drafts.push(draft(record, kind)),
            None => skipped.add(record.line, &told, "a template of no work"),
        }
    }
    reading.skipped = skipped.into_list();
    Some(reading)
}

/// The name of an attribute in small letters, and what it says.
fn attribute(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_start_matches('\u{feff}').trim_end().to_ascii_lowercase();
    let is_one = FIELDS.iter().any(|(known, _)| *known == name)
        || OTHERS.contains(&name.as_str())
        || BEGINNINGS.iter().any(|start| name.starts_with(start));
    (is_one && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')).then_some((name, value))
}

/// Somebody with what is said of them.
#[derive(Default)]
struct Person {
    part: &'static str,
    name: String,
    first: String,
    last: String,
    places: Vec<String>,
}

fn draft(record: &Record, kind: &str) -> Draft {
    let mut work = Gathered::new(kind, "redif:", record.line);
    let mut who: Option<Person> = None;
    let mut date = ["year", "month"].map(|name| record.first(name).unwrap_or_default());
    // In a number of its own: "Month: June" is no date without the year.
    if date[0].is_empty() {
        date[1] = "";
    }
    work.say("date", date.join(" ").trim());
    for name in ["creation-date", "publication-date", "date"] {
        work.say("date", &with_sign(record.first(name).unwrap_or_default()));
    }
    for (name, value) in &record.tags {
        let line = one_line(value);
        if let Some((part, rest)) = of_person(name) {
            match rest {
                "name" => {
                    who.take().into_iter().for_each(|who| add(&mut work, &who));
                    who = Some(Person { part, name: line, ..Person::default() });
                }
                rest => {
                    let who = who.get_or_insert_with(|| Person { part, ..Person::default() });
                    match rest {
                        "name-first" => who.first = line,
                        "name-last" => who.last = line,
                        "workplace-name" => who.places.push(line),
                        _ => {}
                    }
                }
            }
            continue;
        }
        match name.as_str() {
            START | "year" | "month" | "date" | "creation-date" | "publication-date" => {}
            "pages" => work.say("pages", &pages::range(&line)),
            "length" => {
                let count: String = line.chars().take_while(char::is_ascii_digit).collect();
                if count.is_empty() { work.kept(name, &line) } else { work.say("pagetotal", &count) }
            }
            "keywords" => {
                let sign = if line.contains(';') { ';' } else { ',' };
                work.say("keywords", &line.replace(sign, ";"));
            }
            "abstract" => work.say("abstract", &super::paragraphs(value)),
            "file-format" | "file-function" | "file-size" | "file-restriction" => {}
            name => match FIELDS.iter().find(|(known, _)| *known == name) {
                Some((_, ours)) => work.say(ours, &line),
                None => work.kept(name, &line),
            },
        }
    }
    who.into_iter().for_each(|who| add(&mut work, &who));
    work.end()
}

fn of_person(attribute: &str) -> Option<(&'static str, &str)> {
    let author = attribute.strip_prefix("author-").map(|rest| ("author", rest));
    author.or_else(|| attribute.strip_prefix("editor-").map(|rest| ("editor", rest)))
}

fn add(work: &mut Gathered, who: &Person) {
    let name = match (who.last.as_str(), who.first.as_str()) {
        ("", _) => names::exchanged(&who.name),
        (last, "") => Name { family: last.to_owned(), ..Name::default() },
        (last, first) => Name::from_filed(&format!("{}, {first}", last.replace(',', " "))),
    };
    work.person(who.part, &name);
    who.places.iter().for_each(|place| work.kept("workplace", &format!("{}: {place}", name.shown())));
}

/// "199807" is a month.
fn with_sign(date: &str) -> String {
    match date.split_at_checked(4) {
        Some((year, month)) if month.len() == 2 && date.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{year}-{month}")
        }
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::{field, read};

    #[test]
    fn templates_tell_works_with_their_people() {
        let text = "# an archive\nTemplate-Type: ReDIF-Paper 1.0\nAuthor-Name: Ada B. Example\nAuthor-Name-First: Ada B.\nAuthor-Name-Last: Example\n\
Author-Workplace-Name: University of the Valley\nAuthor-Email: ada@example.org\nAuthor-Name: von Berg, Bo\nAuthor-Workplace-Name: Rain Office\n\
Author-Workplace-Name: Snow Office\nTitle: On\n  Rain\nAbstract: It rains.\nMethods: we look.\n\n It stops.\nCreation-Date: 199807\nLength: 30 pages\n\
Number: 12\nSeries: Valley Papers\nKeywords: rain; snow\nClassification-JEL: Q1\nFile-URL: https://example.org/12.pdf\nFile-Format: application/pdf\n\
Handle: RePEc:val:papers:12\n\ntemplate-type: redif-article 1.0\nTitle: Snow\nAuthor-Name: Cy Sample\nJournal: Weather\nVolume: 7\nIssue: 2\nYear: 2001\n\
Month: May\nPages: 10-20\nDOI: 10.5555/snow\n\nTemplate-Type: ReDIF-Chapter 1.0\nTitle: Hail\nBook-Title: Ice\nEditor-Name: Di Third\nPublisher-Name: Press\nISBN: 978-3-16-148410-0\n\n\
Template-Type: ReDIF-Book 1.0\nTitle: Ice\nEditor-Name: Di Third\nYear: 2002\n\nTemplate-Type: ReDIF-Series 1.0\nName: Valley Papers\n";
        let reading = read(text).expect("templates");
        let [paper, article, chapter, book] = reading.drafts.as_slice() else { panic!("four works: {reading:?}") };
        assert_eq!((paper.title.as_str(), paper.entry_type.as_str(), paper.line), ("On Rain", "report", 2), "a paper");
        assert_eq!(paper.authors, ["Ada B. Example", "Bo von Berg"], "each with a block of their own");
        let places = "Ada B. Example: University of the Valley; Bo von Berg: Rain Office; Bo von Berg: Snow Office";
        assert_eq!(field(paper, "redif:workplace"), Some(places), "and where they work");
        assert_eq!(paper.abstract_text, "It rains. Methods: we look.\n\nIt stops.", "a colon alone begins nothing");
        assert_eq!((paper.year, field(paper, "month")), (Some(1998), Some("7")), "in one piece");
        let told = ["number", "series", "pagetotal", "redif:handle"].map(|name| field(paper, name));
        assert_eq!(told, [Some("12"), Some("Valley Papers"), Some("30"), Some("RePEc:val:papers:12")]);
        assert_eq!((paper.url.as_str(), paper.tags.len()), ("https://example.org/12.pdf", 2));
        assert_eq!((article.entry_type.as_str(), article.venue.as_str()), ("article", "Weather"));
        let told = ["volume", "number", "pages", "month"].map(|name| field(article, name));
        assert_eq!(told, [Some("7"), Some("2"), Some("10–20"), Some("5")], "an article in its journal");
        assert_eq!(article.identifiers[0].value, "10.5555/snow");
        assert_eq!((chapter.entry_type.as_str(), chapter.venue.as_str()), ("incollection", "Ice"));
        assert_eq!(field(chapter, "editor"), Some("Third, Di"), "who edited the book");
        assert_eq!((book.entry_type.as_str(), book.year), ("book", Some(2002)));
        assert_eq!(reading.skipped.len(), 1, "a series is no work: {:?}", reading.skipped);
    }
}
