//! Whether a place inside a repository is there: a folder, a file, a release, an issue.

use super::GitHub;
use super::turns::Gatepost;
use crate::links::verdict::{Reading, not_a_repository};
use crate::model::Evidence;

impl GitHub {
    /// Asks for the page of a place, headers only. `None`: GitHub did not say.
    pub async fn has_path(&self, owner: &str, name: &str, path: &str, evidence: &mut Evidence) -> Option<bool> {
        if not_a_repository(owner, name).is_some() || !is_plain(path) || !self.open(Gatepost::Web) {
            return None;
        }
        let mut trail = self.trail(self.now());
        let reading = self.ask_web(format!("{}/{owner}/{name}/{path}", self.hosts.github_web), &mut trail).await;
        evidence.requests.extend(trail.evidence.requests);
        evidence.statuses.extend(trail.evidence.statuses);
        match reading {
            // A branch that was renamed leads on.
            Reading::Found(_) | Reading::Redirect(_) => Some(true),
            Reading::Missing | Reading::Gone(_) => Some(false),
            _ => None,
        }
    }
}

/// Only what can stand in an address as it is.
fn is_plain(path: &str) -> bool {
    (1..=500).contains(&path.len())
        && path.split('/').all(|part| {
            !part.bytes().all(|byte| byte == b'.')
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+@=,:()".contains(&byte))
        })
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn places_that_become_part_of_a_request() {
        for path in ["tree/main/sub-dir", "blob/v1.0/train.py", "releases/tag/v1.0", "issues/5", "tree/main/a+b"] {
            assert!(is_plain(path), "{path} can be asked for");
        }
        for path in ["", "tree/../x", "tree//x", "blob/main/a b", "a?x=1", "a#b", "a%2e", "../..", "tree/main/\u{e9}"] {
            assert!(!is_plain(path), "{path:?} is not asked for");
        }
    }
}
