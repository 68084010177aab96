//! YAML as a tree of values, for the formats that are written in it.
//!
//! Every scalar stays the text that it is: a volume "007", an edition "1.10" or an author called "No" is no number and
//! no truth value here.

use saphyr_parser::{Event, Input, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// Deeper than any list of references is.
const DEEPEST: usize = 32;

/// A document, and what its tree does not keep.
pub struct Document {
    pub tree: Value,
    /// The names of its outermost mapping in their order, and the line of each.
    pub names: Vec<(String, u32)>,
    /// The lines on which the items of its outermost list begin, or of the one called `references` or `items` in it.
    pub items: Vec<u32>,
}

#[derive(Default)]
struct Places {
    names: Vec<(String, u32)>,
    items: Vec<u32>,
}

/// Reads the first document; `None` when it is no YAML. Aliases are refused: a few of them can stand for gigabytes.
pub fn read(text: &str) -> Option<Document> {
    let text = text.trim_start_matches('\u{feff}');
    let mut parser = Parser::new_from_str(text);
    loop {
        match parser.next_event()?.ok()?.0 {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            event => {
                let mut places = Places::default();
                let tree = value(&mut parser, event, 0, true, &mut places)?;
                return Some(Document { tree, names: places.names, items: places.items });
            }
        }
    }
}

fn value<'a>(
    parser: &mut Parser<'a, impl Input>,
    event: Event<'a>,
    depth: usize,
    is_list: bool,
    places: &mut Places,
) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    match event {
        Event::Scalar(text, style, ..) => {
            let nothing = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
            Some(if nothing { Value::Null } else { Value::String(text.into_owned()) })
        }
        Event::SequenceStart(..) => {
            let mut list = Vec::new();
            loop {
                match parser.next_event()?.ok()? {
                    (Event::SequenceEnd, _) => return Some(Value::Array(list)),
                    (event, span) => {
                        places.items.extend(is_list.then_some(span.start.line() as u32));
                        list.push(value(parser, event, depth + 1, false, places)?);
                    }
                }
            }
        }
        Event::MappingStart(..) => {
            let mut map = Map::new();
            loop {
                let (key, line) = match parser.next_event()?.ok()? {
                    (Event::MappingEnd, _) => return Some(Value::Object(map)),
                    (Event::Scalar(text, ..), span) => (text.into_owned(), span.start.line() as u32),
                    _ => return None,
                };
                let event = parser.next_event()?.ok()?.0;
                let is_list = depth == 0 && matches!(key.as_str(), "references" | "items");
                let value = value(parser, event, depth + 1, is_list, places)?;
                // The first of two alike stands, under its own name; the second is kept beside.
                let mut name = key.clone();
                let mut times = 2;
                while map.contains_key(&name) {
                    name = format!("{key}-{times}");
                    times += 1;
                }
                if depth == 0 {
                    places.names.push((name.clone(), line));
                }
                map.insert(name, value);
            }
        }
        _ => None,
    }
}

/// A scalar that reads back as the same text, whatever it holds.
pub fn scalar(text: &str) -> String {
    let mut chars = text.chars();
    let begins = chars.next().is_some_and(char::is_alphabetic);
    let plain = begins
        && !text.ends_with(' ')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '/' | '(' | ')' | '_' | '-'))
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if plain {
        return text.to_owned();
    }
    // JSON's strings are YAML's, once what YAML counts as a line's end is escaped too.
    let quoted = Value::from(text).to_string();
    quoted
        .replace('\u{85}', "\\N")
        .replace('\u{2028}', "\\L")
        .replace('\u{2029}', "\\P")
        .replace('\u{7f}', "\\x7f")
        .replace('\u{feff}', "\\ufeff")
}
