//! What a draft may hold, and the last look at one before it leaves.

use crate::model::{Draft, IdentifierKind, Skipped};

/// The most papers one reading gives.
pub const MOST_DRAFTS: usize = 50_000;
/// Characters of a title.
const TITLE: usize = 1_000;
/// Characters of an abstract.
const ABSTRACT: usize = 100_000;
/// Characters of a comment or a venue.
const REMARK: usize = 5_000;
/// Links of one paper.
const MOST_LINKS: usize = 100;
/// Skipped stretches that are shown one by one.
const MOST_SKIPPED: usize = 1_000;

/// Cuts what is too long (saying so), fills the address and the year that identifiers tell, notes what is missing.
pub fn finish(mut draft: Draft) -> Draft {
    if cut(&mut draft.title, TITLE) {
        draft.problems.push("The title was cut to 1,000 characters".into());
    }
    if cut(&mut draft.abstract_text, ABSTRACT) {
        draft.problems.push("The abstract was cut to 100,000 characters".into());
    }
    cut(&mut draft.comments, REMARK);
    cut(&mut draft.venue, REMARK);
    let mut links: Vec<String> = Vec::new();
    for link in std::mem::take(&mut draft.links) {
        let link = link.trim();
        if links.len() < MOST_LINKS
            && !link.is_empty()
            && link.len() <= 2_000
            && !links.iter().any(|known| known == link)
        {
            links.push(link.to_owned());
        }
    }
    draft.links = links;
    let arxiv = draft.identifiers.iter().find(|identifier| identifier.kind == IdentifierKind::Arxiv);
    if let Some(arxiv) = arxiv {
        if draft.url.is_empty() {
            draft.url = format!("https://arxiv.org/abs/{}", arxiv.value);
        }
        draft.year = draft.year.or_else(|| arxiv_year(&arxiv.value));
    }
    let published_year = draft.published.as_ref().and_then(|day| day.get(..4)?.parse().ok());
    draft.year = draft.year.or(published_year);
    if draft.abstract_text.is_empty() {
        draft.problems.push("No abstract".into());
    }
    draft
}

/// arXiv numbers begin with the year and month of their first version.
fn arxiv_year(value: &str) -> Option<i32> {
    let number = value.rsplit('/').next()?;
    let year: i32 = number.get(..2)?.parse().ok()?;
    Some(if year >= 91 { 1900 + year } else { 2000 + year })
}

fn cut(text: &mut String, most: usize) -> bool {
    match text.char_indices().nth(most) {
        Some((at, _)) => {
            text.truncate(at);
            true
        }
        None => false,
    }
}

/// Collects what was left out, and counts instead of listing when there is too much of it.
#[derive(Default)]
pub struct SkippedList {
    list: Vec<Skipped>,
    more: usize,
}

impl SkippedList {
    pub fn add(&mut self, line: u32, text: &str, reason: &str) {
        if self.list.len() >= MOST_SKIPPED {
            self.more += 1;
            return;
        }
        let end = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
        self.list.push(Skipped { line, text: text[..end].to_owned(), reason: reason.to_owned() });
    }

    pub fn add_count(&mut self, more: usize) {
        self.more += more;
    }

    pub fn into_list(mut self) -> Vec<Skipped> {
        self.list.sort_by_key(|skipped| skipped.line);
        if self.more > 0 {
            let line = self.list.last().map_or(0, |last| last.line);
            self.list.push(Skipped {
                line,
                text: format!("… and {} more lines", self.more),
                reason: "not shown one by one".into(),
            });
        }
        self.list
    }
}
