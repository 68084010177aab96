//! Recognising links: a table of our own, properties on random text, and the shared cases when they are there.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use postil_core::links::recognise::{LinkKind, RepoRef, recognise, recognise_url};
use proptest::prelude::*;
use serde_json::Value;
use support::{seed_page, shared};

/// `owner/name[/path]` of the GitHub repositories of a text.
fn repositories(text: &str) -> Vec<String> {
    recognise(text).iter().filter(|link| link.kind == LinkKind::Repository).map(whole).collect()
}

fn whole(link: &RepoRef) -> String {
    let path = link.path.as_ref().map(|path| format!("/{path}")).unwrap_or_default();
    format!("{}/{}{path}", link.owner, link.name)
}

#[test]
fn links_are_read_as_a_reader_would() {
    let table: &[(&str, &[&str], &str)] = &[
        ("Code: https://github.com/ada/engine.", &["ada/engine"], "a full stop ends the sentence, not the name"),
        ("https://github.com/ada/engine.git. Then", &["ada/engine"], ".git and a full stop, in either order"),
        ("(http://www.github.com/ada/engine)", &["ada/engine"], "www and brackets"),
        ("at github.com/ada/engine, and", &["ada/engine"], "no scheme"),
        ("atgithub.com/ada/engine", &["ada/engine"], "glued to a word"),
        ("tool12https://github.com/ada/engine", &["ada/engine"], "glued to a footnote mark"),
        ("https: //github.com/ada/engine", &["ada/engine"], "a broken scheme"),
        ("https://github. com/ada/engine", &["ada/engine"], "a broken host"),
        ("htps://github.com/ada/engine", &["ada/engine"], "a misspelt scheme"),
        ("https://github.com//ada//engine", &["ada/engine"], "doubled slashes"),
        ("git@github.com:ada/engine.git", &["ada/engine"], "the ssh form"),
        ("ssh://git@github.com/ada/engine.git", &["ada/engine"], "the ssh address"),
        ("git://github.com/ada/engine.git", &["ada/engine"], "the git protocol"),
        ("https://github.com/ada/\nengine-two.", &["ada/engine-two"], "broken after a slash"),
        ("https://github.com/ada/ and then", &[], "an account and the next word"),
        ("https://github.com/ada/our_ long_name.", &["ada/our_long_name"], "broken after an underscore"),
        ("https://github.com/ada/engine/tree/main/sub_dir.", &["ada/engine/tree/main/sub_dir"], "a deep path is kept"),
        (
            "https://github.com/ada/engine/blob/main/a%20b.py#L3",
            &["ada/engine/blob/main/a%20b.py"],
            "a line mark is not",
        ),
        ("https://github.com/ada/engine?tab=readme", &["ada/engine"], "a query is not part of it"),
        ("\\url{https://github.com/ada/en\\_gine}", &["ada/en_gine"], "LaTeX escapes"),
        ("\\href{https://github.com/ada/engine}{code}", &["ada/engine"], "LaTeX links"),
        ("[code](https://github.com/ada/engine).", &["ada/engine"], "Markdown links"),
        ("“https://github.com/ada/engine”。", &["ada/engine"], "quotes of any kind"),
        ("https://github.com/ada/engine，见", &["ada/engine"], "a full-width comma"),
        ("https://git\u{AD}hub.com/ada/en\u{200B}gine", &["ada/engine"], "invisible characters"),
        ("https://github.com/ada/two\u{2010}part", &["ada/two-part"], "a typographic hyphen"),
        ("https://github.com/ada/engine.The rest", &["ada/engine"], "a lost space between sentences"),
        ("https://github.com/ada/next.js is", &["ada/next.js"], "a dot inside the name stays"),
        ("https://github.com/ada/.github", &["ada/.github"], "a leading dot stays"),
        ("https://raw.githubusercontent.com/ada/engine/main/x.py", &["ada/engine"], "the raw host"),
        ("https://api.github.com/repos/ada/engine/commits", &["ada/engine"], "the api host"),
        ("https://codeload.github.com/ada/engine/zip/main", &["ada/engine"], "the download host"),
        (
            "https://web.archive.org/web/2020/https://github.com/ada/engine",
            &["ada/engine"],
            "an archived copy names it",
        ),
        ("https://pkg.go.dev/github.com/ada/engine", &[], "another site's path"),
        ("https://github.com.example.org/ada/engine", &[], "another host"),
        ("https://notgithub.com/ada/engine and docs.github.com/en/rest", &[], "hosts that only look like it"),
        ("https://github.com/features/actions", &[], "GitHub's own pages"),
        ("https://github.com/orgs/ada/repositories", &[], "an organisation's page"),
        ("https://github.com/xxx/xxx and https://github.com/anonymous/code", &[], "placeholders"),
        ("javascript:alert('github.com/')", &[], "nothing after the slash"),
    ];
    for (text, expected, why) in table {
        assert_eq!(repositories(text), *expected, "{why}: {text}");
    }
}

#[test]
fn other_hosts_are_their_own_kinds() {
    let table = [
        ("https://gitlab.com/group/sub/tool.git", LinkKind::Gitlab, "https://gitlab.com/group/sub/tool"),
        ("https://gitlab.inria.fr/team/tool/-/tree/main/x", LinkKind::Gitlab, "https://gitlab.inria.fr/team/tool"),
        ("https://bitbucket.org/team/tool.", LinkKind::Bitbucket, "https://bitbucket.org/team/tool"),
        ("https://codeberg.org/team/tool", LinkKind::Forgejo, "https://codeberg.org/team/tool"),
        (
            "https://huggingface.co/datasets/team/data",
            LinkKind::Huggingface,
            "https://huggingface.co/datasets/team/data",
        ),
        ("https://huggingface.co/team/model", LinkKind::Huggingface, "https://huggingface.co/team/model"),
        (
            "https://anonymous.4open.science/r/Name-12/",
            LinkKind::Anonymous4open,
            "https://anonymous.4open.science/r/Name-12",
        ),
        ("https://zenodo.org/record/12345#.abc", LinkKind::Zenodo, "https://zenodo.org/records/12345"),
        ("https://git.sr.ht/~ada/tool", LinkKind::Sourcehut, "https://git.sr.ht/~ada/tool"),
        (
            "https://gist.github.com/ada/0123456789abcdef",
            LinkKind::Gist,
            "https://gist.github.com/ada/0123456789abcdef",
        ),
        ("https://ada.github.io/engine/", LinkKind::Pages, "https://ada.github.io/engine/"),
    ];
    for (text, kind, url) in table {
        let found = recognise(text);
        assert_eq!(found.len(), 1, "one link in {text}: {found:?}");
        assert_eq!((found[0].kind, found[0].url().as_str()), (kind, url), "{text}");
    }
    assert!(recognise("https://huggingface.co/papers/2303.01234").is_empty(), "a paper's page is no repository");
}

#[test]
fn one_address_is_read_whole_or_not_at_all() {
    assert!(recognise_url(" https://github.com/ada/engine ").is_some(), "spaces around it do not matter");
    for text in [
        "see https://github.com/ada/engine",
        "javascript:github.com/a/b",
        "file:///github.com/a/b",
        "--x=github.com/a/b",
        "",
    ] {
        assert!(recognise_url(text).is_none(), "{text:?} is not an address of a repository");
    }
}

#[test]
fn a_megabyte_of_adversarial_text_is_read_in_linear_time() {
    for piece in [
        "https://github.com/",
        "github.com/a/b_ ",
        "github. com/a-",
        "a.github.io/",
        "gitlab.",
        "\\_\\-{",
        "git@github.com:a/b- c- d- ",
    ] {
        let time = |size: usize| {
            let text = piece.repeat(size / piece.len());
            let start = std::time::Instant::now();
            recognise(&text);
            start.elapsed().as_secs_f64()
        };
        let (small, large) = (time(250_000), time(1_000_000));
        // Four times the text; sixteen times the time would be quadratic.
        assert!(large < small * 12.0 + 0.05, "{piece:?}: {small:.3} s for a quarter, {large:.3} s for all of it");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in r"(\PC|github\.com/|https://|\.github\.io/| |_|-|/|\\_|\n|gitlab\.com/){0,60}") {
        let mut last = 0;
        for link in recognise(&text) {
            prop_assert!(link.span.start <= link.span.end && link.span.start >= last, "spans are in order");
            prop_assert_eq!(&text[link.span.clone()], &link.as_written, "a span is where the link is written");
            last = link.span.start;
            if matches!(link.kind, LinkKind::Repository | LinkKind::Gitlab | LinkKind::Bitbucket) {
                let again = recognise(&link.open_url());
                prop_assert_eq!(again.len(), 1, "{} is read again", link.open_url());
                prop_assert_eq!((&again[0].owner, &again[0].name, &again[0].path), (&link.owner, &link.name, &link.path), "as itself");
            }
        }
    }
}

/// Kind, owner, name, candidates, deep path.
type Case = (String, String, Option<String>, Vec<String>, Option<String>);

/// What a link says in the terms of the shared cases.
fn as_case(link: &RepoRef) -> Option<Case> {
    let kind = serde_json::to_value(link.kind).ok()?.as_str()?.to_owned();
    Some(match link.kind {
        LinkKind::Repository => {
            (kind, link.owner.clone(), Some(link.name.clone()), link.candidates.clone(), link.path.clone())
        }
        LinkKind::Pages => (kind, link.owner.clone(), None, link.candidates.clone(), None),
        LinkKind::Gist => (kind, link.owner.clone(), Some(link.name.clone()), Vec::new(), None),
        LinkKind::OwnerOnly | LinkKind::Placeholder | LinkKind::NotARepository => {
            (kind, link.owner.clone(), None, Vec::new(), None)
        }
        // The cases are about GitHub; other hosts have kinds of their own.
        _ => return None,
    })
}

#[test]
fn shared_cases() {
    let Some(path) = shared("data/links/cases.jsonl") else { return };
    let text = std::fs::read_to_string(path).expect("readable");
    let (mut right, mut total, mut wrong) = (0, 0, Vec::new());
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let prose = case["text"].as_str().expect("a text");
        let string = |value: &Value| value.as_str().map(str::to_owned);
        let expected: Vec<_> = case["expect"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|link| {
                let kind = string(&link["kind"]).expect("a kind");
                let names =
                    |value: &Value| value.as_array().into_iter().flatten().filter_map(string).collect::<Vec<_>>();
                let (name, candidates, deep) = match kind.as_str() {
                    "repository" => (string(&link["repo"]), names(&link["candidates"]), string(&link["deep"])),
                    "pages" => (None, names(&link["candidates"]), None),
                    "gist" => (string(&link["id"]), Vec::new(), None),
                    _ => (None, Vec::new(), None),
                };
                (kind, string(&link["owner"]).unwrap_or_default(), name, candidates, deep)
            })
            .collect();
        let found: Vec<_> = recognise(prose).iter().filter_map(as_case).collect();
        total += 1;
        if found == expected {
            right += 1;
        } else {
            wrong.push(format!("{prose:?}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    eprintln!("shared link cases: {right} of {total} right");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_page_that_started_it_names_fourteen_repositories() {
    let Some(page) = seed_page() else { return };
    let mut found = repositories(&page);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 14, "{found:#?}");
}
