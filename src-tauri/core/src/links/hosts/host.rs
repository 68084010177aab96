//! What every host beside GitHub has to answer for, and what most of them have in common.

use std::time::Duration;

use reqwest::Url;
use serde_json::Value;

use super::asking::Asking;
use crate::links::verdict::{Body, Dialect, Observed, Reading, Response, Speaker};

/// What is looked for, as the recogniser or the store names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub host: &'a str,
    /// Account or group, with slashes where groups are nested; may be empty.
    pub owner: &'a str,
    pub name: &'a str,
}

impl Place<'_> {
    /// `owner/name`, or the name alone where the host has no owners.
    pub fn full_name(&self) -> String {
        if self.owner.is_empty() { self.name.to_owned() } else { format!("{}/{}", self.owner, self.name) }
    }

    /// Whether each part of owner and name can stand in a path as it is.
    pub fn is_plain(&self) -> bool {
        let fits = |part: &str| {
            (1..=200).contains(&part.len())
                && part.bytes().any(|byte| byte != b'.')
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~' | b'+'))
        };
        self.owner.split('/').count() <= 20
            && (self.owner.is_empty() || self.owner.split('/').all(fits))
            && fits(self.name)
    }

    /// An address on its host.
    pub fn at(&self, path: &str) -> Option<Url> {
        address(self.host, path)
    }
}

/// `https://host/path`, when that is sound.
pub fn address(host: &str, path: &str) -> Option<Url> {
    let url = Url::parse(&format!("https://{host}{path}")).ok()?;
    url.host_str().is_some_and(|parsed| parsed.eq_ignore_ascii_case(host)).then_some(url)
}

/// One host as the checker sees it.
pub trait Host {
    /// Between two questions to it.
    const SPACING: Duration;

    /// Who answers, in the words of readers.
    fn speaker<'a>(&self, place: &Place<'a>) -> Speaker<'a>;

    /// Asks as little as a sound verdict allows. `None`: no repository there can have this name, so nothing is asked.
    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed>;
}

/// One question to a JSON API, and a second one where it redirects to what `leads` knows as a repository's address,
/// given the segments of its path.
pub async fn one_question(
    host: &str,
    dialect: &Dialect,
    url: &Url,
    leads: fn(&[&str]) -> bool,
    asking: &mut Asking<'_>,
) -> Observed {
    let first = asking.json(host, dialect, url).await;
    let target = match &first {
        Reading::Redirect(location) => match followed(url, location, leads) {
            Some(target) => Some(asking.json(host, dialect, &target).await),
            None => None,
        },
        _ => None,
    };
    Observed { repository: Some(first), target, ..Observed::default() }
}

/// The address a redirect leads to, when it stays on its host and is one of a repository.
fn followed(from: &Url, location: &str, leads: fn(&[&str]) -> bool) -> Option<Url> {
    let mut target = from.join(location).ok()?;
    target.set_fragment(None);
    let segments: Vec<&str> = target.path().trim_matches('/').split('/').collect();
    (target.origin() == from.origin() && target != *from && leads(&segments)).then_some(target)
}

pub fn text<'a>(body: &'a Value, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

pub fn owned(body: &Value, key: &str) -> Option<String> {
    text(body, key).map(str::to_owned)
}

pub fn flag(body: &Value, key: &str) -> bool {
    body.get(key).and_then(Value::as_bool).unwrap_or(false)
}

pub fn count(body: &Value, key: &str) -> Option<u32> {
    body.get(key).and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok())
}

/// The JSON of a response, if it is any.
pub fn json_of(response: &Response) -> Option<&Value> {
    match &response.body {
        Body::Json(body) => Some(body),
        _ => None,
    }
}

/// For hosts that mean nothing of their own.
pub fn nothing_own(_: &Response) -> Option<Reading> {
    None
}

/// A number for hosts that name a repository by letters: enough to tell that it is another one. FNV-1a, kept positive.
pub fn number_of(text: &str) -> i64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    i64::try_from(hash >> 2).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_never_become_part_of_a_request() {
        let place = |owner, name| Place { host: "gitlab.com", owner, name };
        for (owner, name) in [
            ("a", ".."),
            ("a/../b", "c"),
            ("a", ""),
            ("a", "b?c"),
            ("a", "b/c"),
            ("a b", "c"),
            ("a//b", "c"),
            ("a", "b%2e"),
        ] {
            assert!(!place(owner, name).is_plain(), "{owner}/{name} must not be asked for");
        }
        for (owner, name) in [("a", "b.c"), ("group/sub/deep", "x-y_z"), ("~user", "repo"), ("", "12345")] {
            assert!(place(owner, name).is_plain(), "{owner}/{name} can be a name");
        }
        assert_eq!(address("evil.example/x@gitlab.com", "/api"), None, "a host is a host and nothing else");
        assert_eq!(address("gitlab.com:99", "/api"), None, "without a port");
    }

    #[test]
    fn redirects_stay_at_home() {
        let from = address("gitlab.com", "/api/v4/projects/a%2Fb").expect("an address");
        let leads = |parts: &[&str]| parts.len() == 4;
        let to = |location: &str| followed(&from, location, leads).map(String::from);
        assert_eq!(to("/api/v4/projects/5").as_deref(), Some("https://gitlab.com/api/v4/projects/5"), "on its host");
        for location in [
            "https://evil.example/api/v4/projects/5",
            "http://gitlab.com/api/v4/projects/5",
            "/users/sign_in",
            "/api/v4/projects/a%2Fb",
        ] {
            assert_eq!(to(location), None, "{location} is not followed");
        }
    }
}
