//! Several papers in one citation: those of the same people stand together, and what they share is said once.

use std::collections::HashMap;

use citationberg::{Collapse, StyleClass};
use hayagriva::{Elem, ElemChildren, ElemMeta, Formatting};

use super::apart::Apart;
use crate::cite::papers::item::Paper;
use crate::cite::papers::rich::Sign;
use crate::cite::work::Work;
use crate::cite::written::glyphs::{Glyph, Glyphs, Letters};

/// A paper in a citation.
struct Cite {
    whole: Letters,
    /// The names it begins with.
    names: String,
    /// What is left without them.
    rest: Letters,
    /// The same without the letter behind the year, where that matters.
    year: String,
    suffix: Option<u32>,
    letters: String,
    number: Option<usize>,
}

/// One citation, from what the processor made of each paper.
pub fn one(papers: &[&Paper], apart: &[Apart], trees: Vec<ElemChildren>, work: &Work) -> Letters {
    let citation = &work.style.csl.citation;
    let by_number = citation.collapse == Some(Collapse::CitationNumber);
    let years = !by_number && citation.collapse.is_some();
    let cites = papers.iter().zip(apart).zip(trees).map(|((paper, apart), tree)| cite(paper, apart, &tree, work));
    let mut cites: Vec<Cite> = cites.filter(|cite| !cite.whole.list.is_empty()).collect();
    // Nobody puts the cites of a citation that has no order elsewhere than where they were given.
    if (years || citation.cite_group_delimiter.is_some()) && citation.sort.is_some() {
        cites = together(cites);
    }
    let layout = &citation.layout;
    let mut line = Line { glyphs: Glyphs::new(&[], &work.quotes, &work.givens, &work.style.adapted.manner) };
    line.glyphs.within(work.style.adapted.layouts[0]);
    line.text(layout.prefix.as_deref().unwrap_or_default());
    if by_number {
        numbers(&cites, &mut line, work)
    } else {
        named(&cites, years, &mut line, work)
    }
    line.joined(layout.suffix.as_deref().unwrap_or_default());
    line.glyphs.finish()
}

/// A citation as it grows.
struct Line<'a> {
    glyphs: Glyphs<'a>,
}

impl Line<'_> {
    fn text(&mut self, text: &str) {
        self.glyphs.push(text, Formatting::default());
    }

    fn joined(&mut self, text: &str) {
        self.glyphs.push(&Sign::Joint.char().to_string(), Formatting::default());
        self.text(text);
    }
}

fn cite(paper: &Paper, apart: &Apart, tree: &ElemChildren, work: &Work) -> Cite {
    let letters = apart.letters();
    let written = |tree: &ElemChildren, without_names: bool, letters: &str| {
        let mut writer = work.writer(paper, letters);
        writer.without_names = without_names;
        writer.children(tree);
        writer.finish()
    };
    let bare = |mut letters: Letters| -> Letters {
        let begins = |one: &Glyph| !(one.c.is_whitespace() || matches!(one.c, ',' | '.' | ';' | ':'));
        letters.list.drain(..letters.list.iter().position(begins).unwrap_or(letters.list.len()));
        letters
    };
    let names = first_names(tree).map(|elem| {
        let mut writer = work.writer(paper, "");
        writer.children(&elem.children);
        writer.finish().list.iter().map(|one| one.c).collect()
    });
    let collapse = work.style.csl.citation.collapse;
    let year = match collapse {
        Some(_) if apart.suffix.is_some() => {
            let mut apart = apart.clone();
            apart.suffix = None;
            let tree = work.cite(paper, &apart);
            bare(written(&tree, true, "")).list.iter().map(|one| one.c).collect()
        }
        _ => String::new(),
    };
    Cite {
        whole: written(tree, false, &letters),
        names: names.unwrap_or_default(),
        rest: if collapse.is_some() { bare(written(tree, true, &letters)) } else { Letters::default() },
        year,
        suffix: apart.suffix,
        number: tree.find_meta(&ElemMeta::CitationNumber).map(|_| paper.number),
        letters,
    }
}

fn first_names(tree: &ElemChildren) -> Option<&Elem> {
    tree.find_elem_by(&|elem| matches!(elem.meta, Some(ElemMeta::Names(_))) && !elem.children.is_empty())
}

/// Those of the same people behind the first of them.
fn together(cites: Vec<Cite>) -> Vec<Cite> {
    let mut groups: Vec<Vec<Cite>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for cite in cites {
        let known = places.get(&cite.names).copied().filter(|_| !cite.names.is_empty());
        match known.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.push(cite),
            None => {
                places.insert(cite.names.clone(), groups.len());
                groups.push(vec![cite]);
            }
        }
    }
    for group in &mut groups {
        // The letters of a year are in order.
        for year in group.chunk_by_mut(|one, other| !one.year.is_empty() && one.year == other.year) {
            year.sort_by_key(|cite| cite.suffix);
        }
    }
    groups.into_iter().flatten().collect()
}

/// “[1]–[3], [5]”
fn numbers(cites: &[Cite], line: &mut Line, work: &Work) {
    let citation = &work.style.csl.citation;
    let between = citation.layout.delimiter.as_deref().unwrap_or_default();
    let after = citation.after_collapse_delimiter.as_deref().unwrap_or(between);
    let mut at = 0;
    let mut collapsed = false;
    while at < cites.len() {
        if at > 0 {
            line.joined(if collapsed { after } else { between });
        }
        let follows =
            |(one, other): &(&Cite, &Cite)| one.number.is_some() && one.number.map(|number| number + 1) == other.number;
        let run = cites[at..].iter().zip(&cites[at + 1..]).take_while(follows).count();
        line.glyphs.append(&cites[at].whole);
        // Two in a row are not worth a dash.
        collapsed = run > 1;
        if collapsed {
            line.text("–");
            line.glyphs.append(&cites[at + run].whole);
            at += run;
        }
        at += 1;
    }
}

/// “Alder 2020, 2021a, b; Rowan 2020”
fn named(cites: &[Cite], years: bool, line: &mut Line, work: &Work) {
    let citation = &work.style.csl.citation;
    let between = citation.layout.delimiter.as_deref().unwrap_or_default();
    let group = citation.cite_group_delimiter.as_deref();
    let letters = group.or(citation.year_suffix_delimiter.as_deref()).unwrap_or(between);
    let suffixes = matches!(citation.collapse, Some(Collapse::YearSuffix | Collapse::YearSuffixRanged));
    let ranged = citation.collapse == Some(Collapse::YearSuffixRanged);
    let in_text = work.style.csl.settings.class == StyleClass::InText;
    // What stands before a cite, by whether it and the one before it say less than they would alone.
    let delimiter = |same: bool, collapsed: bool, last_collapsed: bool| match &citation.after_collapse_delimiter {
        Some(after) if !collapsed && (last_collapsed || citation.collapse != Some(Collapse::YearSuffix)) => after,
        Some(_) => between,
        None => match group.filter(|_| same) {
            Some(group) => group,
            None if collapsed && in_text => ", ",
            None => between,
        },
    };
    let mut collapsed = false;
    let mut at = 0;
    while let Some(cite) = cites.get(at) {
        let before = at.checked_sub(1).and_then(|before| cites.get(before));
        let same = before.is_some_and(|before| !cite.names.is_empty() && before.names == cite.names);
        if !same || !years || cite.rest.list.is_empty() {
            if before.is_some() {
                line.joined(delimiter(same, false, collapsed));
            }
            line.glyphs.append(&cite.whole);
            collapsed = false;
        } else if suffixes && before.is_some_and(|before| !cite.year.is_empty() && before.year == cite.year) {
            let follows = |(one, other): &(&Cite, &Cite)| {
                one.names == other.names && one.year == other.year && one.suffix.map(|one| one + 1) == other.suffix
            };
            let rest = cites[at - 1..].iter().zip(&cites[at..]);
            let run = if ranged { rest.take_while(follows).count() } else { 0 };
            if run > 1 {
                line.text("–");
                at += run - 1;
            } else {
                line.joined(letters);
            }
            line.text(&cites[at].letters);
            collapsed = true;
        } else {
            line.joined(delimiter(true, true, collapsed));
            line.glyphs.append(&cite.rest);
            collapsed = true;
        }
        at += 1;
    }
}
