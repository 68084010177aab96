//! Notes from Markdown to HTML that is safe to insert: the only HTML the page ever takes from the library.

use std::collections::HashSet;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, html};

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        // Pictures would tell a server that the note is being read.
        .rm_tags(["img", "map", "area"])
        // The third leads to another paper of this library; the page looks at what follows before it goes there.
        .url_schemes(HashSet::from(["http", "https", "postil"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .add_allowed_classes("span", ["math-inline", "math-display"])
        .add_tags(["input"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// Renders CommonMark with tables, task lists, strike-through, footnotes and `$math$`; raw HTML is shown as text.
pub fn render(text: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH;
    let parser = Parser::new_ext(text, options).map(|event| match event {
        // A reader who types "<b" means those letters.
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        event => event,
    });
    let mut raw = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut raw, parser);
    SANITISER.clean(&raw).to_string()
}

#[cfg(test)]
mod tests {
    use super::render;

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
