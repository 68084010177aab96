//! Notes from Markdown to HTML that is safe to insert: the only HTML the page ever takes from the library.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::import::html::is_readable;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = sanitiser();
    builder
        // The third leads to another paper of this library; the page looks at what follows before it goes there.
        .url_schemes(HashSet::from(["http", "https", "postil"]))
        .url_relative(ammonia::UrlRelative::Deny);
    builder
});

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_MATH);

fn sanitiser() -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::default();
    builder
        // Pictures would tell a server that the text is being read.
        .rm_tags(["img", "map", "area"])
        .url_schemes(HashSet::from(["http", "https"]))
        .add_allowed_classes("span", ["math-inline", "math-display"])
        .add_tags(["input"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .link_rel(Some("noopener noreferrer"));
    builder
}

/// Renders CommonMark with tables, task lists, strike-through, footnotes and `$math$`; raw HTML is shown as text.
pub fn render(text: &str) -> String {
    let parser = Parser::new_ext(text, OPTIONS).map(|event| match event {
        // A reader who types "<b" means those letters.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        event => event,
    });
    let mut raw = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut raw, parser);
    if !is_readable(&raw) {
        return as_written(text);
    }
    SANITISER.clean(&raw).to_string()
}

/// For what is nested too deep to be rendered, or is no Markdown.
fn as_written(text: &str) -> String {
    format!("<pre>{}</pre>", ammonia::clean_text(text))
}

/// Renders the README of a repository: Markdown with its HTML made safe, anything else as it is written. Of pictures
/// only the words that stand for them are shown; relative links begin at `page`, its address.
pub fn render_readme(path: &str, text: &str, page: &str) -> String {
    let lower = path.to_lowercase();
    if ![".md", ".markdown", "readme"].iter().any(|end| lower.ends_with(end)) {
        return as_written(text);
    }
    let is_picture = |event: &Event| matches!(event, Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image));
    let mut raw = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut raw, Parser::new_ext(text, OPTIONS).filter(|event| !is_picture(event)));
    if !is_readable(&raw) {
        return as_written(text);
    }
    let mut sanitiser = sanitiser();
    let base = ammonia::Url::parse(page).map(ammonia::UrlRelative::RewriteWithBase);
    sanitiser.url_relative(base.unwrap_or(ammonia::UrlRelative::Deny));
    sanitiser.clean(&raw).to_string()
}

#[cfg(test)]
mod tests {
    use super::{render, render_readme};

    #[test]
    fn markdown_is_rendered() {
        let html = render("**bold** and $x^2$\n\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        for piece in ["<strong>bold</strong>", "math-inline", "x^2", "<table>", "type=\"checkbox\""] {
            assert!(html.contains(piece), "{piece} belongs into {html}");
        }
    }

    #[test]
    fn a_note_links_to_another_paper() {
        let html = render(r"See [Titles \[sic\]](postil://paper/42).");
        assert!(html.contains("href=\"postil://paper/42\""), "links between papers survive in {html}");
        assert!(html.contains("Titles [sic]</a>"), "brackets of a title are its letters in {html}");
    }

    #[test]
    fn a_readme_is_shown_without_its_pictures() {
        let page = "https://github.com/ada/engine/blob/HEAD/README.md";
        let text = "# Engine\n\n<p align=\"center\"><img src=\"x.png\" onerror=\"a()\"><b>Fast</b></p>\n\n\
            [![build](https://ci.example/badge.svg)](https://ci.example) [install](docs/install.md) <script>x</script>";
        let html = render_readme("README.md", text, page);
        for piece in ["<h1>Engine</h1>", "<b>Fast</b>", ">build</a>", "/ada/engine/blob/HEAD/docs/install.md"] {
            assert!(html.contains(piece), "{piece} belongs into {html}");
        }
        for forbidden in ["<img", "badge.svg", "onerror", "<script"] {
            assert!(!html.contains(forbidden), "{forbidden} must not survive in {html}");
        }
        assert!(
            render_readme("README.rst", "<b>", page).starts_with("<pre>&lt;b"),
            "other formats as they are written"
        );
    }

    #[test]
    fn what_nests_without_end_is_shown_as_written() {
        let deep = ">".repeat(40_000) + " deep";
        assert!(render(&deep).starts_with("<pre>"), "a note of quotations within quotations");
        let readme = "<div>".repeat(40_000);
        assert!(render_readme("README.md", &readme, "https://example.org/").starts_with("<pre>"), "and a README");
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>1</script>)",
            "[x](file:///etc/passwd)",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<svg onload=alert(1)>",
            "![x](http://tracker.example/pixel.png)",
            "<iframe src=\"http://example.org\"></iframe>",
            "<style>body{display:none}</style>",
            "[x](//example.org)",
            "<input type=text onfocus=alert(1) autofocus>",
        ] {
            let html = render(hostile);
            for forbidden in [
                "<script",
                "<img",
                "<svg",
                "<iframe",
                "<style",
                "<a href=\"javascript",
                "<a href=\"data",
                "<a href=\"file",
                "<a href=\"//",
                "<input",
            ] {
                assert!(!html.contains(forbidden), "{forbidden} must not survive in {html}, from {hostile}");
            }
        }
    }
}
