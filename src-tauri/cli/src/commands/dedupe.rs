//! Papers that are here twice.

use std::process::ExitCode;

use postil_core::model::{DuplicateGroup, Id, Paper};
use postil_core::search::fold::title_key;
use postil_core::{Library, Result};
use serde_json::json;

use super::named;
use crate::args::Dedupe;
use crate::output::{Output, clean};

pub fn run(library: &Library, args: &Dedupe, out: &Output) -> Result<ExitCode> {
    if let [keep, others @ ..] = named::wherever(library, &args.merge)?.as_slice() {
        library.merge_papers(*keep, others, &[])?;
        out.answer(&json!({ "kept": keep, "merged": others }), || out.line("Merged. `postil undo` takes it back."))?;
        return Ok(ExitCode::SUCCESS);
    }
    if !args.not_same.is_empty() {
        library.tell_apart(&named::wherever(library, &args.not_same)?)?;
        out.answer(&json!({ "told_apart": args.not_same }), || {
            out.line("They will not be shown as duplicates again.")
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let groups = library.duplicates()?;
    if args.auto {
        return auto(library, &groups, out);
    }
    out.answer(&groups, || {
        for group in &groups {
            out.line(out.bold(&clean(&group.reasons.join("; "))));
            for paper in papers(library, group).unwrap_or_default() {
                out.line(format!("    {}  {}", paper.id, line(&paper)));
            }
        }
        out.line(match groups.len() {
            0 => "No paper looks like another.".to_owned(),
            1 => "1 group. Merge with: postil dedupe --merge ID ID".to_owned(),
            many => format!("{many} groups. Merge with: postil dedupe --merge ID ID"),
        });
    })?;
    Ok(if groups.is_empty() { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// The oldest of each sure group is kept. Those that differ in title or year are left to the reader.
fn auto(library: &Library, groups: &[DuplicateGroup], out: &Output) -> Result<ExitCode> {
    let mut merged = Vec::new();
    for group in groups.iter().filter(|group| group.sure) {
        let papers = papers(library, group)?;
        let Some((keep, others)) = papers.split_first() else { continue };
        let agrees = |paper: &Paper| {
            let years = keep.year.is_none() || paper.year.is_none() || keep.year == paper.year;
            years && title_key(&keep.title) == title_key(&paper.title)
        };
        if !others.iter().all(agrees) {
            continue;
        }
        let others: Vec<Id> = others.iter().map(|paper| paper.id).collect();
        library.merge_papers(keep.id, &others, &[])?;
        out.say(|| out.line(format!("Merged {} into: {}", others.len(), clean(&keep.title))));
        merged.push(json!({ "kept": keep.id, "merged": others }));
    }
    let left = groups.len() - merged.len();
    out.answer(&merged, || out.line(format!("{} groups merged, {left} left to look at.", merged.len())))?;
    Ok(ExitCode::SUCCESS)
}

fn papers(library: &Library, group: &DuplicateGroup) -> Result<Vec<Paper>> {
    group.papers.iter().map(|id| Ok(library.paper(*id)?.paper)).collect()
}

fn line(paper: &Paper) -> String {
    let people: Vec<&str> = paper.authors.iter().take(2).map(|person| person.name.as_str()).collect();
    let year = paper.year.map(|year| year.to_string()).unwrap_or_default();
    let parts = [paper.title.as_str(), &people.join(", "), &paper.venue, &year];
    clean(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
}
