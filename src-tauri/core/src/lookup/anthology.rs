//! The ACL Anthology: each paper has a file of BibTeX.

use super::services::ANTHOLOGY;
use super::work::{Question, Work, not_there, text};
use crate::error::Result;
use crate::formats;
use crate::links::verdict::Answer;
use crate::model::{Draft, Identifier, IdentifierKind};

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let id = question.id.value.as_str();
        let url = format!("https://aclanthology.org/{id}.bib");
        let read = |answer: &Answer| paper(answer, id).ok_or_else(|| not_there(&ANTHOLOGY, answer));
        work.one(&ANTHOLOGY, *question, &url, read).await?;
    }
    Ok(())
}

fn paper(answer: &Answer, id: &str) -> Option<Draft> {
    let mut draft = formats::read(text(answer)?)?.drafts.into_iter().next()?;
    // Keys are given by the reader's own pattern.
    draft.citation_key = None;
    let own = Identifier { kind: IdentifierKind::Acl, value: id.to_owned() };
    if !draft.identifiers.contains(&own) {
        draft.identifiers.push(own);
    }
    Some(draft)
}
