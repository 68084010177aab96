//! Notes of other programs, from HTML to the Markdown that notes are kept in.

use ego_tree::NodeRef;
use scraper::{Html, Node};

use super::html::is_readable;
use super::markup;

/// Deeper elements are read as text only.
const DEEPEST: usize = 100;

/// A note in HTML as Markdown: headings, lists, quotes, emphasis, code and links; of anything else its words.
pub fn from_html(html: &str) -> String {
    if !is_readable(html) {
        return escaped(&markup::plain(html));
    }
    let tree = Html::parse_fragment(html);
    let mut out = Writer::default();
    out.walk(*tree.root_element(), 0);
    let mut text = String::with_capacity(out.text.len());
    for line in out.text.lines().map(str::trim_end) {
        // One empty line is enough between blocks.
        if !line.is_empty() || !text.ends_with("\n\n") {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.trim().to_owned()
}

/// Words that mean nothing but themselves in Markdown.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '#' | '$' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[derive(Default)]
struct Writer {
    text: String,
    /// For each list that is open, the number of its next item; `None` for one with dots.
    lists: Vec<Option<u32>>,
    quotes: usize,
}

impl Writer {
    fn walk(&mut self, node: NodeRef<Node>, depth: usize) {
        for child in node.children() {
            match child.value() {
                Node::Text(text) => self.words(&text.text),
                Node::Element(element) if depth < DEEPEST => {
                    let href = element.attr("href").filter(|href| href.starts_with("http")).map(str::to_owned);
                    self.element(element.name(), href, child, depth + 1);
                }
                Node::Element(_) => {
                    let words: String =
                        child.descendants().filter_map(|node| node.value().as_text()).map(|text| &**text).collect();
                    self.words(&words);
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, name: &str, href: Option<String>, node: NodeRef<Node>, depth: usize) {
        match name {
            "script" | "style" | "head" => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block();
                let level = name[1..].parse().unwrap_or(1);
                self.text.push_str(&"#".repeat(level));
                self.text.push(' ');
                self.walk(node, depth);
                self.block();
            }
            "ul" | "ol" => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push((name == "ol").then_some(1));
                self.walk(node, depth);
                self.lists.pop();
                if self.lists.is_empty() {
                    self.block();
                }
            }
            "li" => {
                self.line();
                self.text.push_str(&"    ".repeat(self.lists.len().saturating_sub(1)));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.text.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => self.text.push_str("- "),
                }
                self.walk(node, depth);
            }
            "blockquote" => {
                self.block();
                self.quotes += 1;
                self.text.push_str("> ");
                self.walk(node, depth);
                self.quotes -= 1;
                // The next block, begun within the quotation, was its end.
                while let Some((rest, last)) = self.text.rsplit_once('\n') {
                    if !last.trim_matches(['>', ' ']).is_empty() {
                        break;
                    }
                    self.text.truncate(rest.len());
                }
                self.block();
            }
            "p" | "div" | "pre" | "table" | "tr" if self.lists.is_empty() => {
                self.block();
                self.walk(node, depth);
                self.block();
            }
            "br" => self.text.push_str("  \n"),
            "strong" | "b" => self.around("**", node, depth),
            "em" | "i" => self.around("*", node, depth),
            "code" => {
                let words: String =
                    node.descendants().filter_map(|node| node.value().as_text()).map(|text| &**text).collect();
                self.text.push_str(&format!("`{}`", words.replace('`', "'")));
            }
            "a" if href.is_some() => {
                self.text.push('[');
                self.walk(node, depth);
                let href = href.unwrap_or_default().replace([' ', '<', '>', '\n'], "%20");
                self.text.push_str(&format!("](<{href}>)"));
            }
            _ => self.walk(node, depth),
        }
    }

    fn around(&mut self, mark: &str, node: NodeRef<Node>, depth: usize) {
        let start = self.text.len();
        self.walk(node, depth);
        // Marks around nothing, or beside a blank, would show as they are.
        let inner = self.text.split_off(start);
        let trimmed = inner.trim();
        if trimmed.is_empty() {
            self.text.push_str(&inner);
            return;
        }
        let before = &inner[..inner.len() - inner.trim_start().len()];
        let after = &inner[inner.trim_end().len()..];
        self.text.push_str(&format!("{before}{mark}{trimmed}{mark}{after}"));
    }

    fn words(&mut self, text: &str) {
        let blank = |text: &str, end: bool| {
            let c = if end { text.chars().next_back() } else { text.chars().next() };
            c.is_some_and(char::is_whitespace)
        };
        let inner = escaped(text);
        if blank(text, false) && !self.text.is_empty() && !blank(&self.text, true) {
            self.text.push(' ');
        }
        self.text.push_str(&inner);
        if !inner.is_empty() && blank(text, true) {
            self.text.push(' ');
        }
    }

    /// Begins a new line, once.
    fn line(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Begins a new block, within the quotation if there is one.
    fn block(&mut self) {
        if self.text.ends_with("> ") || self.text.is_empty() {
            return;
        }
        self.line();
        let quote = "> ".repeat(self.quotes);
        if !self.text.ends_with("\n\n") {
            self.text.push_str(quote.trim_end());
            self.text.push('\n');
        }
        self.text.push_str(&quote);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_keep_their_shape() {
        for (html, expected) in [
            (
                "<div class=\"zotero-note\"><div><h1>On rain</h1><p>Key: <strong>decoding</strong> &amp; limits &lt;5%.</p>\
<ul><li>one</li><li>two <em>more</em></li></ul><p><a href=\"https://example.org/a\">here</a></p></div></div>",
                "# On rain\n\nKey: **decoding** & limits \\<5%.\n\n- one\n- two *more*\n\n[here](<https://example.org/a>)",
            ),
            ("<p>a_b *c*</p>", "a\\_b \\*c\\*"),
            ("<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol>", "1. one\n    - inner\n2. two"),
            ("<p>x</p><blockquote><p>said</p></blockquote><p>y</p>", "x\n\n> said\n\ny"),
            ("plain words", "plain words"),
            ("<p>one<br>two</p><script>alert(1)</script>", "one\ntwo"),
            ("<a href=\"javascript:alert(1)\">no</a>", "no"),
        ] {
            assert_eq!(from_html(html), expected, "{html}");
        }
    }

    #[test]
    fn anything_is_read_without_falling_over() {
        let deep = "<div>".repeat(50_000) + "deep" + &"</div>".repeat(50_000);
        assert_eq!(from_html(&deep), "deep", "however deep");
    }
}
