//! Groups that search: JabRef's `SearchGroup`, BibDesk's smart groups. They find their entries anew each time, as a saved
//! search does, so they are told by name, with the search that says the same where there is one.

use plist::Value;

use super::bibdesk::{self, text};

/// A group by its name, and what it asks in the program's own language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searching {
    pub line: u32,
    pub name: String,
    pub expression: String,
}

/// JabRef's names of fields, and those of our searches.
const FIELDS: &[(&str, &str)] = &[
    ("author", "author"),
    ("title", "title"),
    ("abstract", "abstract"),
    ("year", "year"),
    ("date", "year"),
    ("keywords", "tag"),
    ("keyword", "tag"),
    ("note", "note"),
    ("comment", "note"),
];

impl Searching {
    /// Why it is no collection, and what to do.
    pub fn reason(&self) -> String {
        match translated(&self.expression) {
            Some(search) => format!("a group that searches: save the search “{search}” in its place"),
            None => "a group that searches in a way Postil cannot; it was left out".into(),
        }
    }

    pub fn shown(&self) -> String {
        format!("{}: {}", self.name, self.expression)
    }
}

/// `author = smith and title = rain` as `author:smith title:rain`; `None` when it asks for more than words in fields.
fn translated(expression: &str) -> Option<String> {
    // What is said of a field, one after the other; "or", brackets and regular expressions have no counterpart.
    if expression.trim().is_empty() || expression.len() > 500 || expression.contains(['(', ')', '|', '*', '~', '\\']) {
        return None;
    }
    let spaced = expression.replace("==", "=").replace(['=', ':'], " = ").replace('!', " ! ");
    let mut words = pieces(&spaced)?.into_iter().peekable();
    let mut found: Vec<String> = Vec::new();
    let mut minus = "";
    while let Some(word) = words.next() {
        match word.to_ascii_lowercase().as_str() {
            "and" => continue,
            "not" => minus = "-",
            "or" | "=" | "!" | "matches" => return None,
            lower => {
                let sign = words.peek().is_some_and(|next| matches!(next.as_str(), "=" | "contains"));
                let term = if sign {
                    words.next();
                    let (_, field) = FIELDS.iter().find(|(theirs, _)| *theirs == lower)?;
                    format!("{field}:{}", quoted(&words.next().filter(|value| value != "=")?)?)
                } else {
                    quoted(&word)?
                };
                found.push(format!("{minus}{term}"));
                minus = "";
            }
        }
    }
    (!found.is_empty() && minus.is_empty()).then(|| found.join(" "))
}

/// Words, and what stands in quotes as one.
fn pieces(text: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            found.push(part.split_whitespace().collect::<Vec<_>>().join(" "));
        } else {
            found.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    text.matches('"').count().is_multiple_of(2).then_some(found)
}

fn quoted(word: &str) -> Option<String> {
    let word = word.trim();
    match word {
        "" => None,
        word if word.chars().all(char::is_alphanumeric) => Some(word.to_owned()),
        word => Some(format!("\"{word}\"")),
    }
}

/// Begins the comment of the groups that search.
const SMART: &str = "BibDesk Smart Groups";

/// BibDesk's groups that search, by their names; none in any other comment.
pub fn of_bibdesk(comment: &str, line: u32) -> Vec<Searching> {
    let list = bibdesk::list(comment, SMART).unwrap_or_default();
    let groups = list.iter().filter_map(Value::as_dictionary);
    let named = groups.filter(|group| !text(group, "group name").is_empty()).take(1_000).map(|group| {
        let conditions = group.get("conditions").and_then(Value::as_array).into_iter().flatten();
        let asked = conditions
            .filter_map(Value::as_dictionary)
            .take(20)
            .map(|one| [text(one, "key"), "~", text(one, "value")].join(" "));
        let expression = asked.collect::<Vec<_>>().join("; ");
        Searching { line, name: text(group, "group name").to_owned(), expression }
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::bibtex::read;

    #[test]
    fn an_expression_of_words_in_fields_has_a_search_that_says_the_same() {
        for (expression, search) in [
            ("rain snow", Some("rain snow")),
            ("author = smith and title = \"wet rain\"", Some("author:smith title:\"wet rain\"")),
            ("keywords contains rain and not year == 2020", Some("tag:rain -year:2020")),
            ("author:smith", Some("author:smith")),
            ("author = smith or author = doe", None),
            ("title =~ ^Rain.*", None),
            ("title != rain", None),
            ("publisher = x", None),
            ("(rain)", None),
            ("\"rain", None),
            ("not", None),
            ("author =", None),
            ("", None),
        ] {
            assert_eq!(translated(expression).as_deref(), search, "{expression}");
        }
    }

    #[test]
    fn groups_that_search_are_told_by_name_and_not_lost() {
        let text = "@article{rain, title={A}}
@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 SearchGroup:Wet\\;0\\;author\\=smith\\;0\\;0\\;1\\;\\;\\;\\;;
1 SearchGroup:Odd\\;0\\;title\\=~x\\;0\\;1\\;1\\;\\;\\;\\;;
}
@comment{BibDesk Smart Groups{
<plist version=\"1.0\"><array><dict><key>group name</key><string>New</string><key>conditions</key><array><dict>
<key>key</key><string>Year</string><key>value</key><string>2020</string></dict></array></dict></array></plist>
}}
";
        let reading = read(text);
        let told: Vec<_> =
            reading.skipped.iter().map(|one| (one.line, one.text.as_str(), one.reason.as_str())).collect();
        let left = "a group that searches in a way Postil cannot; it was left out";
        assert_eq!(
            told,
            [
                (2, "Wet: author=smith", "a group that searches: save the search “author:smith” in its place"),
                (2, "Odd: title=~x", left),
                (7, "New: Year ~ 2020", left)
            ],
            "each by its name, with what to do"
        );
        assert!(reading.drafts[0].collections.is_empty(), "it files nothing");
    }
}
