//! The query language of the search box: words, "phrases", -minus, and `field:value`.
//!
//! Parsed once, here. What is not understood as a filter is searched for as a word: a reader never sees a syntax error.

use super::filters::{Filter, column, filter, is_key};
use super::fold::fold_char;
use super::years;

/// A parsed search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub terms: Vec<Term>,
    pub filters: Vec<(Filter, Sign)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    With,
    Without,
}

/// Words to be found in the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Restricts to one column of the index.
    pub column: Option<&'static str>,
    /// Folded words, in order; more than one is a phrase.
    pub words: Vec<String>,
    /// The last word may go on.
    pub prefix: bool,
    pub sign: Sign,
}

impl Query {
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let pieces = split(text);
        let last = pieces.len().saturating_sub(1);
        for (i, piece) in pieces.iter().enumerate() {
            let (sign, body) = match piece.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (Sign::Without, rest),
                _ => (Sign::With, piece.as_str()),
            };
            if body.split_once(':').is_some_and(|(key, value)| value.is_empty() && is_key(key)) {
                // "year:" is still being typed.
                continue;
            }
            if let Some(filter) = body.split_once(':').and_then(|(key, value)| filter(key, unquote(value))) {
                query.filters.push((filter, sign));
                continue;
            }
            let (column, body) = match body.split_once(':').and_then(|(key, value)| Some((column(key)?, value))) {
                Some((column, value)) => (Some(column), value),
                None => (None, body),
            };
            let quoted = body.starts_with('"');
            let closed = quoted && body.len() > 1 && body.ends_with('"');
            let words = words(unquote(body));
            // Without quotes "state-of-the-art" is its words in a row, as the index has them.
            // The last word is still being typed, unless a space or a closing quote ended it.
            let prefix = i == last && !closed && !text.ends_with(char::is_whitespace);
            if !words.is_empty() {
                query.terms.push(Term { column, words, prefix, sign });
            }
        }
        query
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.filters.is_empty()
    }

    /// Whether words are asked for; without, what is excluded decides nothing.
    pub fn has_words(&self) -> bool {
        self.of(Sign::With).next().is_some()
    }

    /// The FTS5 expression of its words, those that must be there being looked for in `place` (names of columns) or
    /// everywhere, and of the filters that are [`in_words`](Self::filters_in_words); `None` without any words.
    pub fn expression(&self, place: Option<&str>) -> Option<String> {
        let years = self.filters.iter().filter_map(in_words);
        Some(years.fold(self.words_alone(place)?, |words, years| format!("({words}) AND ({years})")))
    }

    /// The same without the filters.
    pub fn words_alone(&self, place: Option<&str>) -> Option<String> {
        let of = |sign| self.of(sign).map(Term::expression).collect::<Vec<_>>();
        let (with, without) = (of(Sign::With).join(" AND "), of(Sign::Without).join(" OR "));
        let placed = match place {
            Some(place) => format!("{{{place}}} : ({with})"),
            None => with,
        };
        self.has_words().then(|| if without.is_empty() { placed } else { format!("({placed}) NOT ({without})") })
    }

    /// The filters that the words of the expression do not ask for.
    pub fn filters_beside_words(&self) -> impl Iterator<Item = &(Filter, Sign)> {
        let has_words = self.has_words();
        self.filters.iter().filter(move |filter| !(has_words && in_words(filter).is_some()))
    }

    /// The filters that the words of the expression ask for.
    pub fn filters_in_words(&self) -> impl Iterator<Item = &(Filter, Sign)> {
        let has_words = self.has_words();
        self.filters.iter().filter(move |filter| has_words && in_words(filter).is_some())
    }

    /// Whether all that must be there is asked for in the field `column`.
    pub fn is_all_in(&self, column: &str) -> bool {
        self.of(Sign::With).all(|term| term.column == Some(column))
    }

    /// Whether something that must be there is asked for in a field other than `column`.
    pub fn asks_outside(&self, column: &str) -> bool {
        self.of(Sign::With).any(|term| term.column.is_some_and(|other| other != column))
    }

    /// Whether words are excluded.
    pub fn excludes_words(&self) -> bool {
        self.of(Sign::Without).next().is_some()
    }

    fn of(&self, sign: Sign) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.sign == sign)
    }

    /// The FTS5 expression of the words that must not be there, where no others are asked for.
    pub fn exclusion(&self) -> Option<String> {
        let parts: Vec<String> = self.of(Sign::Without).map(Term::expression).collect();
        (!parts.is_empty() && !self.has_words()).then(|| parts.join(" OR "))
    }
}

/// A filter as words of the index, where it has them.
fn in_words((filter, sign): &(Filter, Sign)) -> Option<String> {
    match (filter, sign) {
        (Filter::Years { from, to }, Sign::With) => years::expression(*from, *to),
        _ => None,
    }
}

impl Term {
    fn expression(&self) -> String {
        // Words hold letters and digits only, so quoting them cannot be broken out of.
        let phrase = format!("\"{}\"{}", self.words.join(" "), if self.prefix { "*" } else { "" });
        match self.column {
            Some(column) => format!("{{{column}}} : {phrase}"),
            None => phrase,
        }
    }
}

/// Pieces at white space outside quotes; at most 50, so that a pasted page is not a query.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut quoted = false;
    for c in text.chars().take(2_000) {
        match c {
            '"' | '“' | '”' => {
                quoted = !quoted;
                piece.push('"');
            }
            c if c.is_whitespace() && !quoted => {
                if !piece.is_empty() {
                    pieces.push(std::mem::take(&mut piece));
                }
            }
            c => piece.push(c),
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces.truncate(50);
    pieces
}

pub(super) fn unquote(text: &str) -> &str {
    let text = text.strip_prefix('"').unwrap_or(text);
    text.strip_suffix('"').unwrap_or(text)
}

/// Words as the index cuts them: runs of letters, digits and their marks.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c))
        .map(|word| word.chars().flat_map(fold_char).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(text: &str) -> String {
        Query::parse(text).expression(None).unwrap_or_default()
    }

    #[test]
    fn words_phrases_and_prefixes() {
        let cases = [
            ("graph", "\"graph\"*", "the word being typed may go on"),
            ("graph ", "\"graph\"", "a space ends it"),
            ("neural gra", "\"neural\" AND \"gra\"*", "only the last word is a prefix"),
            ("\"large language\" mod", "\"large language\" AND \"mod\"*", "quotes make a phrase"),
            ("\"large langu", "\"large langu\"*", "an open quote is a phrase still being typed"),
            ("state-of-the-art", "\"state of the art\"*", "hyphenated words stand in a row"),
            ("Müller", "\"muller\"*", "accents fold"),
            ("author:vaswani tra", "{authors} : \"vaswani\" AND \"tra\"*", "a field restricts"),
            ("foo:bar", "\"foo bar\"*", "an unknown field is searched for"),
            (
                "a AND b OR NOT (c",
                "\"a\" AND \"and\" AND \"b\" AND \"or\" AND \"not\" AND \"c\"*",
                "no syntax leaks through",
            ),
        ];
        for (text, expected, why) in cases {
            assert_eq!(expression(text), expected, "{why}: {text}");
        }
    }

    #[test]
    fn filters_and_minus() {
        let query = Query::parse("year:2020..2023 -tag:\"to read\" has:code code:dead -survey is:unread");
        assert_eq!(query.filters.len(), 5, "five filters: {query:?}");
        assert_eq!(query.filters[0].0, Filter::Years { from: Some(2020), to: Some(2023) }, "a range of years");
        assert_eq!(query.filters[1], (Filter::Tag("to read".into()), Sign::Without), "a quoted tag, excluded");
        assert_eq!(query.exclusion().as_deref(), Some("\"survey\""), "minus excludes a word");
        assert_eq!(query.expression(None), None, "nothing is asked for by word");
        let query = Query::parse("graph nets -survey");
        assert_eq!(
            query.expression(Some("title")).as_deref(),
            Some("({title} : (\"graph\" AND \"nets\")) NOT (\"survey\"*)"),
            "what is excluded is excluded everywhere"
        );
        assert_eq!(query.exclusion(), None, "and stands in the one expression");
    }

    #[test]
    fn junk_is_no_query() {
        for junk in ["", "   ", "-", "\"", "***", "::", "-\"", "year:", "()"] {
            let query = Query::parse(junk);
            assert!(
                query.expression(None).is_none() && query.exclusion().is_none(),
                "{junk:?} holds no word: {query:?}"
            );
        }
    }
}
