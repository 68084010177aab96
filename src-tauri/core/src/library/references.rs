//! A .bib of any size: compared with the library entry by entry, then what was ticked is written.
//!
//! The drafts of a file that is not too large are held in between. Of a larger one a bit is kept for each entry, and it
//! is read again: a tenth of what writing takes, and never more than one draft at a time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::import::Beside;
use super::judge::{Judge, Judged};
use super::{Library, reading, saved, validate};
use crate::error::Result;
use crate::formats::bibtex::Entries;
use crate::import::Text;
use crate::import::attached::Gathering;
use crate::model::{Draft, DraftFile, FoundSearch, ImportOutcome, ReviewStatus, Skipped};

/// The largest text whose drafts are held, in bytes. They take about three times as much.
const HELD: usize = 32 << 20;

/// A .bib on the disk, and its text.
pub struct References {
    path: PathBuf,
    text: String,
    remark: Option<String>,
    held: usize,
}

/// What is kept of comparing one with the library.
pub struct Compared {
    pub skipped: Vec<Skipped>,
    /// Those that the library does not keep yet.
    pub searches: Vec<FoundSearch>,
    pub already_here: u32,
    pub unclear: u32,
    /// Those among the ones here that say something else, and fill nothing: it is not taken unseen.
    pub differing: u32,
    /// Distinct repositories among all entries.
    pub repositories: u32,
    /// Entry by entry, whether it is to be written.
    ticked: Vec<bool>,
    /// What is to be written, unless it is read again.
    held: Option<Vec<Draft>>,
    /// Files that come with it, and where it is filed.
    files: Vec<DraftFile>,
    collections: BTreeSet<Vec<String>>,
}

impl References {
    /// Opens a file; `None` when it is no .bib that can be read.
    pub fn open(path: &Path) -> Option<Self> {
        let Text { text, remark } = reading::text_of_bib(path)?;
        Some(Self { path: path.to_path_buf(), text, remark, held: HELD })
    }

    /// With drafts held of no text larger than this, in bytes.
    pub fn holding(self, held: usize) -> Self {
        Self { held, ..self }
    }

    /// What is to be told of how it was read.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }
}

impl Library {
    /// Compares a .bib with the library; `heard` is given each draft. Nothing is written.
    pub fn compare_references(&self, from: &References, mut heard: impl FnMut(&Draft)) -> Result<Compared> {
        let mut judge = Judge::new(false);
        let (mut ticked, mut files, mut collections) = (Vec::new(), Vec::new(), BTreeSet::new());
        let (mut differing, mut unclear) = (0, 0);
        let mut held = (from.text.len() <= from.held).then(Vec::new);
        let mut gathering = Gathering::beside(&from.path, &from.text);
        let mut entries = Entries::of(&from.text);
        let (searches, taken) = self.store.read(|db| {
            for mut draft in entries.by_ref() {
                gathering.give(&mut draft);
                let Judged { status, ticked: is_ticked, .. } = judge.judge(db, &draft)?;
                differing += u32::from(!is_ticked && matches!(status, ReviewStatus::Update { .. }));
                unclear += u32::from(!is_ticked && matches!(status, ReviewStatus::Unclear { .. }));
                heard(&draft);
                ticked.push(is_ticked);
                if is_ticked {
                    files.extend(draft.files.iter().cloned());
                    collections.extend(validate::collections(&draft));
                    if let Some(held) = &mut held {
                        held.push(draft);
                    }
                }
            }
            saved::lacking(db, &entries.searches())
        })?;
        let mut skipped = entries.skipped();
        skipped.extend(taken);
        skipped.extend(gathering.lost());
        let already_here = judge.counted.already_here;
        let repositories = judge.repositories.len() as u32;
        Ok(Compared {
            skipped,
            searches,
            already_here,
            unclear,
            differing,
            repositories,
            ticked,
            held,
            files,
            collections,
        })
    }

    /// Writes those of its entries that are new or fill something: one transaction, one undo. `go_on` hears the share
    /// that is done, 0 to 1, and stops it all by `false`.
    ///
    /// # Errors
    /// `Cancelled` when it was stopped: nothing is kept.
    pub fn commit_references(
        &self,
        from: &References,
        compared: Compared,
        go_on: impl FnMut(f64) -> bool,
    ) -> Result<ImportOutcome> {
        let count = compared.ticked.iter().filter(|ticked| **ticked).count();
        let files = compared.files.iter().collect();
        let drafts: Box<dyn Iterator<Item = Draft>> = match compared.held {
            Some(held) => Box::new(held.into_iter()),
            None => {
                let mut gathering = Gathering::beside(&from.path, &from.text);
                let ticked = Entries::of(&from.text).zip(compared.ticked).filter(|(_, ticked)| *ticked);
                Box::new(ticked.map(move |(mut draft, _)| {
                    gathering.give(&mut draft);
                    draft
                }))
            }
        };
        let drafts = (count, drafts.map(validate::draft));
        let beside = Beside { searches: &compared.searches, collections: compared.collections, files };
        let outcome = self.write_drafts(drafts, &beside, "Update", go_on)?;
        Ok(ImportOutcome { already_here: outcome.already_here + compared.already_here + compared.differing, ..outcome })
    }
}
