//! One record of an XML file at a time, as a small tree. Entities of a DTD are never expanded, nothing outside the file
//! is read, and depth and size are bounded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deeper than any record is.
const DEEPEST: usize = 64;
/// The most elements of one record; what is beyond is left out.
const MOST: usize = 20_000;

/// An element, known by its name without a prefix.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    attributes: Vec<(String, String)>,
    content: Vec<Content>,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Element(Node),
}

impl Node {
    /// The value of an attribute, or nothing.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// All of them, by their names without prefixes.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn children(&self) -> impl Iterator<Item = &Node> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(node) => Some(node),
            Content::Text(_) => None,
        })
    }

    /// Children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children().filter(move |node| node.name == name)
    }

    /// The first child along a path of names: `a/b/c`.
    pub fn at(&self, path: &str) -> Option<&Node> {
        path.split('/').try_fold(self, |node, name| node.children().find(|child| child.name == name))
    }

    /// The text of the first child along a path, or nothing.
    pub fn text_at(&self, path: &str) -> String {
        self.at(path).map(Node::text).unwrap_or_default()
    }

    /// All elements of a name below, in their order.
    pub fn below<'a>(&'a self, name: &str, found: &mut Vec<&'a Node>) {
        for child in self.children() {
            if child.name == name {
                found.push(child);
            }
            child.below(name, found);
        }
    }

    /// One of a name with a text.
    pub fn of(name: &str, text: &str) -> Self {
        let content = if text.is_empty() { Vec::new() } else { vec![Content::Text(text.to_owned())] };
        Self { name: name.to_owned(), content, ..Self::default() }
    }

    pub fn into_children(self) -> impl Iterator<Item = Self> {
        self.content.into_iter().filter_map(|content| match content {
            Content::Element(node) => Some(node),
            Content::Text(_) => None,
        })
    }

    /// Puts an element at a path of names, of which it gets the last; those above are made where they are lacking.
    pub fn put(&mut self, path: &str, mut node: Self) {
        let Some((first, rest)) = path.split_once('/') else {
            path.clone_into(&mut node.name);
            return self.content.push(Content::Element(node));
        };
        let known = self.content.iter().position(|one| matches!(one, Content::Element(node) if node.name == first));
        let at = known.unwrap_or_else(|| {
            self.content.push(Content::Element(Self::of(first, "")));
            self.content.len() - 1
        });
        if let Some(Content::Element(parent)) = self.content.get_mut(at) {
            parent.put(rest, node);
        }
    }

    /// Its text and that of all below, on one line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The same with the tags of HTML for what is slanted, bold, raised or lowered in it; `None` when nothing is.
    pub fn marked_up(&self) -> Option<String> {
        let (mut text, mut found) = (String::new(), false);
        self.mark_up(&mut text, &mut found);
        found.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn mark_up(&self, out: &mut String, found: &mut bool) {
        for content in &self.content {
            let node = match content {
                Content::Text(text) => {
                    out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
                    continue;
                }
                Content::Element(node) => node,
            };
            // EndNote says the face of every piece.
            let tag = match (node.name.as_str(), node.attribute("face")) {
                ("i" | "italic", _) | ("style", "italic") => "i",
                ("b" | "bold", _) | ("style", "bold") => "b",
                ("sub", _) | ("style", "subscript") => "sub",
                ("sup", _) | ("style", "superscript") => "sup",
                _ => "",
            };
            if tag.is_empty() {
                node.mark_up(out, found);
            } else {
                *found = true;
                out.push_str(&format!("<{tag}>"));
                node.mark_up(out, found);
                out.push_str(&format!("</{tag}>"));
            }
        }
    }

    /// Its own text with every blank, where places count.
    pub fn raw(&self) -> &str {
        match self.content.first() {
            Some(Content::Text(text)) => text,
            _ => "",
        }
    }

    fn gather(&self, text: &mut String) {
        for content in &self.content {
            match content {
                Content::Text(own) => text.push_str(own),
                Content::Element(node) => node.gather(text),
            }
        }
    }
}

/// The records of a text: elements of one of the names, wherever they stand. A file that breaks off gives those before.
pub struct Records<'a> {
    reader: Reader<&'a [u8]>,
    names: &'a [&'a str],
    /// Where the record that was given last begins.
    began: usize,
}

impl<'a> Records<'a> {
    pub fn new(text: &'a str, names: &'a [&'a str]) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        // Broken files are read as far as they can be.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, names, began: 0 }
    }

    /// Where the record that was given last begins, in bytes.
    pub fn began(&self) -> usize {
        self.began
    }

    fn record(&mut self, start: Node) -> Node {
        let mut open = vec![start];
        let mut count = 0;
        loop {
            let event = self.reader.read_event();
            let content = match event {
                Ok(Event::Start(tag)) if open.len() < DEEPEST && count < MOST => {
                    count += 1;
                    open.push(element(&tag));
                    continue;
                }
                Ok(Event::Start(tag) | Event::Empty(tag)) => Content::Element(element(&tag)),
                Ok(Event::Text(text)) => Content::Text(text.xml10_content().into_owned()),
                Ok(Event::CData(text)) => Content::Text(text.xml10_content().into_owned()),
                Ok(Event::GeneralRef(reference)) => Content::Text(entity(&reference.xml10_content())),
                Ok(Event::End(tag)) => {
                    let name = tag.local_name();
                    let name: &str = name.as_ref();
                    // An end that belongs to nothing open is left out; one further up closes all in between.
                    let Some(at) = open.iter().rposition(|node| node.name == name) else { continue };
                    while open.len() > at.max(1) {
                        let Some(done) = open.pop() else { break };
                        if let Some(parent) = open.last_mut() {
                            parent.content.push(Content::Element(done));
                        }
                    }
                    if at == 0 {
                        return open.swap_remove(0);
                    }
                    continue;
                }
                Ok(Event::Eof) | Err(_) => {
                    while let Some(done) = open.pop() {
                        match open.last_mut() {
                            Some(parent) => parent.content.push(Content::Element(done)),
                            None => return done,
                        }
                    }
                    return Node::default();
                }
                Ok(_) => continue,
            };
            count += 1;
            if let Some(parent) = open.last_mut().filter(|_| count < MOST) {
                parent.content.push(content);
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        loop {
            self.began = self.reader.buffer_position() as usize;
            match self.reader.read_event() {
                Ok(Event::Start(tag)) if self.names.contains(&tag.local_name().as_ref()) => {
                    let start = element(&tag);
                    return Some(self.record(start));
                }
                Ok(Event::Empty(tag)) if self.names.contains(&tag.local_name().as_ref()) => return Some(element(&tag)),
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }
}

fn element(tag: &BytesStart) -> Node {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let pair = |one: quick_xml::events::attributes::Attribute| {
        let value = unescaped(&one.value);
        (one.key.local_name().as_ref().to_owned(), value)
    };
    Node { name: tag.local_name().as_ref().to_owned(), attributes: attributes.map(pair).collect(), content: Vec::new() }
}

/// The five entities of XML and numbers; any other stays as it was written.
fn entity(name: &str) -> String {
    let named = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => name.strip_prefix('#').and_then(numbered).filter(|c| *c != '\0'),
    };
    named.map_or_else(|| format!("&{name};"), String::from)
}

/// The letter that a number stands for, in tens or in sixteens: `8211`, `x2013`.
pub fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.split_once(';').filter(|(name, _)| name.len() < 12) {
            Some((name, after)) => {
                out.push_str(&entity(name));
                rest = after;
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}
