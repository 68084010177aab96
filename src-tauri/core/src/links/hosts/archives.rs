//! Public archives: what they keep of code that is gone, and asking them to keep what is there.

mod software_heritage;
mod wayback;

use reqwest::Url;

use super::Services;
use crate::model::{ArchivedCopy, Millis, PreservationState, Rescue};

/// What an archive says of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    Copy(ArchivedCopy),
    No,
    /// It could not be asked; in words.
    Unsure(String),
}

impl Services {
    /// Looks for copies of the repository that had one of these pages, the likeliest first. `near`: the paper's day,
    /// when it is known.
    pub async fn look_in_archives(&self, pages: &[String], near: Option<Millis>) -> Rescue {
        let now = (self.clock)();
        let mut found = Rescue { looked_at: now, copies: Vec::new(), troubles: Vec::new() };
        for page in pages {
            let mut asking = self.asking(self.lane(software_heritage::HOST), software_heritage::SPACING);
            take_in(&mut found, software_heritage::look(page, &mut asking).await);
            let mut asking = self.asking(self.lane(wayback::HOST), wayback::SPACING);
            take_in(&mut found, wayback::look(page, near.unwrap_or(now), &mut asking).await);
            if !found.copies.is_empty() {
                break;
            }
        }
        found
    }

    /// Asks Software Heritage to keep a copy of a repository.
    ///
    /// # Errors
    /// In plain words, when it could not be asked.
    pub async fn preserve(&self, page: &str) -> Result<PreservationState, String> {
        let mut asking = self.asking(self.lane(software_heritage::HOST), software_heritage::SPACING);
        software_heritage::save(page, &mut asking).await
    }

    /// How such a request stands.
    ///
    /// # Errors
    /// In plain words, when it could not be asked.
    pub async fn preservation(&self, page: &str) -> Result<PreservationState, String> {
        let mut asking = self.asking(self.lane(software_heritage::HOST), software_heritage::SPACING);
        software_heritage::state(page, &mut asking).await
    }
}

fn take_in(found: &mut Rescue, kept: Kept) {
    match kept {
        Kept::Copy(copy) => found.copies.push(copy),
        Kept::Unsure(words) if !found.troubles.contains(&words) => found.troubles.push(words),
        Kept::Unsure(_) | Kept::No => {}
    }
}

fn address(text: &str) -> Option<Url> {
    Url::parse(text).ok()
}
