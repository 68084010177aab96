//! The plain copy, and a library made from it.

use std::path::Path;
use std::process::ExitCode;

use postil_core::library::mirror;
use postil_core::{Error, Library, Result};
use serde_json::json;

use crate::output::{Output, complain};

pub fn run(library: &Library, folder: Option<&Path>, off: bool, out: &Output) -> Result<()> {
    if off {
        library.set_mirror_folder(None)?;
        return out.answer(&json!({ "folder": null }), || out.line("The plain copy is no longer kept in step."));
    }
    if let Some(folder) = folder {
        library.set_mirror_folder(Some(&std::path::absolute(folder)?))?;
    }
    let folder = library
        .mirror_folder()?
        .ok_or_else(|| Error::validation("folder", "No plain copy is kept yet. Begin one with: postil mirror DIR"))?;
    let done = library.mirror(None)?;
    out.answer(&json!({ "folder": folder, "done": done }), || {
        out.line(format!("{}: {} files written, {} removed.", folder.display(), done.written, done.removed));
        if done.kept_aside > 0 {
            let words = "files that somebody else changed were moved to its folder “changed-by-others”.";
            out.line(format!("{} {words}", done.kept_aside));
        }
    })
}

/// Exit code 1 when a file could not be read.
pub fn rebuild(from: &Path, into: &Path, out: &Output) -> Result<ExitCode> {
    let done = mirror::rebuild(from, into)?;
    out.answer(&json!({ "papers": done.papers, "library": into, "problems": done.problems }), || {
        out.line(format!("Made a library of {} papers in {}.", done.papers, into.display()));
    })?;
    done.problems.iter().for_each(|problem| complain!("Left out: {problem}"));
    Ok(if done.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
