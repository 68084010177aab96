//! Drafts under review, held until they are imported or left: the page names them by their places.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, ErrorCode, Result};
use crate::formats::{self, RETRACTED};
use crate::model::{
    Alike, Chosen, Draft, DraftChange, DraftEdit, FoundSearch, Glance, Review, ReviewItem, ReviewStatus, Skipped,
    TwinOf,
};

/// Enough of an abstract for one line, in characters, however wide the window.
const FIRST_LINE: usize = 320;

/// The drafts of the sources that are reviewed together, one after the other. A cheap handle to clone.
#[derive(Clone, Default)]
pub struct Held(Arc<Mutex<Drafts>>);

#[derive(Default)]
struct Drafts {
    /// Behind a pointer of its own each, so that writing them keeps nobody waiting.
    drafts: Vec<Arc<Draft>>,
    skipped: Vec<Skipped>,
    /// How many reviews were left before this one.
    left: u64,
}

/// Reading that is under way for the review of its time. What it brings after that was left goes nowhere: the places of
/// another review must not come to mean its drafts.
pub struct Turn {
    held: Held,
    left: u64,
}

impl Turn {
    /// Whether anybody still waits for it.
    pub fn goes_on(&self) -> bool {
        self.held.lock().left == self.left
    }

    /// Holds what a source gave, behind what is held already, and tells what is to be shown of it.
    ///
    /// # Errors
    /// `NotFound` when the review was left.
    pub fn hold(&self, review: Review) -> Result<Review<Glance>> {
        self.held.hold(self.left, review, false)
    }

    /// The same in the place of all that is held.
    ///
    /// # Errors
    /// `NotFound` when the review was left.
    pub fn replace(&self, review: Review) -> Result<Review<Glance>> {
        self.held.hold(self.left, review, true)
    }
}

impl Held {
    /// Begins to read for the review that is going on.
    pub fn begin(&self) -> Turn {
        Turn { held: self.clone(), left: self.lock().left }
    }

    fn hold(&self, of: u64, review: Review, in_place: bool) -> Result<Review<Glance>> {
        let mut held = self.lock();
        if held.left != of {
            return Err(left());
        }
        if in_place {
            *held = Drafts { left: of, ..Drafts::default() };
        }
        let first = held.drafts.len() as u32;
        let mut items = Vec::with_capacity(review.items.len());
        for (at, item) in (first..).zip(review.items) {
            let ReviewItem { draft, status, mut alike, ticked, repositories } = item;
            if let Some(Alike { to: TwinOf::Import { at }, .. }) = &mut alike {
                *at += first;
            }
            items.push(ReviewItem { draft: glance(at, &draft, &status), status, alike, ticked, repositories });
            held.drafts.push(Arc::new(draft));
        }
        held.skipped.extend(review.skipped.iter().cloned());
        Ok(Review {
            source: review.source,
            items,
            skipped: review.skipped,
            searches: review.searches,
            new: review.new,
            already_here: review.already_here,
            updates: review.updates,
            unclear: review.unclear,
            repositories: review.repositories,
            along: review.along,
            waiting: review.waiting,
            remarks: review.remarks,
        })
    }

    /// Lets go of all of them, and of what is still being read for them.
    pub fn leave(&self) {
        let mut held = self.lock();
        *held = Drafts { left: held.left + 1, ..Drafts::default() };
    }

    /// A draft as it was read.
    ///
    /// # Errors
    /// `NotFound` when the review was left.
    pub fn draft(&self, at: u32) -> Result<Draft> {
        self.lock().drafts.get(at as usize).map(|draft| (**draft).clone()).ok_or_else(left)
    }

    /// What was skipped of all sources.
    pub fn skipped(&self) -> Vec<Skipped> {
        self.lock().skipped.clone()
    }

    /// The drafts that the reader wants, as the reader left them.
    ///
    /// # Errors
    /// `NotFound` when the review was left.
    pub fn wanted(&self, chosen: Chosen) -> Result<Wanted> {
        let held = self.lock();
        let drafts = chosen.places.iter().map(|at| held.drafts.get(*at as usize).cloned().ok_or_else(left));
        let drafts = drafts.collect::<Result<Vec<_>>>()?;
        // An earlier draft that the reader left out is nothing to be the same as.
        let now_at: HashMap<u32, u32> = chosen.places.iter().zip(0..).map(|(was, now)| (*was, now)).collect();
        let mut changed = HashMap::with_capacity(chosen.changed.len());
        for mut change in chosen.changed {
            if let Some(twin) = &mut change.twin
                && let TwinOf::Import { at } = &mut twin.of
            {
                match now_at.get(at) {
                    Some(now) => *at = *now,
                    None => change.twin = None,
                }
            }
            if let Some(now) = now_at.get(&change.at) {
                changed.insert(*now as usize, change);
            }
        }
        Ok(Wanted { drafts, changed, searches: chosen.searches })
    }

    fn lock(&self) -> MutexGuard<'_, Drafts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn left() -> Error {
    Error::new(ErrorCode::NotFound, "This review was left. Read the source again.")
}

/// Drafts to be written, made one at a time.
pub struct Wanted {
    drafts: Vec<Arc<Draft>>,
    /// By the place among those wanted.
    changed: HashMap<usize, DraftChange>,
    searches: Vec<FoundSearch>,
}

impl From<Vec<Draft>> for Wanted {
    fn from(drafts: Vec<Draft>) -> Self {
        Self { drafts: drafts.into_iter().map(Arc::new).collect(), changed: HashMap::new(), searches: Vec::new() }
    }
}

impl From<Review> for Wanted {
    /// What a review ticks to begin with, and all of its searches.
    fn from(review: Review) -> Self {
        let ticked = review.items.into_iter().filter(|item| item.ticked).map(|item| item.draft);
        Self { searches: review.searches, ..Self::from(ticked.collect::<Vec<_>>()) }
    }
}

impl Wanted {
    /// As they were read, without what the reader changed.
    pub fn as_read(&self) -> impl ExactSizeIterator<Item = &Draft> {
        self.drafts.iter().map(|draft| &**draft)
    }

    /// The searches to be saved with them.
    pub fn searches(&self) -> &[FoundSearch] {
        &self.searches
    }

    /// As the reader left them.
    pub fn each(&self) -> impl ExactSizeIterator<Item = Draft> {
        self.drafts.iter().enumerate().map(|(at, draft)| {
            let mut draft = (**draft).clone();
            if let Some(change) = self.changed.get(&at) {
                apply(&mut draft, change);
            }
            draft
        })
    }

    /// Whether a value of a paper that is here is to be replaced.
    pub fn replaces(&self) -> bool {
        self.drafts.iter().enumerate().any(|(at, draft)| match self.changed.get(&at) {
            Some(change) => !change.replaces.is_empty(),
            None => !draft.replaces.is_empty(),
        })
    }
}

fn apply(draft: &mut Draft, change: &DraftChange) {
    for edit in &change.edits {
        let name = match edit {
            DraftEdit::Title(title) => {
                draft.title.clone_from(title);
                "title"
            }
            DraftEdit::Authors(authors) => {
                name_authors(draft, authors);
                "authors"
            }
            DraftEdit::Venue(venue) => {
                draft.venue.clone_from(venue);
                "venue"
            }
            DraftEdit::Year(year) => {
                draft.year = *year;
                "year"
            }
            DraftEdit::Abstract(text) => {
                draft.abstract_text.clone_from(text);
                "abstract"
            }
        };
        // What was typed here no service said.
        draft.sources.retain(|source| source.name != name);
    }
    draft.replaces.clone_from(&change.replaces);
    draft.leaves.clone_from(&change.leaves);
    draft.twin = change.twin;
}

/// Those who stay keep the name they are filed under.
fn name_authors(draft: &mut Draft, authors: &[String]) {
    let filed: HashMap<&String, &String> = draft.authors.iter().zip(&draft.sort_names).collect();
    let sort_names = authors.iter().map(|name| filed.get(name).map(|filed| (*filed).clone()).unwrap_or_default());
    draft.sort_names = sort_names.collect();
    draft.authors = authors.to_vec();
}

fn glance(at: u32, draft: &Draft, status: &ReviewStatus) -> Glance {
    Glance {
        at,
        line: draft.line,
        title: status.title_here().unwrap_or(&draft.title).to_owned(),
        authors: draft.authors.clone(),
        venue: formats::place(draft).to_owned(),
        year: draft.year,
        abstract_start: draft.abstract_text.chars().take(FIRST_LINE).collect(),
        problems: problems(draft),
        files: draft.files.clone(),
        guesses: draft.guesses.clone(),
        is_identified: !draft.identifiers.is_empty(),
        replaces: draft.replaces.clone(),
        leaves: draft.leaves.clone(),
    }
}

/// What is doubtful about it, and that it was withdrawn.
fn problems(draft: &Draft) -> Vec<String> {
    let mut problems = draft.problems.clone();
    if formats::field(draft, RETRACTED).is_some() && !problems.iter().any(|problem| problem.starts_with("Retracted")) {
        problems.push("Retracted".into());
    }
    problems
}
