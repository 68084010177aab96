//! “———” for people who are those of the entry before, in the four ways that CSL has.

use citationberg::SubsequentAuthorSubstituteRule as Rule;
use citationberg::TermForm;
use citationberg::taxonomy::OtherTerm;
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use crate::cite::papers::rich::Sign;
use crate::cite::work::{Entry, Work};

/// What an entry stands under.
#[derive(Clone, PartialEq, Eq)]
struct Heading {
    /// Whether there are others, who are not named.
    more: bool,
    /// Those who are, as they are written; or what stands for people.
    names: Vec<ElemChildren>,
}

/// Puts the substitute into the entries of a list.
pub fn names(entries: &mut [Entry], work: &Work) {
    let Some(list) = &work.style.csl.bibliography else { return };
    let Some(mark) = &list.subsequent_author_substitute else { return };
    let et_al =
        [OtherTerm::EtAl, OtherTerm::AndOthers].map(|term| work.terms.term(term, TermForm::Long).unwrap_or("et al."));
    let mut before: Option<Heading> = None;
    for entry in entries {
        let heading = heading(&entry.content);
        if let (Some(heading), Some(before)) = (&heading, &before) {
            let same = heading.names.iter().zip(&before.names).take_while(|(one, other)| one == other).count();
            let complete = heading == before;
            let names = &mut entry.content;
            match list.subsequent_author_substitute_rule {
                Rule::CompleteAll if complete => whole(names, mark, et_al),
                Rule::CompleteEach if complete => first(names, mark, heading.names.len()),
                Rule::PartialEach if same > 0 => first(names, mark, same),
                Rule::PartialFirst if same > 0 => first(names, mark, 1),
                _ => {}
            }
        }
        before = heading;
    }
}

fn heading(tree: &ElemChildren) -> Option<Heading> {
    let elem = elem(tree)?;
    let mut names = Vec::new();
    gather(&elem.children, &mut names);
    let people = match &elem.meta {
        Some(ElemMeta::Names(lists)) => lists.iter().map(|(people, _)| people.len()).sum(),
        _ => 0,
    };
    let more = names.len() < people;
    if names.is_empty() {
        names.push(elem.children.clone());
    }
    Some(Heading { more, names })
}

/// The first names of an entry, or what stands for them.
fn elem(tree: &ElemChildren) -> Option<&Elem> {
    let outer =
        tree.find_elem_by(&|elem| matches!(elem.meta, Some(ElemMeta::Names(_))) && !elem.children.is_empty())?;
    elem(&outer.children).or(Some(outer))
}

fn elem_mut(tree: &mut ElemChildren) -> Option<&mut Elem> {
    for child in &mut tree.0 {
        if let ElemChild::Elem(one) = child {
            if matches!(one.meta, Some(ElemMeta::Names(_))) && !one.children.is_empty() {
                // In what stands for people there may be others.
                return if elem(&one.children).is_some() { elem_mut(&mut one.children) } else { Some(one) };
            }
            if elem(&one.children).is_some() {
                return elem_mut(&mut one.children);
            }
        }
    }
    None
}

fn gather(tree: &ElemChildren, names: &mut Vec<ElemChildren>) {
    for child in &tree.0 {
        if let ElemChild::Elem(elem) = child {
            match elem.meta {
                Some(ElemMeta::Name(..)) => names.push(unmarked(&elem.children)),
                _ => gather(&elem.children, names),
            }
        }
    }
}

/// A name as it reads: that of an institution is the same whether it is said to be one or not.
fn unmarked(tree: &ElemChildren) -> ElemChildren {
    let mut tree = tree.clone();
    for child in &mut tree.0 {
        if let ElemChild::Text(one) = child {
            one.text = one.text.replace(Sign::Whole.char(), "");
        }
    }
    tree
}

fn text(mark: &str) -> ElemChild {
    ElemChild::Text(Formatted { text: mark.to_owned(), formatting: Formatting::default() })
}

/// The mark for all names with what is between them, and “et al.”; what stands before and behind stays.
fn whole(tree: &mut ElemChildren, mark: &str, et_al: [&str; 2]) {
    let Some(elem) = elem_mut(tree) else { return };
    let list = &mut elem.children.0;
    let is_name =
        |child: &ElemChild| matches!(child, ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Name(..))));
    let (Some(start), Some(end)) = (list.iter().position(is_name), list.iter().rposition(is_name)) else {
        return elem.children = ElemChildren(vec![text(mark)]);
    };
    // “et al.” is in the text behind them, with a comma perhaps, in a look of its own perhaps.
    for child in list.iter_mut().skip(end + 1) {
        if let ElemChild::Text(behind) = child
            && let Some((at, term)) = et_al.iter().find_map(|term| Some((behind.text.find(term)?, term)))
        {
            behind.text.drain(..at + term.len());
            break;
        }
    }
    let comma = |child: &mut ElemChild| match child {
        ElemChild::Text(behind) if behind.text.chars().all(|c| c == ',' || c == ' ') => behind.text.clear(),
        _ => {}
    };
    if list.len() > end + 2 {
        list.get_mut(end + 1).map(comma);
    }
    list.splice(start..=end, [text(mark)]);
}

/// The mark for each of the first names.
fn first(tree: &mut ElemChildren, mark: &str, mut count: usize) {
    let Some(elem) = elem_mut(tree) else { return };
    for child in &mut elem.children.0 {
        if let ElemChild::Elem(name) = child
            && matches!(name.meta, Some(ElemMeta::Name(..)))
            && count > 0
        {
            count -= 1;
            name.children = ElemChildren(vec![text(mark)]);
        }
    }
}
