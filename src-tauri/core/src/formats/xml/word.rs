//! The list of sources that Word keeps and exports.

use super::tree::Node;
use crate::formats::bibtex::latex;
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::formats::{doi, kinds, pages};
use crate::model::Draft;

/// Word's types, and BibLaTeX's.
const KINDS: &[(&str, &str)] = &[
    ("JournalArticle", "article"),
    ("ArticleInAPeriodical", "article"),
    ("Book", "book"),
    ("BookSection", "incollection"),
    ("ConferenceProceedings", "inproceedings"),
    ("Report", "report"),
    ("InternetSite", "online"),
    ("DocumentFromInternetSite", "online"),
    ("ElectronicSource", "online"),
    ("Patent", "patent"),
    ("Case", "jurisdiction"),
    ("SoundRecording", "audio"),
    ("Performance", "misc"),
    ("Art", "image"),
    ("Film", "video"),
    ("Interview", "misc"),
];

/// Where it appeared.
const VENUES: &[&str] = &["JournalName", "PeriodicalTitle", "BookTitle", "ConferenceName", "InternetSiteTitle"];

/// Word's names, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("Tag", "key"),
    ("Title", "title"),
    ("Volume", "volume"),
    ("Issue", "number"),
    ("NumberVolumes", "volumes"),
    ("Publisher", "publisher"),
    ("Institution", "institution"),
    ("Department", "department"),
    ("Edition", "edition"),
    ("DOI", "doi"),
    ("URL", "url"),
    ("ShortTitle", "shorttitle"),
    ("Comments", "note"),
    ("PatentNumber", "number"),
    ("BIBTEX_Abstract", "abstract"),
    ("BIBTEX_KeyWords", "keywords"),
    ("BIBTEX_Series", "series"),
    ("BIBTEX_HowPublished", "howpublished"),
    ("ChapterNumber", "chapter"),
    ("Medium", "medium"),
    ("Version", "version"),
];

/// Windows' numbers of languages; 0 and 127 are none.
const LANGUAGES: &[(&str, &str)] = &[
    ("1033", "en-US"),
    ("2057", "en-GB"),
    ("3081", "en-AU"),
    ("4105", "en-CA"),
    ("1031", "de-DE"),
    ("3079", "de-AT"),
    ("2055", "de-CH"),
    ("1036", "fr-FR"),
    ("3082", "es-ES"),
    ("1034", "es-ES"),
    ("1040", "it-IT"),
    ("2070", "pt-PT"),
    ("1046", "pt-BR"),
    ("1043", "nl-NL"),
    ("1030", "da-DK"),
    ("1053", "sv-SE"),
    ("1044", "nb-NO"),
    ("1035", "fi-FI"),
    ("1045", "pl-PL"),
    ("1029", "cs-CZ"),
    ("1038", "hu-HU"),
    ("1049", "ru-RU"),
    ("1032", "el-GR"),
    ("1055", "tr-TR"),
    ("1041", "ja-JP"),
    ("1042", "ko-KR"),
    ("2052", "zh-CN"),
    ("1028", "zh-TW"),
];

const PEOPLE: &[(&str, &str)] = &[
    ("Author", "author"),
    ("Inventor", "author"),
    ("Editor", "editor"),
    ("BookAuthor", "bookauthor"),
    ("Translator", "translator"),
    ("Director", "director"),
    ("Compiler", "editora"),
];

/// Said elsewhere, or only of use to Word.
const OURS: &[&str] = &[
    "SourceType",
    "Author",
    "Year",
    "Month",
    "Day",
    "LCID",
    "Guid",
    "RefOrder",
    "YearAccessed",
    "MonthAccessed",
    "DayAccessed",
];

pub fn draft(source: &Node, line: u32) -> Draft {
    let name = source.text_at("SourceType");
    let entry = source.text_at("BIBTEX_Entry").to_lowercase();
    let kind = KINDS.iter().find(|(theirs, _)| *theirs == name).map_or("misc", |(_, ours)| ours);
    // Word calls so what is asked for as the type of any report.
    let told = source.text_at("ThesisType");
    let degree = |word: &str| told.to_lowercase().contains(word);
    let is_thesis = entry.contains("thesis")
        || kinds::from_words(&told) == "thesis"
        || ["phd", "doctor", "master", "bachelor", "diplom", "habilitation"].into_iter().any(degree);
    let kind = if matches!(kind, "report" | "misc") && is_thesis { "thesis" } else { kind };
    let mut work = Gathered::new(kind, "word:", line);
    if kind == "misc" {
        work.kept("SourceType", &name);
    }
    for parts in source.all("Author").flat_map(Node::children) {
        match PEOPLE.iter().find(|(theirs, _)| *theirs == parts.name) {
            Some((_, part)) => people(&mut work, part, parts),
            None => work.kept(&parts.name, &parts.text()),
        }
    }
    let date = ["Year", "Month", "Day"].map(|part| source.text_at(part));
    work.say("date", &date[0]);
    // A month may be a name or a number.
    match crate::formats::bibtex::terms::month(&date[1]) {
        Some(month) if !date[0].is_empty() => match date[2].parse::<u32>() {
            Ok(day) => work.say("date", &format!("{}-{month:02}-{day:02}", date[0])),
            Err(_) => work.say("date", &format!("{}-{month:02}", date[0])),
        },
        _ => work.kept("Month", &date[1]),
    }
    let accessed = ["YearAccessed", "MonthAccessed", "DayAccessed"].map(|part| source.text_at(part));
    work.say("urldate", accessed.join(" ").trim());
    work.say("langid", LANGUAGES.iter().find(|(code, _)| *code == source.text_at("LCID")).map_or("", |(_, name)| name));
    let place = ["City", "StateProvince", "CountryRegion"].map(|part| source.text_at(part));
    work.say("location", &place.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "));
    for child in source.children().filter(|child| !OURS.contains(&child.name.as_str())) {
        let text = child.text();
        match child.name.as_str() {
            "City" | "StateProvince" | "CountryRegion" => {}
            "Pages" => work.say("pages", &pages::range(&text)),
            "StandardNumber" => numbers(&mut work, &text),
            "Broadcaster" | "ProductionCompany" | "Studio" => work.say("publisher", &text),
            "ThesisType" => work.say("type", kinds::genre(&text)),
            name if VENUES.contains(&name) => work.say("venue", &text),
            // JabRef's own, which says no more than the type.
            "BIBTEX_Entry" if crate::formats::bibtex::terms::entry_type(&text.to_lowercase()).0 == work.kind() => {}
            name => match FIELDS.iter().find(|(theirs, _)| *theirs == name) {
                Some((_, ours)) => work.say(ours, &text),
                None => work.kept(name, &text),
            },
        }
    }
    work.end()
}

fn people(work: &mut Gathered, part: &str, list: &Node) {
    work.person(part, &Name { family: list.text_at("Corporate"), ..Name::default() });
    let mut found = Vec::new();
    list.below("Person", &mut found);
    for who in found {
        let given = [who.text_at("First"), who.text_at("Middle")];
        let given = given.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let family = who.text_at("Last");
        // Programs have put a whole list of a .bib into one person.
        if given.split(' ').any(|word| word == "and") {
            let list = format!("{family}, {given}");
            let all = names::split_list(&list).into_iter().map(|one| names::read_one(one, latex::line));
            all.for_each(|name| work.person(part, &name));
            continue;
        }
        work.person(
            part,
            &if given.is_empty() {
                Name { family, ..Name::default() }
            } else {
                Name::from_filed(&format!("{family}, {given}"))
            },
        );
    }
}

/// `ISBN:1 ISSN:2 LCCN:3 MRN:4 DOI:5`, in any order; JabRef's exports begin each with a colon.
fn numbers(work: &mut Gathered, text: &str) {
    for word in text.split_whitespace() {
        match word.trim_start_matches(':').split_once(':') {
            Some((name, value)) => match name.to_lowercase().as_str() {
                name @ ("isbn" | "issn" | "doi" | "lccn" | "pmid") => work.say(name, value),
                "mrn" => work.say("mrnumber", value),
                _ => work.kept(name, value),
            },
            None if doi(word).is_some() => work.say("doi", word),
            // "DOI 10.1000/1": the name of what follows.
            None if !word.contains(|c: char| c.is_ascii_digit()) => {}
            None => work.say("isbn", word),
        }
    }
}
