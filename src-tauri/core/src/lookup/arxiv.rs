//! arXiv's API: a feed for up to a hundred numbers at once, one question in three seconds.
//! <https://info.arxiv.org/help/api/tou.html>

use std::collections::HashMap;
use std::time::Duration;

use super::{LONGEST, Service, Told, Work, not_there};
use crate::error::Result;
use crate::formats;
use crate::links::verdict::{Answer, Body};
use crate::model::{Draft, IdentifierKind};

const ARXIV: Service =
    Service { name: "arXiv", host: "export.arxiv.org", spacing: Duration::from_secs(3), is_json: false };
const AT_ONCE: usize = 100;

pub async fn look(wanted: &[(usize, &str)], work: &mut Work<'_>) -> Result<()> {
    let mut batches: Vec<&[(usize, &str)]> = wanted.chunks(AT_ONCE).rev().collect();
    while let Some(batch) = batches.pop() {
        let ids: Vec<&str> = batch.iter().map(|(_, id)| *id).collect();
        let address = format!("https://export.arxiv.org/api/query?id_list={}&max_results={}", ids.join(","), ids.len());
        let (answer, trouble) = match (work.asking(ARXIV.host, ARXIV.spacing), reqwest::Url::parse(&address)) {
            (Ok(mut asking), Ok(url)) => {
                let answer = asking.text(&url, LONGEST).await;
                let trouble = asking.trouble(ARXIV.name, &answer);
                (Some(answer), trouble)
            }
            (Err(words), _) => (None, Some(words)),
            (_, Err(_)) => (None, Some("It cannot be asked for by address.".into())),
        };
        let answer = match (answer, trouble) {
            (Some(answer), None) => answer,
            (_, words) => {
                for (at, _) in batch {
                    work.unreached(*at, words.clone().unwrap_or_default())?;
                }
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
        for (at, id) in batch {
            let told = match &mut found {
                Some(papers) => papers.remove(*id).map(|draft| Told::Paper(Box::new(draft))),
                None => Some(Told::Nothing(not_there(&ARXIV, &answer))),
            };
            work.tell(*at, told.unwrap_or_else(|| Told::Nothing("arXiv knows no such paper.".into())))?;
        }
    }
    Ok(())
}

fn is_refused(answer: &Answer) -> bool {
    matches!(answer, Answer::Response(response) if response.status == 400)
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
