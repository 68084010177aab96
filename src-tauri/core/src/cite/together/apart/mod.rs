//! What tells papers apart that would be cited alike: more names, more of a name, what the style says only then, or a
//! letter behind the year. By the rules of CSL, in their order, over all papers of a list or a citation.

mod cite;
mod names;

use std::collections::HashMap;

pub use self::cite::written;
use self::cite::{Cite, text};
use self::names::{by_names, namesakes};
use crate::cite::cores::on_cores;
use crate::cite::papers::item::Paper;
use crate::cite::work::Work;

/// How much is said of a given name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Given {
    /// As the style says it.
    #[default]
    Style,
    Initials,
    Full,
}

/// A form that cites are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Form {
    /// So many names before “et al.”
    pub shown: Option<u32>,
    pub given: Given,
    /// What the style says only to tell apart is said.
    pub chosen: bool,
    /// The paper was cited near before.
    pub near: bool,
}

/// What tells a paper apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Apart {
    shown: Option<u32>,
    /// For each name.
    given: Vec<Given>,
    pub chosen: bool,
    /// The letter behind the year, counted from 0.
    pub suffix: Option<u32>,
}

impl Apart {
    /// “a” to “z”, then “aa”.
    pub fn letters(&self) -> String {
        let mut letters = Vec::new();
        let mut left = self.suffix.map(|suffix| suffix + 1).unwrap_or_default();
        while left > 0 {
            left -= 1;
            letters.push(char::from(b'a' + (left % 26) as u8));
            left /= 26;
        }
        letters.iter().rev().collect()
    }
}

/// What tells each of some papers apart from the others.
pub fn told(papers: &[&Paper], work: &Work) -> Vec<Apart> {
    let citation = &work.style.csl.citation;
    let given = citation.disambiguate_add_givenname;
    if !(given || citation.disambiguate_add_names || work.style.tells_by_letters() || work.chooses) {
        return vec![Apart::default(); papers.len()];
    }
    let cites = on_cores(work.cores, papers, |paper| Cite::new(work, paper));
    let mut apart = if given {
        namesakes(&cites, citation.givenname_disambiguation_rule, work.initials)
    } else {
        vec![Apart::default(); papers.len()]
    };
    let mut alike: HashMap<(&str, Vec<String>), Vec<usize>> = HashMap::new();
    for (at, cite) in cites.iter().enumerate().filter(|(_, cite)| !cite.numbered && !cite.text.is_empty()) {
        alike.entry((&cite.text, cite.key(cite.shown, &apart[at].given))).or_default().push(at);
    }
    for group in alike.into_values().filter(|group| group.len() > 1) {
        let left = by_names(group, &cites, &mut apart, work);
        let left: Vec<Vec<usize>> =
            left.into_iter().flat_map(|group| by_choice(group, papers, &mut apart, work)).collect();
        if work.style.tells_by_letters() {
            for mut group in left {
                group.sort_by_key(|at| papers[*at].rank);
                for (suffix, at) in group.into_iter().enumerate() {
                    apart[at].suffix = u32::try_from(suffix).ok();
                }
            }
        }
    }
    apart
}

/// What the style says only to tell apart; gives those that it does not help.
fn by_choice(group: Vec<usize>, papers: &[&Paper], apart: &mut [Apart], work: &Work) -> Vec<Vec<usize>> {
    if !work.chooses {
        return vec![group];
    }
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for at in &group {
        let chosen = Apart { chosen: true, ..apart[*at].clone() };
        let tree = written(work, papers[*at], &papers[*at].item, &chosen);
        groups.entry(text(work, papers[*at], &tree)).or_default().push(*at);
    }
    if groups.len() < 2 {
        return vec![group];
    }
    group.iter().for_each(|at| apart[*at].chosen = true);
    groups.into_values().filter(|group| group.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_behind_z() {
        let letters = |suffix| Apart { suffix, ..Apart::default() }.letters();
        let expected =
            [(None, ""), (Some(0), "a"), (Some(25), "z"), (Some(26), "aa"), (Some(701), "zz"), (Some(702), "aaa")];
        for (suffix, expected) in expected {
            assert_eq!(letters(suffix), expected, "the letter of {suffix:?}");
        }
    }
}
