//! Where a repository stood on a day.

use serde_json::Value;

use super::GitHub;
use crate::links::verdict::{iso_millis, not_a_repository};
use crate::model::Commit;

impl GitHub {
    /// The last commit of the default branch on or before a day (`YYYY-MM-DD`, UTC), and how many came after it.
    /// `None`: there is none that old.
    ///
    /// # Errors
    /// In plain words, when GitHub did not tell.
    pub async fn commit_on(&self, owner: &str, name: &str, day: &str, branch: &str) -> Result<Option<Commit>, String> {
        if not_a_repository(owner, name).is_some() {
            return Err("This is not a repository of GitHub.".into());
        }
        let here = format!("/repos/{owner}/{name}");
        let commits = self.tell(&format!("{here}/commits?until={day}T23:59:59Z&per_page=1")).await?;
        let commits = commits.ok_or("GitHub does not show this repository any more.")?;
        let Some(commit) = commits.get(0) else { return Ok(None) };
        let (Some(sha), Some(at)) = (sha_of(commit), time_of(commit)) else {
            return Err("GitHub's answer made no sense.".into());
        };
        let branch = if is_plain(branch) { branch } else { "HEAD" };
        // How far it has moved is an extra: without it the commit is still the answer.
        let moved = self.tell(&format!("{here}/compare/{sha}...{branch}?per_page=1")).await.ok();
        let since = moved
            .flatten()
            .and_then(|moved| moved.get("ahead_by")?.as_u64())
            .and_then(|count| u32::try_from(count).ok());
        Ok(Some(Commit {
            url: format!("https://github.com/{owner}/{name}/tree/{sha}"),
            sha: sha.to_owned(),
            at,
            since,
        }))
    }
}

fn sha_of(commit: &Value) -> Option<&str> {
    let sha = commit.get("sha")?.as_str()?;
    ((40..=64).contains(&sha.len()) && sha.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(sha)
}

fn time_of(commit: &Value) -> Option<i64> {
    iso_millis(commit.get("commit")?.get("committer")?.get("date")?.as_str()?)
}

fn is_plain(branch: &str) -> bool {
    (1..=100).contains(&branch.len())
        && !branch.contains("..")
        && branch.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/'))
}
