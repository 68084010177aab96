//! What is taken from an element of the style, to be done to its text at the end.

use citationberg::taxonomy::NameVariable;
use citationberg::{Affixes, Date, Formatting, NamePart, TextCase, VariablelessLabel};

use crate::cite::papers::numbers::Asked;

/// What is done to the text of an element at the end.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub look: Formatting,
    pub quotes: bool,
    pub case: Option<TextCase>,
    /// It has no full stops.
    pub no_stops: bool,
    pub date: Option<Box<Date>>,
    /// What is asked of which number.
    pub number: Option<(String, Asked)>,
    /// What is around each of some names, and its look.
    pub names: Option<Box<Each>>,
    /// It is the label of these people, in the number that the style asks for.
    pub people: Option<Box<(Vec<NameVariable>, VariablelessLabel)>>,
    /// It is around other elements.
    pub around: bool,
    /// It is a word of the language, with a large letter where it begins an entry or a note.
    pub term: bool,
}

/// What is around each name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Each {
    pub look: Formatting,
    pub affixes: Affixes,
    pub family: Option<NamePart>,
    pub given: Option<NamePart>,
}
