//! A paper as it is cited by itself, and with what tells it apart.

use std::collections::HashMap;

use citationberg::json::Item;
use citationberg::taxonomy::NameVariable;
use hayagriva::types::Person;
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta};

use super::{Apart, Form, Given};
use crate::cite::papers::givens::{Givens, Manner, initials};
use crate::cite::papers::item::Paper;
use crate::cite::papers::rich::Sign;
use crate::cite::work::Work;

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
pub struct Cite {
    pub text: String,
    pub people: Vec<Person>,
    /// How many of them are named.
    pub shown: usize,
    /// What of a given name is said already.
    said: Given,
    pub numbered: bool,
}

/// People with their given names as they are.
fn plain(people: &[Person], work: &Work) -> Vec<Person> {
    let given = |code: &String| work.givens.shown(code, &Manner::default());
    let plain = |person: &Person| Person {
        name: person.name.replace(Sign::Whole.char(), ""),
        given_name: person.given_name.as_ref().map(given),
        ..person.clone()
    };
    people.iter().map(plain).collect()
}

impl Cite {
    pub fn new(work: &Work, paper: &Paper) -> Self {
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
    pub fn key(&self, shown: usize, given: &[Given]) -> Vec<String> {
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
pub fn part(person: &Person, given: Given) -> String {
    let name = person.given_name.as_deref().unwrap_or_default();
    match given {
        Given::Style => String::new(),
        Given::Initials => initials(name, " ", true),
        Given::Full => name.to_owned(),
    }
}

pub fn text(work: &Work, paper: &Paper, tree: &ElemChildren) -> String {
    let mut writer = work.writer(paper, "");
    writer.children(tree);
    writer.finish().list.iter().map(|glyph| glyph.c).collect()
}

/// A paper as it is cited, with what tells it apart but the letter, which is in `item`.
pub fn written(work: &Work, paper: &Paper, item: &Item, apart: &Apart) -> ElemChildren {
    let form = Form { shown: apart.shown, given: Given::Style, chosen: apart.chosen, ..Form::default() };
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
