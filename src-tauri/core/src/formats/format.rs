//! The formats that can be written, and the names of files that ask for each.

use std::path::Path;

use crate::error::{Error, Result};

/// A format that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Bibtex,
    Biblatex,
    Ris,
    CslJson,
    Hayagriva,
    Markdown,
    Csv,
    /// All that Postil knows; of papers that come from a file, all that the file says.
    Json,
}

const ENDINGS: &[(&str, Format)] = &[
    ("bib", Format::Bibtex),
    ("bibtex", Format::Bibtex),
    ("biblatex", Format::Biblatex),
    ("ris", Format::Ris),
    ("json", Format::CslJson),
    ("yml", Format::Hayagriva),
    ("yaml", Format::Hayagriva),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv),
    ("postil.json", Format::Json),
];

impl Format {
    pub const ALL: [Self; 8] = [
        Self::Bibtex,
        Self::Biblatex,
        Self::Ris,
        Self::CslJson,
        Self::Hayagriva,
        Self::Markdown,
        Self::Csv,
        Self::Json,
    ];

    /// As people call it.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// As a terminal calls it.
    pub fn word(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Bibtex => ("BibTeX", "bibtex"),
            Self::Biblatex => ("BibLaTeX", "biblatex"),
            Self::Ris => ("RIS", "ris"),
            Self::CslJson => ("CSL-JSON", "csl-json"),
            Self::Hayagriva => ("Hayagriva", "hayagriva"),
            Self::Markdown => ("Markdown", "markdown"),
            Self::Csv => ("CSV", "csv"),
            Self::Json => ("JSON", "json"),
        }
    }

    /// What the name of its file ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Bibtex | Self::Biblatex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
            Self::Hayagriva => "yml",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "postil.json",
        }
    }

    /// By a terminal's word for it.
    pub fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    /// Whether its entries are known by citation keys.
    pub fn has_keys(self) -> bool {
        !matches!(self, Self::Csv | Self::Json)
    }

    /// By a file's name.
    pub fn by_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let ends = |ending: &str| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
        let found = ENDINGS.iter().filter(|(ending, _)| ends(ending)).max_by_key(|(ending, _)| ending.len());
        found.map(|(_, format)| *format)
    }

    /// By the ending of a file's name, without the dot.
    pub fn by_ending(ending: &str) -> Option<Self> {
        ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
    }

    /// What a file of this name is to hold: BibTeX when the name has no ending.
    ///
    /// # Errors
    /// `Validation` for an ending of no format, naming those there are: a .xlsx full of BibTeX helps nobody.
    pub fn for_file(path: &Path) -> Result<Self> {
        match (Self::by_name(path), path.extension()) {
            (Some(format), _) => Ok(format),
            (None, None) => Ok(Self::Bibtex),
            (None, Some(ending)) => {
                let known: Vec<String> = ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect();
                let (ending, known) = (ending.to_string_lossy(), known.join(", "));
                let words = format!("“.{ending}” is the ending of no format that can be written. There are {known}.");
                Err(Error::validation("output", words))
            }
        }
    }
}
