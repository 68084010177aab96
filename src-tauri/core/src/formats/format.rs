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
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Biblatex => "BibLaTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
            Self::Hayagriva => "Hayagriva",
            Self::Markdown => "Markdown",
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
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
