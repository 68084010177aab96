use std::fs::File;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use indicatif::ProgressBar;
use postil_core::import::pdf::Reader;
use postil_core::library::held::Wanted;
use postil_core::library::papers_in_words;
use postil_core::library::references::References;
use postil_core::lookup::Lookup;
use postil_core::model::{
    Draft, ImportOutcome, ImportSource, Reading, Review, ReviewItem, ReviewStatus, Skipped, TwinOf,
};
use postil_core::surroundings::Surroundings;
use postil_core::{Error, ErrorCode, Library, Result};

use super::text_of;
use crate::args::Import;
use crate::output::{Output, clean, complain};

/// The exit code says whether every file that was named could be read.
pub fn run(library: &Library, args: &Import, out: &Output) -> Result<ExitCode> {
    if args.files.len() > 1 && args.files.iter().any(|file| file == "-") {
        let words = "- is standard input, which is read by itself: import the files in a command of their own.";
        return Err(Error::validation("files", words));
    }
    // A pipe is opened once, by whoever reads it.
    let is_there = |path: &String| {
        path == "-" || std::fs::metadata(path).is_ok_and(|meta| !meta.is_file() || File::open(path).is_ok())
    };
    let are_there = args.files.iter().all(is_there);
    let are_read = write(library, args, out)?;
    Ok(if are_there && are_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Of several files one that is no text, or holds nothing, stands beside what the others held.
fn are_read(files: &[String], review: &Review) -> bool {
    let is_one = |text: &str| files.iter().any(|file| Path::new(file).file_name().is_some_and(|name| name == text));
    files.len() < 2 || !review.skipped.iter().any(|skipped| skipped.line == 0 && is_one(&skipped.text))
}

/// Whether all that was named could be read.
fn write(library: &Library, args: &Import, out: &Output) -> Result<bool> {
    if let [path] = args.files.as_slice()
        && !args.dry_run
        && !args.look_up
        && args.map.is_empty()
        && let Some(bib) = References::open(Path::new(path))
    {
        return references(library, &bib, out).and(Ok(true));
    }
    let source = match args.files.as_slice() {
        [] => ImportSource::Sample,
        [one] if one == "-" => ImportSource::Text { text: text_of("-")?, html: None },
        [path] => ImportSource::File { path: path.clone() },
        paths => ImportSource::Files { paths: paths.to_vec() },
    };
    let progress = Progress::new(out);
    let review = if args.map.is_empty() {
        let mut reading = library.read_import(&source, &Reader::of_this_program()?, |share| progress.tell(share))?;
        if args.look_up {
            reading = look_up_found(library, reading, &progress)?;
        }
        library.review(reading)?
    } else {
        library.review_mapped(&source, &columns(&args.map)?)?
    };
    progress.end();
    tell_remarks(&review);
    let are_read = are_read(&args.files, &review);
    if args.dry_run {
        return out.answer(&review, || describe(&review, out)).and(Ok(are_read));
    }
    if !out.json {
        tell_problems(&review);
    }
    let left = Left { unclear: review.undecided(), differing: review.differing() };
    let repositories = review.repositories;
    tell(&write_ticked(library, review)?, left, repositories, out).and(Ok(are_read))
}

/// A .bib, entry by entry: it may be larger than what is worth holding at once.
fn references(library: &Library, bib: &References, out: &Output) -> Result<()> {
    let told = |draft: &Draft| {
        if !out.json {
            tell_problems_of(draft);
        }
    };
    bib.remark().iter().for_each(|remark| complain!("{}", clean(remark)));
    let compared = library.compare_references(bib, told)?;
    if !out.json {
        compared.skipped.iter().for_each(|skipped| tell_skipped(skipped, true));
    }
    let left = Left { unclear: compared.unclear, differing: compared.differing };
    let repositories = compared.repositories;
    let progress = Progress::new(out);
    let outcome = library.commit_references(bib, compared, |share| progress.tell(share))?;
    progress.end();
    tell(&outcome, left, repositories, out)
}

/// What was not written, because the reader has to look at it.
struct Left {
    unclear: u32,
    /// Papers that are here with other values.
    differing: u32,
}

fn tell(outcome: &ImportOutcome, left: Left, repositories: u32, out: &Output) -> Result<()> {
    let Left { unclear, differing } = left;
    if !out.json {
        outcome.problems.iter().for_each(|problem| complain!("{}", clean(problem)));
    }
    out.answer(outcome, || {
        out.line(format!(
            "{} new, {} filled in, {} already here, {unclear} unclear; {}.",
            outcome.added.len(),
            outcome.updated.len(),
            outcome.already_here,
            repositories_in_words(repositories),
        ));
        match outcome.searches {
            0 => {}
            1 => out.line("1 search was saved; `postil saved` lists them."),
            many => out.line(format!("{many} searches were saved; `postil saved` lists them.")),
        }
        if unclear > 0 {
            out.line("Unclear ones were left out; see them with --dry-run.");
        }
        if differing > 0 {
            let (papers, say) = (papers_in_words(differing as usize), if differing == 1 { "says" } else { "say" });
            out.line(format!(
                "Of those here, {papers} {say} something else, and nothing of it was taken; --dry-run shows it."
            ));
        }
    })
}

/// A heading may hold an equals sign, a field does not.
fn columns(map: &[String]) -> Result<Vec<(String, String)>> {
    let pair = |text: &String| match text.rsplit_once('=') {
        Some((heading, field)) => Ok((heading.to_owned(), field.to_owned())),
        None => {
            let words = format!("“{text}” names no field: write --map \"{text}=title\", or another field.");
            Err(Error::validation("map", words))
        }
    };
    map.iter().map(pair).collect()
}

/// Writes what a review ticks to begin with.
pub fn write_ticked(library: &Library, review: Review) -> Result<ImportOutcome> {
    let already_here = review.already_here + review.differing();
    let outcome = library.commit_held(&Wanted::from(review), |_| true)?;
    Ok(ImportOutcome { already_here: outcome.already_here + already_here, ..outcome })
}

/// How the source was read, on standard error.
pub fn tell_remarks(review: &Review) {
    review.remarks.iter().for_each(|remark| complain!("{}", clean(remark)));
}

/// What was wrong with a file of references, by line, or with PDFs, by their names, on standard error.
fn tell_problems(review: &Review) {
    let is_table = review.source == "Table" || review.source.starts_with("Table “");
    let told = |draft: &&Draft| is_table || !draft.entry_type.is_empty() || !draft.files.is_empty();
    review.items.iter().map(|item| &item.draft).filter(told).for_each(tell_problems_of);
    let is_file = is_table || review.items.iter().any(|item| !item.draft.entry_type.is_empty());
    review.skipped.iter().for_each(|skipped| tell_skipped(skipped, is_file));
}

fn tell_problems_of(draft: &Draft) {
    let place = match draft.files.first().filter(|_| draft.line == 0) {
        Some(file) => clean(&file.name),
        None => format!("line {}: {}", draft.line, clean(&draft.title)),
    };
    draft.problems.iter().for_each(|problem| complain!("{place}: {}", clean(problem)));
}

/// Lines of a page that are no papers are of no interest here; files that were left out are, and so is what a file of
/// references holds beside those.
fn tell_skipped(skipped: &Skipped, is_file: bool) {
    let (text, reason) = (clean(&skipped.text), clean(&skipped.reason));
    match skipped.line {
        0 => complain!("{text}: {reason}"),
        line if is_file => complain!("line {line}: {text}: {reason}"),
        _ => {}
    }
}

/// How far reading or looking up is, on a terminal only.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    pub fn new(out: &Output) -> Self {
        let shown = !out.json && std::io::stderr().is_terminal();
        Self(shown.then(|| ProgressBar::new(100)))
    }

    /// A reader stops it with Ctrl+C, so it always goes on.
    pub fn tell(&self, share: f64) -> bool {
        // Short work shows no bar.
        if let Some(bar) = self.0.as_ref().filter(|_| share > 0.0) {
            bar.set_position((share * 100.0) as u64);
        }
        true
    }

    pub fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Asks the services that know the papers whose identifiers were found.
fn look_up_found(library: &Library, reading: Reading, progress: &Progress) -> Result<Reading> {
    let surroundings = Surroundings::from_process();
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    let completed = runtime.block_on(async {
        let lookup = Lookup::open(&surroundings).await?;
        lookup.complete(library, &surroundings, reading, |share| progress.tell(share)).await
    });
    completed.map_err(|error| match error.code {
        ErrorCode::Network => {
            let words = format!("{} Nothing was imported; without --look-up it goes in as it is.", error.message);
            Error::new(ErrorCode::Network, words)
        }
        _ => error,
    })
}

/// What was understood, an item a line; of one that changes something, what.
pub fn describe(review: &Review, out: &Output) {
    tell_problems(review);
    for item in &review.items {
        out.line(format!("{:<13} {}", status(item), clean(item.status.title_here().unwrap_or(&item.draft.title))));
        if let ReviewStatus::Update { changes, .. } = &item.status {
            for change in changes.iter().filter(|change| !change.before.is_empty()) {
                let (before, after) = (clean(&change.before), clean(&change.after));
                out.line(format!("{:<13}   {}: {before} → {after}", "", change.field));
            }
        }
        if let Some(alike) = &item.alike {
            let what = match alike.to {
                TwinOf::Library { .. } => "may be here already",
                TwinOf::Import { .. } => "like one further up",
            };
            out.line(format!("{:<13}   {what}: {}", "", clean(&alike.reason)));
        }
        for repository in &item.repositories {
            out.line(format!("{:<13}   {}", "", clean(repository)));
        }
    }
    for one in &review.searches {
        out.line(format!("{:<13} {}: {}", "search", clean(&one.name), clean(&one.search)));
    }
    out.line(format!(
        "{}: {} ({} new, {} to fill in, {} already here, {} unclear), {}. Nothing was written.",
        review.source,
        papers_in_words(review.items.len()),
        review.new,
        review.updates - review.differing(),
        review.already_here + review.differing(),
        review.unclear,
        repositories_in_words(review.repositories)
    ));
}

fn repositories_in_words(count: u32) -> String {
    if count == 1 { "1 repository".into() } else { format!("{count} repositories") }
}

fn status(item: &ReviewItem) -> &'static str {
    match item.status {
        ReviewStatus::New => "new",
        ReviewStatus::AlreadyHere { in_trash: true, .. } => "in the trash",
        ReviewStatus::AlreadyHere { .. } => "already here",
        ReviewStatus::Update { .. } if item.ticked => "fills in",
        ReviewStatus::Update { .. } => "differs",
        ReviewStatus::Unclear { .. } => "unclear",
    }
}
