//! Papers by their identifiers and addresses, looked up.

use std::process::ExitCode;

use postil_core::library::papers_in_words;
use postil_core::lookup::{Asked, Lookup, asked_for};
use postil_core::model::{Draft, ImportSource, Review, ReviewItem, ReviewStatus};
use postil_core::surroundings::Surroundings;
use postil_core::{Error, ErrorCode, Library, Result};
use serde_json::json;

use super::import::{Progress, tell_remarks, write_ticked};
use super::named::named_or_found;
use super::{act, text_of};
use crate::args::Add;
use crate::output::{Output, clean, complain, moment};

/// Identifiers are looked up and imported; anything else is the title of a paper added by hand.
pub fn add(library: &Library, args: Add, out: &Output) -> Result<ExitCode> {
    if args.resume {
        return resume(library, out);
    }
    if args.drop {
        let dropped = library.drop_lookups(true)?;
        let words = format!("Let go of {dropped} that waited to be looked up.");
        return out.answer(&json!({ "dropped": dropped }), || out.line(words)).map(|()| ExitCode::SUCCESS);
    }
    let is_list = args.what == ["-"];
    let text = if is_list { text_of("-")? } else { args.what.join("\n") };
    match Asked::of_text(&text) {
        Some(asked) => {
            looked_up_only(&args)?;
            write(library, &look_up(library, &asked, out)?, out)
        }
        None if is_list => Err(Error::new(
            ErrorCode::Input,
            "Standard input holds something beside identifiers. `postil import -` reads pages and reference files.",
        )),
        None => act::add(library, args.what.join(" "), args, out).map(|()| ExitCode::SUCCESS),
    }
}

/// Asks at once for what could not be asked for before, and writes what was found since.
fn resume(library: &Library, out: &Output) -> Result<ExitCode> {
    let surroundings = Surroundings::from_process();
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    runtime.block_on(async { Lookup::open(&surroundings).await?.try_now(library, &surroundings).await })?;
    let review = library.review_import(&ImportSource::Waiting)?;
    let code = write(library, &review, out)?;
    library.drop_lookups(false)?;
    let Some(queue) = library.lookup_queue()? else { return Ok(code) };
    let until = queue.until.map(|at| format!(" until {}", moment(at))).unwrap_or_default();
    complain!("{} still waiting for {}{until}.", queue.waiting, queue.services);
    Ok(ExitCode::from(3))
}

/// Looks papers of the library up. What is empty is filled; with `refresh`, what says something else is offered, too.
pub fn complete(library: &Library, query: &[String], refresh: bool, yes: bool, out: &Output) -> Result<ExitCode> {
    let meant = named_or_found(library, query)?;
    let is_whole = meant.is_whole;
    let asked = asked_for(library, &ImportSource::Papers { ids: meant.ids, refresh })?.unwrap_or_default();
    let mut review = look_up(library, &asked, out)?;
    if yes {
        review.items.iter_mut().for_each(replace_all);
        let code = write(library, &review, out)?;
        return Ok(if is_whole { code } else { ExitCode::from(3) });
    }
    let code = if is_whole { code_of(&review) } else { ExitCode::from(3) };
    out.answer(&review, || {
        for item in &review.items {
            if let ReviewStatus::Unclear { reason } = &item.status {
                out.line(format!("{} Nothing of it is taken.", clean(reason)));
            }
            if let ReviewStatus::Update { changes, .. } = &item.status {
                out.line(clean(item.status.title_here().unwrap_or(&item.draft.title)));
                for change in changes {
                    let short = |text: &str| clean(&text.chars().take(100).collect::<String>());
                    let before = if change.before.is_empty() {
                        String::new()
                    } else {
                        format!("{} → ", short(&change.before))
                    };
                    let source =
                        if change.source.is_empty() { String::new() } else { format!("  ({})", clean(&change.source)) };
                    let guess = if item.draft.guesses.contains(&change.after) { " (guessed)" } else { "" };
                    let (field, after) = (clean(&change.field), short(&change.after));
                    out.line(format!("    {field:<12} {before}{after}{guess}{}", out.dim(&source)));
                }
            }
        }
        tell_missing(&review);
        let what = if refresh { "would be filled in or changed" } else { "would be filled in" };
        let papers = papers_in_words(review.updates as usize);
        out.line(format!("{papers} {what}. Nothing was written; --yes does it."));
    })?;
    Ok(code)
}

/// Takes all that was shown.
fn replace_all(item: &mut ReviewItem) {
    if let ReviewStatus::Update { changes, .. } = &item.status {
        let replaced = changes.iter().filter(|change| !change.before.is_empty());
        item.draft = Draft { replaces: replaced.map(|change| change.field.clone()).collect(), ..item.draft.clone() };
        item.ticked = true;
    }
}

/// What is looked up is described by the services, not by hand.
fn looked_up_only(args: &Add) -> Result<()> {
    let texts = [("--venue", &args.venue), ("--abstract", &args.abstract_text), ("--url", &args.url)];
    let given = [
        ("--author", !args.authors.is_empty()),
        ("--year", args.year.is_some()),
        ("--arxiv", args.arxiv.is_some()),
        ("--doi", args.doi.is_some()),
    ];
    let mut given = given.into_iter().chain(texts.map(|(name, text)| (name, !text.is_empty())));
    match given.find(|(_, is_given)| *is_given) {
        Some((name, _)) => Err(Error::validation(
            "what",
            format!("{name} goes with a paper added by hand, by its title. Identifiers and addresses are looked up."),
        )),
        None => Ok(()),
    }
}

fn look_up(library: &Library, asked: &Asked, out: &Output) -> Result<Review> {
    let surroundings = Surroundings::from_process();
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal)?;
    // A thousand papers take minutes.
    let progress = Progress::new(out);
    let review = runtime.block_on(async {
        let lookup = Lookup::open(&surroundings).await?;
        lookup.review(library, &surroundings, asked, |share| progress.tell(share)).await
    });
    progress.end();
    review.map_err(|error| match error.code {
        ErrorCode::Network => {
            let until = library.lookup_queue().ok().flatten().and_then(|queue| queue.until);
            let until = until.map(|at| format!(" after {}", moment(at))).unwrap_or_default();
            let words = format!("{} The window goes on with it{until}, or `postil add --resume`.", error.message);
            Error::new(ErrorCode::Network, words)
        }
        _ => error,
    })
}

fn write(library: &Library, review: &Review, out: &Output) -> Result<ExitCode> {
    let code = code_of(review);
    if !out.json {
        tell_missing(review);
    }
    // What was written is told by name.
    let outcome = write_ticked(library, review.clone())?;
    let told = json!({ "outcome": outcome, "not_found": review.skipped, "waiting": review.waiting });
    out.answer(&told, || {
        review.items.iter().for_each(|item| out.line(clean(&item.draft.title)));
        let waiting =
            if review.waiting.is_empty() { String::new() } else { format!(", {} waiting", review.waiting.len()) };
        out.line(format!(
            "{} new, {} filled in, {} already here, {} unclear, {} not found{waiting}.",
            outcome.added.len(),
            outcome.updated.len(),
            outcome.already_here,
            review.unclear,
            review.skipped.len()
        ));
    })?;
    Ok(code)
}

/// What was not found, and why, on standard error; and what waits, and for whom.
fn tell_missing(review: &Review) {
    tell_remarks(review);
    for skipped in &review.skipped {
        // A line of the list that asks for nothing; what was asked for has none.
        let place = if skipped.line > 0 { format!("line {}: ", skipped.line) } else { String::new() };
        complain!("{place}{}: {}", clean(&skipped.text), clean(&skipped.reason));
    }
    for one in &review.waiting {
        let until = one.until.map(|at| format!(" until {}", moment(at))).unwrap_or_default();
        complain!("{}: waits for {}{until}; `postil add --resume` goes on.", clean(&one.text), clean(&one.service));
    }
}

/// 3 when something was not found.
fn code_of(review: &Review) -> ExitCode {
    if review.skipped.is_empty() && review.waiting.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) }
}
