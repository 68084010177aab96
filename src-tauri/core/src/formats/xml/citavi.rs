//! Citavi's projects as it exports them: lists of people, keywords, periodicals and references, joined by their ids.

use std::collections::HashMap;

use super::tree::{Node, Records};
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::import::notes::escaped;
use crate::model::Reading;

const KINDS: &[(&str, &str)] = &[
    ("JournalArticle", "article"),
    ("NewspaperArticle", "article"),
    ("Book", "book"),
    ("BookEdited", "collection"),
    ("CollectedWorks", "collection"),
    ("Contribution", "incollection"),
    ("ConferenceProceedings", "proceedings"),
    ("Thesis", "thesis"),
    ("UnpublishedWork", "unpublished"),
    ("InternetDocument", "online"),
    ("ComputerProgram", "software"),
    ("Patent", "patent"),
    ("Standard", "standard"),
    ("Manuscript", "unpublished"),
];

const FIELDS: &[(&str, &str)] = &[
    ("CitationKey", "key"),
    ("Abstract", "abstract"),
    ("Notes", "note"),
    ("Doi", "doi"),
    ("DOI", "doi"),
    ("PubMedId", "pmid"),
    ("Isbn", "isbn"),
    ("ISBN", "isbn"),
    ("OnlineAddress", "url"),
    ("Volume", "volume"),
    ("Number", "number"),
    ("Edition", "edition"),
    ("Language", "langid"),
    ("PlaceOfPublication", "location"),
    ("AccessDate", "urldate"),
    ("Subtitle", "subtitle"),
];

/// Reads a project.
pub fn read(text: &str) -> Reading {
    let by_id = |list: &str, of: &'static str| -> HashMap<String, Node> {
        let names = [of];
        Records::new(part(text, list), &names).map(|one| (one.attribute("id").to_owned(), one)).collect()
    };
    let (people, keywords) = (by_id("Persons", "Person"), by_id("Keywords", "Keyword"));
    let (periodicals, publishers) = (by_id("Periodicals", "Periodical"), by_id("Publishers", "Publisher"));
    let links = ["ReferenceAuthors", "ReferenceEditors", "ReferenceKeywords", "ReferencePublishers"]
        .map(|list| joined(text, list));
    let [authors, editors, words, houses] = &links;
    let mut thoughts: HashMap<String, Vec<String>> = HashMap::new();
    for one in Records::new(part(text, "KnowledgeItems"), &["KnowledgeItem"]).take(MOST_THOUGHTS) {
        let thought = thought(&one);
        if !thought.is_empty() {
            thoughts.entry(one.text_at("ReferenceID")).or_default().push(thought);
        }
    }
    let mut reading = Reading { source: "Citavi project".into(), ..Reading::default() };
    for record in Records::new(part(text, "References"), &["Reference"]) {
        let id = record.attribute("id");
        let of = |links: &'_ HashMap<String, Vec<String>>| links.get(id).cloned().unwrap_or_default();
        let mut work = begun(&record);
        for (part, links) in [("author", authors), ("editor", editors)] {
            of(links).iter().filter_map(|id| people.get(id)).for_each(|who| work.person(part, &name(who)));
        }
        for (field, links, known) in [("keywords", words, &keywords), ("publisher", houses, &publishers)] {
            of(links).iter().filter_map(|id| known.get(id)).for_each(|one| work.say(field, &one.text_at("Name")));
        }
        if let Some(journal) = periodicals.get(&record.text_at("PeriodicalID")) {
            work.say("venue", &journal.text_at("Name"));
        }
        let mut draft = work.end();
        draft.notes.extend(thoughts.remove(id).into_iter().map(|all| all.join("\n\n")));
        reading.drafts.push(draft);
    }
    reading
}

/// More quotations and thoughts than anybody keeps.
const MOST_THOUGHTS: usize = 100_000;

/// A quotation or a thought as Markdown: what it is about, then its words.
fn thought(item: &Node) -> String {
    let heading = escaped(&item.text_at("CoreStatement"));
    let words = escaped(&item.text_at("Text"));
    match (heading.is_empty(), words.is_empty()) {
        (false, false) if heading != words => format!("**{heading}**\n\n{words}"),
        (false, _) => heading,
        _ => words,
    }
}

fn begun(record: &Node) -> Gathered {
    let theirs = record.text_at("ReferenceType");
    let kind = KINDS.iter().find(|(name, _)| *name == theirs).map_or("misc", |(_, ours)| ours);
    let mut work = Gathered::new(kind, "citavi:", 0);
    work.kept("type", &theirs);
    work.say("title", &record.text_at("Title"));
    for (name, ours) in FIELDS {
        work.say(ours, &record.text_at(name));
    }
    // "17.11.1997" tells its year; the day is said again in an order that nobody mistakes.
    let sorted = record.text_at("DateForSorting");
    let date = if record.text_at("Date").is_empty() { record.text_at("Year") } else { sorted };
    work.say("date", date.split('T').next().unwrap_or_default());
    work.say("date", &record.text_at("Year"));
    work
}

fn name(who: &Node) -> Name {
    let given = [who.text_at("FirstName"), who.text_at("MiddleName")];
    let given = given.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    Name { given, particle: who.text_at("Prefix"), family: who.text_at("LastName"), suffix: who.text_at("Suffix") }
}

/// What stands in the list of a name.
fn part<'t>(text: &'t str, list: &str) -> &'t str {
    let (open, close) = (format!("<{list}>"), format!("</{list}>"));
    let rest = text.find(&open).map_or("", |at| &text[at..]);
    rest.find(&close).map_or("", |end| &rest[..end + close.len()])
}

/// `reference;one;another`
fn joined(text: &str, list: &str) -> HashMap<String, Vec<String>> {
    let lines = Records::new(part(text, list), &["OnetoN"]).map(|one| one.text());
    let split = lines.filter_map(|line| {
        let mut ids = line.split(';').map(|id| id.trim().to_owned());
        Some((ids.next()?, ids.collect()))
    });
    split.collect()
}

#[cfg(test)]
mod tests {
    use crate::formats::field;

    #[test]
    fn lists_are_joined_by_their_ids() {
        let text = "<?xml version=\"1.0\"?>\n<CitaviExchangeData Version=\"5.4\"><Persons><Person id=\"p1\"><FirstName>Ada</FirstName>\
<LastName>Example</LastName><MiddleName>B.</MiddleName></Person></Persons><Keywords><Keyword id=\"k1\"><Name>rain</Name></Keyword></Keywords>\
<Periodicals><Periodical id=\"j1\"><Name>Weather</Name></Periodical></Periodicals><References><Reference id=\"r1\">\
<CitationKey>Exa20</CitationKey><PeriodicalID>j1</PeriodicalID><ReferenceType>JournalArticle</ReferenceType><Title>On Rain</Title>\
<Year>2020</Year><Volume>4</Volume></Reference><Reference id=\"r2\"><Title>Alone</Title></Reference></References>\
<ReferenceAuthors><OnetoN>r1;p1;gone</OnetoN></ReferenceAuthors><ReferenceKeywords><OnetoN>r1;k1</OnetoN></ReferenceKeywords><KnowledgeItems><KnowledgeItem id=\"n1\"><CoreStatement>Wet</CoreStatement><Text>It *rains*.</Text>\
<ReferenceID>r1</ReferenceID></KnowledgeItem><KnowledgeItem id=\"n2\"><Text>Again.</Text><ReferenceID>r1</ReferenceID></KnowledgeItem></KnowledgeItems></CitaviExchangeData>";
        let reading = crate::formats::read(text).expect("a project");
        let [one, other] = reading.drafts.as_slice() else { panic!("two references: {reading:?}") };
        assert_eq!(
            (one.authors.as_slice(), one.tags.as_slice()),
            (&["Ada B. Example".to_owned()][..], &["rain".to_owned()][..]),
            "by id"
        );
        assert_eq!(
            (one.venue.as_str(), one.year, field(one, "volume")),
            ("Weather", Some(2020), Some("4")),
            "its journal"
        );
        assert_eq!(one.notes, ["**Wet**\n\nIt \\*rains\\*.\n\nAgain."], "what was thought of it");
        assert_eq!((other.title.as_str(), other.entry_type.as_str()), ("Alone", "misc"), "one that says little");
    }
}
