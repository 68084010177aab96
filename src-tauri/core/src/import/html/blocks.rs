//! A page's text as a reader sees it: a line for each block, links beside their words.

use scraper::{Html, Node};

/// Elements that start a line of their own.
const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "table",
    "tr",
];
/// Elements whose text is not for reading.
const SILENT: [&str; 6] = ["script", "style", "noscript", "template", "svg", "head"];

/// Walks the tree without recursion: hostile pages nest deep.
pub fn text(document: &Html) -> String {
    let mut out = String::new();
    let mut next = Some(document.tree.root());
    while let Some(node) = next {
        let mut inside = true;
        match node.value() {
            Node::Text(text) => push_words(&mut out, text),
            Node::Element(element) => {
                let name = element.name();
                if SILENT.contains(&name) {
                    inside = false;
                } else if BLOCKS.contains(&name) {
                    end_line(&mut out);
                    if matches!(name, "h1" | "h2" | "h3" | "h4") {
                        out.push_str("## ");
                    }
                }
            }
            _ => {}
        }
        next = node.first_child().filter(|_| inside);
        let mut done = node;
        while next.is_none() {
            leave(&mut out, done.value());
            next = done.next_sibling();
            match done.parent() {
                Some(parent) if next.is_none() => done = parent,
                _ => break,
            }
        }
    }
    out
}

fn leave(out: &mut String, node: &Node) {
    let Node::Element(element) = node else { return };
    if BLOCKS.contains(&element.name()) {
        end_line(out);
    }
    if element.name() == "a"
        && let Some(href) = element.attr("href").filter(|href| href.starts_with("http") && href.len() < 2_000)
        && !href.contains([')', ' '])
    {
        out.push_str(" [](");
        out.push_str(href);
        out.push_str(") ");
    }
}

fn push_words(out: &mut String, text: &str) {
    if text.starts_with(char::is_whitespace) && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
    let mut first = true;
    for word in text.split_whitespace() {
        if !first {
            out.push(' ');
        }
        out.push_str(word);
        first = false;
    }
    if !first && text.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push_str("\n\n");
    }
}
