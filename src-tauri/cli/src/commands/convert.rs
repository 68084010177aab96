//! From one format of references to another, without a library.

use std::borrow::Borrow;
use std::path::Path;
use std::process::ExitCode;

use postil_core::formats::{self, Format, Keys, Left, bibtex};
use postil_core::library::export::to_file;
use postil_core::model::Draft;
use postil_core::{Error, ErrorCode, Result};

use super::export::format_of;
use super::text_of;
use crate::args::Convert;
use crate::output::{clean, complain};

/// Problems go to standard error by line; the exit code says whether all was read.
pub fn run(args: &Convert) -> Result<ExitCode> {
    let format = format_of("--to", args.to, args.output.as_deref())?;
    let text = text_of(&args.file)?;
    let mut troubled = Vec::new();
    let (skipped, searches, left) = if formats::is_bibtex(&text) {
        // One entry after the other: a .bib may be larger than what is worth holding as drafts.
        let mut entries = bibtex::Entries::of(&text);
        let keys = Keys::beside(bibtex::keys(&text));
        let left = write(args, format, entries.by_ref().inspect(|draft| troubled.extend(troubles(draft))), keys)?;
        let searches = entries.searches();
        (entries.skipped(), searches, left)
    } else {
        let reading = formats::read(&text).ok_or_else(|| {
            Error::new(ErrorCode::Input, format!("No format of references was recognised in “{}”.", args.file))
        })?;
        let left = write(
            args,
            format,
            reading.drafts.iter().inspect(|draft| troubled.extend(troubles(draft))),
            Keys::of_all(&reading.drafts),
        )?;
        (reading.skipped, reading.searches, left)
    };
    // What a format cannot hold is no mistake of the file's.
    left.words(format).iter().for_each(|words| complain!("{}", clean(words)));
    for trouble in &troubled {
        complain!("{}:{trouble}", args.file);
    }
    for search in &searches {
        let (name, search) = (clean(&search.name), clean(&search.search));
        complain!("{}: {name}: a group that searches ({search}), which only a library keeps", args.file);
    }
    for skipped in &skipped {
        let start: String = skipped.text.chars().take(60).collect();
        complain!("{}:{}: left out ({}): {}", args.file, skipped.line, skipped.reason, clean(&start));
    }
    let is_whole = skipped.is_empty() && searches.is_empty() && troubled.is_empty();
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write<D: Borrow<Draft>>(
    args: &Convert,
    format: Format,
    drafts: impl Iterator<Item = D>,
    keys: Keys,
) -> Result<Left> {
    let written =
        |error: std::io::Error| Error::new(ErrorCode::Input, format!("The output cannot be written: {error}."));
    match args.output.as_deref().filter(|path| *path != "-") {
        Some(path) => to_file(Path::new(path), |file| formats::write_each(format, drafts, keys, file).map_err(written)),
        None => formats::write_each(format, drafts, keys, &mut std::io::stdout().lock()).map_err(written),
    }
}

/// What was wrong with an entry: the line, who it is, and why.
fn troubles(draft: &Draft) -> Vec<String> {
    let name = draft.citation_key.as_deref().unwrap_or(&draft.title);
    let told = |problem: &String| format!("{}: {}: {}", draft.line, clean(name), clean(problem));
    draft.problems.iter().map(told).collect()
}
