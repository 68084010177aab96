//! Papers by their identifiers, looked up.

use std::process::ExitCode;

use postil_core::checker::Surroundings;
use postil_core::lookup::{Lookup, asked_for, wanted};
use postil_core::model::{Identifier, ImportSource, Review, ReviewStatus};
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::import::write_ticked;
use super::{act, named_or_found, text_of};
use crate::args::Add;
use crate::output::{Output, clean};

/// Identifiers are looked up and imported; anything else is the title of a paper added by hand.
pub fn add(library: &Library, args: Add, out: &Output) -> Result<ExitCode> {
    let is_list = args.what == ["-"];
    let text = if is_list { text_of("-")? } else { args.what.join("\n") };
    match wanted(&text) {
        Some(wanted) => write(library, &look_up(library, &wanted)?, out),
        None if is_list => Err(Error::new(
            ErrorCode::Input,
            "Standard input holds something beside identifiers. `postil import -` reads pages and reference files.",
        )),
        None => act::add(library, args.what.join(" "), args, out).map(|()| ExitCode::SUCCESS),
    }
}

/// Looks papers of the library up. Only what is empty is filled.
pub fn complete(library: &Library, query: &[String], yes: bool, out: &Output) -> Result<ExitCode> {
    let ids = named_or_found(library, query)?;
    let wanted = asked_for(library, &ImportSource::Papers { ids })?.unwrap_or_default();
    let review = look_up(library, &wanted)?;
    if yes {
        return write(library, &review, out);
    }
    let code = code_of(&review);
    out.answer(&review, || {
        for item in &review.items {
            if let ReviewStatus::Update { changes, .. } = &item.status {
                out.line(clean(&item.draft.title));
                for change in changes {
                    let after: String = change.after.chars().take(100).collect();
                    out.line(format!("    {:<12} {}", clean(&change.field), clean(&after)));
                }
            }
        }
        tell_missing(&review);
        out.line(format!("{} papers would be filled in. Nothing was written; --yes does it.", review.updates));
    })?;
    Ok(code)
}

fn look_up(library: &Library, wanted: &[Identifier]) -> Result<Review> {
    let lookup = Lookup::new(&Surroundings::from_process())?;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    let reading = runtime.block_on(lookup.look_up(wanted, |_| true))?;
    library.review(reading)
}

fn write(library: &Library, review: &Review, out: &Output) -> Result<ExitCode> {
    let code = code_of(review);
    if !out.json {
        tell_missing(review);
    }
    let outcome = write_ticked(library, review)?;
    out.answer(&json!({ "outcome": outcome, "not_found": review.skipped }), || {
        review.items.iter().for_each(|item| out.line(clean(&item.draft.title)));
        out.line(format!(
            "{} new, {} filled in, {} already here, {} unclear, {} not found.",
            outcome.added.len(),
            outcome.updated.len(),
            outcome.already_here,
            review.unclear,
            review.skipped.len()
        ));
    })?;
    Ok(code)
}

/// What was not found, and why, on standard error.
fn tell_missing(review: &Review) {
    for skipped in &review.skipped {
        eprintln!("{}: {}", clean(&skipped.text), clean(&skipped.reason));
    }
}

/// 3 when something was not found.
fn code_of(review: &Review) -> ExitCode {
    if review.skipped.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) }
}
