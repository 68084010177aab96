//! PICA+ in XML, what the catalogues of German and Dutch libraries speak among themselves: fields of three digits and a
//! sign, with lettered parts.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::formats::pages;
use crate::model::Draft;

/// `None` when the record is none of PICA's. An answer of a catalogue may wrap it in a `record` of its own.
pub fn draft(record: &Node, line: u32) -> Option<Draft> {
    let mut inner = Vec::new();
    record.below("record", &mut inner);
    let record = inner.last().copied().unwrap_or(record);
    // Nobody else has a sign at the end of a field's name.
    record.all("datafield").any(|field| matches!(field.attribute("tag"), "002@" | "003@" | "021A")).then_some(())?;
    let mut work = Gathered::new(kind(record), "pica:", line);
    let above = record.all("datafield").any(|field| field.attribute("tag") == "036D");
    for field in record.all("datafield") {
        let part = |code: char| part(field, code);
        match field.attribute("tag") {
            "002@" => {}
            "003@" => work.kept("ppn", &part('0')),
            "004A" => ['A', '0'].into_iter().for_each(|code| work.say("isbn", &part(code))),
            "005A" => work.say("issn", &part('0')),
            "004V" => work.say("doi", &part('0')),
            "009P" | "009Q" => work.say("url", &part('a')),
            "010@" => work.say("langid", &part('a')),
            "011@" => work.say("date", &part('a')),
            // A volume of a work names itself after its number, and the work stands above it.
            "021A" if above => {
                work.say("number", part('a').trim_start_matches('@'));
            }
            "021A" | "036D" => {
                work.say("title", &unsorted(&part('a')));
                work.say("subtitle", &unsorted(&part('d')));
                work.kept("responsibility", &part('h'));
                work.say("volume", &part('l'));
            }
            "027D" => {
                work.say("venue", &unsorted(&part('a')));
                work.say("location", &part('p'));
                work.say("publisher", &part('n'));
            }
            "028A" | "028B" => person(&mut work, field, "author"),
            "028C" | "028D" => person(&mut work, field, "editor"),
            "029A" | "029F" => {
                let family = unsorted(&part('a'));
                work.person("author", &Name { family, ..Name::default() });
            }
            "030F" => {
                work.say("eventtitle", &unsorted(&part('a')));
                work.say("place-of-event", &part('k'));
                work.say("eventdate", &part('p'));
            }
            "031A" => {
                work.say("date", &part('j'));
                work.say("volume", &part('e').or(&part('d')));
                work.say("number", &part('a'));
                work.say("pages", &pages::range(&part('h')));
            }
            "032@" => work.say("edition", &part('a')),
            "033A" => {
                work.say("location", &part('p'));
                work.say("publisher", &part('n'));
            }
            "034D" => work.say("pagetotal", &pages::total(&part('a'))),
            "036E" => {
                let name = [unsorted(&part('a')), part('b')];
                work.say("series", &name.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / "));
                work.say("number", &part('l'));
            }
            "037A" => work.say("note", &part('a')),
            "037C" => {
                work.say("type", &part('a').or(&part('d')));
                work.say("institution", &part('e'));
                work.say("location", &unsorted(&part('b')));
            }
            "044K" | "041A" => work.say("keywords", &part('a')),
            "047I" => work.say("abstract", &part('a')),
            tag if tag.starts_with(['0', '1', '2']) => {}
            tag => work.kept(tag, &part('a')),
        }
    }
    Some(work.end())
}

trait Else {
    fn or(self, other: &str) -> String;
}

impl Else for String {
    fn or(self, other: &str) -> String {
        if self.is_empty() { other.to_owned() } else { self }
    }
}

fn part(field: &Node, code: char) -> String {
    let wanted = |part: &&Node| part.attribute("code").chars().eq([code]);
    field.all("subfield").find(wanted).map(Node::text).unwrap_or_default()
}

/// An `@` marks the word that a title is filed under.
fn unsorted(text: &str) -> String {
    match text.split_once('@') {
        Some((article, rest)) if article.is_empty() || article.ends_with(' ') => format!("{article}{rest}"),
        _ => text.to_owned(),
    }
}

fn person(work: &mut Gathered, field: &Node, of: &str) {
    let (family, given) = (part(field, 'a').or(&part(field, 'A')), part(field, 'd').or(&part(field, 'D')));
    // "von" stands apart.
    let particle = part(field, 'c');
    // Of a person who is known to the catalogue there may be one name alone.
    let name =
        if family.is_empty() { part(field, '8').split(" *").next().unwrap_or_default().to_owned() } else { family };
    let role = part(field, 'B').to_lowercase();
    let part = match role.as_str() {
        role if role.contains("hrsg") || role.contains("herausg") => "editor",
        role if role.contains("übers") => "translator",
        _ => of,
    };
    match name.split_once(", ").filter(|_| given.is_empty()) {
        Some((family, given)) => work.person(part, &Name::from_filed(&format!("{family}, {given}"))),
        None => work.person(part, &Name { family: name, given, particle, ..Name::default() }),
    }
}

/// `Aa…` is a book, `As…` a part of something, `Ab…` a journal; the second letter is the same for what is on line, `O…`.
fn kind(record: &Node) -> &'static str {
    let of = |tag: &str, code: char| {
        record
            .all("datafield")
            .find(|field| field.attribute("tag") == tag)
            .map(|field| part(field, code))
            .unwrap_or_default()
    };
    let has = |tag: &str| record.all("datafield").any(|field| field.attribute("tag") == tag);
    let source = [of("039B", '8'), of("046R", 'a'), of("039B", 'C')].concat();
    match of("002@", '0').chars().nth(1) {
        Some('s' | 'o') if source.contains("ISBN") => "incollection",
        Some('s' | 'o') if source.contains("ZDB") || source.contains("ISSN") || has("031A") => "article",
        Some('s' | 'o') => "incollection",
        Some('b' | 'd') => "periodical",
        _ if has("030F") => "proceedings",
        _ if of("037C", 'a').contains("Diss") || of("037C", 'd').contains("Diss") => "thesis",
        _ => "book",
    }
}
