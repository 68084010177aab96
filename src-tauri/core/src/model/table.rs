//! Tables: what their columns say of papers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnField {
    Title,
    Authors,
    Editors,
    Venue,
    Year,
    Abstract,
    Doi,
    Arxiv,
    Pmid,
    Isbn,
    Issn,
    Url,
    Tags,
    /// Notes of the reader's own.
    Notes,
    /// Remarks that came with the paper.
    Comments,
    CitationKey,
    Type,
    Volume,
    Number,
    Pages,
    FirstPage,
    LastPage,
    Publisher,
    Series,
    Edition,
    Pmcid,
    Language,
    /// A field of its own, under the column's heading.
    Own,
    Ignore,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnUse {
    /// As it stands in the table.
    pub heading: String,
    pub field: ColumnField,
    /// What stands between people or tags; `None` to tell by the cell.
    pub separator: Option<String>,
}

/// A column as a reader sees it before the table is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableColumn {
    #[serde(flatten)]
    pub reading: ColumnUse,
    /// Its first cells.
    pub values: Vec<String>,
    /// Its heading is one that Postil knows.
    pub understood: bool,
}

/// What a table looks like before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableShape {
    pub columns: Vec<TableColumn>,
    /// Below the headings.
    pub rows: u32,
    /// The reader said before how a table of these headings is read, and `columns` have it.
    pub remembered: bool,
}
