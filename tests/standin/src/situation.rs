//! How a repository is to answer.

use std::collections::HashMap;

use crate::repository::Made;

#[derive(Debug, Clone, PartialEq)]
pub enum Situation {
    /// There, with these facts.
    There(Made),
    /// Redirects to `/repositories/{id}` of the repository named, `owner/name`.
    Moved {
        to: String,
    },
    MovedThenGone,
    Missing,
    /// Neither the repository nor its owner is there.
    MissingWithOwner,
    Gone,
    /// A `block` object with this status (451 or 403) and reason (`dmca`, `tos`, `unavailable`).
    Blocked {
        status: u16,
        reason: String,
    },
    /// 403 with the hour's questions used up; the reset is this many seconds away.
    PrimaryLimit {
        reset_in: u64,
    },
    /// 429 with `retry-after`.
    SecondaryLimit {
        retry_after: u32,
    },
    /// 403 known by its words alone.
    SecondaryLimitInWords,
    /// 403 for anyone with a token; there for anyone without.
    Saml,
    IpAllowList,
    /// 403 that names nothing known.
    Forbidden,
    /// 5xx in JSON.
    ServerError(u16),
    /// 503 in HTML from a balancer, without a request id.
    Unavailable,
    /// 200 from GitHub, but not JSON.
    Garbage,
    /// JSON, but not about a repository.
    Nonsense,
    /// 200 in HTML from something that is not GitHub.
    CaptivePortal,
    /// Accepts, and never says a word.
    Hang,
    /// Never stops saying.
    Endless,
    /// A byte now and then, for ever.
    Drip,
    /// Stops in the middle of its answer.
    Cut,
    /// A redirect to an address of another's choosing.
    RedirectTo(String),
    /// The API finds it, the web page does not, or the other way round.
    Split {
        api: Box<Situation>,
        web: Box<Situation>,
    },
    /// There, but shown on request only.
    Gated,
    /// Being made ready; later it will be there.
    NotReady,
    /// Anonymous GitHub: the authors lead to this address now.
    Revealed(String),
    /// Zenodo: the number of all versions, which leads to the newest, this one.
    VersionsOf(String),
    /// A page with these words for its title.
    Titled(String),
    /// An answer put together by hand: status, content type, body.
    Raw(u16, &'static str, String),
    /// One after the other for each question to the API; the last stays.
    Then(Vec<Situation>),
}

impl Situation {
    /// There, as anything invented.
    pub fn there() -> Self {
        Self::There(Made::up("invented/code"))
    }

    pub fn archived(name: &str) -> Self {
        Self::There(Made { archived: true, ..Made::up(name) })
    }

    pub fn disabled(name: &str) -> Self {
        Self::There(Made { disabled: true, ..Made::up(name) })
    }

    pub fn empty(name: &str) -> Self {
        Self::There(Made { size: 0, stars: 2, empty: true, pushed_at: None, language: None, ..Made::up(name) })
    }

    /// A README, and nothing to run yet.
    pub fn without_code(name: &str) -> Self {
        let root = vec!["LICENSE", "README.md", "assets/"];
        Self::There(Made { root, release: None, language: None, ..Made::up(name) })
    }

    /// Another repository under the same name: only its number tells.
    pub fn reused(name: &str) -> Self {
        let made = Made::up(name);
        Self::There(Made { id: made.id + 1, ..made })
    }

    pub fn blocked(reason: &str) -> Self {
        Self::Blocked { status: 451, reason: reason.to_owned() }
    }

    pub fn moved(to: &str) -> Self {
        Self::Moved { to: to.to_owned() }
    }

    pub(crate) fn by_api(self) -> Self {
        match self {
            Self::Split { api, .. } => *api,
            other => other,
        }
    }

    pub(crate) fn by_web(self) -> Self {
        match self {
            Self::Split { web, .. } => *web,
            other => other,
        }
    }
}

/// A table of situations by `owner/name`, case ignored as GitHub does.
#[derive(Debug, Clone, Default)]
pub struct Situations(HashMap<String, Situation>);

impl Situations {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with(mut self, repository: &str, situation: Situation) -> Self {
        self.set(repository, situation);
        self
    }

    pub fn set(&mut self, repository: &str, situation: Situation) {
        self.0.insert(repository.to_ascii_lowercase(), situation);
    }

    /// How a repository answers now. A sequence moves on when `step`.
    pub(crate) fn answer(&mut self, repository: &str, step: bool) -> Situation {
        match self.0.get_mut(&repository.to_ascii_lowercase()) {
            None => Situation::There(Made::up(repository)),
            Some(Situation::Then(steps)) => {
                let now = steps.first().cloned().unwrap_or(Situation::Missing);
                if step && steps.len() > 1 {
                    steps.remove(0);
                }
                now
            }
            Some(situation) => situation.clone(),
        }
    }

    /// How a place beside GitHub answers now, by `host/owner/name`; `None` when no table names it.
    pub(crate) fn named(&mut self, place: &str) -> Option<Situation> {
        self.0.contains_key(&place.to_ascii_lowercase()).then(|| self.answer(place, true))
    }

    pub(crate) fn owner_is_gone(&self, owner: &str) -> bool {
        let prefix = format!("{}/", owner.to_ascii_lowercase());
        self.0.iter().any(|(name, situation)| name.starts_with(&prefix) && *situation == Situation::MissingWithOwner)
    }

    /// Names that a number may belong to: those of the table, and where they moved.
    pub(crate) fn by_id(&self, id: i64) -> Option<Situation> {
        let mut names = self.0.keys().cloned().collect::<Vec<_>>();
        names.extend(self.0.values().filter_map(|situation| match situation {
            Situation::Moved { to } => Some(to.clone()),
            _ => None,
        }));
        let gone =
            self.0.iter().any(|(name, situation)| *situation == Situation::MovedThenGone && Made::up(name).id == id);
        if gone {
            return Some(Situation::Missing);
        }
        names.into_iter().find_map(|name| match self.0.get(&name.to_ascii_lowercase()) {
            Some(Situation::There(made)) if made.id == id => Some(Situation::There(made.clone())),
            Some(Situation::There(_)) => None,
            _ if Made::up(&name).id == id => Some(match self.0.get(&name.to_ascii_lowercase()) {
                Some(other) => other.clone(),
                None => Situation::There(Made::up(&name)),
            }),
            _ => None,
        })
    }
}
