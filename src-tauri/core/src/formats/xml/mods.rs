//! MODS, the Library of Congress's. What a work appeared in is a `relatedItem` within it.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::model::Draft;

pub fn draft(record: &Node, line: u32) -> Draft {
    let host = record.all("relatedItem").find(|item| item.attribute("type") == "host");
    let mut work = Gathered::new(kind(record, host), "mods:", line);
    work.say("key", record.attribute("ID"));
    for info in record.all("titleInfo") {
        let name = if info.attribute("type") == "abbreviated" { "shorttitle" } else { "title" };
        work.say(name, &title(info));
        let part = ["partNumber", "partName"].map(|name| info.text_at(name));
        let part: Vec<String> = part.into_iter().filter(|text| !text.is_empty()).collect();
        work.say("titleaddon", &part.join(". "));
    }
    work.say("type", degree(record));
    people(&mut work, record, "author");
    part_of(&mut work, record);
    for related in record.all("relatedItem") {
        match related.attribute("type") {
            "host" => {
                related.at("titleInfo").into_iter().for_each(|info| work.say("venue", &title(info)));
                people(&mut work, related, "editor");
                part_of(&mut work, related);
                related.all("relatedItem").filter(|item| item.attribute("type") == "series").for_each(|item| {
                    series(&mut work, item);
                });
            }
            "series" => series(&mut work, related),
            _ => {}
        }
    }
    record.all("abstract").for_each(|text| work.say("abstract", &text.text()));
    for name in ["classification", "accessCondition", "targetAudience"] {
        record.all(name).for_each(|text| work.kept(name, &text.text()));
    }
    work.kept("recordIdentifier", &record.text_at("recordInfo/recordIdentifier"));
    work.kept("contents", &record.text_at("tableOfContents"));
    work.kept("extent", &record.text_at("physicalDescription/extent"));
    record.all("note").for_each(|note| work.say("note", &note.text()));
    for subject in record.all("subject") {
        subject.children().for_each(|topic| work.say("keywords", &topic.text()));
    }
    for language in record.all("language") {
        let terms: Vec<&Node> = language.all("languageTerm").collect();
        let named = terms.iter().find(|term| term.attribute("type") == "text").or(terms.first());
        work.say("langid", &named.map_or_else(|| language.text(), |term| term.text()));
    }
    work.end()
}

/// What it is a part of, with its number there; the number of an article is that of its issue.
fn series(work: &mut Gathered, related: &Node) {
    if let Some(info) = related.at("titleInfo") {
        work.say("series", &title(info));
        number(work, &info.text_at("partNumber"));
    }
    for detail in related.all("part").flat_map(|part| part.all("detail")) {
        let inner = detail.text_at("number");
        number(work, &if inner.is_empty() { detail.text() } else { inner });
    }
}

fn number(work: &mut Gathered, text: &str) {
    match work.kind() {
        "article" => work.kept("series-number", text),
        _ => work.say("number", text),
    }
}

fn title(info: &Node) -> String {
    let first = [info.text_at("nonSort"), info.text_at("title")];
    let title = first.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    match info.text_at("subTitle") {
        sub if sub.is_empty() => title,
        sub => format!("{title}: {sub}"),
    }
}

/// What a thesis was for, by BibLaTeX's name.
fn degree(record: &Node) -> &'static str {
    let genres: Vec<String> = record.all("genre").map(|genre| genre.text().to_lowercase()).collect();
    let is = |words: &[&str]| genres.iter().any(|genre| words.iter().any(|word| genre.contains(word)));
    match () {
        () if !is(&["thesis", "theses", "dissertation"]) => "",
        () if is(&["ph.d", "phd", "doctor"]) => "phdthesis",
        () if is(&["master", "m.sc", "msc"]) => "mathesis",
        () => "",
    }
}

fn kind(record: &Node, host: Option<&Node>) -> &'static str {
    let genres = record.all("genre").chain(host.into_iter().flat_map(|host| host.all("genre")));
    let genres: Vec<String> = genres.map(|genre| genre.text().to_lowercase()).collect();
    let own = record.text_at("genre").to_lowercase();
    let resource = record.text_at("typeOfResource").to_lowercase();
    let known = |word: &str| genres.iter().any(|genre| genre.contains(word));
    match own.as_str() {
        "article" | "journal article" => "article",
        "book" if host.is_none() => "book",
        "book chapter" => "incollection",
        "conference publication" | "proceedings" if host.is_none() => "proceedings",
        _ if known("conference") || known("proceedings") => "inproceedings",
        _ if known("thesis") || known("theses") || known("dissertation") => "thesis",
        _ if known("report") => "report",
        _ if known("journal") || known("periodical") || known("magazine") => "article",
        _ if known("book") => {
            if host.is_some() {
                "incollection"
            } else {
                "book"
            }
        }
        "web site" | "web page" => "online",
        "patent" => "patent",
        _ if resource.contains("software") => "software",
        _ if host.is_some_and(|host| host.at("part").is_some()) => "article",
        _ if host.is_some() => "incollection",
        // Catalogues say of a book no more than that it is whole.
        _ if resource == "text" && record.text_at("originInfo/issuance").starts_with("monograph") => "book",
        _ => "misc",
    }
}

/// Codes and words of the Library of Congress for those who make what they are named for.
const MAKERS: &[&str] = &[
    "art",
    "artist",
    "pht",
    "photographer",
    "cmp",
    "composer",
    "ctg",
    "cartographer",
    "prg",
    "programmer",
    "spk",
    "speaker",
    "inv",
    "inventor",
    "ive",
    "interviewee",
    "ill",
    "illustrator",
    "drt",
    "director",
    "dis",
    "dissertant",
    "res",
    "researcher",
    "prf",
    "performer",
    "ctb",
    "contributor",
    "investigator",
];

fn people(work: &mut Gathered, record: &Node, without_role: &'static str) {
    for who in record.all("name") {
        let roles: Vec<String> = who.all("role").map(|role| role.text().to_lowercase()).collect();
        let whole = || who.all("namePart").map(Node::text).collect::<Vec<_>>().join(" ");
        // A meeting writes and edits nothing.
        if who.attribute("type") == "conference" {
            work.say("eventtitle", &whole());
            continue;
        }
        let part = match roles.first().map(String::as_str) {
            // Who gave the degree.
            Some(role) if role.contains("dgg") || role.contains("degree grant") => {
                work.say("institution", &whole());
                continue;
            }
            Some(role) if role.contains("edt") || role.contains("editor") => "editor",
            Some(role) if role.contains("trl") || role.contains("translator") => "translator",
            Some(role) if role.contains("aut") || role.contains("cre") => "author",
            // Who made a thing that nobody wrote.
            Some(role) if MAKERS.iter().any(|maker| role.split(' ').any(|word| word == *maker)) => "author",
            None => without_role,
            Some(role) => {
                work.kept(role, &whole());
                continue;
            }
        };
        let of = |kind: &str| {
            let parts = who.all("namePart").filter(|part| part.attribute("type") == kind).map(Node::text);
            parts.collect::<Vec<_>>().join(" ")
        };
        let whole = of("");
        let name = if who.attribute("type") == "corporate" {
            Name { family: whole, ..Name::default() }
        } else if of("family").is_empty() {
            names::exchanged(&names::without_years(&whole))
        } else {
            Name {
                given: of("given"),
                suffix: of("termsOfAddress"),
                ..Name::from_filed(&format!("{}, x", of("family")))
            }
        };
        work.person(part, &name);
    }
}

/// What a work and what it appeared in both say.
fn part_of(work: &mut Gathered, record: &Node) {
    for origin in record.all("originInfo") {
        for path in ["dateIssued", "copyrightDate", "dateCreated", "dateOther"] {
            origin.all(path).for_each(|date| work.say("date", &date.text()));
        }
        work.say("publisher", &origin.text_at("publisher"));
        work.say("edition", &origin.text_at("edition"));
        let places: Vec<&Node> = origin.all("place").flat_map(|place| place.all("placeTerm")).collect();
        // A code says the country of a place that is named beside it.
        let named = |place: &&Node| place.attribute("type") != "code";
        let is_named = places.iter().any(named);
        places.iter().filter(|place| !is_named || named(place)).for_each(|place| work.say("location", &place.text()));
    }
    for identifier in record.all("identifier") {
        match identifier.attribute("type").to_lowercase().as_str() {
            _ if identifier.attribute("invalid") == "yes" => work.kept("invalid", &identifier.text()),
            "doi" => work.say("doi", &identifier.text()),
            "isbn" => work.say("isbn", &identifier.text()),
            "issn" => work.say("issn", &identifier.text()),
            "uri" => work.say("url", &identifier.text()),
            "citekey" => work.say("key", &identifier.text()),
            "pubmed" | "pmid" => work.say("pmid", &identifier.text()),
            other => work.kept(if other.is_empty() { "identifier" } else { other }, &identifier.text()),
        }
    }
    record.all("location").flat_map(|place| place.all("url")).for_each(|url| work.say("url", &url.text()));
    for part in record.all("part") {
        for detail in part.all("detail") {
            let name = match detail.attribute("type") {
                "volume" => "volume",
                "issue" | "number" => "number",
                "chapter" => "chapter",
                other => {
                    work.kept(other, &detail.text());
                    continue;
                }
            };
            let number = detail.text_at("number");
            work.say(name, &if number.is_empty() { detail.text() } else { number });
        }
        part.all("date").for_each(|date| work.say("date", &date.text()));
        for extent in part.all("extent") {
            work.say("firstpage", &extent.text_at("start"));
            work.say("lastpage", &extent.text_at("end"));
            work.say("pages", &extent.text_at("list"));
        }
    }
}
