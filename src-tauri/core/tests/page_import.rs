//! Reading pages: small pages of our own in each shape, the page that started it in many dresses, and the shared sets.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use postil_core::import::{
    html::read_html,
    page::{decode, read_text},
};
use postil_core::model::Draft;
use serde_json::Value;
use support::{seed_page, shared};

const ABSTRACT: &str = "We study how small models of weather learn from sparse records. In this paper, we show that three \
stations are enough to predict rain in a valley, and we release our code at https://github.com/valley/rain. Experiments on \
four valleys confirm our results.";

fn titles(drafts: &[Draft]) -> Vec<&str> {
    drafts.iter().map(|draft| draft.title.as_str()).collect()
}

#[test]
fn pages_of_every_shape() {
    let two = ["Learning Rain from Sparse Records", "A Survey of Valley Weather Models"];
    let long = "A second abstract describes another method for valleys. We evaluate it on many stations and find that it works better than all baselines by a large margin.";
    let pages = [
        ("paragraphs", format!("new\n\nSubscribe\n\nMar 11\n\n{}\n\n{ABSTRACT}\n\n{}\n\n{long}\n", two[0], two[1])),
        ("line ends of another system", format!("{}\r\n\r\n{ABSTRACT}\r\n\r\n{}\r\n\r\n{long}\r\n", two[0], two[1])),
        ("no blank lines", format!("{}\n{ABSTRACT}\n{}\n{long}", two[0], two[1])),
        (
            "a byte order mark and doubled blanks",
            format!("\u{feff}{}\n\n\n\n{ABSTRACT}\n\n\n\n{}\n\n\n{long}", two[0], two[1]),
        ),
        (
            "author lines",
            format!(
                "{}\nAda Lovelace, Charles Babbage\n\n{ABSTRACT}\n\n{}\n\nMary Somerville and Ada Lovelace\n\n{long}",
                two[0], two[1]
            ),
        ),
        (
            "upvotes and counts",
            format!(
                "Submitted by\n\nuser1\n\n187\n\n{}\n\n·\n10 authors\n\n2\n\nSubmitted by\n\nuser2\n\n3\n\n{}\n\n·\n4 authors\n",
                two[0], two[1]
            ),
        ),
        ("a list of titles", format!("{}\n{}\n", two[0], two[1])),
        (
            "arXiv's listing",
            format!(
                "[1] arXiv:2303.01234 [pdf, other]\nTitle: {}\nAuthors: Ada Lovelace\nSubjects: Machine Learning (cs.LG)\n\n[2] arXiv:2303.01235 [pdf]\nTitle: {}\nAuthors: Mary Somerville\n",
                two[0], two[1]
            ),
        ),
    ];
    for (shape, page) in pages {
        let reading = read_text(&page);
        assert_eq!(titles(&reading.drafts), two, "{shape}: {:?}", reading.skipped);
        if page.contains("We study") {
            assert_eq!(reading.drafts[0].abstract_text, ABSTRACT, "{shape}: the whole abstract");
        }
    }
}

#[test]
fn lists_and_tables_keep_their_entries_apart() {
    let list = "- Learning Rain from Sparse Records — Ada Lovelace, ICML 2023\n- A Survey of Valley Weather Models — Mary Somerville, ACL 2022\n- Robust Forecasts for Narrow Valleys — Charles Babbage, AAAI 2021\n";
    let drafts = read_text(list).drafts;
    assert_eq!(
        titles(&drafts),
        [
            "Learning Rain from Sparse Records",
            "A Survey of Valley Weather Models",
            "Robust Forecasts for Narrow Valleys"
        ],
        "each entry is a paper of its own"
    );
    assert_eq!(
        (drafts[0].authors.as_slice(), drafts[0].year),
        (["Ada Lovelace".to_owned()].as_slice(), Some(2023)),
        "with its author and year"
    );
    let table = format!(
        "| Title | Authors | Summary |\n|---|---|---|\n| Learning Rain from Sparse\n  Records (Read more on [arXiv](https://arxiv.org/abs/2303.01234)) | Ada Lovelace | {ABSTRACT} |\n"
    );
    let drafts = read_text(&table).drafts;
    assert_eq!(titles(&drafts), ["Learning Rain from Sparse Records"], "a row of a table is one paper, wrapped or not");
    assert_eq!(drafts[0].identifiers[0].value, "2303.01234", "its link gives the identifier");
}

#[test]
fn a_page_without_papers_gives_none() {
    for page in [
        "",
        "\n\n\n",
        "Subscribe\n\nMar 11\n\n12\n",
        "Get trending papers in your email inbox!\n",
        "lorem",
        "{\"a\": 1}",
        "[]",
    ] {
        assert!(read_text(page).drafts.is_empty(), "{page:?} holds no paper");
    }
}

#[test]
fn html_keeps_the_links_that_text_loses() {
    let page = format!(
        "<meta name=citation_title content='{t}'><meta name=citation_author content='Lovelace, Ada'>\
         <meta name=citation_arxiv_id content='2303.01234'><blockquote class='abstract'>Abstract: Code at \
         <a href='https://github.com/valley/rain'>this https URL</a>.</blockquote>",
        t = "Learning Rain"
    );
    let draft = read_html(&page).expect("a paper").drafts.remove(0);
    assert_eq!(
        (draft.title.as_str(), draft.authors[0].as_str(), draft.links[0].as_str()),
        ("Learning Rain", "Ada Lovelace", "https://github.com/valley/rain"),
        "title, author in order, and where the link leads"
    );
    let page = format!(
        "<main><h3>Learning Rain from Sparse Records</h3><p>{ABSTRACT} <a href='https://github.com/valley/code'>here</a></p></main>"
    );
    let draft = read_html(&page).expect("a paper").drafts.remove(0);
    assert!(
        draft.links.contains(&"https://github.com/valley/code".to_owned()),
        "the href of a plain page: {:?}",
        draft.links
    );
    let nested = "<div>".repeat(50_000) + "x";
    assert!(read_html(&nested).is_none(), "deep nesting is refused");
    let formatting =
        format!("{}{}", (0..2_000).map(|i| format!("<b a{i}>")).collect::<String>(), "<p>x".repeat(200_000));
    assert!(
        read_html(&formatting).is_none(),
        "formatting tags that the parser would open again for each paragraph are refused"
    );
}

#[test]
fn bytes_are_told_from_text() {
    assert_eq!(decode("\u{feff}héllo".as_bytes()).as_deref(), Ok("héllo"), "a byte order mark is dropped");
    assert!(decode(b"").is_err() && decode(b"\x7fELF\0\0\0\x01\x02").is_err(), "nothing, and a program, are no text");
}

#[test]
fn the_page_that_started_it_in_many_dresses() {
    let Some(page) = seed_page() else { return };
    let original = read_text(&page);
    assert_eq!(original.drafts.len(), 61, "{:#?}", titles(&original.drafts));
    assert!(original.drafts.iter().all(|draft| draft.abstract_text.len() > 200), "each with its abstract");
    assert!(
        original.drafts.iter().all(|draft| !draft.title.contains("newsletter") && draft.title != "Mar 11"),
        "no furniture among them"
    );
    let wrapped: String = page.split('\n').map(|line| wrap(line, 80) + "\n").collect();
    let dresses = [
        ("CRLF", page.replace('\n', "\r\n")),
        ("CR", page.replace('\n', "\r")),
        ("doubled blanks", page.replace("\n\n", "\n\n\n\n")),
        ("no blanks", page.replace("\n\n", "\n")),
        ("a byte order mark", format!("\u{feff}{page}")),
        ("wrapped at 80", wrapped),
        ("noise", page.replace("\n\n", "\n\n12\n\nUpvote\n\n")),
    ];
    for (dress, text) in dresses {
        let found = read_text(&text);
        assert_eq!(
            found.drafts.len(),
            61,
            "{dress}: {:#?}",
            found
                .drafts
                .iter()
                .map(|d| &d.title)
                .filter(|t| !titles(&original.drafts).contains(&t.as_str()))
                .collect::<Vec<_>>()
        );
    }
    let wrapped: String = page.split('\n').map(|line| wrap(line, 80) + "\n").collect();
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (plain, wrapped) in original.drafts.iter().zip(read_text(&wrapped).drafts) {
        assert_eq!(
            folded(&wrapped.abstract_text),
            folded(&plain.abstract_text),
            "no word of “{}” is lost in wrapping",
            plain.title
        );
    }
    let start = std::time::Instant::now();
    let noise = format!("{page}\n{}", "zzgh 82hd xk; 0x9f ff ff\n".repeat(400_000));
    assert_eq!(read_text(&noise).drafts.len(), 61, "ten megabytes of noise add no paper");
    eprintln!("10 MB of noise read in {:.1} s", start.elapsed().as_secs_f64());
}

fn wrap(line: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in line.split(' ') {
        if column > 0 && column + 1 + word.len() > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out
}

/// Share of the expected titles found, and of the found that were expected.
fn score(name: &str, read: impl Fn(&str) -> Vec<Draft>) -> Option<(f64, f64)> {
    let folder = shared("data/hf")?;
    let expected = std::fs::read_to_string(folder.join("expected.jsonl")).expect("readable");
    let (mut right, mut wanted, mut found) = (0, 0, 0);
    for line in expected.lines() {
        let day: Value = serde_json::from_str(line).expect("JSON");
        let file = folder.join(name.replace("{}", day["date"].as_str().expect("a date")));
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let key = postil_core::search::fold::title_key;
        let drafts: Vec<String> = read(&text).iter().map(|draft| key(&draft.title)).collect();
        let papers = day["papers"].as_array().expect("papers");
        right += papers.iter().filter(|paper| drafts.contains(&key(paper["title"].as_str().expect("a title")))).count();
        wanted += papers.len();
        found += drafts.len();
    }
    let (recall, precision) = (right as f64 / wanted as f64, right as f64 / found.max(1) as f64);
    eprintln!("{name}: {right} of {wanted} papers, {:.1} % of {found} found were papers", precision * 100.0);
    Some((recall, precision))
}

#[test]
fn shared_hugging_face_pages() {
    type Read = fn(&str) -> Vec<Draft>;
    let text: Read = |text| read_text(text).drafts;
    let html: Read = |text| read_html(text).map(|reading| reading.drafts).unwrap_or_default();
    for (name, read, least) in
        [("paste-text/{}.txt", text, 0.97), ("html/{}.html", html, 0.99), ("api/{}.json", text, 0.99)]
    {
        let Some((recall, precision)) = score(name, read) else { return };
        assert!(recall >= least && precision >= least, "{name}: {recall:.3} found, {precision:.3} right");
    }
}
