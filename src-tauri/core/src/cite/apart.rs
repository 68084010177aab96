//! What tells papers apart that would be cited alike: more names, more of a name, what the style says only then, or a
//! letter behind the year. By the rules of CSL, in their order, over all papers of a list or a citation.

use std::collections::{BTreeSet, HashMap};

use citationberg::DisambiguationRule as Rule;
use citationberg::json::Item;
use citationberg::taxonomy::NameVariable;
use hayagriva::types::Person;
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta};

use super::cores::on_cores;
use super::givens::{Givens, Manner, initials};
use super::item::Paper;
use super::work::Work;

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

/// A paper as it is cited, with what tells it apart but the letter, which is in `item`.
pub fn written(work: &Work, paper: &Paper, item: &Item, apart: &Apart) -> ElemChildren {
    let form = Form { shown: apart.shown, given: Given::Style, chosen: apart.chosen };
    let mut tree = work.render(paper, item, form);
    for given in [Given::Initials, Given::Full] {
        if apart.given.contains(&given) {
            let other = work.render(paper, item, Form { given, ..form });
            let Some(names) = names(&tree).map(|names| names.variable) else { continue };
            let mut more = HashMap::new();
            gather(&other, names, &mut more);
            more.retain(|at, _| apart.given.get(*at) == Some(&given));
            replace(&mut tree, names, &more);
        }
    }
    tree
}

/// The single names of a variable, by their places.
fn gather<'a>(tree: &'a ElemChildren, variable: NameVariable, found: &mut HashMap<usize, &'a Elem>) {
    for child in &tree.0 {
        if let ElemChild::Elem(elem) = child {
            match elem.meta {
                Some(ElemMeta::Name(of, at)) if of == variable => {
                    found.entry(at).or_insert(elem);
                }
                _ => gather(&elem.children, variable, found),
            }
        }
    }
}

fn replace(tree: &mut ElemChildren, variable: NameVariable, by: &HashMap<usize, &Elem>) {
    for child in &mut tree.0 {
        if let ElemChild::Elem(elem) = child {
            match elem.meta {
                Some(ElemMeta::Name(of, at)) if of == variable => {
                    if let Some(other) = by.get(&at) {
                        elem.children = other.children.clone();
                    }
                }
                _ => replace(&mut elem.children, variable, by),
            }
        }
    }
}

/// The names that a cite begins with.
struct Names<'a> {
    variable: NameVariable,
    people: &'a [Person],
    elem: &'a Elem,
}

fn names(tree: &ElemChildren) -> Option<Names<'_>> {
    tree.0.iter().find_map(|child| {
        let ElemChild::Elem(elem) = child else { return None };
        if let Some(ElemMeta::Names(lists)) = &elem.meta
            && let Some((people, variable)) = lists.iter().find(|(people, _)| !people.is_empty())
        {
            return Some(Names { variable: *variable, people, elem });
        }
        names(&elem.children)
    })
}

/// A cite as the style writes it by itself.
struct Cite {
    text: String,
    people: Vec<Person>,
    shown: usize,
    /// What of a given name is said already.
    said: Given,
    numbered: bool,
}

/// People with their given names as they are.
fn plain(people: &[Person], work: &Work) -> Vec<Person> {
    let given = |code: &String| work.givens.shown(code, &Manner::default());
    let plain = |person: &Person| Person { given_name: person.given_name.as_ref().map(given), ..person.clone() };
    people.iter().map(plain).collect()
}

impl Cite {
    fn new(work: &Work, paper: &Paper) -> Self {
        let tree = work.render(paper, &paper.item, Form::default());
        let text = text(work, paper, &tree);
        let numbered = tree.find_meta(&ElemMeta::CitationNumber).is_some();
        let Some(names) = names(&tree) else {
            return Self { text, people: Vec::new(), shown: 0, said: Given::Full, numbered };
        };
        let mut single = HashMap::new();
        gather(&names.elem.children, names.variable, &mut single);
        let said = single.iter().filter_map(|(at, elem)| {
            let person = names.people.get(*at)?;
            let given = person.given_name.as_ref()?;
            let written = format!("{:#}", elem.children);
            Some(if written.contains(given.as_str()) {
                Given::Full
            } else if Givens::in_text(&written) {
                Given::Initials
            } else {
                Given::Style
            })
        });
        let said = said.min().unwrap_or(Given::Full);
        Self { text, people: plain(names.people, work), shown: single.len(), said, numbered }
    }

    /// The names as they tell apart.
    fn key(&self, shown: usize, given: &[Given]) -> Vec<String> {
        let mut key: Vec<String> = self
            .people
            .iter()
            .take(shown)
            .enumerate()
            .map(|(at, person)| {
                let said = given.get(at).copied().unwrap_or_default().max(self.said);
                format!("{}\n{}", person.name, part(person, said))
            })
            .collect();
        key.extend((shown < self.people.len()).then(|| "…".to_owned()));
        key
    }
}

/// So much of a given name.
fn part(person: &Person, given: Given) -> String {
    let name = person.given_name.as_deref().unwrap_or_default();
    match given {
        Given::Style => String::new(),
        Given::Initials => initials(name, " ", true),
        Given::Full => name.to_owned(),
    }
}

fn text(work: &Work, paper: &Paper, tree: &ElemChildren) -> String {
    let mut writer = work.writer(paper, "");
    writer.children(tree);
    writer.finish().iter().map(|glyph| glyph.c).collect()
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

/// People of one family name get as much of their given names as tells them apart, wherever they are named.
fn namesakes(cites: &[Cite], rule: Rule, initials: bool) -> Vec<Apart> {
    let primary = matches!(rule, Rule::PrimaryName | Rule::PrimaryNameWithInitials);
    let limited = matches!(rule, Rule::AllNamesWithInitials | Rule::PrimaryNameWithInitials);
    let looked = |cite: &Cite| if primary { 1.min(cite.people.len()) } else { cite.people.len() };
    // Of each family name: the given names there are, by their initials.
    let mut known: HashMap<&str, HashMap<String, BTreeSet<String>>> = HashMap::new();
    if rule != Rule::ByCite {
        for cite in cites {
            for person in &cite.people[..looked(cite)] {
                let same = known.entry(&person.name).or_default().entry(part(person, Given::Initials)).or_default();
                same.insert(part(person, Given::Full));
            }
        }
    }
    let more = |person: &Person| {
        let family = known.get(person.name.as_str())?;
        let same = family.get(&part(person, Given::Initials)).map_or(0, BTreeSet::len);
        // With the same initials, and with others.
        match (same > 1, family.len() > 1) {
            (false, false) => None,
            (false, true) if initials => Some(Given::Initials),
            (true, true) if initials && limited => Some(Given::Initials),
            _ if limited => None,
            _ => Some(Given::Full),
        }
    };
    let told = |cite: &Cite| {
        let people = &cite.people[..looked(cite)];
        let given: Vec<Given> = people.iter().map(|person| more(person).unwrap_or_default()).collect();
        Apart {
            given: if given.iter().any(|given| *given != Given::Style) { given } else { Vec::new() },
            ..Apart::default()
        }
    };
    cites.iter().map(told).collect()
}

/// Adds names, and more of names, until no more papers of a group are told apart; gives those that still are not.
fn by_names(group: Vec<usize>, cites: &[Cite], apart: &mut [Apart], work: &Work) -> Vec<Vec<usize>> {
    let citation = &work.style.csl.citation;
    let by_cite = citation.disambiguate_add_givenname && citation.givenname_disambiguation_rule == Rule::ByCite;
    let most = group.iter().map(|at| cites[*at].people.len()).max().unwrap_or(0);
    let least = group.iter().map(|at| cites[*at].shown).min().unwrap_or(0);
    // Nobody reads so many names to tell two papers apart.
    let last = if citation.disambiguate_add_names { most.min(least + 60) } else { least };
    let mut left = vec![group];
    for shown in least.max(1)..=last.max(least) {
        left = left.into_iter().flat_map(|group| told_by(group, shown, cites, apart)).collect();
        for place in 0..if by_cite { shown } else { 0 } {
            left =
                left.into_iter().flat_map(|group| expanded(group, shown, place, cites, apart, work.initials)).collect();
        }
        if left.is_empty() {
            break;
        }
    }
    // What did not help is not said.
    left.iter().flatten().for_each(|at| apart[*at].shown = None);
    left
}

fn shown(cite: &Cite, names: usize) -> Option<u32> {
    u32::try_from(names.min(cite.people.len())).ok().filter(|names| *names as usize > cite.shown)
}

/// The groups that so many names leave; those who are alone then are told apart by it.
fn told_by(group: Vec<usize>, names: usize, cites: &[Cite], apart: &mut [Apart]) -> Vec<Vec<usize>> {
    let mut groups: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for at in group {
        let key = cites[at].key(names.max(cites[at].shown), &apart[at].given);
        groups.entry(key).or_default().push(at);
    }
    let mut left: Vec<Vec<usize>> = Vec::new();
    for group in groups.into_values() {
        for at in &group {
            apart[*at].shown = shown(&cites[*at], names);
        }
        if group.len() > 1 {
            left.push(group);
        }
    }
    left
}

/// The same with more of the name at one place, where that differs.
fn expanded(
    group: Vec<usize>,
    names: usize,
    place: usize,
    cites: &[Cite],
    apart: &mut [Apart],
    initials: bool,
) -> Vec<Vec<usize>> {
    let before: Vec<Vec<Given>> = group.iter().map(|at| apart[*at].given.clone()).collect();
    let distinct = |given| {
        let parts = group.iter().filter_map(|at| Some(part(cites[*at].people.get(place)?, given)));
        parts.collect::<BTreeSet<String>>().len()
    };
    if distinct(Given::Full) < 2 {
        return vec![group];
    }
    let given =
        if initials && distinct(Given::Initials) == distinct(Given::Full) { Given::Initials } else { Given::Full };
    for at in &group {
        let own = &mut apart[*at].given;
        own.resize(own.len().max(place + 1), Given::Style);
        own[place] = own[place].max(given);
    }
    let count = group.len();
    let copy = group.clone();
    let left = told_by(group, names, cites, apart);
    if left.len() == 1 && left[0].len() == count {
        copy.iter().zip(before).for_each(|(at, given)| apart[*at].given = given);
    }
    left
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
