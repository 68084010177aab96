//! MARC in XML, what library catalogues speak: numbered fields with lettered parts.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::model::Draft;

/// `None` when the record is not MARC. An answer of a catalogue may wrap it in a `record` of its own.
pub fn draft(record: &Node, line: u32) -> Option<Draft> {
    let mut inner = Vec::new();
    record.below("record", &mut inner);
    let record = inner.last().copied().unwrap_or(record);
    record.at("datafield")?;
    let mut work = Gathered::new(kind(record), "marc:", line);
    let mut publisher_said = false;
    for field in record.all("datafield") {
        let part = |code: char| parts(field, code).into_iter().next().unwrap_or_default();
        let joined = |codes: &str| {
            let all = codes.chars().flat_map(|code| parts(field, code)).collect::<Vec<_>>();
            all.join(", ")
        };
        match field.attribute("tag") {
            "020" => work.say("isbn", &part('a')),
            "022" => work.say("issn", &part('a')),
            "024" => match part('2').as_str() {
                "doi" => work.say("doi", &part('a')),
                other => work.kept(if other.is_empty() { "024" } else { other }, &part('a')),
            },
            "100" | "700" | "110" | "710" | "111" | "711" => person(&mut work, field),
            "245" => {
                work.say("title", &tidy(&part('a')));
                work.say("subtitle", &tidy(&part('b')));
                work.kept("responsibility", &part('c'));
                let number = [part('n'), part('p')].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
                work.say("volume", &number.join(", "));
            }
            "250" => work.say("edition", &tidy(&part('a'))),
            // In 264 only the second indicator 1 is the publisher's.
            "260" | "264" if field.attribute("tag") == "260" || field.attribute("ind2") == "1" => {
                if !publisher_said {
                    work.say("location", &tidy(&part('a')));
                    work.say("publisher", &tidy(&part('b')));
                    work.say("date", &part('c'));
                    publisher_said = true;
                }
            }
            "264" => work.kept("264", &joined("abc")),
            "300" => work.say("pagetotal", &tidy(&part('a'))),
            "490" | "830" => {
                work.say("series", &tidy(&part('a')));
                work.say("volume", &tidy(&part('v')));
            }
            "500" | "501" | "504" => work.say("note", &part('a')),
            "502" => {
                work.say("type", &[part('a'), part('b')].concat());
                work.say("institution", &part('c'));
                work.say("date", &part('d'));
            }
            "520" => work.say("abstract", &part('a')),
            "650" | "653" | "655" | "651" => {
                parts(field, 'a').iter().for_each(|word| work.say("keywords", &tidy(word)))
            }
            "773" => {
                work.say("venue", &tidy(&part('t')));
                host(&mut work, &part('g'));
            }
            "856" => match part('u') {
                url if url.contains("doi.org/") && !work.has("doi") => work.say("url", &url),
                url => work.say("url", &url),
            },
            "041" => work.say("langid", &part('a')),
            tag if tag.starts_with(['0', '3', '9']) => {}
            tag => work.kept(tag, &joined("abct")),
        }
    }
    for control in record.all("controlfield") {
        match control.attribute("tag") {
            "001" => work.kept("001", &control.text()),
            // The year stands within a row of codes; a `publisher` field has said it better.
            "008" if !work.has("date") => work.say("date", control.raw().get(7..11).unwrap_or_default()),
            _ => {}
        }
    }
    Some(work.end())
}

fn parts(field: &Node, code: char) -> Vec<String> {
    let wanted = |part: &&Node| part.attribute("code").chars().eq([code]);
    field.all("subfield").filter(wanted).map(Node::text).filter(|text| !text.is_empty()).collect()
}

/// Catalogues end what they say with the sign that begins the next part.
fn tidy(text: &str) -> String {
    let text = text.trim().trim_end_matches([' ', '/', ':', ';', ',', '=']);
    // Brackets mark what the cataloguer added.
    let text = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    text.replace(['\u{98}', '\u{9c}'], "")
}

fn kind(record: &Node) -> &'static str {
    let leader = record.at("leader").map(Node::raw).unwrap_or_default();
    let mut signs = leader.chars().skip(6);
    let (material, level) = (signs.next().unwrap_or('a'), signs.next().unwrap_or('m'));
    let thesis = record.all("datafield").any(|field| field.attribute("tag") == "502");
    let genres = record.all("datafield").filter(|field| field.attribute("tag") == "655");
    let genres: Vec<String> = genres.flat_map(|field| parts(field, 'a')).map(|text| text.to_lowercase()).collect();
    let known = |word: &str| genres.iter().any(|genre| genre.contains(word));
    match (material, level) {
        _ if thesis => "thesis",
        ('a', 'b') => "article",
        ('a', 'a') => "incollection",
        _ if known("konferenz") || known("conference") || known("congress") => "proceedings",
        ('a' | 't', 's' | 'i') => "periodical",
        ('a' | 't', _) => "book",
        ('e' | 'f', _) => "map",
        ('g', _) => "video",
        ('i' | 'j', _) => "audio",
        ('m', _) => "software",
        _ => "misc",
    }
}

fn person(work: &mut Gathered, field: &Node) {
    let one = |code: char| parts(field, code).into_iter().next().unwrap_or_default();
    let roles = [parts(field, '4'), parts(field, 'e')].concat().join(" ").to_lowercase();
    let part = match roles.as_str() {
        roles if roles.contains("aut") || roles.contains("verf") || roles.contains("cre") => "author",
        roles if roles.contains("edt") || roles.contains("editor") || roles.contains("hrsg") => "editor",
        roles if roles.contains("trl") || roles.contains("translat") => "translator",
        "" if field.attribute("tag").starts_with('1') || field.attribute("tag") == "700" => "author",
        _ => return work.kept(field.attribute("tag"), &one('a')),
    };
    let name = tidy(&one('a'));
    match field.attribute("tag") {
        "100" | "700" => work.person(part, &names::exchanged(&name)),
        _ => work.person(part, &Name { family: name, ..Name::default() }),
    }
}

/// `volume:12 number:3 day:1 month:4 year:2020 pages:1-9`, or "12(2020), 3, Seite 1-9".
fn host(work: &mut Gathered, text: &str) {
    let mut coded = false;
    for word in text.split_whitespace() {
        let Some((name, value)) = word.split_once(':') else { continue };
        let ours = match name {
            "volume" => "volume",
            "number" => "number",
            "year" => "date",
            "pages" => "pages",
            _ => continue,
        };
        coded = true;
        work.say(ours, value);
    }
    if !coded {
        work.kept("773g", text);
    }
}
