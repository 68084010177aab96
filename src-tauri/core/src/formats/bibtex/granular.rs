//! BibLaTeX's references to one field, or one name of a list, of another entry: `author = {xdata=key-author-2 and …}`.

use crate::formats::names::{in_one_piece, split_list};

const MARK: &str = "xdata=";
/// Bytes that references add to one value: each may name a field that is full of others.
const MOST: usize = 200_000;

/// One such reference. Its key may have hyphens of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference<'r> {
    pub key: &'r str,
    pub field: &'r str,
    /// From 1: the member of a list that is meant.
    member: Option<usize>,
}

impl<'r> Reference<'r> {
    /// The reference that a member of a list is, alone or in braces.
    fn read(text: &'r str) -> Option<Self> {
        let text = in_one_piece(text).unwrap_or(text).trim();
        let (mark, target) = text.split_at_checked(MARK.len())?;
        if !mark.eq_ignore_ascii_case(MARK) || target.contains(char::is_whitespace) {
            return None;
        }
        let (rest, last) = target.rsplit_once('-')?;
        match last.parse::<usize>() {
            Ok(member) => {
                let (key, field) = rest.rsplit_once('-')?;
                Some(Self { key, field, member: Some(member) })
            }
            Err(_) => Some(Self { key: rest, field: last, member: None }),
        }
    }

    /// What it means of the field that it names.
    fn of<'v>(&self, value: &'v str) -> Option<&'v str> {
        match self.member {
            Some(member) => split_list(value).get(member.checked_sub(1)?).copied(),
            None => Some(value.trim()),
        }
    }
}

/// The references in a value.
pub fn references(value: &str) -> impl Iterator<Item = Reference<'_>> {
    // Few values have any.
    let members = if may_be_in(value) { split_list(value) } else { Vec::new() };
    members.into_iter().filter_map(Reference::read)
}

/// Asked of every value there is: the sign of equality is rare, and quickly looked for.
pub fn may_be_in(value: &str) -> bool {
    value.match_indices('=').any(|(at, _)| {
        let (before, word) = (&value.as_bytes()[..at], &MARK.as_bytes()[..MARK.len() - 1]);
        before.len() >= word.len() && before[before.len() - word.len()..].eq_ignore_ascii_case(word)
    })
}

/// A value with what its references name; `None` where it has none that is known. One that leads nowhere stays.
pub fn resolved<'v>(value: &str, look_up: impl Fn(&Reference<'_>) -> Option<&'v str>) -> Option<String> {
    if !may_be_in(value) {
        return None;
    }
    let (mut found, mut added) = (false, 0);
    let members = split_list(value).into_iter().map(|member| {
        let told = Reference::read(member).and_then(|reference| reference.of(look_up(&reference)?));
        let told = told.filter(|told| added + told.len() <= MOST);
        added += told.map_or(0, str::len);
        found |= told.is_some();
        told.unwrap_or(member)
    });
    let value = members.collect::<Vec<_>>().join(" and ");
    found.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_a_field_or_one_of_its_members() {
        let read = |text| references(text).map(|one| (one.key, one.field, one.member)).collect::<Vec<_>>();
        let value = "xdata=rain-2-author-1 and {xdata=snow-editor-12} and Example, Ada";
        assert_eq!(read(value), [("rain-2", "author", Some(1)), ("snow", "editor", Some(12))], "keys may have hyphens");
        assert_eq!(read("{xdata=press-publisher}"), [("press", "publisher", None)], "the whole field");
        for none in ["xdata", "xdata=press", "an xdata=a-b in prose", "xdata=a-1", "Example, xdata=a-b"] {
            assert_eq!(read(none), [], "{none}");
        }
        let names = |one: &Reference| (one.key == "rain-2").then_some("Sample, Bo and Muster, Cy");
        assert_eq!(resolved(value, names).as_deref(), Some("Sample, Bo and {xdata=snow-editor-12} and Example, Ada"));
        assert_eq!(resolved("xdata=rain-2-author-3", names), None, "a member that is not there");
        assert_eq!(resolved("xdata=rain-2-author-0", names), None, "they count from 1");
        let (long, many) = ("a".repeat(10_000), vec!["xdata=a-author"; 1_000].join(" and "));
        let grown = resolved(&many, |_| Some(long.as_str())).unwrap_or_default();
        assert!(grown.len() <= MOST + many.len(), "no small file becomes a large one: {}", grown.len());
    }
}
