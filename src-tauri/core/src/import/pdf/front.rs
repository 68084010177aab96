//! What the title page shows: a title in the largest letters, people under it, an abstract, a year, a reference to
//! itself that it prints.

use std::collections::{HashMap, HashSet};

use super::people;
use super::sheet::{Line, Sheet};
use crate::formats::bibtex;
use crate::model::Draft;
use crate::months;

/// Lines that a title may have, and letters.
const TITLE_LINES: usize = 6;
const TITLE: usize = 300;
/// Lines below the title in which people are looked for.
const PEOPLE_LINES: usize = 40;
/// Letters of an abstract; what is longer is none.
const ABSTRACT: usize = 6_000;
/// Lines at the top of a page that are its head.
pub const HEAD: usize = 6;

/// The first page that shows anything.
pub struct Front<'a> {
    /// In the order in which they are drawn, those that run across the page.
    pub lines: Vec<&'a Line>,
    /// The size of the letters that most of the page is set in.
    pub body: f32,
    /// The lines of the title.
    title: std::ops::Range<usize>,
}

impl<'a> Front<'a> {
    pub fn of(sheet: &'a Sheet) -> Self {
        let page = sheet.lines.iter().find(|line| !line.turned).map_or(0, |line| line.page);
        let lines: Vec<&Line> = sheet.lines.iter().filter(|line| line.page == page && !line.turned).collect();
        let body = body_size(&lines);
        let title = title_lines(&lines, body);
        Self { lines, body, title }
    }

    pub fn title(&self) -> Option<String> {
        let mut title = String::new();
        for line in &self.lines[self.title.clone()] {
            // Signs that lead to a footnote are no letters of it.
            let text = if line.apart.is_empty() { &line.text } else { &line.apart };
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !(title.is_empty() || title.ends_with('-')) {
                title.push(' ');
            }
            title.push_str(&text);
        }
        let title = title.trim_end_matches(['∗', '*', '†', '‡', '§', '¶', '⋆']).trim();
        (!title.is_empty()).then(|| title.to_owned())
    }

    /// The people named under the title.
    pub fn authors(&self) -> Vec<String> {
        if self.title.is_empty() {
            return Vec::new();
        }
        let below = &self.lines[self.title.end..];
        let mut found: Vec<String> = Vec::new();
        let mut size = 0.0;
        for line in below.iter().take(PEOPLE_LINES).take_while(|line| !ends_people(&line.text)) {
            let alike = found.is_empty() || (line.size - size).abs() < 0.04 * size;
            let Some(names) = people::names(line).filter(|_| alike) else { continue };
            size = line.size;
            // A line that is printed twice; two people of one name stand beside each other on one line.
            if !found.ends_with(&names) {
                found.extend(names);
            }
        }
        found
    }

    /// The text between “Abstract” and what follows it.
    pub fn abstract_text(&self, sheet: &Sheet) -> String {
        let Some((at, rest)) =
            self.lines.iter().enumerate().find_map(|(at, line)| Some((at, after_word(&line.text, "abstract")?)))
        else {
            return String::new();
        };
        let mut text = vec![rest];
        let mut size = if rest.is_empty() { 0.0 } else { self.lines[at].size };
        for line in &self.lines[at + 1..] {
            if ends_abstract(&line.text) || (size > 0.0 && (line.size - size).abs() > 0.06 * size) {
                break;
            }
            size = line.size;
            text.push(&line.text);
        }
        let text = joined(&text, sheet);
        if (80..=ABSTRACT).contains(&text.len()) { text } else { String::new() }
    }

    /// The year in which it says that it appeared.
    pub fn year(&self) -> Option<i32> {
        let lower: Vec<String> = self.lines.iter().map(|line| line.text.to_lowercase()).collect();
        let after = |mark: &str| {
            lower.iter().find_map(|line| {
                let (_, rest) = line.split_once(mark)?;
                years(rest).next()
            })
        };
        let small = |at: usize| at < HEAD || self.lines[at].size < 0.95 * self.body;
        let dated = |line: &str| names_month(line) || line.contains("proceedings of");
        let in_margin = || {
            let lines = lower.iter().enumerate().filter(|(at, line)| small(*at) && dated(line) && !is_earlier(line));
            lines.filter_map(|(_, line)| years(line).last()).next()
        };
        let in_head = || {
            let head = lower.iter().take(HEAD).filter(|line| !is_earlier(line));
            head.filter_map(|line| years(line.split_once('(')?.1.split_once(')')?.0).next()).next()
        };
        ["published", "©", "copyright", "(c)"].into_iter().find_map(after).or_else(in_margin).or_else(in_head)
    }

    /// Where it says that it appeared: "Proceedings of …" in the head.
    pub fn venue(&self) -> String {
        let mut head = self.lines.iter().take(HEAD).map(|line| line.text.as_str());
        let line = head.find(|line| line.starts_with("Proceedings of ")).unwrap_or_default();
        let end = [", page", ", pp", ". Copyright", ", ©"].iter().filter_map(|mark| line.find(mark)).min();
        line[..end.unwrap_or(line.len())].trim_end_matches([',', '.', ' ']).to_owned()
    }

    /// The reference to itself that a page prints in BibTeX, under words that say so.
    pub fn printed(&self) -> Option<Draft> {
        let at = self.lines.iter().position(|line| line.text.starts_with('@') && line.text.contains(['{', '(']))?;
        let said = self.lines[at.saturating_sub(3)..at].iter().any(|line| {
            let lower = line.text.to_lowercase();
            ["bibtex", "cite", "citation", "reference"].iter().any(|word| lower.contains(word))
        });
        if !said {
            return None;
        }
        // The comma behind a key is easily lost to the layout.
        let mut text = self.lines[at].text.trim_end_matches(',').to_owned() + ",\n";
        for line in self.lines[at + 1..].iter().take(60) {
            text.push_str(&line.text);
            text.push('\n');
            if line.text.trim() == "}" {
                break;
            }
        }
        only(bibtex::read(&text).drafts)
    }
}

/// The one entry of a file of references; of several, nobody knows which is the paper.
pub fn only(drafts: Vec<Draft>) -> Option<Draft> {
    let [mut draft] = <[Draft; 1]>::try_from(drafts).ok()?;
    if draft.fields.iter().any(|field| field.name == crate::formats::UNTITLED) {
        return None;
    }
    draft.line = 0;
    draft.problems.clear();
    // Where the file was on somebody's disk.
    draft.fields.retain(|field| !matches!(field.name.as_str(), "file" | "bibtex:file"));
    Some(draft)
}

/// Whether a line, in small letters, names a month. What may be part of another word has a blank behind it.
fn names_month(line: &str) -> bool {
    let is_short = |short: &str| line.match_indices(short).any(|(at, _)| line[at + short.len()..].starts_with(' '));
    months::NAMES.iter().any(|name| name.len() > 3 && line.contains(name))
        || months::SHORT.iter().any(|one| is_short(one))
}

/// A date of something that came before it appeared.
fn is_earlier(line: &str) -> bool {
    ["received", "submitted", "accepted", "revised"].iter().any(|word| line.contains(word))
}

fn years(text: &str) -> impl Iterator<Item = i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|year| (1900..=2100).contains(year))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn body_size(lines: &[&Line]) -> f32 {
    let mut sizes: HashMap<i32, usize> = HashMap::new();
    for line in lines {
        *sizes.entry((line.size * 4.0) as i32).or_default() += line.text.len();
    }
    let most = sizes.values().max().copied().unwrap_or_default();
    // A page with hardly any text may have more of it in its title than below.
    let enough = if most < 200 { most / 3 } else { most };
    let body = sizes.iter().filter(|(_, count)| **count >= enough).map(|(size, _)| *size).min();
    body.map_or(0.0, |size| size as f32 / 4.0)
}

/// The lines in the largest letters that can be a title, one below the other.
fn title_lines(lines: &[&Line], body: f32) -> std::ops::Range<usize> {
    let mut best = 0..0;
    let mut largest = 1.05 * body;
    let mut at = 0;
    while at < lines.len() {
        let size = lines[at].size;
        let same = 1 + lines[at + 1..].iter().take_while(|line| (line.size - size).abs() < 0.04 * size).count();
        let block = at..at + same;
        at = block.end;
        let text: Vec<&str> = lines[block.clone()].iter().map(|line| line.text.as_str()).collect();
        let text = text.join(" ");
        let is_title = same <= TITLE_LINES && text.len() <= TITLE && letters(&text) >= 8 && !is_banner(&text);
        // Of two alike the upper one.
        if is_title && size > 1.03 * largest {
            (best, largest) = (block, size);
        }
    }
    best
}

/// What journals print larger than the title of a paper.
fn is_banner(text: &str) -> bool {
    let lower = text.to_lowercase();
    let begins =
        ["journal of ", "international journal", "proceedings of", "contents lists", "procedia", "lecture notes"];
    let is = [
        "research article",
        "original article",
        "original paper",
        "original research",
        "review article",
        "article",
        "open access",
        "research",
        "technical report",
        "preprint",
        "short paper",
        "full paper",
        "letter",
    ];
    begins.iter().any(|word| lower.starts_with(word)) || is.contains(&lower.trim())
}

fn ends_people(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = ["abstract", "summary", "introduction", "keywords", "index terms", "ccs concepts", "1 introduction"];
    words.iter().any(|word| lower.starts_with(word)) || lower.ends_with(" introduction")
}

/// The text behind a heading that may stand on a line with it: "Abstract—In this paper".
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let start = text.get(..word.len())?;
    let rest = &text[word.len()..];
    let is_heading = start.eq_ignore_ascii_case(word) && start.starts_with(char::is_uppercase);
    let ends = rest.is_empty() || rest.starts_with([' ', '.', ':', '—', '–', '-']);
    (is_heading && ends).then(|| rest.trim_start_matches([' ', '.', ':', '—', '–', '-']))
}

fn ends_abstract(text: &str) -> bool {
    let lower = text.to_lowercase();
    let begins = [
        "keyword",
        "key words",
        "index terms",
        "ccs concepts",
        "categories and subject",
        "general terms",
        "subjects",
        "acm reference",
        "permission to",
        "additional key",
        "contents",
        "©",
    ];
    let unnumbered = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | 'i'));
    begins.iter().any(|word| lower.starts_with(word)) || matches!(unnumbered, "introduction" | "ntroduction")
}

/// Lines as one text. A word that was divided at the end of a line is one again, unless its halves are words of the
/// paper and the whole is none: "peer-" and "reviewed".
fn joined(lines: &[&str], sheet: &Sheet) -> String {
    let of_line = |line: &'_ Line| -> Vec<String> {
        line.text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
    };
    let known: HashSet<String> = sheet.lines.iter().flat_map(of_line).collect();
    let mut text = String::new();
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        if text.ends_with('-') && line.starts_with(char::is_lowercase) {
            let before = text.trim_end_matches('-').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let after: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
            let (before, after) = (before.to_lowercase(), after.to_lowercase());
            let two = known.contains(&before) && known.contains(&after) && before.len() > 3 && after.len() > 3;
            if known.contains(&format!("{before}{after}")) || !two {
                text.pop();
            }
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}
