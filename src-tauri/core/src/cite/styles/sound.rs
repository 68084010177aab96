//! Whether a file is a style that may be used, before the processor sees it: that one follows every call, and a style
//! that calls itself, or doubles its work with each call, would never end.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Bytes of a style. The largest of those in use have 200,000.
pub const LARGEST: usize = 2_000_000;
const DEEPEST: usize = 64;
/// Elements that one entry may go through, calls followed and every choice taken. Chicago's style needs 2,500,000.
const MOST_STEPS: u64 = 50_000_000;

/// What stands in the way, and in which line.
#[derive(Debug, PartialEq, Eq)]
pub struct Trouble {
    pub line: usize,
    pub reason: String,
}

/// What a style says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: String,
    /// The address of the style that this one is another name of.
    pub parent: Option<String>,
}

/// A macro, or everything outside of them.
#[derive(Default)]
struct Body {
    line: usize,
    elements: u64,
    calls: Vec<(String, usize)>,
}

/// Reads a style as far as needed to know that it can be used.
pub fn outline(xml: &str) -> Result<Outline, Trouble> {
    let mut reader = Reader::from_str(xml);
    let mut outline = Outline::default();
    let mut bodies: HashMap<String, Body> = HashMap::from([(String::new(), Body::default())]);
    let mut path: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut lines = Lines::new(xml);
    loop {
        let line = lines.at(reader.buffer_position() as usize);
        let trouble = |reason: &str| Trouble { line, reason: reason.to_owned() };
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = local_name(&start);
                if path.is_empty() && name != "style" {
                    return Err(trouble("it does not begin with a “style”, so it is no CSL"));
                }
                if path.len() >= DEEPEST {
                    return Err(trouble("its elements are nested too deeply"));
                }
                if name == "macro" {
                    current = attribute(&start, "name").unwrap_or_default();
                    bodies.insert(current.clone(), Body { line, ..Body::default() });
                }
                element(&start, &name, line, bodies.entry(current.clone()).or_default(), &mut outline);
                path.push(name);
            }
            Ok(Event::Empty(start)) => {
                let name = local_name(&start);
                if name == "macro" {
                    bodies.entry(attribute(&start, "name").unwrap_or_default()).or_default();
                }
                element(&start, &name, line, bodies.entry(current.clone()).or_default(), &mut outline);
            }
            Ok(Event::End(_)) => {
                if path.pop().is_some_and(|name| name == "macro") {
                    current.clear();
                }
            }
            Ok(Event::Text(text)) if path.len() == 3 && path[1..] == ["info", "title"] => {
                outline.title.push_str(&text.xml10_content());
            }
            Ok(Event::DocType(_)) => return Err(trouble("it declares a document type, which no style needs")),
            Ok(Event::Eof) if !path.is_empty() => return Err(trouble("it ends in the middle")),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let line = Lines::new(xml).at(reader.error_position() as usize);
                return Err(Trouble { line, reason: format!("it is not sound XML: {error}") });
            }
        }
    }
    if bodies.get("").is_none_or(|body| body.elements == 0) {
        return Err(Trouble { line: 1, reason: "there is no style in it".to_owned() });
    }
    steps("", &bodies, &mut HashMap::new()).map(|_| outline)
}

fn element(start: &BytesStart, name: &str, line: usize, body: &mut Body, outline: &mut Outline) {
    body.elements += 1;
    if let Some(called) = attribute(start, "macro") {
        body.calls.push((called, line));
    }
    if name == "link" && attribute(start, "rel").as_deref() == Some("independent-parent") {
        outline.parent = attribute(start, "href");
    }
}

/// How many elements a body goes through. `known` holds `None` for those that are being followed.
fn steps(name: &str, bodies: &HashMap<String, Body>, known: &mut HashMap<String, Option<u64>>) -> Result<u64, Trouble> {
    let Some(body) = bodies.get(name) else { return Ok(0) };
    known.insert(name.to_owned(), None);
    let mut sum = body.elements;
    for (called, line) in &body.calls {
        let trouble = |reason: String| Trouble { line: *line, reason };
        if !bodies.contains_key(called) {
            return Err(trouble(format!("it calls the macro “{called}”, which is not in it")));
        }
        sum += match known.get(called.as_str()) {
            Some(Some(steps)) => *steps,
            Some(None) => return Err(trouble(format!("its macro “{called}” calls itself, so it would never end"))),
            // Deeper than this it would not fit on the stack.
            None if known.values().filter(|steps| steps.is_none()).count() > DEEPEST => {
                return Err(trouble("its macros call each other too deeply".to_owned()));
            }
            None => steps(called, bodies, known)?,
        };
        if sum > MOST_STEPS {
            return Err(Trouble { line: body.line.max(1), reason: "its macros call each other too often".to_owned() });
        }
    }
    known.insert(name.to_owned(), Some(sum));
    Ok(sum)
}

fn local_name(start: &BytesStart) -> String {
    start.local_name().as_ref().to_owned()
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// Lines of ascending places in a text.
struct Lines<'a> {
    text: &'a [u8],
    seen: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), seen: 0, line: 1 }
    }

    fn at(&mut self, place: usize) -> usize {
        let place = place.min(self.text.len());
        if place > self.seen {
            self.line += self.text[self.seen..place].iter().filter(|byte| **byte == b'\n').count();
            self.seen = place;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Result<Outline, (usize, String)> {
        outline(&format!("<style>\n<info><title>Moss</title></info>\n{body}\n</style>"))
            .map_err(|trouble| (trouble.line, trouble.reason))
    }

    #[test]
    fn styles_that_would_not_end_are_refused_with_their_line() {
        let sound = of("<macro name=\"a\"><text value=\"x\"/></macro>\n<layout><text macro=\"a\"/></layout>");
        assert_eq!(sound.map(|outline| outline.title), Ok("Moss".into()), "a macro that is called once is fine");
        let doubling: String = (0..40)
            .map(|n| format!("<macro name=\"m{n}\">{}</macro>", format!("<text macro=\"m{}\"/>", n + 1).repeat(2)))
            .collect();
        let chain: String =
            (0..200).map(|n| format!("<macro name=\"m{n}\"><text macro=\"m{}\"/></macro>", n + 1)).collect();
        let last = "<macro name=\"m40\"/><macro name=\"m200\"/><layout><text macro=\"m0\"/></layout>";
        for (body, line, reason) in [
            ("<macro name=\"a\"><text macro=\"a\"/></macro>\n<layout><text macro=\"a\"/></layout>", 3, "calls itself"),
            (
                "<macro name=\"a\"><text macro=\"b\"/></macro>\n<macro name=\"b\"><text macro=\"a\"/></macro>\n<layout><text macro=\"a\"/></layout>",
                4,
                "calls itself",
            ),
            ("<layout>\n<text macro=\"gone\"/></layout>", 4, "“gone”, which is not in it"),
            (&format!("{doubling}{last}"), 3, "too often"),
            (&format!("{chain}{last}"), 3, "too deeply"),
            (&"<group>".repeat(100), 3, "nested too deeply"),
            ("<group>\n</text>", 4, "not sound XML"),
        ] {
            let (at, said) = of(body).expect_err("it must be refused");
            assert!(said.contains(reason), "of {body:.60}: “{said}” should say “{reason}”");
            assert_eq!(at, line, "“{said}” should name its line");
        }
    }

    #[test]
    fn what_is_no_style_is_told() {
        for (text, reason) in [
            ("", "there is no style in it"),
            ("<html></html>", "no CSL"),
            ("<!DOCTYPE style [<!ENTITY a \"b\">]><style/>", "document type"),
            ("<style><info>", "ends in the middle"),
            ("plain words", "there is no style in it"),
        ] {
            let said = outline(text).expect_err("it is no style").reason;
            assert!(said.contains(reason), "of {text}: “{said}” should say “{reason}”");
        }
    }
}
