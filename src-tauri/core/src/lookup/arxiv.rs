//! arXiv's API: a feed for up to a hundred numbers at once, one question in three seconds.
//! <https://info.arxiv.org/help/api/tou.html>

use std::collections::HashMap;

use super::services::ARXIV;
use super::work::{Question, Told, Work, broken_off, not_there, text};
use crate::error::Result;
use crate::formats;
use crate::links::verdict::{Answer, Body};
use crate::model::{Draft, IdentifierKind};

const AT_ONCE: usize = 100;

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    let mut batches: Vec<&[Question<'_>]> = wanted.chunks(AT_ONCE).rev().collect();
    while let Some(batch) = batches.pop() {
        let ids: Vec<&str> = batch.iter().map(|question| question.id.value.as_str()).collect();
        let address = format!("https://export.arxiv.org/api/query?id_list={}&max_results={}", ids.join(","), ids.len());
        let answer = match work.ask(&ARXIV, &address, None, None).await {
            Ok(answer) => answer,
            Err(told) => {
                batch.iter().try_for_each(|question| work.answer(&ARXIV, *question, told.clone()))?;
                continue;
            }
        };
        // One number that arXiv finds malformed spoils the answer for all: those beside it are asked for apart.
        if is_refused(&answer) && batch.len() > 1 {
            let (first, second) = batch.split_at(batch.len() / 2);
            batches.extend([second, first]);
            continue;
        }
        let mut found = papers(&answer);
        let is_short = is_short(&answer);
        for question in batch {
            let paper = found.as_mut().map(|papers| papers.remove(&question.id.value));
            let told = match paper {
                Some(Some(draft)) => Told::Paper(Box::new(draft)),
                Some(None) if is_short => broken_off(&ARXIV),
                Some(None) => Told::Nothing("arXiv knows no such paper.".into()),
                None => Told::Nothing(not_there(&ARXIV, &answer)),
            };
            work.answer(&ARXIV, *question, told)?;
        }
    }
    Ok(())
}

fn is_refused(answer: &Answer) -> bool {
    matches!(answer, Answer::Response(response) if response.status == 400)
        || text(answer).is_some_and(|feed| feed.contains("<id>https://arxiv.org/api/errors#"))
}

/// Whether a feed holds fewer entries than it says, which arXiv's do now and then, or has no end.
fn is_short(answer: &Answer) -> bool {
    let Some(text) = text(answer) else { return false };
    let total = text.split_once("totalResults>").and_then(|(_, rest)| rest.split_once('<')?.0.trim().parse().ok());
    text.matches("<entry").count() < total.unwrap_or(0) || !text.trim_end().ends_with("</feed>")
}

/// The papers of a feed by their numbers, without versions; `None` when it is no feed of arXiv's.
fn papers(answer: &Answer) -> Option<HashMap<String, Draft>> {
    let Answer::Response(response) = answer else { return None };
    let Body::Text(text) = &response.body else { return None };
    if !text.contains("<feed") || !matches!(response.status, 200 | 400) {
        return None;
    }
    let drafts = formats::read(text).map(|reading| reading.drafts).unwrap_or_default();
    let number = |draft: &Draft| {
        draft.identifiers.iter().find(|one| one.kind == IdentifierKind::Arxiv).map(|one| one.value.clone())
    };
    Some(drafts.into_iter().filter_map(|draft| Some((number(&draft)?, withdrawn(draft)))).collect())
}

/// arXiv says so in the authors' remark only.
fn withdrawn(mut draft: Draft) -> Draft {
    let remark = draft.comments.to_lowercase();
    if remark.contains("has been withdrawn") || remark.starts_with("withdrawn") {
        draft.problems.push("Withdrawn by its authors".into());
    }
    draft
}

/// What an answer says of where the paper appeared, where no DOI leads to more: the reference as its authors gave it.
pub fn by_reference(draft: &Draft) -> Option<Draft> {
    let reference = formats::field(draft, "atom:journal_ref")?;
    let has_doi = draft.identifiers.iter().any(|one| one.kind == IdentifierKind::Doi);
    // The year of a reference stands last, behind volumes and pages.
    let digits = reference.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    let year = digits.filter_map(|part| part.parse().ok()).rfind(|year| (1900..=2200).contains(year));
    (!has_doi).then(|| Draft {
        title: draft.title.clone(),
        venue: reference.split_whitespace().collect::<Vec<_>>().join(" "),
        year,
        entry_type: "article".into(),
        identifiers: draft.identifiers.clone(),
        ..Draft::default()
    })
}
