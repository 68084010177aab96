//! Citavi's projects as it exports them: lists of people, keywords, periodicals and references, joined by their ids.

use std::collections::{HashMap, HashSet};

use super::tree::{Node, Records};
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::formats::pages;
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
    ("NumberOfVolumes", "volumes"),
    ("TitleSupplement", "titleaddon"),
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
    let all_series = by_id("SeriesTitles", "SeriesTitle");
    let links = ["ReferenceAuthors", "ReferenceEditors", "ReferenceKeywords", "ReferencePublishers", "ReferenceGroups"]
        .map(|list| joined(text, list));
    let [authors, editors, words, houses, grouped] = &links;
    let (organizations, filed) = (joined(text, "ReferenceOrganizations"), joined(text, "ReferenceCategories"));
    let (groups, categories) = (by_id("Groups", "Group"), Categories::of(text, by_id("Categories", "Category")));
    let mut thoughts: HashMap<String, Vec<String>> = HashMap::new();
    for one in Records::new(part(text, "KnowledgeItems"), &["KnowledgeItem"]).take(MOST_THOUGHTS) {
        let thought = thought(&one);
        if !thought.is_empty() {
            thoughts.entry(one.text_at("ReferenceID")).or_default().push(thought);
        }
    }
    let mut reading = Reading { source: "Citavi project".into(), ..Reading::default() };
    let list = part(text, "References");
    let works = Works::of(text, list);
    let before = text.len().min((list.as_ptr() as usize).saturating_sub(text.as_ptr() as usize));
    let lines = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count() as u32;
    let (mut seen, mut line) = (0, 1 + lines(&text[..before]));
    let mut records = Records::new(list, &["Reference"]);
    while let Some(record) = records.next() {
        let began = records.began().min(list.len());
        line += lines(list.get(seen..began).unwrap_or_default());
        seen = began;
        let id = record.attribute("id");
        let of = |links: &'_ HashMap<String, Vec<String>>| links.get(id).cloned().unwrap_or_default();
        let mut work = begun(&record, line);
        for (part, links) in [("author", authors), ("editor", editors)] {
            of(links).iter().filter_map(|id| people.get(id)).for_each(|who| work.person(part, &name(who)));
        }
        // What it stands in says where, by whom and when it appeared.
        if let Some(above) = works.above(&record) {
            let id = above.attribute("id");
            let of = |links: &'_ HashMap<String, Vec<String>>| links.get(id).cloned().unwrap_or_default();
            let (editing, writing) = (of(editors), of(authors));
            let (part, whose) = if editing.is_empty() { ("bookauthor", writing) } else { ("editor", editing) };
            if !work.has("editor") {
                whose.iter().filter_map(|id| people.get(id)).for_each(|who| work.person(part, &name(who)));
            }
            inherit(&mut work, above);
            if let Some(series) = all_series.get(&above.text_at("SeriesTitleID")).filter(|_| !work.has("series")) {
                work.say("series", &series.text_at("Name"));
            }
            let houses = of(houses);
            let houses = houses.iter().filter_map(|id| publishers.get(id)).filter(|_| !work.has("publisher"));
            let houses: Vec<String> = houses.map(|house| house.text_at("Name")).collect();
            houses.iter().for_each(|house| work.say("publisher", house));
        }
        for (field, links, known) in [("keywords", words, &keywords), ("publisher", houses, &publishers)] {
            of(links).iter().filter_map(|id| known.get(id)).for_each(|one| work.say(field, &one.text_at("Name")));
        }
        if let Some(journal) = periodicals.get(&record.text_at("PeriodicalID")) {
            work.say("venue", &journal.text_at("Name"));
            work.say("shortjournal", &journal.text_at("StandardAbbreviation"));
            ["ISSN", "Issn"].iter().for_each(|name| work.say("issn", &journal.text_at(name)));
        }
        if let Some(series) = all_series.get(&record.text_at("SeriesTitleID")) {
            work.say("series", &series.text_at("Name"));
        }
        for house in of(&organizations).iter().filter_map(|id| people.get(id)).map(|who| name(who).shown()) {
            let part = if matches!(work.kind(), "thesis" | "report") { "institution" } else { "organization" };
            work.say(part, &house);
        }
        let mut draft = work.end();
        draft.collections.extend(of(&filed).iter().filter_map(|id| categories.path(id)));
        let names = of(grouped).into_iter().filter_map(|id| groups.get(&id).map(|group| group.text_at("Name")));
        draft.collections.extend(names.filter(|name| !name.is_empty()).map(|name| vec![name]));
        draft.notes.extend(thoughts.remove(id).into_iter().map(|all| all.join("\n\n")));
        reading.drafts.push(draft);
    }
    reading
}

/// The works that contributions stand in.
struct Works {
    /// The work above each, by ids.
    above: HashMap<String, String>,
    works: HashMap<String, Node>,
}

impl Works {
    /// A contribution names its work, or a list does: the work, then those in it.
    fn of(text: &str, list: &str) -> Self {
        let mut above: HashMap<String, String> = HashMap::new();
        for (work, within) in joined(text, "ReferenceReferences") {
            above.extend(within.into_iter().map(|one| (one, work.clone())));
        }
        if list.contains("<ParentReferenceID>") {
            let named = Records::new(list, &["Reference"]);
            let named = named.map(|one| (one.attribute("id").to_owned(), one.text_at("ParentReferenceID")));
            above.extend(named.filter(|(_, parent)| !parent.is_empty()));
        }
        let wanted: HashSet<&String> = above.values().collect();
        let works = if wanted.is_empty() { "" } else { list };
        let works = Records::new(works, &["Reference"]).map(|one| (one.attribute("id").to_owned(), one));
        let works = works.filter(|(id, _)| wanted.contains(id)).collect();
        Self { above, works }
    }

    fn above(&self, record: &Node) -> Option<&Node> {
        let id = record.attribute("id");
        self.works.get(self.above.get(id)?).filter(|work| work.attribute("id") != id)
    }
}

/// Says of a contribution what only the work tells that it stands in.
fn inherit(work: &mut Gathered, above: &Node) {
    if !work.has("venue") {
        work.say("venue", &above.text_at("Title"));
    }
    for name in ["Volume", "Edition", "PlaceOfPublication", "Isbn", "ISBN", "NumberOfVolumes"] {
        let ours = FIELDS.iter().find(|(theirs, _)| *theirs == name).map_or("", |(_, ours)| ours);
        if !work.has(ours) {
            work.say(ours, &above.text_at(name));
        }
    }
    if !work.has("date") {
        work.say("date", &above.text_at("Year"));
    }
}

/// The tree that a project files its references in.
struct Categories {
    names: HashMap<String, Node>,
    /// What is above each.
    above: HashMap<String, String>,
}

impl Categories {
    fn of(text: &str, names: HashMap<String, Node>) -> Self {
        // Citavi's own spelling, and what it means.
        let below = ["CategoryCatgories", "CategoryCategories"].map(|list| joined(text, list));
        let pairs = below.into_iter().flatten();
        let above = pairs.flat_map(|(above, below)| below.into_iter().map(move |one| (one, above.clone())));
        Self { names, above: above.collect() }
    }

    /// The names from the top to a category.
    fn path(&self, id: &str) -> Option<Vec<String>> {
        let mut path = vec![self.names.get(id)?.text_at("Name")];
        let mut at = id;
        while let Some((above, name)) = self.above.get(at).and_then(|id| Some((id, self.names.get(id)?)))
            && path.len() < DEEPEST
        {
            path.push(name.text_at("Name"));
            at = above;
        }
        path.retain(|name| !name.is_empty());
        path.reverse();
        (!path.is_empty()).then_some(path)
    }
}

/// More levels than anybody files below each other; damaged trees go in circles.
const DEEPEST: usize = 50;

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

fn begun(record: &Node, line: u32) -> Gathered {
    let theirs = record.text_at("ReferenceType");
    let kind = KINDS.iter().find(|(name, _)| *name == theirs).map_or("misc", |(_, ours)| ours);
    let mut work = Gathered::new(kind, "citavi:", line);
    work.kept("type", &theirs);
    work.say("title", &record.text_at("Title"));
    for (name, ours) in FIELDS {
        work.say(ours, &record.text_at(name));
    }
    work.say("pages", &pages::range(&typed(record, "PageRange")));
    work.say("pagetotal", &typed(record, "PageCount"));
    // "17.11.1997" tells its year; the day is said again in an order that nobody mistakes.
    let sorted = record.text_at("DateForSorting");
    let date = if record.text_at("Date").is_empty() { record.text_at("Year") } else { sorted };
    work.say("date", date.split('T').next().unwrap_or_default());
    work.say("date", &record.text_at("Year"));
    work
}

/// Pages: `<sp><n>10</n><os>10</os></sp><ep>…</ep><os>10-20</os>`, as elements or as their text. Last stands what was
/// typed.
fn typed(record: &Node, field: &str) -> String {
    let Some(told) = record.at(field) else { return String::new() };
    let mut inner = Vec::new();
    told.below("os", &mut inner);
    let text = inner.last().map_or_else(|| told.text(), |typed| typed.text());
    let within = text.rsplit_once("<os>").and_then(|(_, rest)| rest.split_once("</os>")).map(|(typed, _)| typed);
    let text = within.unwrap_or(if text.contains('<') { "" } else { &text });
    let text = ["S.", "pp.", "p."].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    text.trim().to_owned()
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
    fn a_contribution_says_what_it_stands_in() {
        let people = "<Persons><Person id=\"p1\"><FirstName>Ada</FirstName><LastName>Example</LastName></Person>\
<Person id=\"p2\"><FirstName>Bo</FirstName><LastName>Other</LastName></Person></Persons><Publishers><Publisher id=\"h1\"><Name>Rain Press</Name></Publisher></Publishers>";
        let book = "<Reference id=\"b\"><ReferenceType>BookEdited</ReferenceType><Title>Weather</Title><Year>2001</Year>\
<Isbn>9780198526636</Isbn><PlaceOfPublication>London</PlaceOfPublication></Reference>";
        let joined = "<ReferenceAuthors><OnetoN>c;p1</OnetoN></ReferenceAuthors><ReferenceEditors><OnetoN>b;p2</OnetoN></ReferenceEditors>\
<ReferencePublishers><OnetoN>b;h1</OnetoN></ReferencePublishers>";
        for (named, listed) in [
            ("<ParentReferenceID>b</ParentReferenceID>", ""),
            ("", "<ReferenceReferences><OnetoN>b;c</OnetoN></ReferenceReferences>"),
        ] {
            let text = format!(
                "<CitaviExchangeData>{people}<References><Reference id=\"c\"><ReferenceType>Contribution</ReferenceType>\
<Title>Rain</Title>{named}</Reference>{book}</References>{joined}{listed}</CitaviExchangeData>"
            );
            let drafts = crate::formats::read(&text).expect("a project").drafts;
            let one = &drafts[0];
            assert_eq!((one.title.as_str(), one.venue.as_str()), ("Rain", "Weather"), "{named}{listed}: in the book");
            assert_eq!(one.authors, ["Ada Example"], "written by its own author");
            let said = ["editor", "publisher", "location", "isbn"].map(|name| field(one, name).unwrap_or_default());
            assert_eq!(said, ["Other, Bo", "Rain Press", "London", "9780198526636"], "and the book's people and house");
            assert_eq!((one.year, drafts.len()), (Some(2001), 2), "the book is there by itself, too");
        }
    }

    #[test]
    fn lists_are_joined_by_their_ids() {
        let text = "<?xml version=\"1.0\"?>\n<CitaviExchangeData Version=\"5.4\"><Persons><Person id=\"p1\"><FirstName>Ada</FirstName>\
<LastName>Example</LastName><MiddleName>B.</MiddleName></Person></Persons><Keywords><Keyword id=\"k1\"><Name>rain</Name></Keyword></Keywords>\
<Periodicals><Periodical id=\"j1\"><ISSN>1234-5679</ISSN><Name>Weather</Name></Periodical></Periodicals>\n\
<SeriesTitles><SeriesTitle id=\"s1\"><Name>Skies</Name></SeriesTitle></SeriesTitles><Categories><Category id=\"c1\"><Name>Wet</Name></Category>\
<Category id=\"c2\"><Name>Hail</Name></Category></Categories><CategoryCatgories><OnetoN>0;c1</OnetoN><OnetoN>c1;c2</OnetoN></CategoryCatgories>\
<Groups><Group id=\"g1\"><Name>To read</Name></Group></Groups><ReferenceCategories><OnetoN>r1;c2</OnetoN></ReferenceCategories>\
<ReferenceGroups><OnetoN>r1;g1</OnetoN></ReferenceGroups><References><Reference id=\"r1\">\
<CitationKey>Exa20</CitationKey><PeriodicalID>j1</PeriodicalID><ReferenceType>JournalArticle</ReferenceType><Title>On Rain</Title>\
<Year>2020</Year><Volume>4</Volume><PageRange><![CDATA[<sp><n>10</n><in>true</in><os>10</os><ps>10</ps></sp><ep><n>20</n><os>20</os></ep><os>10-20</os>]]></PageRange></Reference>\n\
<Reference id=\"r2\"><SeriesTitleID>s1</SeriesTitleID><PageRange><sp><os>1</os></sp><os>S. 1-9</os></PageRange><Title>Alone</Title></Reference></References>\
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
        assert_eq!((field(one, "issn"), field(one, "pages")), (Some("1234-5679"), Some("10–20")), "pages as typed");
        assert_eq!(
            one.collections,
            [vec!["Wet", "Hail"], vec!["To read"]],
            "its category under those above, its group"
        );
        assert_eq!((field(other, "series"), field(other, "pages")), (Some("Skies"), Some("1–9")), "as elements, too");
        assert_eq!((one.line, other.line), (3, 4), "and where each stands");
        assert_eq!((other.title.as_str(), other.entry_type.as_str()), ("Alone", "misc"), "one that says little");
    }
}
