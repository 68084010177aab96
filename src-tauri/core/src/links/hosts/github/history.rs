//! Where a repository stood on a day.

use reqwest::Method;
use serde_json::Value;

use super::turns::{Gatepost, Way};
use super::{API, GitHub};
use crate::links::hosts::http::{Question, Want};
use crate::links::verdict::{Answer, Body, Reading, before_the_body, iso_millis, not_a_repository};
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
        let Some(commit) = commits.get(0) else { return Ok(None) };
        let (Some(sha), Some(at)) = (sha_of(commit), time_of(commit)) else {
            return Err("GitHub's answer made no sense.".into());
        };
        let branch = if is_plain(branch) { branch } else { "HEAD" };
        // How far it has moved is an extra: without it the commit is still the answer.
        let moved = self.tell(&format!("{here}/compare/{sha}...{branch}?per_page=1")).await.ok();
        let since = moved.and_then(|moved| moved.get("ahead_by")?.as_u64()).and_then(|count| u32::try_from(count).ok());
        Ok(Some(Commit {
            url: format!("https://github.com/{owner}/{name}/tree/{sha}"),
            sha: sha.to_owned(),
            at,
            since,
        }))
    }

    /// Asks the API for anything it tells freely.
    async fn tell(&self, path: &str) -> Result<Value, String> {
        match self.way(self.now()) {
            Way::Api => {}
            Way::Web => return Err("GitHub's questions without a token are used up for this hour.".into()),
            Way::Closed(pause) => return Err(pause.words),
        }
        let token = if self.has_token() { self.token.as_ref() } else { None };
        let mut trail = self.trail(self.now());
        let question = Question {
            method: Method::GET,
            url: self.api(path),
            headers: API,
            token,
            etag: None,
            body: None,
            want: Want::Json,
            deadline: trail.deadline,
        };
        let answer = self.http.ask(question, &mut trail.evidence).await;
        let post = if token.is_some() { Gatepost::Token } else { Gatepost::Anonymous };
        let response = match &answer {
            Answer::Response(response) => response,
            Answer::NoConnection(_) => return Err("GitHub could not be reached.".into()),
            Answer::NoAnswer(words) | Answer::NotAsked(words) => return Err(words.clone()),
        };
        if let Some(early) = before_the_body(response) {
            self.take_in(post, &answer, &early);
            return Err(match early {
                Reading::Offline(words) | Reading::Trouble(words) => words,
                _ => "GitHub asks to wait.".into(),
            });
        }
        self.take_in(post, &answer, &Reading::NotModified);
        match (response.status, &response.body) {
            (200, Body::Json(told)) => Ok(told.clone()),
            // Nothing was ever put into it.
            (409, _) => Ok(Value::Array(Vec::new())),
            (301 | 302 | 307 | 308, _) => Err("It moved. Update the link to its new home first.".into()),
            (401, _) => Err("GitHub refused the token.".into()),
            (404 | 410 | 451, _) => Err("GitHub does not show this repository any more.".into()),
            (status, _) => Err(format!("GitHub gave an answer Postil does not know ({status}).")),
        }
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
