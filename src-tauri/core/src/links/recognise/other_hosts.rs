//! Hosts beside GitHub, each its own kind.

use super::token::{Scan, trim_name};
use super::words;
use super::{LinkKind, RepoRef};
use crate::model::Confidence;

/// Reads the link whose host name holds `needle` at `at`.
pub fn read(scan: Scan, at: usize, needle: &str) -> Option<RepoRef> {
    if needle == "gitlab" {
        return gitlab(scan, at);
    }
    let after = at + needle.len();
    if scan.byte(after) != Some(b'/') {
        return None;
    }
    let start = scan.link_start(at)?;
    let (segments, end) = segments(scan, after + 1);
    let link = |kind, host: &str, owner: String, name: &str| RepoRef {
        kind,
        host: host.into(),
        candidates: vec![name.to_owned()],
        owner,
        name: name.to_owned(),
        path: None,
        as_written: String::new(),
        span: start..end,
        confidence: Confidence::High,
    };
    let segment = |i: usize| segments.get(i).copied().filter(|segment| !segment.is_empty());
    match needle {
        "bitbucket.org" => Some(link(LinkKind::Bitbucket, needle, segment(0)?.into(), segment(1)?)),
        "codeberg.org" => Some(link(LinkKind::Forgejo, needle, segment(0)?.into(), segment(1)?)),
        "git.sr.ht" => segment(0)?
            .starts_with('~')
            .then_some(())
            .and_then(|()| Some(link(LinkKind::Sourcehut, needle, segment(0)?.into(), segment(1)?))),
        "huggingface.co" | "hf.co" => match segment(0)? {
            kind @ ("datasets" | "spaces") => {
                Some(link(LinkKind::Huggingface, "huggingface.co", format!("{kind}/{}", segment(1)?), segment(2)?))
            }
            reserved if words::HUGGING_FACE.contains(&reserved) => None,
            owner => Some(link(LinkKind::Huggingface, "huggingface.co", owner.into(), segment(1)?)),
        },
        "anonymous.4open.science" => {
            matches!(segment(0)?, "r" | "repository" | "s").then_some(())?;
            Some(link(LinkKind::Anonymous4open, needle, String::new(), segment(1)?))
        }
        "zenodo.org" => {
            matches!(segment(0)?, "record" | "records" | "deposit").then_some(())?;
            let id = segment(1)?;
            id.bytes().all(|b| b.is_ascii_digit()).then(|| link(LinkKind::Zenodo, needle, String::new(), id))
        }
        _ => None,
    }
}

/// gitlab.com and hosts of one's own that are called gitlab: groups may be nested.
fn gitlab(scan: Scan, at: usize) -> Option<RepoRef> {
    let rest = &scan.lower[at..];
    // A host name has at most 253 characters.
    let host_end = rest.bytes().take(254).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let host = &rest[..host_end];
    let labels: Vec<&str> = host.split('.').collect();
    if scan.byte(at + host_end) != Some(b'/')
        || labels.len() < 2
        || labels[0] != "gitlab"
        || labels.contains(&"")
        || host == "gitlab.io"
    {
        return None;
    }
    let start = scan.link_start(at)?;
    let (mut segments, mut end) = segments(scan, at + host_end + 1);
    let mut path = None;
    if let Some(dash) = segments.iter().position(|segment| *segment == "-") {
        path = Some(segments[dash + 1..].join("/")).filter(|path| !path.is_empty());
        segments.truncate(dash);
    } else if let Some(inside) = segments.iter().skip(2).position(|segment| words::INSIDE.contains(segment)) {
        path = Some(segments[inside + 2..].join("/"));
        segments.truncate(inside + 2);
    }
    segments.retain(|segment| !segment.is_empty());
    let name = trim_name(segments.pop()?);
    if segments.is_empty() || segments.len() > 20 || name.is_empty() {
        return None;
    }
    end = end.max(start);
    Some(RepoRef {
        kind: LinkKind::Gitlab,
        host: host.to_owned(),
        owner: segments.join("/"),
        name: name.to_owned(),
        path,
        candidates: vec![name.to_owned()],
        as_written: String::new(),
        span: start..end,
        confidence: Confidence::High,
    })
}

/// The segments of a path from `at`, without what follows the last of them, and where they end.
fn segments<'a>(scan: Scan<'a>, at: usize) -> (Vec<&'a str>, usize) {
    let rest = &scan.text[at..];
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'/' | b'~' | b'+');
    let end = rest.bytes().take(1_000).take_while(part).count();
    let path = trim_name(&rest[..end]);
    let whole = path.trim_end_matches('/');
    (whole.split('/').collect(), at + whole.len())
}
