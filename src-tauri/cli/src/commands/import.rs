use postil_core::model::{ImportOutcome, ImportSource, Review, ReviewItem, ReviewStatus, TwinOf};
use postil_core::{Error, Library, Result};

use super::text_of;
use crate::args::Import;
use crate::output::{Output, clean};

pub fn run(library: &Library, args: &Import, out: &Output) -> Result<()> {
    let source = match args.file.as_deref() {
        None => ImportSource::Sample,
        Some("-") => ImportSource::Text { text: text_of("-")?, html: None },
        Some(path) => ImportSource::File { path: path.to_owned() },
    };
    let review = if args.map.is_empty() {
        library.review_import(&source)?
    } else {
        library.review_mapped(&source, &columns(&args.map)?)?
    };
    if args.dry_run {
        return out.answer(&review, || describe(&review, out));
    }
    if !out.json {
        tell_problems(&review);
    }
    let outcome = write_ticked(library, &review)?;
    out.answer(&outcome, || {
        out.line(format!(
            "{} new, {} filled in, {} already here, {} unclear; {} repositories.",
            outcome.added.len(),
            outcome.updated.len(),
            outcome.already_here,
            review.unclear,
            review.repositories
        ));
        if review.unclear > 0 {
            out.line("Unclear ones were left out; see them with --dry-run.");
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
pub fn write_ticked(library: &Library, review: &Review) -> Result<ImportOutcome> {
    let ticked = review.items.iter().filter(|item| item.ticked);
    let mut outcome = library.commit_import(ticked.map(|item| item.draft.clone()).collect())?;
    outcome.already_here += review.already_here;
    Ok(outcome)
}

/// What was wrong with a file of references, by line, on standard error.
fn tell_problems(review: &Review) {
    let drafts = review.items.iter().map(|item| &item.draft);
    for draft in drafts.filter(|draft| !draft.entry_type.is_empty() || review.source == "table") {
        for problem in &draft.problems {
            eprintln!("line {}: {}: {}", draft.line, clean(&draft.title), clean(problem));
        }
    }
}

fn describe(review: &Review, out: &Output) {
    tell_problems(review);
    for item in &review.items {
        out.line(format!("{:<13} {}", status(item), clean(&item.draft.title)));
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
    out.line(format!(
        "{}: {} papers ({} new, {} to fill in, {} already here, {} unclear), {} repositories. Nothing was written.",
        review.source,
        review.items.len(),
        review.new,
        review.updates,
        review.already_here,
        review.unclear,
        review.repositories
    ));
}

fn status(item: &ReviewItem) -> &'static str {
    match item.status {
        ReviewStatus::New => "new",
        ReviewStatus::AlreadyHere { in_trash: true, .. } => "in the trash",
        ReviewStatus::AlreadyHere { .. } => "already here",
        ReviewStatus::Update { .. } => "fills in",
        ReviewStatus::Unclear { .. } => "unclear",
    }
}
