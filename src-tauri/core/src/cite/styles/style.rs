//! Where styles come from: those within the program, and files of CSL.

use std::io::Read;
use std::path::{Path, PathBuf};

use citationberg::{IndependentStyle, LocaleCode};
use hayagriva::archive::ArchivedStyle;
use serde::Serialize;
use ts_rs::TS;

use super::adapt::{Adapted, adapt};
use super::sound::{self, LARGEST};
use crate::error::{Error, ErrorCode, Result, not_read};

/// A style that papers can be written in.
#[derive(Debug, Clone)]
pub struct Style {
    pub title: String,
    pub(in crate::cite) csl: IndependentStyle,
    /// The language that a style which is another name of this one asks for.
    pub(in crate::cite) locale: Option<LocaleCode>,
    /// What was found in it.
    pub(in crate::cite) adapted: Adapted,
}

/// Where a style was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "StyleSource")]
pub enum Source {
    Bundled,
    /// A file in the library's folder `styles`.
    Folder,
}

/// A style in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StyleRow {
    /// What it is asked for by.
    pub name: String,
    pub title: String,
    pub source: Source,
    /// Why it cannot be used.
    pub problem: Option<String>,
}

/// What people call styles, and what the collection of styles does.
const SHORT: [(&str, &str); 8] = [
    ("acm", "association-for-computing-machinery"),
    ("acs", "american-chemical-society"),
    ("ama", "american-medical-association"),
    ("aps", "american-physics-society"),
    ("chicago", "chicago-author-date"),
    ("harvard", "harvard-cite-them-right"),
    ("lncs", "springer-lecture-notes-in-computer-science"),
    ("vancouver", "nlm-citation-sequence"),
];

impl Style {
    fn new(title: String, mut csl: IndependentStyle, locale: Option<LocaleCode>) -> Self {
        let adapted = adapt(&mut csl);
        Self { title, csl, locale, adapted }
    }

    /// Whether papers that would be cited alike get letters.
    pub(in crate::cite) fn tells_by_letters(&self) -> bool {
        self.csl.citation.disambiguate_add_year_suffix || self.adapted.labels
    }

    /// The style of a name, or in a file (`./house.csl`): the file itself, one in `folder`, one within the program.
    ///
    /// # Errors
    /// `NotFound` for a name nobody knows; `Input` for a file that is none or is not sound, with the line.
    pub fn find(name: &str, folder: &Path) -> Result<Self> {
        let given = Path::new(name);
        let is_file = given.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl"));
        if is_file && given.exists() {
            return Self::read(given, folder);
        }
        let plain = name.trim_end_matches(".csl").to_lowercase();
        if let Some(path) = files(folder).into_iter().find(|path| file_name(path).to_lowercase() == plain) {
            return Self::read(&path, folder);
        }
        let full = SHORT.iter().find(|(short, _)| *short == plain).map_or(plain.as_str(), |(_, full)| full);
        if let Some(style) = ArchivedStyle::by_name(full).filter(|_| !is_file) {
            return archived(style);
        }
        let words = if is_file {
            format!("There is no style at “{name}”.")
        } else {
            format!(
                "No style is called “{name}”. `postil cite --styles` lists those there are; any other can be put as a file of CSL into {}.",
                folder.display()
            )
        };
        Err(Error::new(ErrorCode::NotFound, words))
    }

    fn read(path: &Path, folder: &Path) -> Result<Self> {
        let shown = format!("The style “{}”", path.display());
        Self::parse(&text_of(path)?, &shown, folder)
    }

    /// A style from the text of a file, which errors call `shown`; one that is another name of a style has that in
    /// `folder` or within the program.
    ///
    /// # Errors
    /// `Input` with the line when it is not sound, or names a style that is not here.
    pub fn parse(text: &str, shown: &str, folder: &Path) -> Result<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let outline = sound::outline(text)
            .map_err(|trouble| input(format!("{shown} cannot be used, line {}: {}.", trouble.line, trouble.reason)))?;
        // The processor knows one kind of italics.
        let text = &text.replace("font-style=\"oblique\"", "font-style=\"italic\"");
        let parsed = citationberg::Style::from_xml(text).map_err(|error| {
            let place = error.path.map(|path| format!(" at {path}")).unwrap_or_default();
            input(format!("{shown} cannot be used{place}: {}.", error.source))
        })?;
        match parsed {
            citationberg::Style::Independent(csl) => Ok(Self::new(outline.title, csl, None)),
            citationberg::Style::Dependent(other) => {
                let parent = parent(&other.parent_link.href, folder).ok_or_else(|| {
                    input(format!(
                        "{shown} is another name of {}, which is not here. Put that file beside it, into {}.",
                        other.parent_link.href,
                        folder.display()
                    ))
                })??;
                Ok(Self { title: outline.title, locale: other.default_locale.or(parent.locale.clone()), ..parent })
            }
        }
    }
}

fn parent(address: &str, folder: &Path) -> Option<Result<Style>> {
    let name = address.rsplit('/').next().unwrap_or(address);
    let beside = files(folder).into_iter().find(|path| file_name(path) == name);
    if let Some(text) = beside.and_then(|path| text_of(&path).ok())
        // One that is itself another name would be followed for ever.
        && sound::outline(&text).is_ok_and(|outline| outline.parent.is_none())
    {
        return Some(Style::parse(&text, &format!("The style “{name}”"), folder));
    }
    let secure = address.replace("https://", "http://");
    ArchivedStyle::by_id(&secure).or_else(|| ArchivedStyle::by_name(name)).map(archived)
}

fn archived(style: ArchivedStyle) -> Result<Style> {
    match style.get() {
        citationberg::Style::Independent(csl) => Ok(Style::new(style.display_name().to_owned(), csl, None)),
        citationberg::Style::Dependent(other) => {
            match ArchivedStyle::by_id(&other.parent_link.href).map(ArchivedStyle::get) {
                Some(citationberg::Style::Independent(csl)) => {
                    Ok(Style::new(style.display_name().to_owned(), csl, other.default_locale))
                }
                _ => Err(Error::internal(format!("the style {} has no parent", style.display_name()))),
            }
        }
    }
}

/// The styles within the program, by title.
pub fn bundled() -> Vec<StyleRow> {
    let row = |style: &ArchivedStyle| {
        let name = style.names().iter().copied().min_by_key(|name| name.len()).unwrap_or_default();
        let name = SHORT.iter().find(|(_, full)| *full == name).map_or(name, |(short, _)| short);
        let title = style.display_name().to_owned();
        StyleRow { name: name.to_owned(), title, source: Source::Bundled, problem: None }
    };
    let mut rows: Vec<StyleRow> = ArchivedStyle::all().iter().map(row).collect();
    rows.sort_by_key(|row| row.title.to_lowercase());
    rows
}

/// The styles in a folder, by title; what is wrong with one is said in its row.
pub fn in_folder(folder: &Path) -> Vec<StyleRow> {
    let row = |path: PathBuf| {
        let name = file_name(&path);
        let text = text_of(&path);
        let outline = text.and_then(|text| {
            sound::outline(text.trim_start_matches('\u{feff}'))
                .map_err(|trouble| input(format!("line {}: {}", trouble.line, trouble.reason)))
        });
        let (title, problem) = match outline {
            Ok(outline) if !outline.title.is_empty() => (outline.title, None),
            Ok(_) => (name.clone(), None),
            Err(error) => (name.clone(), Some(error.message)),
        };
        StyleRow { name, title, source: Source::Folder, problem }
    };
    let mut rows: Vec<StyleRow> = files(folder).into_iter().map(row).collect();
    rows.sort_by_key(|row| row.title.to_lowercase());
    rows
}

/// A folder that is not there has no files.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let is_style = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl"));
    let mut files: Vec<PathBuf> = entries.filter(is_style).collect();
    files.sort();
    files
}

fn file_name(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text_of(path: &Path) -> Result<String> {
    let shown = path.display();
    let cannot = |error: std::io::Error| input(format!("The style “{shown}” cannot be read: {}.", not_read(&error)));
    let file = std::fs::File::open(path).map_err(cannot)?;
    if !file.metadata().map_err(cannot)?.is_file() {
        return Err(input(format!("“{shown}” is no file.")));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() > LARGEST {
        return Err(input(format!("“{shown}” is larger than 2 MB, which no style is.")));
    }
    String::from_utf8(bytes).map_err(|_| input(format!("“{shown}” is not text in UTF-8.")))
}

fn input(message: String) -> Error {
    Error::new(ErrorCode::Input, message)
}
