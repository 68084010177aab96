//! Papers out of the library into a file of references.

use std::path::Path;

use postil_core::formats::Format;
use postil_core::library::export::to_file;
use postil_core::model::ListQuery;
use postil_core::{Library, Result};
use serde_json::json;

use super::view_of;
use crate::args::{Export, FileFormat};
use crate::output::Output;

pub fn run(library: &Library, args: &Export, out: &Output) -> Result<()> {
    let view = view_of(library, &args.scope)?;
    let ids = library.list_ids(&ListQuery { view, search: args.query.join(" "), ..ListQuery::default() })?;
    let format = format_of(args.format, args.output.as_deref());
    let Some(path) = args.output.as_deref().filter(|path| *path != "-") else {
        return library.export(&ids, format, &mut std::io::stdout().lock()).map(|_| ());
    };
    let count = to_file(Path::new(path), |file| library.export(&ids, format, file))?;
    out.answer(&json!({ "papers": count, "file": path }), || out.line(format!("{count} papers written to {path}.")))
}

/// The format asked for, or the one that the file's name ends with, or BibTeX.
pub fn format_of(asked: Option<FileFormat>, path: Option<&str>) -> Format {
    asked.map(Format::from).or_else(|| Format::by_name(Path::new(path?))).unwrap_or(Format::Bibtex)
}
