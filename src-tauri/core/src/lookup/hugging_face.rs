//! Hugging Face's page of a paper, as JSON: which repository and which page of a project belong to it.
//! <https://huggingface.co/docs/hub/api#paper-pages-api>

use serde_json::{Value, json};

use super::services::HUGGING_FACE;
use super::work::{Question, Work, json, not_there};
use crate::error::Result;
use crate::import;
use crate::links::verdict::Answer;
use crate::model::{Draft, Identifier};

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let url = format!("https://huggingface.co/api/papers/{}", question.id.value);
        let read = |answer: &Answer| paper(answer, question.id).ok_or_else(|| not_there(&HUGGING_FACE, answer));
        work.one(&HUGGING_FACE, *question, &url, read).await?;
    }
    Ok(())
}

fn paper(answer: &Answer, id: &Identifier) -> Option<Draft> {
    let tree: &Value = json(answer)?;
    let mut draft = import::json::papers(&json!([tree]))?.drafts.into_iter().next()?;
    // A page of another paper would say something of this one.
    draft.identifiers.contains(id).then(|| draft.problems.clear())?;
    Some(draft)
}
