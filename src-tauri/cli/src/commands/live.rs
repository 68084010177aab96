//! Files of references that are kept in step: begun, written once, looked at, given up.

use std::process::ExitCode;

use postil_core::library::held::Wanted;
use postil_core::model::{LiveFile, LiveFormat, LiveState};
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::import;
use super::named::view_of;
use crate::args::Live;
use crate::output::{Output, clean, moment};

/// Exit code 1 when one of the files is not in step.
pub fn run(library: &Library, args: &Live, out: &Output) -> Result<ExitCode> {
    if let Some(path) = &args.off {
        let file = library.live_file(path)?;
        library.stop_live(file.id)?;
        let words = || out.line(format!("{} is no longer kept in step; it stays as it is.", clean(&file.path)));
        return out.answer(&json!({ "stopped": file.path }), words).and(Ok(ExitCode::SUCCESS));
    }
    let is_list = args.file.as_deref().is_some_and(|file| file.as_os_str() == "list");
    let has_scope = args.all || args.scope.collection.is_some() || args.scope.saved.is_some();
    let files = match args.file.as_deref().filter(|_| !is_list || has_scope) {
        Some(path) if args.take_in => {
            let file = library.live_file(path)?;
            let review = library.review_live(file.id)?;
            import::tell_remarks(&review);
            if args.dry_run {
                return out.answer(&review, || import::describe(&review, out)).and(Ok(ExitCode::SUCCESS));
            }
            let outcome = library.take_in_live(file.id, &Wanted::from(review))?;
            out.say(|| {
                let (new, changed) = (outcome.added.len(), outcome.updated.len());
                out.line(format!("Taken in: {new} new, {changed} changed. `postil undo` takes it back."));
            });
            vec![library.live_file(path)?]
        }
        Some(path) if args.overwrite && !has_scope => vec![library.overwrite_live(library.live_file(path)?.id)?],
        Some(path) if has_scope => {
            let format = if args.biblatex { LiveFormat::Biblatex } else { LiveFormat::Bibtex };
            let mut file = library.keep_live(path, &view_of(library, &args.scope)?, format)?;
            if args.overwrite && file.state == LiveState::ChangedOutside {
                file = library.overwrite_live(file.id)?;
            }
            vec![file]
        }
        Some(path) => {
            let file = library.live_file(path).map_err(|error| match error.code {
                ErrorCode::NotFound => {
                    let words = "Say what it is to hold: --collection NAME, --saved NAME or --all";
                    Error::validation("file", format!("{} {words}.", error.message))
                }
                _ => error,
            })?;
            vec![library.write_live(file.id)?]
        }
        None if is_list => library.live_files()?,
        None => library.live_files()?.iter().map(|file| library.write_live(file.id)).collect::<Result<_>>()?,
    };
    out.answer(&files, || {
        files.iter().for_each(|file| tell(file, out));
        if files.is_empty() {
            out.line("No file is kept in step. Begin one with: postil live refs.bib --all");
        }
    })?;
    let is_well = files.iter().all(|file| matches!(file.state, LiveState::InStep | LiveState::Waiting));
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(file: &LiveFile, out: &Output) {
    let format = if file.format == LiveFormat::Biblatex { "BibLaTeX" } else { "BibTeX" };
    let of = if file.name.is_empty() { "what was deleted".into() } else { clean(&file.name) };
    out.line(format!("{}  {}", out.bold(&clean(&file.path)), out.dim(&format!("{of}, {format}"))));
    let written = file.written_at.map(|at| format!("written {}, {} papers", moment(at), file.papers));
    let last = |why: &str| written.as_ref().map_or_else(|| why.to_owned(), |written| format!("Last {written}."));
    let trouble = clean(&file.trouble);
    out.line(match file.state {
        LiveState::InStep => format!("    In step: {}.", written.as_deref().unwrap_or("nothing to write yet")),
        LiveState::Waiting => "    Not written yet.".into(),
        LiveState::ChangedOutside => format!(
            "    {trouble} With --take-in what it holds is taken in, with --overwrite it is written over and a copy kept. {}",
            last("Not written yet, so that nothing in it is lost.")
        ),
        LiveState::Trouble => format!("    {trouble} {}", last("So it is not written yet.")),
    });
}
