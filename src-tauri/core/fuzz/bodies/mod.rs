//! What must hold for any bytes at all: shared by the fuzz targets and by `tests/fuzz.rs`, which runs on any compiler.
#![allow(dead_code, reason = "each target uses its own")]

pub mod answers;
pub mod kept;

use std::path::Path;

use postil_core::cite::{self, Kind, Markup, Style};
use postil_core::formats::{self as references, Format};
use postil_core::import::pdf::identify;
use postil_core::import::pdf::sheet::{Line, Link, Sheet};
use postil_core::import::{attached::named, html::read_html, notes, page, papis};
use postil_core::links::recognise::{LinkKind, recognise as links_of};
use postil_core::markdown::render;
use postil_core::model::{Draft, Reading};
use postil_core::template::Template;
use scraper::Html;

/// Links: spans lie in the text and in order, and a repository's address is read again as that repository.
pub fn recognise(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut last = 0;
    for link in links_of(&text) {
        assert!(link.span.start >= last, "spans are in order: {:?} in {text:?}", link.span);
        assert_eq!(text.get(link.span.clone()), Some(&*link.as_written), "a span is where a link is written: {text:?}");
        last = link.span.start;
        if matches!(link.kind, LinkKind::Repository | LinkKind::Gitlab | LinkKind::Bitbucket) {
            let again = links_of(&link.open_url());
            let same = again.len() == 1
                && (&again[0].owner, &again[0].name, &again[0].path) == (&link.owner, &link.name, &link.path);
            assert!(same, "{} of {text:?} is read again as itself, not as {again:?}", link.open_url());
        }
    }
}

/// A pasted page or an opened file: whatever it is, drafts have titles and bounded fields.
pub fn page(bytes: &[u8]) {
    let bounded = |reading: &Reading| {
        for draft in &reading.drafts {
            assert!(!draft.title.trim().is_empty(), "a draft has a title: {draft:?}");
            assert!(draft.title.chars().count() <= 1_000, "a title is no chapter: {} characters", draft.title.len());
            assert!(draft.abstract_text.chars().count() <= 100_000, "an abstract is no book");
            assert!(draft.links.len() <= 100, "a paper has no more than a hundred links");
        }
    };
    let Ok(text) = page::decode(bytes) else { return };
    bounded(&page::read_text(&text));
    if let Some(reading) = read_html(&text) {
        bounded(&reading);
    }
}

/// A file of references: whatever it is, drafts have titles and bounded fields, and what is written holds them all.
pub fn formats(bytes: &[u8]) {
    let Ok(text) = page::decode(bytes) else { return };
    // Anything can be called a table, and read as one.
    if let Some(shape) = references::shape(&text, true) {
        let columns: Vec<_> = shape.columns.into_iter().map(|column| column.reading).collect();
        drop(references::read_table(&text, &columns));
    }
    if let Some(draft) = references::citation_file(&text) {
        assert!(!draft.title.is_empty(), "a draft has a title: {draft:?}");
    }
    let Some(reading) = references::read(&text) else { return };
    for draft in &reading.drafts {
        assert!(!draft.title.is_empty(), "a draft has a title: {draft:?}");
        assert!(draft.title.chars().count() <= 1_000, "a title is no chapter: {} characters", draft.title.len());
        assert!(draft.fields.iter().all(|field| !field.name.is_empty()), "a field has a name: {draft:?}");
    }
    for format in [Format::Bibtex, Format::Biblatex, Format::Ris, Format::CslJson, Format::Hayagriva] {
        let mut out = Vec::new();
        assert!(references::write(format, &reading.drafts, &mut out).is_ok(), "memory takes what is written");
        let out = String::from_utf8_lossy(&out);
        let again = match format {
            // One odd entry alone does not tell that a text is a .bib.
            Format::Bibtex | Format::Biblatex => references::bibtex::read(&out).drafts.len(),
            _ => references::read(&out).map_or(0, |again| again.drafts.len()),
        };
        assert_eq!(again, reading.drafts.len(), "no reference is lost or made up in {format:?}:\n{out}");
    }
}

/// What a PDF shows and says of itself: whatever it is, the draft has a title, bounded fields and its file only.
/// The input is a line of a page a line, "18 text", "T text" turned, "L address", "B reference", and XMP behind "XMP".
pub fn pdf(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (shown, xmp) = text.split_once("XMP").unwrap_or((&text, ""));
    let mut sheet =
        Sheet { pages: 2, xmp: xmp.to_owned(), title: shown.chars().take(40).collect(), ..Sheet::default() };
    for (at, line) in shown.lines().enumerate() {
        let (mark, text) = line.split_once(' ').unwrap_or(("10", line));
        let page = u32::from(at > 30);
        match mark {
            "L" => sheet.links.push(Link { url: text.to_owned(), page }),
            "B" => sheet.references.push_str(text),
            _ => sheet.lines.push(Line {
                text: text.to_owned(),
                apart: if text.contains('\t') { text.to_owned() } else { String::new() },
                size: mark.parse().unwrap_or(10.0),
                page,
                turned: mark == "T",
            }),
        }
    }
    let draft = identify::draft(&sheet, Path::new("/papers/rain.pdf"));
    assert!(!draft.title.trim().is_empty(), "a draft has a title: {draft:?}");
    assert!(draft.title.chars().count() <= 1_000, "a title is no chapter: {} characters", draft.title.len());
    assert!(draft.links.len() <= 100, "a paper has no more than a hundred links");
    assert_eq!(draft.files.len(), 1, "no file but its own: {draft:?}");
}

/// A field that names files, and a document of Papis: no file without a path, none of the web.
pub fn attached(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = named::files(&text);
    assert!(found.len() <= 50, "no reference has so many files");
    for one in &found {
        assert!(!one.path.trim().is_empty(), "a file has a path: {one:?} in {text:?}");
        assert!(
            !["http:", "https:", "//"].iter().any(|scheme| one.path.starts_with(scheme)),
            "an address of the web is no file: {one:?} in {text:?}"
        );
    }
    let of_bibdesk = named::of_bibdesk(&text);
    assert!(of_bibdesk.is_none_or(|one| !one.path.trim().is_empty()), "nor has BibDesk's none: {text:?}");
    if let Some((draft, _)) = papis::of_text(&text) {
        assert!(!draft.title.is_empty(), "a draft has a title: {draft:?}");
    }
}

/// A file of CSL: refused in words, or a style that writes a paper without end in neither time nor space.
pub fn style(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(style) = Style::parse(&text, "a style", Path::new("/none")) else { return };
    let draft =
        Draft { title: "On rain".into(), authors: vec!["Ada Example".into()], year: Some(2003), ..Draft::default() };
    for kind in [Kind::Bibliography, Kind::InText] {
        let _ = cite::format(std::slice::from_ref(&draft), &style, None, kind, Markup::Html);
    }
}

/// A mark of Pandoc's: no mark, or one that is read again as itself once it is written.
pub fn mark(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(cites) = cite::read_mark(&text) else { return };
    for command in [cite::Command::Typst, cite::Command::Keys].into_iter().chain(cite::Command::latex("citep")) {
        assert!(command.write(&cites).is_ok_and(|mark| !mark.is_empty()), "{command:?} can say {text:?}");
    }
    match cite::Command::Pandoc.write(&cites) {
        Ok(mark) => assert_eq!(cite::read_mark(&mark), Some(cites), "{mark:?}, of {text:?}, is read again"),
        Err(error) => panic!("what Pandoc says can be written for it: {error}, of {text:?}"),
    }
}

/// A template of notes: refused with its line, or filled in within bounds.
pub fn template(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(template) = Template::parse(&text) else { return };
    let draft =
        Draft { title: "On *rain*".into(), authors: vec!["Ada Example".into()], year: Some(2003), ..Draft::default() };
    match template.render(&draft) {
        Ok(out) => assert!(out.len() <= 17 << 20, "a paper's notes are no book: {} bytes", out.len()),
        Err(error) => assert!(error.message.ends_with('.'), "a sentence: {error}"),
    }
}

/// A note is harmless, whether it was written in Markdown or comes from elsewhere in HTML.
pub fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    harmless(&render(&text));
    harmless(&render(&notes::from_html(&text)));
}

/// HTML holds nothing that runs, loads or leads anywhere but to the web or another paper.
fn harmless(html: &str) {
    for element in Html::parse_fragment(html).tree.nodes().filter_map(|node| node.value().as_element()) {
        let name = element.name();
        let runs =
            ["script", "style", "img", "svg", "math", "iframe", "object", "embed", "form", "base", "link", "meta"];
        assert!(!runs.contains(&name), "{name} has no place in {html}");
        for (attribute, value) in element.attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute} has no place in {html}");
            if matches!(attribute, "href" | "src" | "cite") {
                let sound = ["http:", "https:", "postil:"]
                    .iter()
                    .any(|scheme| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
                assert!(sound, "{value} is no address to lead to, in {html}");
            }
        }
    }
}
