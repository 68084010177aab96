//! A repository as papers mention it, and as its host answers for it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Attempt, CodeAsOf, Evidence, Id, Inside, Millis, Preservation, Rescue, Verdict, VerdictKind};

/// What kind of place hosts it. The strings are those of `postil links`' `kind` for hosts other than GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum HostKind {
    Github,
    /// A github.io page: its repository is a guess to be checked.
    Pages,
    Gist,
    Gitlab,
    Bitbucket,
    /// Codeberg and other Forgejo or Gitea hosts.
    Forgejo,
    Huggingface,
    Anonymous4open,
    Zenodo,
    Sourcehut,
    /// No repository: a page of a project, a demonstration, a dataset.
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A guess from damaged text; never accepted unverified.
    Low,
    /// One of several readings of broken text.
    Medium,
    High,
}

/// Where a mention was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FoundIn {
    Title,
    Abstract,
    Comments,
    Note,
    /// A link of the imported page.
    Source,
    /// Added by the reader.
    Hand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MentionStatus {
    #[default]
    Found,
    Confirmed,
    Rejected,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Repository {
    pub id: Id,
    pub kind: HostKind,
    /// `github.com`, `gitlab.inria.fr` …
    pub host: String,
    pub owner: String,
    pub name: String,
    /// Its page, always https.
    pub url: String,
}

/// What the host said when it last answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct RepositoryFacts {
    pub stars: Option<u32>,
    pub pushed_at: Option<Millis>,
    /// SPDX id or name.
    pub licence: Option<String>,
    pub language: Option<String>,
    pub description: Option<String>,
    pub default_branch: Option<String>,
    pub archived: bool,
}

/// One point of a repository's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckPoint {
    pub at: Millis,
    pub kind: VerdictKind,
    pub stars: Option<u32>,
    pub pushed_at: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LocalClone {
    pub path: String,
    pub at: Millis,
    /// The folder is still there.
    pub exists: bool,
}

/// What changed about a repository since the reader last looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Notice {
    pub kind: NoticeKind,
    pub at: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// It is not there any more, or not to be trusted.
    Lost,
    Moved,
    Archived,
    /// It is there, or worked on, again.
    CameBack,
    /// There is code where there was none.
    Released,
}

/// A code card: one repository as one paper mentions it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RepositoryCard {
    pub mention_id: Id,
    pub repository: Repository,
    /// Page to open: the deep path kept.
    pub open_url: String,
    /// What `git clone` takes; `None` where the host serves no git.
    pub clone_url: Option<String>,
    /// `tree/main/sub` when the text points inside.
    pub path: Option<String>,
    /// The repository is there, and what `path` points at was not when it was last looked for.
    pub path_is_gone: bool,
    pub as_written: String,
    pub found_in: FoundIn,
    pub confidence: Confidence,
    pub status: MentionStatus,
    /// Other readings of a broken link, as `owner/name`.
    pub candidates: Vec<String>,
    /// The standing verdict.
    pub verdict: Verdict,
    /// When the standing verdict was reached.
    pub checked_at: Option<Millis>,
    /// The last attempt, when it settled nothing.
    pub attempt: Option<Attempt>,
    pub facts: RepositoryFacts,
    pub evidence: Option<Evidence>,
    /// Oldest first, settled checks only, at most 60.
    pub history: Vec<CheckPoint>,
    pub local: Option<LocalClone>,
    /// What the reader has not dismissed.
    pub notice: Option<Notice>,
    /// What archives keep of it, once they were asked.
    pub rescue: Option<Rescue>,
    /// What an archive was asked to keep.
    pub preservation: Option<Preservation>,
    /// Where it stood when this paper was published, once that was looked for.
    pub as_of: Option<CodeAsOf>,
    /// What is in it, once a reader looked.
    pub inside: Option<Inside>,
}

/// What to check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "scope", rename_all = "kebab-case")]
pub enum CheckScope {
    /// Every repository of every paper that is not in the trash.
    All,
    /// Those never checked or due again.
    Due,
    Papers {
        ids: Vec<Id>,
    },
    Repository {
        id: Id,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    Running,
    /// Waiting for a rate limit or a pause the host asked for.
    Waiting,
    Finished,
    Cancelled,
    Failed,
}

/// How a run stands. Sent at most ten times a second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckProgress {
    pub state: CheckState,
    pub done: u32,
    pub total: u32,
    /// How many of the done ones ended in each verdict.
    pub counts: Vec<(VerdictKind, u32)>,
    /// Milliseconds left by the present pace; `None` until it is known.
    pub eta_ms: Option<i64>,
    pub waiting_until: Option<Millis>,
    /// In words, e.g. "GitHub allows 60 questions an hour without a token. Going on at 14:20."
    pub message: String,
    /// Papers whose row or page changed since the last report.
    pub changed_papers: Vec<Id>,
}
