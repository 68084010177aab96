//! The filters of a search, `name:value`, and the words each knows.

use crate::model::{ReadState, VerdictKind as V};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    Years { from: Option<i32>, to: Option<i32> },
    Tag(String),
    HasCode,
    HasNotes,
    HasHighlights,
    HasFiles,
    Code(Vec<V>),
    Read(ReadState),
    Starred,
    Retracted,
}

/// In the plural, which is heard in the singular, too.
const HAS: [(&str, Filter); 4] = [
    ("code", Filter::HasCode),
    ("notes", Filter::HasNotes),
    ("highlights", Filter::HasHighlights),
    ("files", Filter::HasFiles),
];

const IS: [(&str, Filter); 5] = [
    ("unread", Filter::Read(ReadState::Unread)),
    ("reading", Filter::Read(ReadState::Reading)),
    ("read", Filter::Read(ReadState::Read)),
    ("starred", Filter::Starred),
    ("retracted", Filter::Retracted),
];

/// Verdicts as a reader would say them.
const CODE: [(&str, &[V]); 9] = [
    ("alive", &[V::Alive]),
    ("archived", &[V::Archived]),
    ("moved", &[V::Moved]),
    ("missing", &[V::MissingUnconfirmed]),
    ("empty", &[V::Empty]),
    ("blocked", &[V::Blocked, V::Disabled]),
    ("gone", &[V::PrivateOrGone, V::Gone, V::MovedThenGone]),
    ("dead", &[V::PrivateOrGone, V::Gone, V::MovedThenGone, V::Blocked, V::Disabled, V::NameReused]),
    ("unchecked", &[V::Unchecked]),
];

/// Whether something of this name narrows a search: a filter, or a field to look in.
pub fn is_key(key: &str) -> bool {
    column(key).is_some() || ["year", "tag", "has", "code", "is"].contains(&key.to_ascii_lowercase().as_str())
}

/// The column of the index that a field is.
pub fn column(key: &str) -> Option<&'static str> {
    Some(match key.to_ascii_lowercase().as_str() {
        "author" | "authors" => "authors",
        "title" => "title",
        "abstract" => "abstract",
        "note" | "notes" => "notes",
        _ => return None,
    })
}

pub fn filter(key: &str, value: &str) -> Option<Filter> {
    let folded = value.to_ascii_lowercase();
    let of = |list: &[(&str, Filter)]| list.iter().find(|(name, _)| *name == folded).map(|(_, filter)| filter.clone());
    match key.to_ascii_lowercase().as_str() {
        "year" => years(value),
        "tag" if !value.is_empty() => Some(Filter::Tag(value.to_owned())),
        "has" => {
            let singular = |name: &str| name.strip_suffix('s') == Some(&folded);
            let found = HAS.iter().find(|(name, _)| singular(name)).map(|(_, filter)| filter.clone());
            of(&HAS).or(found)
        }
        "code" => CODE.iter().find(|(name, _)| *name == folded).map(|(_, kinds)| Filter::Code(kinds.to_vec())),
        "is" => of(&IS),
        _ => None,
    }
}

/// What a filter takes, in words; `None` for those that take anything, and for what is no filter.
pub fn takes(key: &str) -> Option<String> {
    let listed = |names: &[&str]| match names {
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        [] => String::new(),
    };
    Some(match key.to_ascii_lowercase().as_str() {
        "year" => "years such as 2023, 2020..2023, 2023.. and ..2020".into(),
        "has" => listed(&HAS.each_ref().map(|(name, _)| *name)),
        "code" => listed(&CODE.map(|(name, _)| name)),
        "is" => listed(&IS.each_ref().map(|(name, _)| *name)),
        _ => return None,
    })
}

/// `2023`, `2020..2023`, `2023..`, `..2020`.
fn years(value: &str) -> Option<Filter> {
    let year = |text: &str| text.parse::<i32>().ok().filter(|year| (0..10_000).contains(year));
    if let Some((from, to)) = value.split_once("..") {
        let (from, to) = (from.trim(), to.trim());
        let bound = |text: &str| if text.is_empty() { Some(None) } else { year(text).map(Some) };
        let (from, to) = (bound(from)?, bound(to)?);
        return (from.is_some() || to.is_some()).then_some(Filter::Years { from, to });
    }
    year(value).map(|year| Filter::Years { from: Some(year), to: Some(year) })
}
