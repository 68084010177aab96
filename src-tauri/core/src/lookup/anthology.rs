//! The ACL Anthology: each paper has a file of BibTeX.

use std::time::Duration;

use super::{Service, Work, not_there};
use crate::error::Result;
use crate::formats;
use crate::links::verdict::{Answer, Body};
use crate::model::{Draft, Identifier, IdentifierKind};

const ANTHOLOGY: Service =
    Service { name: "The ACL Anthology", host: "aclanthology.org", spacing: Duration::from_secs(1), is_json: false };

pub async fn look(at: usize, id: &str, work: &mut Work<'_>) -> Result<()> {
    let url = format!("https://aclanthology.org/{id}.bib");
    work.one(at, &ANTHOLOGY, &url, |answer| paper(answer, id).ok_or_else(|| not_there(&ANTHOLOGY, answer))).await
}

fn paper(answer: &Answer, id: &str) -> Option<Draft> {
    let Answer::Response(response) = answer else { return None };
    let Body::Text(text) = &response.body else { return None };
    if response.status != 200 {
        return None;
    }
    let mut draft = formats::read(text)?.drafts.into_iter().next()?;
    // Keys are given by the reader's own pattern.
    draft.citation_key = None;
    let own = Identifier { kind: IdentifierKind::Acl, value: id.to_owned() };
    if !draft.identifiers.contains(&own) {
        draft.identifiers.push(own);
    }
    Some(draft)
}
