//! Several papers in one citation: those of the same people stand together, and what they share is said once.

use std::collections::HashMap;

use citationberg::{Collapse, StyleClass, VerticalAlign};
use hayagriva::{ElemChildren, ElemMeta};

use super::apart::Apart;
use super::line::{Line, shown};
use super::people;
use crate::cite::citation::{self, Author};
use crate::cite::papers::item::Paper;
use crate::cite::together::order;
use crate::cite::work::Work;
use crate::cite::written::glyphs::{Glyph, Glyphs, Letters};

/// A paper in a citation: what is said of it there, as it is cited there, and what tells it apart.
pub struct Cited<'a> {
    pub cite: &'a citation::Cite<usize>,
    pub paper: Paper,
    pub apart: &'a Apart,
}

/// The same in letters.
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
    located: bool,
    /// The words before it and behind it.
    words: [String; 2],
}

/// One citation. Who is named in the sentence stands before what is in brackets.
pub fn citation(cites: Vec<Cited>, work: &Work) -> Letters {
    let mut line = Line { glyphs: Glyphs::new(&[], &work.quotes, &work.givens, &work.style.adapted.manner) };
    // A note names who is cited without brackets around the rest.
    let names = work.style.csl.settings.class == StyleClass::InText;
    let named = |author: Author| author == Author::Alone || (names && author == Author::InText);
    let mut parts: Vec<Vec<Cited>> = Vec::new();
    for cited in cites {
        match parts.last_mut() {
            Some(part) if !named(cited.cite.author) && part[0].cite.author != Author::Alone => part.push(cited),
            _ => parts.push(vec![cited]),
        }
    }
    for (at, mut part) in parts.into_iter().enumerate() {
        let (author, is_named) = (part[0].cite.author, named(part[0].cite.author));
        if at > 0 {
            line.text(if is_named { "; " } else { " " });
        }
        if is_named {
            line.before(&part[0].cite.prefix);
            line.glyphs.append(&people::letters(&part[0].paper, part[0].apart, work));
        }
        if author == Author::Alone {
            line.behind(&part[0].cite.suffix);
            continue;
        }
        if is_named {
            // A raised number stands at the name.
            let raised = work.style.adapted.layouts[0].vertical_align == Some(VerticalAlign::Sup);
            line.text(if raised { "" } else { " " });
        } else {
            let papers: Vec<Paper> = part.iter().map(|cited| cited.paper.clone()).collect();
            let mut part_in_order: Vec<Option<Cited>> = part.into_iter().map(Some).collect();
            part = order::cited(&papers, work).into_iter().filter_map(|at| part_in_order.get_mut(at)?.take()).collect();
        }
        bracketed(&part, is_named, &mut line, work);
    }
    line.glyphs.finish()
}

/// What is in brackets; the first of it may be named before them.
fn bracketed(part: &[Cited], is_named: bool, line: &mut Line, work: &Work) {
    let citation = &work.style.csl.citation;
    let by_number = citation.collapse == Some(Collapse::CitationNumber);
    let years = !by_number && citation.collapse.is_some();
    let cites = part.iter().enumerate().map(|(at, cited)| cite(cited, at == 0, is_named && at == 0, work));
    let mut cites: Vec<Cite> = cites.filter(|cite| !cite.whole.list.is_empty()).collect();
    // Nobody puts the cites of a citation that has no order elsewhere than where they were given.
    if (years || citation.cite_group_delimiter.is_some()) && citation.sort.is_some() && !is_named {
        cites = together(cites);
    }
    let layout = &citation.layout;
    let around = line.glyphs.within(work.style.adapted.layouts[0]);
    line.text(layout.prefix.as_deref().unwrap_or_default());
    if by_number {
        numbers(&cites, line, work)
    } else {
        named(&cites, years, line, work)
    }
    line.joined(layout.suffix.as_deref().unwrap_or_default());
    line.glyphs.back(around);
}

impl Line<'_> {
    /// What parts two cites, unless their own words do.
    fn between(&mut self, last: &Cite, next: &Cite, delimiter: &str) {
        let parts = |c: char| matches!(c, ',' | ';' | ':');
        if shown(&last.words[1]).trim_end().ends_with(parts) {
            self.text(" ");
        } else if !shown(&next.words[0]).starts_with(parts) {
            self.joined(delimiter);
        }
    }

    fn cite(&mut self, cite: &Cite, letters: &Letters) {
        self.before(&cite.words[0]);
        self.glyphs.append(letters);
        self.behind(&cite.words[1]);
    }
}

fn cite(cited: &Cited, is_first: bool, is_named: bool, work: &Work) -> Cite {
    let Cited { cite, paper, apart } = cited;
    let prefix = if is_named { String::new() } else { cite.prefix.clone() };
    let tree = work.cite(paper, apart);
    let letters = apart.letters();
    let capital = if prefix.is_empty() { is_first } else { shown(&prefix).trim_end().ends_with(['.', '!', '?']) };
    let written = |tree: &ElemChildren, without_names: bool, letters: &str| {
        let mut writer = work.writer(paper, letters);
        writer.glyphs.capital &= capital;
        writer.without_names = without_names;
        writer.children(tree);
        writer.finish()
    };
    let bare = |mut letters: Letters| -> Letters {
        let begins = |one: &Glyph| !(one.c.is_whitespace() || matches!(one.c, ',' | '.' | ';' | ':'));
        letters.list.drain(..letters.list.iter().position(begins).unwrap_or(letters.list.len()));
        letters
    };
    let left_out = (is_named || cite.author == Author::LeftOut) && people::first(&tree).is_some();
    let names = people::elem(&tree).filter(|_| !left_out).map(|elem| {
        let mut writer = work.writer(paper, "");
        writer.children(&elem.children);
        writer.finish().list.iter().map(|one| one.c).collect()
    });
    let collapse = work.style.csl.citation.collapse;
    let year = match collapse {
        Some(_) if apart.suffix.is_some() => {
            let mut apart = (*apart).clone();
            apart.suffix = None;
            let tree = work.cite(paper, &apart);
            bare(written(&tree, true, "")).list.iter().map(|one| one.c).collect()
        }
        _ => String::new(),
    };
    let rest = if left_out || collapse.is_some() { bare(written(&tree, true, &letters)) } else { Letters::default() };
    Cite {
        whole: if left_out { rest.clone() } else { written(&tree, false, &letters) },
        names: names.unwrap_or_default(),
        rest,
        year,
        suffix: apart.suffix,
        number: tree.find_meta(&ElemMeta::CitationNumber).map(|_| paper.number),
        letters,
        located: paper.locator.is_some(),
        words: [prefix, cite.suffix.clone()],
    }
}

/// Those of the same people behind the first of them.
fn together(cites: Vec<Cite>) -> Vec<Cite> {
    let mut groups: Vec<Vec<Cite>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for cite in cites {
        let known = places.get(&cite.names).copied().filter(|_| !cite.names.is_empty() && cite.words[0].is_empty());
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
        if let Some(last) = at.checked_sub(1) {
            line.between(&cites[last], &cites[at], if collapsed { after } else { between });
        }
        let follows = |(one, other): &(&Cite, &Cite)| {
            let alone = !(one.located || other.located) && one.words[1].is_empty() && other.words[0].is_empty();
            alone && one.number.is_some() && one.number.map(|number| number + 1) == other.number
        };
        let run = cites[at..].iter().zip(&cites[at + 1..]).take_while(follows).count();
        line.cite(&cites[at], &cites[at].whole);
        // Two in a row are not worth a dash.
        collapsed = run > 1;
        if collapsed {
            line.text("–");
            line.cite(&cites[at + run], &cites[at + run].whole);
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
        let joins = |before: &Cite| cite.words[0].is_empty() && before.words[1].is_empty();
        let same = before.is_some_and(|before| !cite.names.is_empty() && before.names == cite.names && joins(before));
        if same && years && cite.rest.list.is_empty() && cite.words[1].is_empty() {
            // All that there is of it is said.
        } else if !same || !years {
            if let Some(before) = before {
                line.between(before, cite, delimiter(same, false, collapsed));
            }
            line.cite(cite, &cite.whole);
            collapsed = false;
        } else if suffixes && before.is_some_and(|before| !cite.year.is_empty() && before.year == cite.year) {
            let follows = |(one, other): &(&Cite, &Cite)| {
                let alone = one.words[1].is_empty() && other.words[0].is_empty();
                alone
                    && one.names == other.names
                    && one.year == other.year
                    && one.suffix.map(|one| one + 1) == other.suffix
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
            line.behind(&cites[at].words[1]);
            collapsed = true;
        } else {
            // A place in the paper before could be taken for a year.
            let after = citation.after_collapse_delimiter.as_deref().filter(|_| before.is_some_and(|one| one.located));
            line.joined(after.unwrap_or_else(|| delimiter(true, true, collapsed)));
            line.cite(cite, &cite.rest);
            collapsed = true;
        }
        at += 1;
    }
}
