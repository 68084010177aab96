//! PubMed's XML: articles and chapters of books.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::formats::tagged::{medline_notice, medline_pages};
use crate::formats::{RETRACTED, rich};
use crate::model::Draft;

pub fn article(record: &Node, line: u32) -> Draft {
    let mut work = Gathered::new("article", "pubmed:", line);
    let empty = Node::default();
    // Older files hold nothing around it.
    let citation = record.at("MedlineCitation").unwrap_or(record);
    let article = citation.at("Article").unwrap_or(&empty);
    work.say("pmid", &citation.text_at("PMID"));
    match article.at("ArticleTitle").and_then(Node::marked_up).and_then(|text| rich::latex(&text)) {
        Some(latex) => work.say_latex("title", title(&latex)),
        None => work.say("title", title(&article.text_at("ArticleTitle"))),
    }
    work.say("origtitle", &article.text_at("VernacularTitle"));
    people(&mut work, article);
    let journal = article.at("Journal").unwrap_or(&empty);
    work.say("venue", &journal.text_at("Title"));
    work.say("shortjournal", &journal.text_at("ISOAbbreviation"));
    work.say("venue", &citation.text_at("MedlineJournalInfo/MedlineTA"));
    work.say("issn", &journal.text_at("ISSN"));
    work.say("volume", &journal.text_at("JournalIssue/Volume"));
    work.say("number", &journal.text_at("JournalIssue/Issue"));
    date(&mut work, journal.at("JournalIssue/PubDate"));
    date(&mut work, article.at("ArticleDate"));
    work.say("pages", &medline_pages(&article.text_at("Pagination/MedlinePgn")));
    if article.at("Pagination/MedlinePgn").is_none() {
        work.say("firstpage", &article.text_at("Pagination/StartPage"));
        work.say("lastpage", &article.text_at("Pagination/EndPage"));
    }
    abstract_of(&mut work, article.at("Abstract"));
    article.all("Language").for_each(|language| work.say("langid", &language.text()));
    for place in article.all("ELocationID") {
        match place.attribute("EIdType") {
            // Numbers and names that were wrong once stay in the record, marked as such.
            "doi" if place.attribute("ValidYN") != "N" => work.say("doi", &place.text()),
            other => work.kept(other, &place.text()),
        }
    }
    for id in record.at("PubmedData/ArticleIdList").into_iter().flat_map(|list| list.all("ArticleId")) {
        match id.attribute("IdType") {
            "doi" => work.say("doi", &id.text()),
            "pmc" => work.say("pmcid", &id.text()),
            "pubmed" => work.say("pmid", &id.text()),
            other => work.kept(other, &id.text()),
        }
    }
    keywords(&mut work, citation);
    beside(&mut work, citation, article);
    let notes = citation.at("CommentsCorrectionsList").into_iter().flat_map(|list| list.all("CommentsCorrections"));
    for note in notes {
        let kind = note.attribute("RefType");
        if kind == "RetractionIn" {
            work.say(RETRACTED, &medline_notice(&note.text_at("PMID")));
        }
        // Errata, retractions and what they are of, concerns: where it stands, and its number.
        let number = note.text_at("PMID");
        let number = if number.is_empty() { number } else { format!("PMID: {number}") };
        let told = [note.text_at("RefSource"), number];
        work.kept(kind, told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ").as_str());
    }
    work.end()
}

/// What no field says, and whoever reads a record may look for: all but what the library says to itself.
fn beside(work: &mut Gathered, citation: &Node, article: &Node) {
    for (list, name, part) in [
        (article.at("GrantList"), "Grant", "GrantID"),
        (article.at("PublicationTypeList"), "PublicationType", ""),
        (citation.at("ChemicalList"), "Chemical", "NameOfSubstance"),
        (citation.at("InvestigatorList"), "Investigator", "LastName"),
        (article.at("DataBankList"), "DataBank", "DataBankName"),
    ] {
        for one in list.into_iter().flat_map(|list| list.all(name)).take(200) {
            work.kept(name, &if part.is_empty() { one.text() } else { one.text_at(part) });
        }
    }
    citation.all("OtherAbstract").for_each(|text| work.kept("OtherAbstract", &text.text()));
    citation.all("GeneralNote").for_each(|note| work.say("note", &note.text()));
    work.kept("Copyright", &article.text_at("Abstract/CopyrightInformation"));
    let authors = article.all("AuthorList").flat_map(|list| list.all("Author"));
    let places = authors.flat_map(|who| who.all("AffiliationInfo")).map(|info| info.text_at("Affiliation"));
    places.take(200).for_each(|place| work.kept("Affiliation", &place));
    for heading in citation.at("MeshHeadingList").into_iter().flat_map(|list| list.all("MeshHeading")).take(500) {
        let qualified: Vec<String> = heading.all("QualifierName").map(Node::text).collect();
        if !qualified.is_empty() {
            work.kept("MeSH", &format!("{}/{}", heading.text_at("DescriptorName"), qualified.join("/")));
        }
    }
}

pub fn book(record: &Node, line: u32) -> Draft {
    let empty = Node::default();
    let document = record.at("BookDocument").unwrap_or(&empty);
    let book = document.at("Book").unwrap_or(&empty);
    let chapter = document.text_at("ArticleTitle");
    let mut work = Gathered::new(if chapter.is_empty() { "book" } else { "incollection" }, "pubmed:", line);
    work.say("pmid", &document.text_at("PMID"));
    work.say("title", title(&chapter));
    let whole = book.text_at("BookTitle");
    work.say(if chapter.is_empty() { "title" } else { "venue" }, title(&whole));
    people(&mut work, document);
    people_of(&mut work, book, |part| part == "editor" || chapter.is_empty() || document.at("AuthorList").is_none());
    for id in document.at("ArticleIdList").into_iter().flat_map(|list| list.all("ArticleId")) {
        match id.attribute("IdType") {
            "doi" => work.say("doi", &id.text()),
            "pubmed" => {}
            other => work.kept(other, &id.text()),
        }
    }
    work.say("publisher", &book.text_at("Publisher/PublisherName"));
    work.say("location", &book.text_at("Publisher/PublisherLocation"));
    date(&mut work, book.at("PubDate"));
    work.say("isbn", &book.text_at("Isbn"));
    work.say("edition", &book.text_at("Edition"));
    work.say("pages", &medline_pages(&document.text_at("Pagination/MedlinePgn")));
    abstract_of(&mut work, document.at("Abstract"));
    keywords(&mut work, document);
    work.end()
}

fn title(text: &str) -> &str {
    crate::formats::tagged::medline_title(text)
}

fn people(work: &mut Gathered, of: &Node) {
    people_of(work, of, |_| true);
}

fn people_of(work: &mut Gathered, of: &Node, wanted: impl Fn(&str) -> bool) {
    for list in of.all("AuthorList") {
        let part = if list.attribute("Type") == "editors" { "editor" } else { "author" };
        if !wanted(part) {
            continue;
        }
        for who in list.all("Author").filter(|who| who.attribute("ValidYN") != "N") {
            let group = who.text_at("CollectiveName");
            // Older files tell the first name from those behind it.
            let first = format!("{} {}", who.text_at("FirstName"), who.text_at("MiddleName")).trim().to_owned();
            let given = [who.text_at("ForeName"), first, who.text_at("Initials")];
            let name = Name {
                given: given.into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
                particle: String::new(),
                family: if group.is_empty() { who.text_at("LastName") } else { group },
                suffix: who.text_at("Suffix"),
            };
            work.person(part, &name);
        }
    }
}

fn date(work: &mut Gathered, date: Option<&Node>) {
    let Some(date) = date else { return };
    let parts = ["Year", "Month", "Day", "Season", "MedlineDate"].map(|name| date.text_at(name));
    // "1998 Dec-1999 Jan": more than one date says.
    if parts[4].contains('-') {
        work.kept("MedlineDate", &parts[4]);
    }
    let month = parts[1].parse::<u32>();
    let said = match month {
        Ok(month) if !parts[2].is_empty() => format!("{}-{month:02}-{:0>2}", parts[0], parts[2]),
        Ok(month) => format!("{}-{month:02}", parts[0]),
        Err(_) => parts.join(" "),
    };
    work.say("date", &said);
}

/// Its parts carry labels: "METHODS: …".
fn abstract_of(work: &mut Gathered, text: Option<&Node>) {
    for part in text.into_iter().flat_map(|text| text.all("AbstractText")) {
        match part.attribute("Label") {
            "" | "UNLABELLED" => work.say("abstract", &part.text()),
            label => work.say("abstract", &format!("{label}: {}", part.text())),
        }
    }
}

fn keywords(work: &mut Gathered, of: &Node) {
    for list in of.all("KeywordList") {
        list.all("Keyword").for_each(|word| work.say("keywords", &word.text()));
    }
    for heading in of.at("MeshHeadingList").into_iter().flat_map(|list| list.all("MeshHeading")) {
        work.say("keywords", &heading.text_at("DescriptorName"));
    }
}
