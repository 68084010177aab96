//! From one format of references to another, without a library.

use std::borrow::Borrow;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use postil_core::error::not_written;
use postil_core::formats::{self, Format, Keys, Left, bibtex};
use postil_core::import::pdf::{self, Reader};
use postil_core::import::{html, json, zotero};
use postil_core::library::export::to_file;
use postil_core::library::{Ways, read_source};
use postil_core::model::{Draft, ImportSource, Reading};
use postil_core::{Error, ErrorCode, Result};

use super::export::format_of;
use super::text_of;
use crate::args::Convert;
use crate::output::{Document, clean, complain};

/// Problems go to standard error by line; the exit code says whether all was read.
pub fn run(args: &Convert) -> Result<ExitCode> {
    let format = format_of("--to", args.to, args.output.as_deref())?;
    let text = if is_no_text(&args.file) { None } else { Some(text_of(&args.file)?) };
    let mut troubled = Vec::new();
    let (skipped, searches, left) = match text {
        Some(text) if formats::is_bibtex(&text) => {
            // One entry after the other: a .bib may be larger than what is worth holding as drafts.
            let mut entries = bibtex::Entries::of(&text);
            let keys = Keys::beside(bibtex::keys(&text));
            let left = write(args, format, entries.by_ref().inspect(|draft| troubled.extend(troubles(draft))), keys)?;
            let searches = entries.searches();
            (entries.skipped(), searches, left)
        }
        text => {
            let reading = match text {
                Some(text) => of_text(&text, &args.file)?,
                None => of_file(&args.file)?,
            };
            reading.remarks.iter().for_each(|remark| complain!("{}", clean(remark)));
            let seen = reading.drafts.iter().inspect(|draft| troubled.extend(troubles(draft)));
            let left = write(args, format, seen, Keys::of_all(&reading.drafts))?;
            (reading.skipped, reading.searches, left)
        }
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
        match skipped.line {
            0 => complain!("{}: {}: {}", args.file, clean(&start), clean(&skipped.reason)),
            line => complain!("{}:{line}: left out ({}): {}", args.file, skipped.reason, clean(&start)),
        }
    }
    let is_whole = skipped.is_empty() && searches.is_empty() && troubled.is_empty();
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether a source is a folder, a PDF or a database of Zotero's, which an import reads, too.
fn is_no_text(path: &str) -> bool {
    let path = Path::new(path);
    if path == Path::new("-") || !path.is_file() {
        return path.is_dir();
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1024).read_to_end(&mut start));
    read.is_ok() && (pdf::is_pdf(&start) || zotero::is_database(&start))
}

fn of_file(path: &str) -> Result<Reading> {
    let pdfs = Reader::of_this_program()?;
    let source = ImportSource::File { path: path.to_owned() };
    read_source(&source, Ways { columns: &|_| None, pdfs: &pdfs, go_on: &|_| true })
}

/// References, or the page of a paper or of several. Plain text is no such thing: what stands in it would be a guess.
fn of_text(text: &str, path: &str) -> Result<Reading> {
    let is_page = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    formats::read(text).or_else(|| json::read(text)).or_else(|| html::read_html(text).filter(|_| is_page)).ok_or_else(|| {
        let words = format!(
            "No format of references was recognised in “{path}”. A list of titles, identifiers or addresses is read by `postil import` and `postil add`."
        );
        Error::new(ErrorCode::Input, words)
    })
}

fn write<D: Borrow<Draft>>(
    args: &Convert,
    format: Format,
    drafts: impl Iterator<Item = D>,
    keys: Keys,
) -> Result<Left> {
    let written = |error: std::io::Error| {
        Error::new(ErrorCode::Input, format!("The output cannot be written: {}.", not_written(&error)))
    };
    match args.output.as_deref().filter(|path| *path != "-") {
        Some(path) => to_file(Path::new(path), |file| formats::write_each(format, drafts, keys, file).map_err(written)),
        None => {
            let mut out = BufWriter::new(Document);
            let left = formats::write_each(format, drafts, keys, &mut out).map_err(written)?;
            out.flush().map_err(written)?;
            Ok(left)
        }
    }
}

/// What was wrong with an entry: the line, who it is, and why.
fn troubles(draft: &Draft) -> Vec<String> {
    let name = draft.citation_key.as_deref().unwrap_or(&draft.title);
    // A PDF or a folder has no lines.
    let place = if draft.line > 0 { format!("{}: ", draft.line) } else { " ".into() };
    let told = |problem: &String| format!("{place}{}: {}", clean(name), clean(problem));
    // What a page does not say of its paper, such as an abstract, is no mistake of the page's.
    let is_reference = !draft.entry_type.is_empty() || !draft.files.is_empty();
    draft.problems.iter().filter(|_| is_reference).map(told).collect()
}
