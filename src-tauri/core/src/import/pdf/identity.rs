//! Which DOI and which number of arXiv are the paper's own. A paper names many others: those it cites, its data, the
//! journal. So a place counts by how surely it speaks of the paper itself, and the list of references not at all.

use std::path::Path;

use super::front::{Front, HEAD};
use super::sheet::{Line, Sheet};
use super::xmp::Said;
use crate::formats;
use crate::import::ids::find_identifiers;
use crate::model::{Identifier, IdentifierKind};

/// Who registers data and code, not papers.
const DATA: &[&str] = &["10.5281/", "10.6084/", "10.5061/", "10.17605/", "10.7910/", "10.24433/", "10.5255/"];

/// DOIs that are compared with each other; the head and the foot of a few pages hold a handful.
const MOST: usize = 300;

/// The identifiers of a paper, with the day of arXiv's stamp where there is one.
pub fn own(sheet: &Sheet, said: &Said, front: &Front, path: &Path) -> (Vec<Identifier>, Option<String>) {
    let mut found = Vec::new();
    let stamp = stamp(sheet, front);
    let told = sheet.more.iter().find_map(|value| of_kind(value, IdentifierKind::Arxiv).into_iter().next());
    let named = of_name(path);
    let arxiv = stamp.as_ref().map(|(number, _)| number.clone()).or(told);
    found.extend(arxiv.or_else(|| named.clone().filter(|one| one.kind == IdentifierKind::Arxiv)));
    found.extend(doi(sheet, said, front).map(|value| Identifier { kind: IdentifierKind::Doi, value }));
    found.extend(named.filter(|one| one.kind == IdentifierKind::Acl));
    (found, stamp.and_then(|(_, day)| day))
}

fn of_kind(text: &str, kind: IdentifierKind) -> Vec<Identifier> {
    find_identifiers(text).into_iter().filter(|one| one.kind == kind).collect()
}

/// `arXiv:2303.01234v2 [cs.CL] 3 Mar 2023` in the margin, or alone on a line of its own.
fn stamp(sheet: &Sheet, front: &Front) -> Option<(Identifier, Option<String>)> {
    let turned = sheet.lines.iter().filter(|line| line.turned && line.page <= 1);
    let level = front.lines.iter().copied().filter(|line| line.text.contains('['));
    let line = turned.chain(level).find(|line| line.text.trim_start().to_lowercase().starts_with("arxiv:"))?;
    let number = of_kind(&line.text, IdentifierKind::Arxiv).into_iter().next()?;
    let date = line.text.rsplit(']').next().unwrap_or_default();
    let day = match formats::parse_date(date) {
        (Some(year), Some(month), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        _ => None,
    };
    Some((number, day))
}

/// arXiv and the Anthology name the files that they hand out by the number of the paper.
fn of_name(path: &Path) -> Option<Identifier> {
    let stem = path.file_stem()?.to_str()?;
    let is_whole = |one: &Identifier| stem.strip_prefix(&one.value).is_some_and(is_version);
    let arxiv = of_kind(&format!("arXiv:{stem}"), IdentifierKind::Arxiv).into_iter().find(is_whole);
    let last = stem.rsplit([' ', '_']).next().unwrap_or_default();
    let acl = || of_kind(&format!("https://aclanthology.org/{last}"), IdentifierKind::Acl).into_iter().next();
    arxiv.or_else(|| acl().filter(|one| one.value.eq_ignore_ascii_case(last)))
}

/// Nothing, or `v2`.
fn is_version(rest: &str) -> bool {
    rest.is_empty()
        || rest.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
}

fn doi(sheet: &Sheet, said: &Said, front: &Front) -> Option<String> {
    let of_xmp = ["doi", "DOI", "identifier", "url"].into_iter().flat_map(|name| said.all(name));
    let of_jabref = said.of_jabref().filter(|(name, _)| *name == "doi").map(|(_, value)| value);
    let of_metadata = of_xmp.chain(of_jabref).chain(sheet.more.iter().map(String::as_str));
    if let Some(doi) = of_metadata.filter_map(formats::doi).next() {
        return Some(doi.value);
    }
    // Elsevier's and others' line of where it appeared: "Rain, 12 (2020) 1-10. doi:10.5555/rain".
    let of_subject = |text: &String| of_kind(text, IdentifierKind::Doi).into_iter().next();
    if let Some(doi) = [&sheet.subject, &sheet.keywords, &sheet.title].into_iter().find_map(of_subject) {
        return Some(doi.value);
    }
    let linked: Vec<String> = {
        let first = front.lines.first().map_or(0, |line| line.page);
        let urls = sheet.links.iter().filter(|link| link.page == first).map(|link| link.url.as_str());
        distinct(urls.filter(|url| url.contains("doi.org/") || url.contains("doi=")).flat_map(dois_in))
    };
    let shown = before_references(sheet);
    let texts = |lines: &mut dyn Iterator<Item = &Line>| distinct(lines.flat_map(whole_dois).take(MOST));
    let in_head = texts(&mut front.lines.iter().take(HEAD).copied());
    let labelled = texts(&mut front.lines.iter().copied().filter(|line| is_labelled(line, front.body)));
    let repeated = repeated(&shown);
    let mut tiers = [repeated, in_head, labelled, linked.clone()];
    // A DOI that was cut at the end of a line is the beginning of one that was not.
    let all: Vec<String> = tiers.iter().flatten().cloned().collect();
    for tier in &mut tiers {
        tier.retain(|doi| !all.iter().any(|other| other.len() > doi.len() && other.starts_with(doi.as_str())));
    }
    tiers.into_iter().find_map(|tier| match tier.as_slice() {
        [one] => Some(one.clone()),
        // Of several the one that is a link as well.
        several => {
            let mut sure = several.iter().filter(|doi| linked.contains(doi));
            sure.next().filter(|_| sure.next().is_none()).cloned()
        }
    })
}

/// DOIs in a text that can be a paper's. One without any digit names a journal, or stands for one to come.
fn dois_in(text: &str) -> Vec<String> {
    let can_be = |doi: &String| {
        let suffix = doi.split_once('/').map_or("", |(_, suffix)| suffix);
        suffix.contains(|c: char| c.is_ascii_digit()) && !DATA.iter().any(|registrant| doi.starts_with(registrant))
    };
    of_kind(text, IdentifierKind::Doi).into_iter().map(|one| one.value).filter(can_be).collect()
}

/// Those of a line, without one that plainly goes on in the next line.
fn whole_dois(line: &Line) -> Vec<String> {
    const GOES_ON: [char; 4] = ['-', '/', '_', '('];
    let end = line.text.trim_end().to_lowercase();
    let goes_on =
        |doi: &String| end.ends_with(GOES_ON) && end.trim_end_matches(GOES_ON).ends_with(doi.trim_end_matches(GOES_ON));
    dois_in(&line.text).into_iter().filter(|doi| !goes_on(doi)).collect()
}

/// Small print that says of itself that it is a DOI.
fn is_labelled(line: &Line, body: f32) -> bool {
    let lower = line.text.trim_start().to_lowercase();
    let begins =
        ["doi", "https://doi.org/", "http://doi.org/", "http://dx.doi.org/", "https://dx.doi.org/", "digital object"];
    let is_small = line.size < 0.97 * body;
    begins.iter().any(|word| lower.starts_with(word)) || (is_small && lower.contains("doi"))
}

/// Everything up to the list of references.
pub fn before_references(sheet: &Sheet) -> Vec<&Line> {
    let is_heading = |line: &&Line| {
        let word = line.text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')).to_lowercase();
        matches!(word.as_str(), "references" | "bibliography" | "literature" | "literature cited" | "works cited")
    };
    sheet.lines.iter().filter(|line| !line.turned).take_while(|line| !is_heading(line)).collect()
}

/// Those in the head or the foot of more than one page.
fn repeated(shown: &[&Line]) -> Vec<String> {
    let mut seen: Vec<(u32, String)> = Vec::new();
    for line in shown {
        seen.extend(whole_dois(line).into_iter().map(|doi| (line.page, doi)));
        if seen.len() > MOST {
            break;
        }
    }
    let pages = |doi: &String| distinct(seen.iter().filter(|(_, other)| other == doi).map(|(page, _)| *page)).len();
    distinct(seen.iter().map(|(_, doi)| doi.clone()).filter(|doi| pages(doi) > 1))
}

fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}
