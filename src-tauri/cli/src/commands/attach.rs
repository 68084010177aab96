use std::path::{Path, PathBuf};
use std::process::ExitCode;

use postil_core::model::{Attachment, Id};
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use crate::output::{Output, clean, complain, size};

/// What is to be done with the files of a paper; nothing: list them.
pub struct Wanted {
    pub files: Vec<PathBuf>,
    pub remove: Vec<String>,
    /// A name, and where to save it.
    pub save: Option<(String, PathBuf)>,
}

/// Exit code 1 when a file could not be kept; the others are.
pub fn run(library: &Library, paper: &str, wanted: Wanted, out: &Output) -> Result<ExitCode> {
    let id = super::named::paper(library, paper)?;
    if let Some((name, to)) = &wanted.save {
        return save(library, id, name, to, out).map(|()| ExitCode::SUCCESS);
    }
    for name in &wanted.remove {
        library.remove_attachment(named(library, id, name)?)?;
    }
    let paths: Vec<PathBuf> = wanted.files.iter().map(std::path::absolute).collect::<Result<_, _>>()?;
    let problems = if paths.is_empty() { Vec::new() } else { library.attach(id, &paths)?.problems };
    let files = library.paper(id)?.files;
    for problem in &problems {
        complain!("{}", clean(problem));
    }
    out.answer(&json!({ "id": id, "files": files, "problems": problems }), || {
        files.iter().for_each(|file| describe(file, out));
        if files.is_empty() {
            out.line("No files.");
        }
    })?;
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn save(library: &Library, paper: Id, name: &str, to: &Path, out: &Output) -> Result<()> {
    library.save_attachment(named(library, paper, name)?, to)?;
    out.answer(&json!({ "saved": to }), || out.line(format!("Saved as {}", to.display())))
}

fn named(library: &Library, paper: Id, name: &str) -> Result<Id> {
    let files = library.paper(paper)?.files;
    let found = files.iter().find(|file| file.name == name);
    found.map(|file| file.id).ok_or_else(|| {
        let words = format!("The paper has no file “{name}”. `postil attach PAPER` lists those it has.");
        Error::new(ErrorCode::NotFound, words)
    })
}

pub fn describe(file: &Attachment, out: &Output) {
    out.line(format!("{}  {}", clean(&file.name), out.dim(&size(file.bytes))));
}
