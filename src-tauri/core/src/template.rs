//! What notes look like in files: a template of the reader's, or the one that comes with Postil.
//!
//! The language is Jinja's, worked by `minijinja`: `{{ title }}`, `{% for note in notes %}`. What a template may name is
//! what a [`PaperRecord`](crate::model::PaperRecord) holds; the filters of our own are listed in [`Template::parse`].

use std::io::Read;
use std::path::Path;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error as Trouble, ErrorKind, Value};
use serde::Serialize;

use crate::error::{Error, ErrorCode, Result, not_read};
use crate::formats::escaped_markdown;
use crate::links::verdict::iso_day;

/// What is used where the reader has no template.
pub const DEFAULT: &str = include_str!("template.md");
/// In bytes; a template is a page, not a program.
pub const LONGEST: usize = 64 * 1024;
/// Steps that one paper may take: a loop without end is ended.
const FUEL: u64 = 2_000_000;
/// What one paper may become, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;
const NAME: &str = "template";

/// A template that was understood.
pub struct Template(Environment<'static>);

impl Template {
    /// # Errors
    /// `Input`, with the line, when it is no template.
    pub fn parse(text: &str) -> Result<Self> {
        if text.len() > LONGEST {
            return Err(Error::new(ErrorCode::Input, "The template is longer than 64 kB. Shorten it."));
        }
        let mut environment = Environment::new();
        // Markdown, not HTML.
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_fuel(Some(FUEL));
        // What is not known is written as nothing, not as "None".
        environment.set_formatter(|out, state, value| {
            if value.is_none() { Ok(()) } else { minijinja::escape_formatter(out, state, value) }
        });
        // A moment as its day, 2026-11-25.
        environment.add_filter("date", |at: Option<i64>| at.map(iso_day).unwrap_or_default());
        // Each line behind "> ".
        environment.add_filter("quote", |text: String| {
            text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
        });
        // A text, number or list as front matter takes it.
        environment.add_filter("yaml", |value: Value| {
            serde_json::to_string(&value).map_err(|error| Trouble::new(ErrorKind::InvalidOperation, error.to_string()))
        });
        // What Markdown would act on is escaped.
        environment.add_filter("md", |text: String| escaped_markdown(&text));
        // A tag as Obsidian and Logseq take it: without blanks.
        environment.add_filter("tagname", |tag: String| tag.split_whitespace().collect::<Vec<_>>().join("-"));
        environment.add_template_owned(NAME, text.to_owned()).map_err(|error| explain(&error))?;
        Ok(Self(environment))
    }

    /// The text of a file, once it is understood as a template.
    pub fn read(path: &Path) -> Result<String> {
        let shown = format!("“{}”", path.display());
        let unreadable = |error: std::io::Error| {
            Error::new(ErrorCode::Input, format!("{shown} cannot be read: {}.", not_read(&error)))
        };
        let file = std::fs::File::open(path).map_err(unreadable)?;
        let text = crate::import::text_of(file.take(LONGEST as u64 + 1), &shown)?;
        Self::parse(&text).map(|_| text)
    }

    /// # Errors
    /// `Input`, with the line, for what goes wrong while it is filled in.
    pub fn render(&self, record: &impl Serialize) -> Result<String> {
        let template = self.0.get_template(NAME).map_err(|error| explain(&error))?;
        let mut out = Bounded(Vec::new());
        template.render_captured_to(Serde(record), &mut out).map_err(|error| explain(&error))?;
        let text = String::from_utf8(out.0).map_err(Error::internal)?;
        Ok(text.trim_end().to_owned() + "\n")
    }
}

/// Takes so much and no more.
struct Bounded(Vec<u8>);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST {
            return Err(std::io::Error::other("it makes more than 16 MB of one paper"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn explain(error: &Trouble) -> Error {
    let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
    let why = match error.kind() {
        ErrorKind::OutOfFuel => "it does not come to an end".to_owned(),
        _ => error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
    };
    Error::new(ErrorCode::Input, format!("The template cannot be used{line}: {why}."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{DEFAULT, Template};

    fn rendered(template: &str, record: serde_json::Value) -> String {
        Template::parse(template).expect("a template").render(&record).expect("rendered")
    }

    #[test]
    fn templates_are_filled_in() {
        let record =
            json!({ "title": "A *title*: \"one\"", "year": 2024, "at": 1_764_028_800_000_i64, "list": ["a b", "c"] });
        let text =
            "{{ title | yaml }} {{ title | md }} {{ at | date }} {{ list | map('tagname') | list | yaml }} {{ none }}|";
        assert_eq!(
            rendered(text, record),
            "\"A *title*: \\\"one\\\"\" A \\*title\\*: \"one\" 2025-11-25 [\"a-b\",\"c\"] |\n",
            "values, and the filters of our own"
        );
        assert_eq!(rendered("{{ t | quote }}", json!({ "t": "a\n\nb" })), "> a\n>\n> b\n", "each line is quoted");
    }

    #[test]
    fn what_is_wrong_with_a_template_is_told_with_its_line() {
        let error = Template::parse("one\n{% for %}").err().expect("no template");
        assert!(error.message.contains("line 2"), "the line is named: {error}");
        let error = Template::parse("{{ title | nothing }}").and_then(|template| template.render(&json!({})));
        assert!(error.expect_err("no such filter").message.contains("nothing"), "the filter is named");
    }

    #[test]
    fn a_template_comes_to_an_end() {
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}";
        let error = Template::parse(endless).and_then(|template| template.render(&json!({}))).expect_err("ended");
        assert!(error.message.contains("come to an end"), "and says so: {error}");
        let error = Template::parse(&"x".repeat(70_000)).err().expect("too long");
        assert!(error.message.contains("64 kB"), "a template is a page: {error}");
    }

    #[test]
    fn the_template_that_comes_with_postil_is_sound() {
        let bare = json!({ "key": "k", "title": "T", "authors": [], "identifiers": [], "tags": [], "collections": [],
            "notes": [], "highlights": [], "code": [] });
        assert_eq!(
            rendered(DEFAULT, bare),
            "---\ntitle: \"T\"\nauthors: []\nkey: \"k\"\n---\n\n# T\n",
            "a paper of which nothing is known"
        );
        let full = json!({ "key": "k", "title": "T", "authors": [{ "name": "Ada Ex" }], "venue": "V", "year": 2024,
            "identifiers": [{ "kind": "doi", "value": "10.1/x" }], "tags": ["to read"], "collections": ["A / B"],
            "notes": [{ "text": "One." }, { "text": "Two." }],
            "highlights": [{ "quote": "A passage.", "comment": "Why?" }, { "quote": "Another.", "comment": "" }],
            "code": [{ "open_url": "https://github.com/a/b", "verdict": { "headline": "Alive", "kind": "alive" },
                "checked_at": 1_764_028_800_000_i64 }] });
        let wanted = "---\ntitle: \"T\"\nauthors: [\"Ada Ex\"]\nvenue: \"V\"\nyear: 2024\nkey: \"k\"\ndoi: \"10.1/x\"\n\
            tags: [\"to-read\"]\ncollections: [\"A / B\"]\ncode: [\"https://github.com/a/b\"]\n---\n\n# T\n\n## Highlights\n\n\
            > A passage.\n\nWhy?\n\n> Another.\n\n## Notes\n\nOne.\n\nTwo.\n\n## Code\n\n\
            - <https://github.com/a/b>: Alive (2025-11-25)\n";
        assert_eq!(rendered(DEFAULT, full), wanted, "everything has its place");
    }
}
