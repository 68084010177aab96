//! Groups that search: JabRef's `SearchGroup`, BibDesk's smart groups. They find their entries anew each time, as a saved
//! search does, and become one; those that ask what no search of ours can are told by name.

use plist::{Dictionary, Value};

use super::bibdesk::{self, text};
use crate::model::FoundSearch;

/// A group by its name, and what it asks in the program's own language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searching {
    pub line: u32,
    pub name: String,
    pub expression: String,
    /// The search that says the same.
    search: Option<String>,
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
    ("annote", "note"),
];

/// Searches that one file brings; each is asked after every action.
const MOST: usize = 100;

impl Searching {
    pub fn of_jabref(line: u32, name: String, expression: String) -> Self {
        let search = translated(&expression);
        Self { line, name, expression, search }
    }

    pub fn shown(&self) -> String {
        format!("{}: {}", self.name, self.expression)
    }
}

/// The searches that groups become.
pub fn searches(groups: &[Searching]) -> Vec<FoundSearch> {
    let found = groups.iter().filter_map(|group| {
        let search = group.search.clone()?;
        Some(FoundSearch { name: group.name.clone(), search })
    });
    found.take(MOST).collect()
}

/// The groups that become none, and why.
pub fn left(groups: &[Searching]) -> impl Iterator<Item = (&Searching, &'static str)> {
    let mut searches = 0;
    groups.iter().filter_map(move |group| match group.search {
        None => Some((group, "a group that searches in a way Postil cannot; it was left out")),
        Some(_) => {
            searches += 1;
            (searches > MOST).then_some((group, "a group that searches, beyond the first 100; it was left out"))
        }
    })
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
                    term(lower, &words.next().filter(|value| value != "=")?)?
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

/// What one of their fields is to hold, as a search says it.
fn term(field: &str, value: &str) -> Option<String> {
    let (_, ours) = FIELDS.iter().find(|(theirs, _)| *theirs == field)?;
    // A part of a year is no year.
    let is_sound = *ours != "year" || (value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()));
    is_sound.then(|| quoted(value))?.map(|value| format!("{ours}:{value}"))
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

/// All of the conditions; "or" has no counterpart.
fn of_conditions(conditions: &[&Dictionary], conjunction: Option<&Value>) -> Option<String> {
    let is_or = conjunction.and_then(Value::as_signed_integer).is_some_and(|conjunction| conjunction != 0);
    if conditions.is_empty() || (is_or && conditions.len() > 1) {
        return None;
    }
    let terms: Option<Vec<String>> = conditions.iter().map(|one| of_condition(one)).collect();
    terms.map(|terms| terms.join(" "))
}

/// A field, how it is compared, and with what. Older versions counted the ways to compare otherwise.
fn of_condition(one: &Dictionary) -> Option<String> {
    let (field, value) = (text(one, "key").to_ascii_lowercase(), text(one, "value"));
    let comparison = one.get("comparison").and_then(Value::as_signed_integer)?;
    if text(one, "version") != "1" || value.contains(['"', ',']) || value.len() > 200 {
        return None;
    }
    let plain = || if field == "any field" { quoted(value) } else { term(&field, value) };
    let year = || value.parse::<i32>().ok().filter(|year| field == "year" && (1..9_999).contains(year));
    match comparison {
        // Is a word of it; is in it; is it.
        0 | 2 => plain(),
        4 if matches!(field.as_str(), "year" | "keywords") => plain(),
        1 | 3 => plain().map(|term| format!("-{term}")),
        5 if field == "year" => plain().map(|term| format!("-{term}")),
        8 => year().map(|year| format!("year:..{}", year - 1)),
        9 => year().map(|year| format!("year:{}..", year + 1)),
        _ => None,
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
        let conditions: Vec<&Dictionary> = conditions.filter_map(Value::as_dictionary).take(20).collect();
        let asked = conditions.iter().map(|one| [text(one, "key"), "~", text(one, "value")].join(" "));
        let expression = asked.collect::<Vec<_>>().join("; ");
        let search = of_conditions(&conditions, group.get("conjunction"));
        Searching { line, name: text(group, "group name").to_owned(), expression, search }
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
            ("year = 202", None),
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
    fn conditions_have_a_search_that_says_the_same() {
        let group = |conjunction: i32, conditions: &[(&str, i32, &str)]| {
            let each = conditions.iter().map(|(key, comparison, value)| {
                format!(
                    "<dict><key>comparison</key><integer>{comparison}</integer><key>key</key><string>{key}</string>\
                     <key>value</key><string>{value}</string><key>version</key><string>1</string></dict>"
                )
            });
            let comment = format!(
                "{SMART}{{<plist version=\"1.0\"><array><dict><key>conditions</key><array>{}</array>\
                 <key>conjunction</key><integer>{conjunction}</integer>\
                 <key>group name</key><string>Mine</string></dict></array></plist>}}",
                each.collect::<String>()
            );
            searches(&of_bibdesk(&comment, 1)).pop().map(|found| found.search)
        };
        for (conjunction, conditions, search) in [
            (0, &[("Author", 2, "Example"), ("Keywords", 0, "wet rain")][..], Some("author:Example tag:\"wet rain\"")),
            (1, &[("Title", 2, "rain")], Some("title:rain")),
            (
                0,
                &[("Year", 9, "2019"), ("Year", 8, "2024"), ("Any Field", 3, "fog")],
                Some("year:2020.. year:..2023 -fog"),
            ),
            (0, &[("Year", 4, "2020")], Some("year:2020")),
            (1, &[("Title", 2, "rain"), ("Title", 2, "snow")], None),
            (0, &[("Title", 6, "rain")], None),
            (0, &[("Title", 4, "rain")], None),
            (0, &[("Year", 2, "202")], None),
            (0, &[("BibTeX Type", 4, "article")], None),
            (0, &[], None),
        ] {
            assert_eq!(group(conjunction, conditions).as_deref(), search, "{conditions:?}");
        }
    }

    #[test]
    fn groups_that_search_become_searches_or_are_told_by_name() {
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
        assert_eq!(told, [(2, "Odd: title=~x", left), (7, "New: Year ~ 2020", left)], "each by its name");
        assert_eq!(reading.searches, [FoundSearch { name: "Wet".into(), search: "author:smith".into() }]);
        assert!(reading.drafts[0].collections.is_empty(), "it files nothing");
    }
}
