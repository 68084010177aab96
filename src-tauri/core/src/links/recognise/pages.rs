//! Links to pages that are no repository: of a project, a demonstration, a dataset.

use std::ops::Range;

use reqwest::Url;

use super::{LinkKind, RepoRef};
use crate::model::Confidence;

/// Places whose addresses say which paper it is, or which account; and those that stand for none.
const NO_PAGES: [&str; 13] = [
    "doi.org",
    "arxiv.org",
    "openreview.net",
    "aclanthology.org",
    "semanticscholar.org",
    "orcid.org",
    "github.com",
    "github.io",
    "huggingface.co",
    "zenodo.org",
    "example.com",
    "example.org",
    "w3.org",
];
/// The longest that is taken for an address.
const LONGEST: usize = 500;

/// The pages of a cleaned text, by their place in it.
pub fn pages(text: &str, lower: &str) -> Vec<RepoRef> {
    let mut starts: Vec<usize> =
        ["http://", "https://"].iter().flat_map(|scheme| lower.match_indices(scheme).map(|(at, _)| at)).collect();
    starts.sort_unstable();
    starts.into_iter().filter_map(|start| read(text, start)).collect()
}

fn read(text: &str, start: usize) -> Option<RepoRef> {
    let rest = text.get(start..)?;
    let ends =
        |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '\'' | '<' | '>' | '{' | '}' | '|' | '\\' | '^' | '`');
    let end = rest.find(ends).unwrap_or(rest.len()).min(LONGEST + 1);
    let written = trimmed(rest.get(..end)?);
    // An address that was broken at the end of a line would be another one.
    let goes_on =
        written.len() == end && rest.get(end..)?.starts_with(['\n', '\r']) && written.ends_with(['/', '-', '_']);
    if written.len() > LONGEST || goes_on {
        return None;
    }
    let url = Url::parse(written).ok()?;
    let host = url.host_str()?.to_ascii_lowercase();
    let is_other = |place: &&str| host != **place && !host.ends_with(&format!(".{place}"));
    if url.port().is_some() || !url.username().is_empty() || !is_name(&host) || !NO_PAGES.iter().all(is_other) {
        return None;
    }
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(RepoRef {
        kind: LinkKind::Page,
        host,
        owner: String::new(),
        name: format!("{}{query}", url.path().trim_start_matches('/')),
        path: None,
        candidates: Vec::new(),
        as_written: String::new(),
        span: Range { start, end: start + written.len() },
        confidence: Confidence::High,
    })
}

/// Without what ends a sentence or closes a bracket that was opened before it.
fn trimmed(mut written: &str) -> &str {
    loop {
        let cut = written.trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
        let unopened =
            |open: char, close: char| cut.ends_with(close) && cut.matches(close).count() > cut.matches(open).count();
        let cut = if unopened('(', ')') || unopened('[', ']') { &cut[..cut.len() - 1] } else { cut };
        // Markdown: [https://a.b](https://a.b)
        let cut = cut.find("](").map_or(cut, |at| &cut[..at]);
        if cut.len() == written.len() {
            return cut;
        }
        written = cut;
    }
}

/// A name of the public web: no number, no machine of one's own.
fn is_name(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !matches!(last, "local" | "localhost" | "internal" | "invalid" | "test" | "example" | "onion")
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::super::{LinkKind, recognise, recognise_all};

    fn found(text: &str) -> Vec<String> {
        recognise_all(text).iter().filter(|link| link.kind == LinkKind::Page).map(|link| link.url()).collect()
    }

    #[test]
    fn pages_are_read_as_a_reader_would() {
        for (text, expected, why) in [
            ("Project page: https://lab.edu/rain.", &["https://lab.edu/rain"][..], "a full stop ends the sentence"),
            ("(see http://www.lab.edu/a_(b))", &["https://www.lab.edu/a_(b)"], "brackets of its own stay"),
            ("[demo](https://lab.edu/demo?x=1#top),", &["https://lab.edu/demo?x=1"], "a query stays, a mark does not"),
            ("\\url{https://lab.edu/\\~{}ada/x\\_y}", &["https://lab.edu/~ada/x_y"], "as LaTeX writes it"),
            ("https://lab.edu", &["https://lab.edu/"], "a front page"),
            ("https://lab.edu/long-\nname", &[], "broken at the end of a line: not another page"),
            (
                "https://doi.org/10.1/x https://arxiv.org/abs/1 https://www.arxiv.org/abs/1",
                &[],
                "identifiers are no pages",
            ),
            ("https://github.com/ada/engine https://ada.github.io/engine", &[], "repositories are found as such"),
            ("https://gitlab.lab.edu/ada/engine", &[], "also on hosts of one's own"),
            ("http://localhost/x http://10.0.0.1/x http://a.local/ https://ada:x@lab.edu/", &[], "nothing private"),
            ("https://example.com/x and www.lab.edu/x", &[], "a placeholder, and no address at all"),
        ] {
            assert_eq!(found(text), expected, "{why}: {text}");
        }
    }

    #[test]
    fn repositories_are_the_same_with_and_without_pages() {
        let text = "Code https://github.com/ada/engine and https://lab.edu/x and https://gitlab.com/a/b.";
        let without: Vec<_> = recognise_all(text).into_iter().filter(|link| link.kind != LinkKind::Page).collect();
        assert_eq!(without, recognise(text), "pages come beside them");
        let all = recognise_all(text);
        assert!(
            all.windows(2).all(|two| two[0].span.end <= two[1].span.start),
            "in order, none inside another: {all:?}"
        );
    }
}
