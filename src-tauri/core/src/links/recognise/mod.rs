//! Recognising repository links in prose, LaTeX, Markdown and extracted text. Pure: no request, no clock.
//!
//! The text is cleaned once (with a map back to where each character stood), then scanned for host names; each hit is
//! read forward by the rules of its host. Every step walks the text a bounded number of times, so that time is linear.

mod clean;
mod github;
mod other_hosts;
mod pages;
mod token;
mod words;

pub(crate) use words::is_reserved;

use std::ops::Range;

use serde::Serialize;

use crate::model::Confidence;

/// What a link leads to. Serialised, it is `kind` of `postil links`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// A repository on GitHub.
    Repository,
    /// A github.io page; its repository is one of the candidates.
    Pages,
    Gist,
    /// A GitHub account without a repository.
    OwnerOnly,
    /// Stands for a link to come: "xxx", "anonymous", "username".
    Placeholder,
    /// A page of GitHub itself.
    NotARepository,
    Gitlab,
    Bitbucket,
    Forgejo,
    Huggingface,
    Anonymous4open,
    Zenodo,
    Sourcehut,
    /// A page of the web that is no repository; only [`recognise_all`] gives these.
    Page,
}

/// One link as a text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepoRef {
    pub kind: LinkKind,
    pub host: String,
    /// Account or group; nested groups keep their slashes. Empty where the host has none.
    pub owner: String,
    /// Empty for an account without a repository.
    pub name: String,
    /// `tree/main/sub` when the link points inside.
    pub path: Option<String>,
    /// Possible readings, likeliest first: bare names for repositories, `owner/name` for pages.
    pub candidates: Vec<String>,
    pub as_written: String,
    /// Bytes of the text as written.
    pub span: Range<usize>,
    pub confidence: Confidence,
}

/// All links to repositories, and to where they may be, in the order of the text.
pub fn recognise(text: &str) -> Vec<RepoRef> {
    cleaned(text).map(|(clean, lower)| repositories(text, &clean, &lower)).unwrap_or_default()
}

/// The same, and links to any other page.
pub fn recognise_all(text: &str) -> Vec<RepoRef> {
    let Some((clean, lower)) = cleaned(text) else { return Vec::new() };
    let mut found = repositories(text, &clean, &lower);
    let mut known = found.iter().map(|link| link.span.clone()).collect::<Vec<_>>().into_iter().peekable();
    let mut pages = pages::pages(&clean.text, &lower);
    pages.retain_mut(|page| {
        page.span = clean.origin(page.span.start)..clean.origin_end(page.span.end);
        page.as_written = text[page.span.clone()].to_owned();
        while known.next_if(|span| span.end <= page.span.start).is_some() {}
        known.peek().is_none_or(|span| span.start >= page.span.end)
    });
    // Two addresses glued together are one to a reader of the second.
    pages.dedup_by(|next, page| next.span.start < page.span.end);
    found.extend(pages);
    found.sort_by_key(|link| link.span.start);
    found
}

/// A text cleaned, and in small letters; `None` for one that names neither a host nor an address, as most do: told at a
/// glance where nothing is to be cleaned.
fn cleaned(text: &str) -> Option<(clean::Clean, String)> {
    let is_clean = text.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'\\' | b'$' | b'{'));
    if is_clean && names_no_place(&text.to_ascii_lowercase()) {
        return None;
    }
    let clean = clean::clean(text);
    let lower = clean.text.to_ascii_lowercase();
    (!names_no_place(&lower)).then_some((clean, lower))
}

fn names_no_place(lower: &str) -> bool {
    !SIGNS.iter().any(|sign| lower.contains(sign))
}

fn repositories(text: &str, clean: &clean::Clean, lower: &str) -> Vec<RepoRef> {
    let mut found: Vec<RepoRef> = Vec::new();
    let mut last_end = 0;
    for (at, needle) in hits(lower) {
        if at < last_end {
            continue;
        }
        let scan = token::Scan { text: &clean.text, lower };
        let Some(mut link) =
            (if needle == "github" { github::read(scan, at) } else { other_hosts::read(scan, at, needle) })
        else {
            continue;
        };
        last_end = link.span.end;
        // The readers know the cleaned text only; where a link stood and how it was written is filled in here.
        link.span = clean.origin(link.span.start)..clean.origin_end(link.span.end);
        link.as_written = text[link.span.clone()].to_owned();
        found.push(link);
    }
    found
}

/// The link of one address typed or given by a page; `None` when it is not one we know.
pub fn recognise_url(url: &str) -> Option<RepoRef> {
    only(url, recognise)
}

/// The same, also for an address of any other page.
pub fn recognise_address(url: &str) -> Option<RepoRef> {
    only(url, recognise_all)
}

fn only(url: &str, recognise: fn(&str) -> Vec<RepoRef>) -> Option<RepoRef> {
    let url = url.trim();
    if url.len() > 2_000 || url.contains(char::is_whitespace) {
        return None;
    }
    recognise(url).into_iter().next().filter(|link| link.span.start == 0)
}

/// What hosts are known by.
const HOSTS: [&str; 9] = [
    "github",
    "gitlab",
    "bitbucket.org",
    "codeberg.org",
    "huggingface.co",
    "hf.co",
    "anonymous.4open.science",
    "zenodo.org",
    "git.sr.ht",
];

/// One of these stands in each of them, and in any address: few letters are looked for many at a time.
const SIGNS: [&str; 10] =
    ["http", "github", "gitlab", "bucket.o", "berg.org", "gface.co", "hf.co", ".4open.", "nodo.org", "git.sr."];

/// Where host names stand, in order.
fn hits(lower: &str) -> Vec<(usize, &'static str)> {
    let bytes = lower.as_bytes();
    // Two letters keep nearly every place of a long text from being compared with all of them.
    let begins = |two: &[u8]| matches!(two, b"an" | b"bi" | b"co" | b"gi" | b"hf" | b"hu" | b"ze");
    let host = |at: usize| HOSTS.iter().find(|host| bytes[at..].starts_with(host.as_bytes()));
    let places = bytes.windows(2).enumerate().filter(|(_, two)| begins(two));
    places.filter_map(|(at, _)| Some((at, *host(at)?))).collect()
}

impl RepoRef {
    /// `host/owner/name` in lower case: the same for every way of writing one repository.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.host, self.owner, self.name).to_lowercase()
    }

    /// Readings of it other than the one taken, as `owner/name`.
    pub fn other_readings(&self) -> Vec<String> {
        let chosen = format!("{}/{}", self.owner, self.name);
        self.candidates
            .iter()
            .map(|name| if name.contains('/') { name.clone() } else { format!("{}/{name}", self.owner) })
            .filter(|reading| *reading != chosen)
            .collect()
    }

    /// Its page, always https.
    pub fn url(&self) -> String {
        let Self { host, owner, name, .. } = self;
        match self.kind {
            LinkKind::Pages if name.eq_ignore_ascii_case(host) => format!("https://{host}/"),
            LinkKind::Pages => format!("https://{host}/{name}/"),
            LinkKind::Anonymous4open => format!("https://{host}/r/{name}"),
            LinkKind::Zenodo => format!("https://{host}/records/{name}"),
            _ if owner.is_empty() => format!("https://{host}/{name}"),
            _ if name.is_empty() => format!("https://{host}/{owner}"),
            _ => format!("https://{host}/{owner}/{name}"),
        }
    }

    /// What to open: the deep path kept.
    pub fn open_url(&self) -> String {
        match (&self.path, self.kind) {
            (Some(path), LinkKind::Gitlab) => format!("{}/-/{path}", self.url()),
            (Some(path), _) => format!("{}/{path}", self.url()),
            (None, _) => self.url(),
        }
    }

    /// What `git clone` takes; `None` where the host serves no git.
    pub fn clone_url(&self) -> Option<String> {
        match self.kind {
            LinkKind::Repository | LinkKind::Gitlab | LinkKind::Bitbucket | LinkKind::Forgejo => {
                Some(format!("{}.git", self.url()))
            }
            LinkKind::Gist | LinkKind::Huggingface | LinkKind::Sourcehut => Some(self.url()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_is_seen_at_a_glance_and_found() {
        for host in HOSTS {
            assert!(!names_no_place(host), "{host} holds a sign");
            assert_eq!(hits(&format!("at {host}")), [(3, host)], "{host} begins with two letters that are looked for");
        }
    }
}
