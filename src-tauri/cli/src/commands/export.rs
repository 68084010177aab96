//! Papers out of the library into a file of references.

use std::io::{BufWriter, Write};
use std::path::Path;

use postil_core::formats::Format;
use postil_core::library::export::to_file;
use postil_core::{Error, Library, Result};
use serde_json::json;

use super::named::{found, view_of};
use crate::args::Export;
use crate::output::{Document, Output, clean, complain};

pub fn run(library: &Library, args: &Export, out: &Output) -> Result<()> {
    let format = format_of("--format", args.format, args.output.as_deref())?;
    let ids = found(library, view_of(library, &args.scope)?, &args.query)?;
    let Some(path) = args.output.as_deref().filter(|path| *path != "-") else {
        let mut out = BufWriter::new(Document);
        let written = library.export(&ids, format, &mut out)?;
        // What cannot be written ends the program.
        let _ = out.flush();
        written.left.iter().for_each(|words| complain!("{}", clean(words)));
        return Ok(());
    };
    let written = to_file(Path::new(path), |file| library.export(&ids, format, file))?;
    written.left.iter().for_each(|words| complain!("{}", clean(words)));
    let count = written.papers;
    out.answer(&json!({ "papers": count, "file": path }), || {
        out.line(format!("{count} papers written to {}.", clean(path)))
    })
}

/// The format asked for with `option`, or the one that the file's name ends with.
pub fn format_of(option: &str, asked: Option<Format>, path: Option<&str>) -> Result<Format> {
    match (asked, path.filter(|path| *path != "-")) {
        (Some(asked), _) => Ok(asked),
        (None, Some(path)) => Format::for_file(Path::new(path))
            .map_err(|error| Error { message: format!("{} With {option} any name will do.", error.message), ..error }),
        (None, None) => Ok(Format::Bibtex),
    }
}
