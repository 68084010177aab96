//! More names, and more of a name.

use std::collections::{BTreeSet, HashMap};

use citationberg::DisambiguationRule as Rule;
use hayagriva::types::Person;

use super::cite::{Cite, part};
use super::{Apart, Given};
use crate::cite::papers::rich::Sign;
use crate::cite::work::Work;

/// People of one family name get as much of their given names as tells them apart, wherever they are named.
pub fn namesakes(cites: &[Cite], rule: Rule, initials: bool) -> Vec<Apart> {
    let primary = matches!(rule, Rule::PrimaryName | Rule::PrimaryNameWithInitials);
    let limited = matches!(rule, Rule::AllNamesWithInitials | Rule::PrimaryNameWithInitials);
    let looked = |cite: &Cite| if primary { 1.min(cite.people.len()) } else { cite.people.len() };
    // Of each family name: the given names there are, by their initials.
    let mut known: HashMap<&str, HashMap<String, BTreeSet<String>>> = HashMap::new();
    if rule != Rule::ByCite {
        for cite in cites {
            for person in &cite.people[..looked(cite)] {
                let same = known.entry(family(person)).or_default().entry(part(person, Given::Initials)).or_default();
                same.insert(part(person, Given::Full));
            }
        }
    }
    let more = |person: &Person| {
        let names = known.get(family(person))?;
        let same = names.get(&part(person, Given::Initials)).map_or(0, BTreeSet::len);
        // With the same initials, and with others.
        match (same > 1, names.len() > 1) {
            (false, false) => None,
            (false, true) if initials || limited => Some(Given::Initials),
            (true, true) if limited => Some(Given::Initials),
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

/// The family name without its particle: “van Alder” is a namesake of “Alder”.
fn family(person: &Person) -> &str {
    person.name.rsplit(Sign::Part.char()).next().unwrap_or_default()
}

/// Adds names, and more of names, until no more papers of a group are told apart; gives those that still are not.
pub fn by_names(group: Vec<usize>, cites: &[Cite], apart: &mut [Apart], work: &Work) -> Vec<Vec<usize>> {
    let citation = &work.style.csl.citation;
    let by_cite = citation.disambiguate_add_givenname && citation.givenname_disambiguation_rule == Rule::ByCite;
    let most = group.iter().map(|at| cites[*at].people.len()).max().unwrap_or(0);
    let least = group.iter().map(|at| cites[*at].shown).min().unwrap_or(0);
    // Nobody reads so many names to tell two papers apart.
    let last = if citation.disambiguate_add_names { most.min(least + 60) } else { least };
    let mut left = vec![group];
    // With how many names each group was told from others last.
    let mut helped: HashMap<usize, Option<u32>> = HashMap::new();
    for shown in least.max(1)..=last.max(least) {
        let mut next = Vec::new();
        for group in left {
            let count = group.len();
            let parts = told_by(group, shown, cites, apart);
            if parts.iter().map(Vec::len).sum::<usize>() < count || parts.len() > 1 {
                helped.extend(parts.iter().flatten().map(|at| (*at, apart[*at].shown)));
            }
            next.extend(parts);
        }
        left = next;
        for place in 0..if by_cite { shown } else { 0 } {
            let mut next = Vec::new();
            for group in left {
                let count = group.len();
                let parts = expanded(group, shown, place, cites, apart, work.initials);
                if parts.iter().map(Vec::len).sum::<usize>() < count || parts.len() > 1 {
                    helped.extend(parts.iter().flatten().map(|at| (*at, apart[*at].shown)));
                }
                next.extend(parts);
            }
            left = next;
        }
        if left.is_empty() {
            break;
        }
    }
    // What did not help is not said.
    left.iter().flatten().for_each(|at| apart[*at].shown = helped.get(at).copied().flatten());
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
