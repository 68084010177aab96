//! GitHub: repositories, accounts, pages, gists, and the hosts beside it that name a repository.

use super::token::{Name, Scan};
use super::words;
use super::{LinkKind, RepoRef};
use crate::model::Confidence;

/// Reads the link whose host name has "github" at `at`.
pub fn read(scan: Scan, at: usize) -> Option<RepoRef> {
    let rest = &scan.lower[at..];
    if rest.starts_with("githubusercontent.com/") {
        return beside(scan, at, "githubusercontent.com/".len());
    }
    // `github. com` and `github .com` are what line breaking leaves.
    let host =
        ["github.com", "github. com", "github .com", "github.\ncom"].iter().find(|host| rest.starts_with(**host));
    let Some(host) = host else {
        return if rest.starts_with("github.io") { pages(scan, at) } else { None };
    };
    let after = at + host.len();
    match scan.byte(after) {
        Some(b'/') => {}
        Some(b':') if scan.lower[..at].ends_with("git@") => {}
        // `github.com /owner` and `github.com:443/owner` do not occur; `github.com.example.org` is another host.
        _ => return None,
    }
    let label = scan.lower[..at].strip_suffix('.').map(|before| &before[before.len() - label_length(before)..]);
    match label {
        None | Some("www") => {}
        Some("gist") => return gist(scan, at - "gist.".len(), after + 1),
        Some("api" | "codeload") => return beside(scan, at, host.len() + 1),
        Some(_) => return None,
    }
    let start = scan.link_start(at)?;
    let mut next = after + 1;
    while scan.byte(next) == Some(b'/') {
        next += 1;
    }
    repository(scan, start, next)
}

/// Owner and name from `next` on.
fn repository(scan: Scan, start: usize, next: usize) -> Option<RepoRef> {
    let (owner, end, owner_broken) = owner(scan, next)?;
    let account = |kind, end| RepoRef {
        kind,
        host: "github.com".into(),
        owner: owner.clone(),
        name: String::new(),
        path: None,
        candidates: Vec::new(),
        as_written: String::new(),
        span: start..end,
        confidence: Confidence::High,
    };
    if words::is_reserved(&owner) {
        return Some(account(LinkKind::NotARepository, end));
    }
    let name = if scan.byte(end) == Some(b'/') {
        let mut at = end + 1;
        while scan.byte(at) == Some(b'/') {
            at += 1;
        }
        scan.name(at)
    } else {
        None
    };
    let Some(Name { candidates, end: name_end, broken }) = name else {
        let kind = if words::is_placeholder(&owner) { LinkKind::Placeholder } else { LinkKind::OwnerOnly };
        return Some(account(kind, end));
    };
    let name = candidates[0].clone();
    let kind = if words::is_placeholder(&owner) || words::is_placeholder_name(&name) {
        LinkKind::Placeholder
    } else {
        LinkKind::Repository
    };
    // `.git` or a full stop may stand between the name and a deep path.
    let deep = scan.deep_path(name_end);
    let (path, end) = deep.map_or((None, name_end), |(path, end)| (Some(path), end));
    let confidence = if broken || owner_broken { Confidence::Medium } else { Confidence::High };
    Some(RepoRef {
        kind,
        host: "github.com".into(),
        owner,
        name,
        path,
        candidates,
        as_written: String::new(),
        span: start..end,
        confidence,
    })
}

/// An account's name: letters and digits with single hyphens, up to 39; managed accounts end in `_short`.
fn owner(scan: Scan, at: usize) -> Option<(String, usize, bool)> {
    let mut start = at;
    let mut broken = false;
    if let Some(next) = scan.one_break(at) {
        if !scan.goes_on(next) {
            return None;
        }
        start = next;
        broken = true;
    }
    let mut end = start + plain_owner(&scan.text[start..]);
    if end == start {
        return None;
    }
    let mut owner = scan.text[start..end].to_owned();
    // `MIT- REALM/architect`: cut after a hyphen.
    if scan.byte(end) == Some(b'-')
        && let Some(next) = scan.one_break(end + 1)
    {
        let more = plain_owner(&scan.text[next..]);
        if more > 0 && scan.byte(next + more) == Some(b'/') {
            owner = format!("{owner}-{}", &scan.text[next..next + more]);
            end = next + more;
            broken = true;
        }
    }
    if scan.byte(end) == Some(b'_') {
        let short = scan.text[end + 1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        if (1..=8).contains(&short) {
            owner.push_str(&scan.text[end..=end + short]);
            end += 1 + short;
        }
    }
    Some((owner, end, broken))
}

fn plain_owner(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len().min(39) {
        let next = bytes.get(end + 1);
        match bytes[end] {
            b if b.is_ascii_alphanumeric() => end += 1,
            b'-' if end > 0 && next.is_some_and(u8::is_ascii_alphanumeric) => end += 1,
            _ => break,
        }
    }
    end
}

/// `owner.github.io/project`: the project's own repository first, then the account's.
fn pages(scan: Scan, at: usize) -> Option<RepoRef> {
    let before = scan.text[..at].strip_suffix('.')?;
    let owner_at = before.len() - label_length(before);
    let owner = &before[owner_at..];
    let end = at + "github.io".len();
    if owner.is_empty()
        || plain_owner(owner) != owner.len()
        || scan.byte(end).is_some_and(|b| b.is_ascii_alphanumeric() || b == b'-')
    {
        return None;
    }
    if before[..owner_at].ends_with('.') && !scan.lower[..owner_at].ends_with("www.") {
        return None;
    }
    let start = scan.link_start(owner_at).unwrap_or(owner_at);
    let account = format!("{owner}.github.io");
    let mut candidates = vec![format!("{owner}/{account}")];
    let mut link_end = end;
    let mut name = account.clone();
    if scan.byte(end) == Some(b'/') {
        link_end = end + 1;
        if let Some(project) = scan.name(end + 1).filter(|project| !project.broken) {
            let title = &project.candidates[0];
            link_end = project.end;
            if scan.byte(link_end) == Some(b'/') {
                link_end += 1;
            }
            let page =
                [".html", ".htm", ".pdf", ".md"].iter().any(|ending| title.to_ascii_lowercase().ends_with(ending));
            if !page {
                name = title.clone();
                if !title.eq_ignore_ascii_case(&account) {
                    candidates.insert(0, format!("{owner}/{title}"));
                }
            }
        }
    }
    Some(RepoRef {
        kind: LinkKind::Pages,
        host: account.to_ascii_lowercase(),
        owner: owner.to_owned(),
        name,
        path: None,
        candidates,
        as_written: String::new(),
        span: start..link_end,
        confidence: Confidence::Medium,
    })
}

/// How long the host label is that `text` ends with.
fn label_length(text: &str) -> usize {
    text.bytes().rev().take(64).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count()
}

fn gist(scan: Scan, host_at: usize, next: usize) -> Option<RepoRef> {
    let start = scan.link_start(host_at)?;
    let first = scan.word(next);
    let (owner, id, end) = if scan.byte(next + first.len()) == Some(b'/') {
        let id = scan.word(next + first.len() + 1);
        (first, id, next + first.len() + 1 + id.len())
    } else {
        ("", first, next + first.len())
    };
    let trimmed = id.trim_end_matches('.');
    let hex = trimmed.len() >= 5 && trimmed.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| RepoRef {
        kind: LinkKind::Gist,
        host: "gist.github.com".into(),
        owner: owner.to_owned(),
        name: trimmed.to_owned(),
        path: None,
        candidates: vec![trimmed.to_owned()],
        as_written: String::new(),
        span: start..end - (id.len() - trimmed.len()),
        confidence: Confidence::High,
    })
}

/// raw, api and codeload hosts name a repository of github.com.
fn beside(scan: Scan, at: usize, skip: usize) -> Option<RepoRef> {
    let before = &scan.lower[..at];
    let label = ["raw.", "api.", "codeload."].into_iter().find(|label| before.ends_with(label))?;
    let start = scan.link_start(at - label.len())?;
    let mut next = at + skip;
    if label == "api." {
        next += scan.lower[next..].strip_prefix("repos/").map(|_| "repos/".len())?;
    }
    let mut link = repository(scan, start, next)?;
    // What follows is a branch and a file, not a path as github.com writes it.
    link.path = None;
    Some(link)
}
