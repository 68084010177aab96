//! Public archives: what they keep of code that is gone, and asking them to keep what is there.

mod software_heritage;
mod wayback;

use reqwest::Url;

use super::Services;
use super::asking::Asking;
use crate::links::verdict::{Answer, Reading};
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

/// Why an archive told nothing, for answers that mean the same everywhere; its lane learns of limits.
fn trouble(name: &str, answer: &Answer, asking: &Asking<'_>) -> Option<String> {
    let words = match answer {
        Answer::Response(response) if response.status == 429 => {
            asking.take_in(
                answer,
                &Reading::RateLimited { wait: response.retry_after.or(response.reset_in), primary: false },
            );
            format!("{name} asks to wait.")
        }
        Answer::Response(response) if response.status >= 500 => {
            format!("{name} has trouble now ({}).", response.status)
        }
        Answer::Response(_) => return None,
        Answer::NoConnection(_) => format!("{name} could not be reached."),
        Answer::NoAnswer(_) => format!("{name} did not answer in time."),
        Answer::NotAsked(words) => words.clone(),
    };
    Some(words)
}

fn address(text: &str) -> Option<Url> {
    Url::parse(text).ok()
}
