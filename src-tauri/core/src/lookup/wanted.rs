//! Whether a text is a list of what can be looked up, and of which.

use std::collections::{HashMap, HashSet};

use crate::formats::is_address;
use crate::import::ids::find_identifiers;
use crate::model::{Identifier, IdentifierKind, Millis, Skipped};

/// As many as one look-up takes: a thousand of arXiv's need half a minute.
pub const MOST: usize = 1_000;
/// Pages of the web, records of DBLP and repositories: they are asked for one after the other, about one a second.
const MOST_ADDRESSES: usize = 200;

/// A list longer than this, in bytes, is told from its beginning to be something else.
const LONGEST: usize = 1 << 20;

/// So many identifiers to a line that is none, and a text is a list of them.
const TO_EACH_OTHER: usize = 3;

/// Words that only name the kind of what follows.
const LABELS: [&str; 9] = ["arxiv", "arxiv:", "doi", "doi:", "pmid:", "pmid", "isbn", "isbn:", "acl:"];

/// One thing to look up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    Identifier(Identifier),
    /// A page that describes its paper, a repository with a citation file, a record of DBLP.
    Address(String),
}

impl Wanted {
    /// "arXiv 2303.01234"
    pub fn in_words(&self) -> String {
        let one = match self {
            Self::Identifier(one) => one,
            Self::Address(url) => return url.chars().take(200).collect(),
        };
        format!("{} {}", one.kind.word(), one.value)
    }
}

/// Something that could not be asked for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub wanted: Wanted,
    /// Whom it waits for.
    pub service: &'static str,
    /// Its host; empty for a page of the web.
    pub host: &'static str,
    pub words: String,
    /// From when on it may be asked for, where the service said so.
    pub until: Option<Millis>,
}

/// What a text asks for: all of it, or line by line. Of many lines a few may be something else, a heading or a slip; they
/// are told, and no reason to take the rest for a page; so is what is more than one look-up takes. `None` for any other text.
pub(super) fn listed(text: &str) -> Option<(Vec<Wanted>, Vec<Skipped>)> {
    if let Some(all) = wanted(text) {
        return Some((all, Vec::new()));
    }
    if text.len() > LONGEST {
        return None;
    }
    let (mut found, mut other) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match wanted(line) {
            Some(some) => {
                found.extend(some.into_iter().filter(|one| seen.insert(one.clone())).map(|one| (number, one)));
            }
            None => other.push(Skipped {
                line: number,
                text: line.trim().chars().take(200).collect(),
                reason: "It is neither an identifier nor an address.".into(),
            }),
        }
    }
    // Below the title of one paper stand its DOI, its arXiv number and its addresses: several of one kind are several papers.
    let mut of_kind: HashMap<IdentifierKind, usize> = HashMap::new();
    for (_, one) in &found {
        if let Wanted::Identifier(one) = one {
            *of_kind.entry(one.kind).or_default() += 1;
        }
    }
    let papers = of_kind.values().max().copied().unwrap_or_default();
    let is_list = if other.is_empty() { !found.is_empty() } else { papers >= other.len() * TO_EACH_OTHER };
    is_list.then(|| (at_once(found, &mut other), other))
}

/// As many as one look-up takes; the others are told.
fn at_once(found: Vec<(u32, Wanted)>, other: &mut Vec<Skipped>) -> Vec<Wanted> {
    let (mut taken, mut addresses) = (Vec::new(), 0);
    for (line, one) in found {
        addresses += usize::from(matches!(one, Wanted::Address(_)));
        let reason = match one {
            _ if taken.len() == MOST => format!("More than {MOST} at once. Paste it again when these are in."),
            Wanted::Address(_) if addresses > MOST_ADDRESSES => {
                format!("More than {MOST_ADDRESSES} addresses at once. Paste it again when these are in.")
            }
            _ => {
                taken.push(one);
                continue;
            }
        };
        other.push(Skipped { line, text: one.in_words(), reason });
    }
    taken
}

/// What a text asks for that holds nothing else: one or many, with or without labels, as numbers or as addresses.
/// `None` when a word of it is anything else, or when there are more than [`MOST`].
fn wanted(text: &str) -> Option<Vec<Wanted>> {
    let mut found: Vec<Wanted> = Vec::new();
    let mut label: Option<&str> = None;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
        let word = word.trim_start_matches(['-', '*', '•', '<', '(', '[']);
        if word.is_empty() {
            continue;
        }
        if label.is_none() && LABELS.contains(&word.to_ascii_lowercase().as_str()) {
            label = Some(word.trim_end_matches(':'));
            continue;
        }
        let labelled = label.take().map(|label| find_identifiers(&format!("{label}:{word}")));
        let of_word = labelled.filter(|ids| !ids.is_empty()).unwrap_or_else(|| find_identifiers(word));
        // The address of a paper may name it twice: by its DOI, and by the number within.
        let one = of_word.into_iter().next().map(Wanted::Identifier).or_else(|| address(word));
        found.push(one?);
        if found.len() > MOST {
            return None;
        }
    }
    let mut seen = HashSet::new();
    found.retain(|one| seen.insert(one.clone()));
    let addresses = found.iter().filter(|one| matches!(one, Wanted::Address(_))).count();
    (label.is_none() && !found.is_empty() && addresses <= MOST_ADDRESSES).then_some(found)
}

fn address(word: &str) -> Option<Wanted> {
    let word = word.trim_end_matches(['>', ')', ']', '.']);
    is_address(word).then(|| Wanted::Address(word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Option<Vec<String>> {
        let value = |one| match one {
            Wanted::Identifier(one) => one.value,
            Wanted::Address(url) => url,
        };
        wanted(text).map(|found| found.into_iter().map(value).collect())
    }

    #[test]
    fn a_line_of_another_kind_does_not_make_a_page_of_a_list() {
        let list = "To read\n\n2303.01234\n2303.01235\narXiv:2303.01236\ndoi:10.5555/x\nhttps://example.org/paper\n";
        let (found, other) = listed(list).expect("a list with a heading");
        assert_eq!(found.len(), 5, "all that is asked for");
        assert_eq!((other[0].line, other[0].text.as_str()), (1, "To read"), "and the line that is left out");
        for (text, why) in [
            ("On rain\nhttps://arxiv.org/abs/2303.01234\nhttps://arxiv.org/pdf/2303.01234", "a paper with its links"),
            ("On rain\n2303.01234\n10.5555/x\nPMID: 1234567", "a paper with all its identifiers"),
            ("On rain\n2303.01234\nOn snow\n2303.01235", "titles, each with its number"),
            ("On rain", "no identifier at all"),
            ("", "nothing"),
        ] {
            assert_eq!(listed(text), None, "{why}");
        }
    }

    #[test]
    fn lists_of_identifiers_are_told_from_texts() {
        for (text, expected) in [
            ("2303.01234", Some(vec!["2303.01234"])),
            ("arXiv:2303.01234v2, hep-th/9901001", Some(vec!["2303.01234", "hep-th/9901001"])),
            ("doi: 10.5555/ABC.1\n10.5555/abc.1", Some(vec!["10.5555/abc.1"])),
            ("https://arxiv.org/abs/2303.01234\n- https://doi.org/10.5555/x\n", Some(vec!["2303.01234", "10.5555/x"])),
            ("https://huggingface.co/papers/2303.01234", Some(vec!["2303.01234"])),
            ("https://aclanthology.org/P19-1001/", Some(vec!["P19-1001"])),
            ("https://openreview.net/forum?id=AbCdEf123", Some(vec!["AbCdEf123"])),
            ("PMID: 1234567", Some(vec!["1234567"])),
            ("arXiv", None),
            ("2303.01234 On Rain", None),
            ("On rain", None),
            ("https://github.com/valley/rain", Some(vec!["https://github.com/valley/rain"])),
            ("<https://example.org/paper>, 2303.01234", Some(vec!["https://example.org/paper", "2303.01234"])),
            ("ftp://example.org/paper", None),
            ("example.org/paper", None),
            ("", None),
        ] {
            let expected = expected.map(|all| all.into_iter().map(str::to_owned).collect());
            assert_eq!(values(text), expected, "what “{text}” asks for");
        }
        let many: String = (0..=MOST).map(|n| format!("2303.{n:05}\n")).collect();
        let (taken, left) = listed(&many).expect("a list all the same");
        assert_eq!((taken.len(), left.len(), left[0].line), (MOST, 1, MOST as u32 + 1), "more than a look-up takes");
        let pages: String = (0..=MOST_ADDRESSES).map(|n| format!("https://example.org/{n}\n")).collect();
        let (taken, left) = listed(&pages).expect("a list all the same");
        assert_eq!((taken.len(), left.len()), (MOST_ADDRESSES, 1), "more pages than one look-up asks for");
        let both = format!("To read\n{pages}{}", many.lines().take(40).collect::<Vec<_>>().join("\n"));
        let (taken, left) = listed(&both).expect("a list of both");
        assert_eq!(
            (taken.len(), left.len()),
            (MOST_ADDRESSES + 40, 2),
            "what is too much of one kind keeps out no other"
        );
    }
}
