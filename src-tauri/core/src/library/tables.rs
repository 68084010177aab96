//! Tables whose headings do not tell all: what the reader said of their columns, and remembering it.

use std::collections::BTreeMap;
use std::path::Path;

use super::Library;
use super::reading::{self, Ways, plain_text_of};
use crate::error::{Error, ErrorCode, Result};
use crate::formats;
use crate::import::pdf;
use crate::model::{ColumnField, ColumnUse, ImportSource, Reading, Review, TableShape};
use crate::store::settings;

/// Holds the columns by the headings of their table.
const SETTING: &str = "tableColumns";
/// Tables that are remembered; a reader has a handful of sources.
const MOST: usize = 100;

/// Of a table, enough for the first rows; in characters.
const PREVIEW: usize = 100_000;
const PREVIEWED: usize = 4;

type Remembered = BTreeMap<String, Vec<ColumnUse>>;

impl Library {
    /// What a source looks like when it is a table, with the columns as they would be read; `None` when it is none.
    pub fn table_shape(&self, source: &ImportSource) -> Result<Option<TableShape>> {
        self.shape(source, false)
    }

    fn shape(&self, source: &ImportSource, is_table: bool) -> Result<Option<TableShape>> {
        let text = match source {
            ImportSource::Text { text, html } if html.as_deref().is_none_or(is_spreadsheet) => text.clone(),
            ImportSource::File { path } if is_table || may_be_table(Path::new(path)) => {
                plain_text_of(Path::new(path))?.text
            }
            _ => return Ok(None),
        };
        let is_table = is_table || matches!(source, ImportSource::File { path } if is_table_file(Path::new(path)));
        let Some(mut shape) = formats::shape(&text, is_table) else { return Ok(None) };
        let headings: Vec<String> = shape.columns.iter().map(|column| column.reading.heading.clone()).collect();
        if let Some(columns) = self.columns_told()?(&headings) {
            shape.remembered = true;
            for (column, told) in shape.columns.iter_mut().zip(columns) {
                column.reading = told;
            }
        }
        Ok(Some(shape))
    }

    /// The first papers of a table as they would be read.
    pub fn preview_table(&self, source: &ImportSource, columns: &[ColumnUse]) -> Result<Reading> {
        let text = match source {
            ImportSource::Text { text, .. } => text.clone(),
            ImportSource::File { path } => plain_text_of(Path::new(path))?.text,
            ImportSource::Files { .. }
            | ImportSource::Papers { .. }
            | ImportSource::Live { .. }
            | ImportSource::Waiting
            | ImportSource::Sample => String::new(),
        };
        let cut = text
            .char_indices()
            .nth(PREVIEW)
            .map_or(&*text, |(at, _)| text[..at].rsplit_once('\n').map_or("", |(whole, _)| whole));
        let mut reading = formats::read_table(cut, columns).unwrap_or_default();
        reading.drafts.truncate(PREVIEWED);
        reading.skipped.truncate(PREVIEWED);
        Ok(reading)
    }

    /// Remembers how tables of these headings are read.
    ///
    /// # Errors
    /// `Validation` when no column is the title.
    pub fn remember_columns(&self, columns: &[ColumnUse]) -> Result<()> {
        with_title(columns)?;
        let headings: Vec<String> = columns.iter().map(|column| column.heading.clone()).collect();
        let mut remembered = self.remembered()?;
        if remembered.len() >= MOST {
            remembered.pop_first();
        }
        remembered.insert(signature(&headings), columns.to_vec());
        let value = serde_json::to_value(remembered).map_err(Error::internal)?;
        self.store.write(|tx| settings::set(tx, SETTING, &value))
    }

    /// Reviews a table with the fields named for columns, by heading; the others are read as they would be.
    ///
    /// # Errors
    /// `Input` when the source is no table; `Validation` for a column or a field that there is not.
    pub fn review_mapped(&self, source: &ImportSource, wanted: &[(String, String)]) -> Result<Review> {
        let none = || {
            Error::new(
                ErrorCode::Input,
                "Columns can be named for a table only, and this is none: a table has a line of headings, and commas, semicolons or tabs between its cells.",
            )
        };
        let shape = self.shape(source, true)?.ok_or_else(none)?;
        let columns = formats::choose_columns(&shape, wanted)?;
        with_title(&columns)?;
        let pdfs = pdf::Reader::of_this_program()?;
        let columns = |_: &[String]| Some(columns.clone());
        self.review(reading::read(source, Ways { columns: &columns, pdfs: &pdfs, go_on: &|_| true })?)
    }

    /// Tells the columns of a table by its headings, as the reader said them before.
    pub(super) fn columns_told(&self) -> Result<impl Fn(&[String]) -> Option<Vec<ColumnUse>> + use<>> {
        let remembered = self.remembered()?;
        Ok(move |headings: &[String]| remembered.get(&signature(headings)).cloned())
    }

    fn remembered(&self) -> Result<Remembered> {
        let value = self.settings()?.remove(SETTING);
        // What another version wrote there is no reason not to import.
        Ok(value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
    }
}

fn with_title(columns: &[ColumnUse]) -> Result<()> {
    if columns.iter().any(|column| column.field == ColumnField::Title) {
        return Ok(());
    }
    Err(Error::validation("columns", "Say which column is the title: a paper needs one."))
}

fn signature(headings: &[String]) -> String {
    headings.iter().map(|heading| heading.trim().to_lowercase()).collect::<Vec<_>>().join("\u{1f}")
}

/// Whether a file's name says that it is a table.
pub(super) fn is_table_file(path: &Path) -> bool {
    ending(path).is_some_and(|ending| ["csv", "tsv", "tab"].contains(&ending.as_str()))
}

fn may_be_table(path: &Path) -> bool {
    is_table_file(path) || ending(path).is_some_and(|ending| ending == "txt")
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Cells that were copied from a spreadsheet come as HTML as well, which says nothing that their text does not.
pub(super) fn is_spreadsheet(html: &str) -> bool {
    ["schemas-microsoft-com:office:excel", "google-sheets-html-origin", "LibreOffice"]
        .iter()
        .any(|mark| html.contains(mark))
}
