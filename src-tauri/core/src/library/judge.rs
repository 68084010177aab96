//! How the drafts of one source stand to the library, and to those before them.

use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use rusqlite::Connection;

use super::validate;
use crate::error::Result;
use crate::model::{Alike, Draft, ReviewItem, ReviewStatus, TwinOf};
use crate::search::fold;
use crate::store::{imports, offers, papers};

/// Asked about one draft after the other; of each it keeps a number, not its words.
#[derive(Default)]
pub struct Judge {
    refresh: bool,
    /// Whether there is any paper to be compared with; asked once.
    holds_papers: Option<bool>,
    pub counted: Counted,
    /// Distinct repositories, in lower case.
    pub repositories: HashSet<String>,
    /// By what tells works apart within one list, the first draft of each.
    works: HashMap<u64, u32>,
    /// By identifier, the first draft of each.
    identified: HashMap<u64, u32>,
    hasher: RandomState,
    seen: u32,
}

/// How many drafts stand how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    pub new: u32,
    pub already_here: u32,
    pub updates: u32,
    pub unclear: u32,
}

/// A draft's standing.
pub struct Judged {
    pub status: ReviewStatus,
    pub alike: Option<Alike>,
    pub ticked: bool,
    pub repositories: Vec<String>,
}

impl Judge {
    /// With `refresh`, values that say something else than a paper does are offered in their place.
    pub fn new(refresh: bool) -> Self {
        Self { refresh, ..Self::default() }
    }

    pub fn judge(&mut self, db: &Connection, draft: &Draft) -> Result<Judged> {
        let links = imports::links(draft);
        let holds_papers = match self.holds_papers {
            Some(known) => known,
            None => *self.holds_papers.insert(papers::any(db)?),
        };
        let (mut status, mut alike) = match holds_papers {
            // As it would be written: what is tidied away then is no difference.
            true => match validate::draft(draft.clone()) {
                Ok(draft) => offers::compare(db, &draft, &links, self.refresh || is_reference(&draft))?,
                Err(_) => offers::compare(db, draft, &links, self.refresh)?,
            },
            false => (ReviewStatus::New, None),
        };
        let here = self.seen;
        self.seen += 1;
        let first = *self.works.entry(self.hasher.hash_one(work_of(draft))).or_insert(here);
        let mut is_sure = false;
        for identifier in &draft.identifiers {
            let seen = *self.identified.entry(self.hasher.hash_one(identifier)).or_insert(here);
            is_sure |= first != here && seen == first;
        }
        if first != here && status == ReviewStatus::New {
            let same = if is_sure { "title and identifier stand" } else { "title stands" };
            let reason = format!("The same {same} further up in this list.");
            alike = Some(Alike { to: TwinOf::Import { at: first }, reason: reason.clone() });
            status = ReviewStatus::Unclear { reason };
        }
        let counted = &mut self.counted;
        *match status {
            ReviewStatus::New => &mut counted.new,
            ReviewStatus::AlreadyHere { .. } => &mut counted.already_here,
            ReviewStatus::Update { .. } => &mut counted.updates,
            ReviewStatus::Unclear { .. } => &mut counted.unclear,
        } += 1;
        let names = links.iter().map(|link| format!("{}/{}/{}", link.host, link.owner, link.name).replace("//", "/"));
        let repositories: Vec<String> = names.collect();
        self.repositories.extend(repositories.iter().map(|name| name.to_lowercase()));
        let ticked = match &status {
            ReviewStatus::New => true,
            // What would only replace something waits for the reader's word.
            ReviewStatus::Update { changes, .. } => changes.iter().any(|change| change.before.is_empty()),
            // Whatever only the second of the two has would be lost.
            ReviewStatus::Unclear { .. } => is_sure,
            ReviewStatus::AlreadyHere { .. } => false,
        };
        Ok(Judged { status, alike, ticked, repositories })
    }

    pub fn item(&mut self, db: &Connection, draft: Draft) -> Result<ReviewItem> {
        let Judged { status, alike, ticked, repositories } = self.judge(db, &draft)?;
        Ok(ReviewItem { draft, status, alike, ticked, repositories })
    }
}

/// Somebody kept it and may have corrected it since: what it says otherwise than the library is worth showing. Pages are
/// guessed at, and of what services say that is asked for.
fn is_reference(draft: &Draft) -> bool {
    !draft.entry_type.is_empty() && draft.sources.is_empty()
}

/// Entries of a file of references are told apart by more than their titles.
fn work_of(draft: &Draft) -> impl std::hash::Hash {
    let apart = draft.citation_key.as_ref().map(|_| {
        let venue = fold::title_key(&draft.venue);
        (draft.year, venue, draft.authors.first().cloned(), draft.entry_type.clone())
    });
    (fold::title_key(&draft.title), apart)
}
