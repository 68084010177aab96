//! From one format of references to another, without a library.

use std::path::Path;
use std::process::ExitCode;

use postil_core::formats;
use postil_core::library::export::to_file;
use postil_core::{Error, ErrorCode, Result};

use super::export::format_of;
use super::text_of;
use crate::args::Convert;
use crate::output::clean;

/// Problems go to standard error by line; the exit code says whether all was read.
pub fn run(args: &Convert) -> Result<ExitCode> {
    let text = text_of(&args.file)?;
    let reading = formats::read(&text).ok_or_else(|| {
        Error::new(ErrorCode::Input, format!("No format of references was recognised in “{}”.", args.file))
    })?;
    let format = format_of(args.to, args.output.as_deref());
    let written =
        |error: std::io::Error| Error::new(ErrorCode::Input, format!("The output cannot be written: {error}."));
    match args.output.as_deref().filter(|path| *path != "-") {
        Some(path) => to_file(Path::new(path), |file| formats::write(format, &reading.drafts, file).map_err(written))?,
        None => formats::write(format, &reading.drafts, &mut std::io::stdout().lock()).map_err(written)?,
    }
    for draft in &reading.drafts {
        for problem in &draft.problems {
            let name = draft.citation_key.as_deref().unwrap_or(&draft.title);
            eprintln!("{}:{}: {}: {}", args.file, draft.line, clean(name), clean(problem));
        }
    }
    for skipped in &reading.skipped {
        let start: String = skipped.text.chars().take(60).collect();
        eprintln!("{}:{}: left out ({}): {}", args.file, skipped.line, skipped.reason, clean(&start));
    }
    let all = reading.skipped.is_empty() && reading.drafts.iter().all(|draft| draft.problems.is_empty());
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
