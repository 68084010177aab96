//! Papers that may be one work, by their titles, authors and years. Pure: rows in, groups out.
//!
//! Nothing is compared with everything: two titles meet only under the same first author and with the same beginning
//! or end.

mod likeness;

use std::collections::{HashMap, HashSet};

use crate::model::{Draft, DuplicateGroup, Id};
use crate::search::fold::title_key;

use likeness::{Likeness, likeness};
pub use likeness::{family, same_people};

/// Titles shorter than this (in letters) do not identify a work: "Introduction", "Editorial".
pub const TELLING_TITLE: usize = 12;
/// Letters of a title's beginning or end that two papers must share to be compared at all.
const ENDS: usize = 10;
/// Titles compared with the next ones of their block; a block of more is a series, not one work.
pub const WINDOW: usize = 24;

/// What is compared of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: Id,
    /// As `fold::title_key` gives it.
    pub title_key: String,
    pub year: Option<i32>,
    /// The first author's family name, folded; empty when there is no author.
    pub family: String,
}

impl Candidate {
    pub fn of(draft: &Draft, id: Id) -> Self {
        let family = families(draft).into_iter().next().unwrap_or_default();
        Self { id, title_key: title_key(&draft.title), year: draft.year, family }
    }
}

/// Family names of a draft's authors.
pub fn families(draft: &Draft) -> Vec<String> {
    let filed = |at: usize| draft.sort_names.get(at).map_or("", String::as_str);
    draft.authors.iter().enumerate().map(|(at, name)| family(name, filed(at))).collect()
}

/// Two papers that look like one work, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    pub one: Id,
    pub other: Id,
    pub reason: String,
    /// They share an identifier, which does not err.
    pub sure: bool,
}

impl Pair {
    pub fn by_identifier(one: Id, other: Id, kind: &str, value: &str) -> Self {
        let reason = format!("The same identifier, {kind} {value}");
        Self { one: one.min(other), other: one.max(other), reason, sure: true }
    }
}

/// The beginning and the end by which a title meets others; `None` for one that says too little.
pub fn ends(title_key: &str) -> Option<(&str, &str)> {
    if title_key.chars().count() < TELLING_TITLE {
        return None;
    }
    let begins = title_key.char_indices().nth(ENDS).map_or(title_key.len(), |(at, _)| at);
    let ends = title_key.char_indices().rev().nth(ENDS - 1).map_or(0, |(at, _)| at);
    Some((&title_key[..begins], &title_key[ends..]))
}

/// Pairs of papers whose titles, first authors and years agree closely.
pub fn alike(papers: &[Candidate]) -> Vec<Pair> {
    let mut blocks: HashMap<(&str, &str, bool), Vec<usize>> = HashMap::new();
    for (at, paper) in papers.iter().enumerate() {
        if let Some((begins, ends)) = ends(&paper.title_key) {
            blocks.entry((&paper.family, begins, true)).or_default().push(at);
            blocks.entry((&paper.family, ends, false)).or_default().push(at);
        }
    }
    let mut seen = HashSet::new();
    let mut pairs = Vec::new();
    for mut block in blocks.into_values() {
        block.sort_unstable_by(|a, b| papers[*a].title_key.cmp(&papers[*b].title_key));
        for (at, first) in block.iter().enumerate() {
            for second in block[at + 1..].iter().take(WINDOW) {
                let found = pair(&papers[*first], &papers[*second]);
                pairs.extend(found.filter(|pair| seen.insert((pair.one, pair.other))));
            }
        }
    }
    pairs
}

/// The same for one paper and those that it meets.
pub fn like(paper: &Candidate, others: &[Candidate]) -> Vec<Pair> {
    let mut seen = HashSet::new();
    let met = others.iter().filter(|other| other.id != paper.id && other.family == paper.family);
    met.filter(|other| seen.insert(other.id)).filter_map(|other| pair(paper, other)).collect()
}

fn pair(one: &Candidate, other: &Candidate) -> Option<Pair> {
    let reason = match likeness(one, other)? {
        Likeness::SameTitle => "The same title and first author",
        Likeness::Subtitle => "The same title and first author; one lacks the subtitle",
        Likeness::NearTitle => "Nearly the same title, and the same first author",
    };
    Some(Pair { one: one.id.min(other.id), other: one.id.max(other.id), reason: reason.into(), sure: false })
}

/// Pairs joined into groups, the surest and largest first; ids from the oldest to the newest.
pub fn groups(pairs: &[Pair]) -> Vec<DuplicateGroup> {
    let mut root: HashMap<Id, Id> = HashMap::new();
    fn find(root: &mut HashMap<Id, Id>, id: Id) -> Id {
        let up = *root.entry(id).or_insert(id);
        if up == id {
            return id;
        }
        let top = find(root, up);
        root.insert(id, top);
        top
    }
    for pair in pairs {
        let (one, other) = (find(&mut root, pair.one), find(&mut root, pair.other));
        root.insert(one.max(other), one.min(other));
    }
    let mut groups: HashMap<Id, DuplicateGroup> = HashMap::new();
    for pair in pairs {
        let top = find(&mut root, pair.one);
        let group = groups.entry(top).or_insert_with(|| DuplicateGroup { sure: true, ..DuplicateGroup::default() });
        group.papers.extend([pair.one, pair.other]);
        group.sure &= pair.sure;
        if !group.reasons.contains(&pair.reason) {
            group.reasons.push(pair.reason.clone());
        }
    }
    let mut groups: Vec<DuplicateGroup> = groups.into_values().collect();
    for group in &mut groups {
        group.papers.sort_unstable();
        group.papers.dedup();
        group.reasons.sort_unstable();
    }
    groups.sort_unstable_by_key(|group| (!group.sure, group.papers.first().copied()));
    groups
}
