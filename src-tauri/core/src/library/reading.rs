//! Reading a source into drafts, before they are compared with any library.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::tables::{is_spreadsheet, is_table_file};
use crate::error::{Error, ErrorCode, Result, not_read};
use crate::files::{Kind, kind};
use crate::formats;
use crate::import::folder::{self, GoOn};
use crate::import::{LARGEST, Text, attached, html, page, pdf, read_text, sample, zotero};
use crate::model::{ColumnField, ColumnUse, ImportSource, Reading, Skipped};

/// What is known of a table's columns by their headings.
pub type Told<'a> = &'a dyn Fn(&[String]) -> Option<Vec<ColumnUse>>;

/// What reading needs beside the source.
#[derive(Clone, Copy)]
pub struct Ways<'a> {
    pub columns: Told<'a>,
    pub pdfs: &'a pdf::Reader,
    pub go_on: GoOn<'a>,
}

/// Reads a source into drafts.
pub fn read(source: &ImportSource, ways: Ways) -> Result<Reading> {
    let reading = match source {
        ImportSource::Sample => return Ok(sample::read()),
        // A page's HTML holds the links that its text has lost.
        ImportSource::Text { text, html } => {
            let page = html.as_deref().filter(|html| !is_spreadsheet(html));
            match page.and_then(html::read_html) {
                Some(reading) => reading,
                None => of_text(text, ways.columns),
            }
        }
        ImportSource::File { path } => return file(Path::new(path), ways),
        ImportSource::Files { paths } => return files(paths, ways),
        ImportSource::Papers { .. } | ImportSource::Live { .. } | ImportSource::Waiting => {
            return Err(Error::internal("papers of the library are looked up or compared, there is nothing to read"));
        }
    };
    some_paper(reading, "the text")
}

/// One unreadable file among several does not keep the others out: it is listed with the reason.
fn files(paths: &[String], ways: Ways) -> Result<Reading> {
    if let [path] = paths {
        return file(Path::new(path), ways);
    }
    let is_pdf = |path: &&PathBuf| kind::of_file(path).is_ok_and(|kind| kind == Kind::Pdf);
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let (pdfs, others): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(is_pdf);
    let mut all = Reading { source: format!("{} files", paths.len()), ..Reading::default() };
    for path in others {
        match file(path, ways) {
            Ok(reading) => {
                all.drafts.extend(reading.drafts);
                all.skipped.extend(reading.skipped);
                all.searches.extend(reading.searches);
                all.remarks.extend(reading.remarks);
            }
            Err(error) if error.code == ErrorCode::Cancelled => return Err(error),
            Err(error) => {
                let text = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                // The folder is known; the name stands beside the reason.
                let reason = error.message.replace(&*path.to_string_lossy(), &text);
                all.skipped.push(Skipped { line: 0, text, reason });
            }
        }
    }
    let pdfs: Vec<PathBuf> = pdfs.into_iter().map(std::path::absolute).collect::<std::io::Result<_>>()?;
    if !pdfs.is_empty() {
        let reading = folder::of_pdfs(&pdfs, ways.pdfs, ways.go_on)?;
        all.drafts.extend(reading.drafts);
        all.skipped.extend(reading.skipped);
    }
    if all.drafts.is_empty() {
        let reasons: Vec<&str> = all.skipped.iter().map(|skipped| skipped.reason.as_str()).take(5).collect();
        return Err(Error::new(ErrorCode::Input, reasons.join(" ")));
    }
    Ok(all)
}

fn file(path: &Path, ways: Ways) -> Result<Reading> {
    let shown = format!("“{}”", path.display());
    let trouble = |why: &dyn std::fmt::Display| Error::new(ErrorCode::Input, format!("{shown} cannot be read: {why}."));
    let meta = std::fs::metadata(path).map_err(|error| trouble(&not_read(&error)))?;
    if meta.is_dir() {
        return folder::read(path, ways.pdfs, ways.go_on);
    }
    let mut file = File::open(path).map_err(|error| trouble(&not_read(&error)))?;
    let mut start = Vec::new();
    file.by_ref().take(1024).read_to_end(&mut start).map_err(|error| trouble(&not_read(&error)))?;
    if zotero::is_database(&start) {
        return zotero::read(path);
    }
    if meta.is_file() && pdf::is_pdf(&start) {
        let path = std::path::absolute(path).map_err(|error| trouble(&not_read(&error)))?;
        let draft = pdf::read(&path, ways.pdfs, &|| (ways.go_on)(0.0))?;
        return Ok(Reading { source: "PDF file".into(), drafts: vec![draft], ..Reading::default() });
    }
    if meta.len() > LARGEST {
        return Err(trouble(&"it is larger than 200 MB"));
    }
    // What was read is given back: a pipe is read only once.
    let Text { text, remark } = read_text(start.as_slice().chain(file), &shown)?;
    if is_table_file(path) {
        has_title(&text, ways.columns, &shown)?;
    }
    let reading = match is_html(&text).then(|| html::read_html(&text)).flatten() {
        Some(reading) => reading,
        None => of_text(&text, ways.columns),
    };
    let mut reading = some_paper(reading, &shown)?;
    attached::gather(&mut reading, path, &text);
    // Several may be open in other programs: which one it is is told by its name.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    reading.source = format!("{} “{name}”", reading.source);
    reading.remarks.extend(remark);
    Ok(reading)
}

fn is_html(text: &str) -> bool {
    let start = text.get(..text.len().min(4096)).unwrap_or(text).trim_start().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<body")
}

/// The text of a .bib; `None` for anything else, which is read whole and told what is wrong with it.
pub fn text_of_bib(path: &Path) -> Option<Text> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    if !matches!(ending.as_str(), "bib" | "bibtex" | "biblatex") || !path.is_file() {
        return None;
    }
    let Text { text, remark } = plain_text_of(path).ok()?;
    let text = match formats::with_breaks(&text) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => text,
    };
    (!is_html(&text) && formats::is_bibtex(&text)).then_some(Text { text, remark })
}

/// The text of a file that holds nothing else.
pub fn plain_text_of(path: &Path) -> Result<Text> {
    let shown = format!("“{}”", path.display());
    let trouble = |why: &dyn std::fmt::Display| Error::new(ErrorCode::Input, format!("{shown} cannot be read: {why}."));
    let file = File::open(path).map_err(|error| trouble(&not_read(&error)))?;
    if file.metadata().map_err(|error| trouble(&not_read(&error)))?.len() > LARGEST {
        return Err(trouble(&"it is larger than 200 MB"));
    }
    read_text(file, &shown)
}

/// A table without a title would be read as a page, which it is not.
fn has_title(text: &str, told: Told, shown: &str) -> Result<()> {
    let Some(shape) = formats::shape(text, true) else { return Ok(()) };
    let headings: Vec<String> = shape.columns.iter().map(|column| column.reading.heading.clone()).collect();
    let columns = told(&headings).unwrap_or_else(|| shape.columns.into_iter().map(|column| column.reading).collect());
    if columns.iter().any(|column| column.field == ColumnField::Title) {
        return Ok(());
    }
    let columns: Vec<String> = headings.iter().map(|heading| format!("“{heading}”")).collect();
    let words = format!(
        "{shown} is a table, and none of its columns is known to be the title: {}. Say which it is: in the window, where it is opened by itself, or with --map \"HEADING=title\".",
        columns.join(", ")
    );
    Err(Error::new(ErrorCode::Input, words))
}

/// References in a format that tells itself, or a page.
fn of_text(text: &str, told: Told) -> Reading {
    formats::read_with(text, told).unwrap_or_else(|| page::read_text(text))
}

fn some_paper(reading: Reading, shown: &str) -> Result<Reading> {
    if reading.drafts.is_empty() {
        return Err(Error::new(
            ErrorCode::Input,
            format!(
                "No paper was recognised in {shown}. A page works when each title stands on a line of its own; or add the paper by hand."
            ),
        ));
    }
    Ok(reading)
}
