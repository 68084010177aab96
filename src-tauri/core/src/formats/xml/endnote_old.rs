//! The XML of EndNote before version 8: other names, the lists of people and titles beside everything else, and types by
//! numbers of their own.

use super::tree::Node;

/// Elements, and where the later form has what they say. The others have the same name in small letters.
const MOVED: &[(&str, &str)] = &[
    ("AUTHORS", "contributors/authors"),
    ("SECONDARY_AUTHORS", "contributors/secondary-authors"),
    ("TERTIARY_AUTHORS", "contributors/tertiary-authors"),
    ("SUBSIDIARY_AUTHORS", "contributors/subsidiary-authors"),
    ("TITLE", "titles/title"),
    ("SECONDARY_TITLE", "titles/secondary-title"),
    ("TERTIARY_TITLE", "titles/tertiary-title"),
    ("SHORT_TITLE", "titles/short-title"),
    ("ALTERNATE_TITLE", "titles/alt-title"),
    ("YEAR", "dates/year"),
    ("DATE", "dates/pub-dates/date"),
    ("PLACE_PUBLISHED", "pub-location"),
    ("NUMBER_OF_VOLUMES", "num-vols"),
    ("TYPE_OF_WORK", "work-type"),
    ("ACCESSION_NUMBER", "accession-num"),
    ("CALL_NUMBER", "call-num"),
    ("URL", "urls/related-urls/url"),
    ("AUTHOR_ADDRESS", "auth-address"),
    // Of use to EndNote only.
    ("REFNUM", "rec-number"),
];

/// Numbers of types, and those of the later form.
const TYPES: &[(&str, &str)] = &[
    ("0", "17"),
    ("1", "6"),
    ("2", "32"),
    ("3", "10"),
    ("4", "26"),
    ("5", "23"),
    ("6", "9"),
    ("7", "5"),
    ("8", "19"),
    ("9", "28"),
    ("10", "27"),
    ("11", "20"),
    ("12", "3"),
    ("13", "2"),
    ("15", "25"),
    ("16", "12"),
    ("17", "4"),
    ("18", "7"),
    ("20", "36"),
    ("21", "21"),
    ("22", "31"),
    ("31", "13"),
];

/// The record in the later form.
pub fn renewed(record: Node) -> Node {
    let mut new = Node::of("record", "");
    for node in record.into_children() {
        if node.name == "REFERENCE_TYPE" {
            let number = node.text();
            let later = TYPES.iter().find(|(old, _)| *old == number).map_or("13", |(_, later)| later);
            new.put("ref-type", Node::of("", later));
            continue;
        }
        let moved = MOVED.iter().find(|(old, _)| *old == node.name).map(|(_, path)| (*path).to_owned());
        let path = moved.unwrap_or_else(|| node.name.to_lowercase().replace('_', "-"));
        new.put(&path, node);
    }
    new
}
