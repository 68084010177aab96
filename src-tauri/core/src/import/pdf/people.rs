//! Names of people on a title page. Rather none than a place: a line counts only when all of it is names.

use super::sheet::Line;

/// Small words within a name.
const PARTICLES: &[&str] = &[
    "al", "ben", "bin", "da", "dal", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
    "ten", "ter", "van", "von", "y", "zu", "zum",
];

/// Words of institutions, places and headings, which are no part of a name.
const NOT_NAMES: &[&str] = &[
    "academy",
    "ai",
    "abstract",
    "america",
    "arabia",
    "article",
    "association",
    "author",
    "authors",
    "bank",
    "britain",
    "center",
    "centre",
    "city",
    "clinic",
    "college",
    "company",
    "computer",
    "computing",
    "conference",
    "contributions",
    "corporation",
    "department",
    "division",
    "editor",
    "engineering",
    "equal",
    "faculty",
    "foundation",
    "francisco",
    "full",
    "google",
    "group",
    "hospital",
    "hong",
    "inc",
    "informatics",
    "information",
    "inria",
    "institut",
    "institute",
    "international",
    "journal",
    "kingdom",
    "lab",
    "laboratories",
    "laboratory",
    "labs",
    "learning",
    "limited",
    "ltd",
    "meta",
    "microsoft",
    "ministry",
    "network",
    "networks",
    "new",
    "open",
    "paper",
    "polytechnic",
    "press",
    "program",
    "project",
    "research",
    "review",
    "school",
    "science",
    "sciences",
    "section",
    "society",
    "south",
    "states",
    "studies",
    "systems",
    "team",
    "technologies",
    "technology",
    "united",
    "universidad",
    "universitat",
    "universität",
    "universite",
    "université",
    "university",
    "zealand",
];

/// The names that a line consists of; `None` when it holds anything else.
pub fn names(line: &Line) -> Option<Vec<String>> {
    let text = if line.apart.is_empty() { &line.text } else { &line.apart };
    if text.len() > 600 || text.contains('@') {
        return None;
    }
    let text = text.replace(" and ", "\t").replace(" & ", "\t");
    let mut found = Vec::new();
    for part in text.split(['\t', ',', ';', '·', '•', '|', '⋅']) {
        let part = part.trim().trim_start_matches("and ").trim_start_matches("by ").trim_start_matches("By ");
        let part = part.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "∗*†‡§¶#⋆✉()[]⊗".contains(c));
        if part.is_empty() || part == "and" {
            continue;
        }
        found.push(name(part)?);
    }
    (!found.is_empty()).then_some(found)
}

/// Names in a field of the metadata: separated in one of several ways, or one.
pub fn listed(text: &str) -> Vec<String> {
    let marked = text.replace(" and ", "\t").replace(" & ", "\t");
    let split = |separators: &[char]| -> Vec<String> {
        marked.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    if text.contains(';') {
        return split(&[';']);
    }
    let parts = split(&[',', '\t']);
    // "Example, Ada and Sample, Ben" are two names.
    if parts.iter().any(|part| !part.contains(' ')) { split(&['\t']) } else { parts }
}

fn name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if !(2..=6).contains(&words.len()) {
        return None;
    }
    let is_particle = |word: &str| PARTICLES.contains(&word);
    let sound = |word: &&str| {
        let plain = word.to_lowercase();
        let fine = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'' | '´' | '`' | '¨');
        word.chars().all(fine)
            && (word.starts_with(char::is_uppercase) || is_particle(word) || word.starts_with("d’"))
            && !NOT_NAMES.contains(&plain.trim_end_matches('.'))
    };
    let last = words.last().filter(|word| !is_particle(word) && word.chars().count() > 1)?;
    let begins = words.first().is_some_and(|word| !is_particle(word) || words.len() > 2);
    // "Full Professor IEEE", "New York USA"
    let shouted = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let mixed = words.iter().any(|word| word.chars().any(char::is_lowercase));
    if !begins || !words.iter().all(sound) || (mixed && shouted(last)) {
        return None;
    }
    Some(if mixed { words.join(" ") } else { words.iter().map(|word| capitalised(word)).collect::<Vec<_>>().join(" ") })
}

/// "EXAMPLE-SMITH" as "Example-Smith".
fn capitalised(word: &str) -> String {
    let mut begins = true;
    word.chars()
        .flat_map(|c| {
            let shown: Vec<char> = if begins { vec![c] } else { c.to_lowercase().collect() };
            begins = !c.is_alphabetic();
            shown
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_places() {
        let cases: &[(&str, &[&str], &str)] = &[
            (
                "Ada Example\t, Ben van der Sample\tand Cora Model",
                &["Ada Example", "Ben van der Sample", "Cora Model"],
                "three",
            ),
            ("Ada Example · Ben Q. Sample", &["Ada Example", "Ben Q. Sample"], "behind dots"),
            ("ADA EXAMPLE, BEN SAMPLE-MODEL", &["Ada Example", "Ben Sample-Model"], "in capitals"),
            ("Rainville, Example Land", &[], "a place"),
            ("University of Rain", &[], "an institution"),
            ("Cloud Research Group", &[], "a group"),
            ("ada@example.org", &[], "an address"),
            ("1 Institute of Clouds", &[], "behind a number"),
            ("The rain in our data falls on everyone", &[], "a sentence"),
            ("Rain City, XY", &[], "a place with a state"),
        ];
        for (text, wanted, why) in cases {
            let line = Line { text: (*text).into(), ..Line::default() };
            assert_eq!(names(&line).unwrap_or_default(), *wanted, "{text}: {why}");
        }
        assert_eq!(listed("Ada Example ; Ben Sample"), ["Ada Example", "Ben Sample"], "semicolons");
        assert_eq!(listed("Ada Example, Ben Sample and Cora Model").len(), 3, "commas and a word");
        assert_eq!(listed("Example, Ada"), ["Example, Ada"], "one name as filed");
    }
}
