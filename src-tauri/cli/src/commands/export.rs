//! Papers out of the library into a file of references.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use postil_core::formats::Format;
use postil_core::model::ListQuery;
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use crate::args::{Export, FileFormat};
use crate::output::Output;

pub fn run(library: &Library, args: &Export, out: &Output) -> Result<()> {
    let ids = library.list_ids(&ListQuery { search: args.query.join(" "), ..ListQuery::default() })?;
    let format = format_of(args.format, args.output.as_deref());
    let Some(path) = args.output.as_deref().filter(|path| *path != "-") else {
        return library.export(&ids, format, &mut std::io::stdout().lock()).map(|_| ());
    };
    let count = to_file(Path::new(path), |file| library.export(&ids, format, file))?;
    out.answer(&json!({ "papers": count, "file": path }), || out.line(format!("{count} papers written to {path}.")))
}

/// The format asked for, or the one that the file's name ends with, or BibTeX.
pub fn format_of(asked: Option<FileFormat>, path: Option<&str>) -> Format {
    let ending = path.and_then(|path| Path::new(path).extension()?.to_str());
    asked.map(Format::from).or_else(|| Format::by_ending(ending?)).unwrap_or(Format::Bibtex)
}

/// Writes a file whole or not at all: beside it first, then in its place.
pub fn to_file<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let trouble = |error: std::io::Error| {
        Error::new(ErrorCode::Input, format!("“{}” cannot be written: {error}.", path.display()))
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let beside: PathBuf = path.with_file_name(name);
    let mut file = BufWriter::new(File::create(&beside).map_err(trouble)?);
    let written = write(&mut file).and_then(|value| {
        file.flush().and_then(|()| file.get_ref().sync_all()).map_err(trouble)?;
        std::fs::rename(&beside, path).map_err(trouble)?;
        Ok(value)
    });
    if written.is_err() {
        // What went wrong is told below; the leftover only must not stay.
        let _ = std::fs::remove_file(&beside);
    }
    written
}
