//! Code as of the paper: which commit a reader should look at to see what the paper describes.

use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::links::hosts::Limits;
use crate::machine::{now, on_disk};
use crate::model::{CodeAsOf, HostKind, Id, IdentifierKind, Paper};
use crate::surroundings::Surroundings;

/// Looks for the commit that the repository of a mention stood at on its paper's day, and keeps it.
///
/// # Errors
/// `Input` when the paper has no date or the host is not GitHub, `Network` with GitHub's reason.
pub async fn look(library: &Library, surroundings: &Surroundings, mention: Id) -> Result<CodeAsOf> {
    let (reader, own) = (library.clone(), surroundings.clone());
    let (paper, card, surroundings, token) = on_disk(move || {
        let paper = reader.paper_of_mention(mention)?;
        Ok((paper, reader.repository_card(mention)?, own.of(&reader)?, own.secrets().token()))
    })
    .await?;
    if card.repository.kind != HostKind::Github {
        return Err(Error::new(ErrorCode::Input, "Only GitHub is asked for the history of code so far."));
    }
    let Some(day) = day_of(&paper) else {
        return Err(Error::new(
            ErrorCode::Input,
            "This paper has no date yet. Give its year or its arXiv id, and look again.",
        ));
    };
    let services = surroundings.services(token, Limits::default())?;
    let branch = card.facts.default_branch.as_deref().unwrap_or("HEAD");
    let (owner, name) = (&card.repository.owner, &card.repository.name);
    let commit = services.github().commit_on(owner, name, &day, branch).await;
    let commit = commit.map_err(|words| Error::new(ErrorCode::Network, words))?;
    let found = CodeAsOf { day, commit, looked_at: now() };
    let (writer, kept) = (library.clone(), found.clone());
    on_disk(move || writer.remember_as_of(paper.id, card.repository.id, &kept)).await?;
    Ok(found)
}

/// The day of a paper as far as it is known: its own, else the last of the month of its arXiv id, else of its year.
pub fn day_of(paper: &Paper) -> Option<String> {
    if let Some(day) = paper.published.as_ref().filter(|day| day.len() == 10) {
        return Some(day.clone());
    }
    let arxiv = paper.identifiers.iter().find(|one| one.kind == IdentifierKind::Arxiv);
    let month = arxiv.and_then(|one| month_of(&one.value));
    month.or_else(|| paper.year.map(|year| format!("{year}-12-31")))
}

/// `2304.01603` came in April 2023; `math/0601001` in January 2006.
fn month_of(arxiv: &str) -> Option<String> {
    let digits = arxiv.rsplit('/').next()?.get(..4)?;
    let (year, month): (i32, i32) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
    let year = if year > 90 { 1900 + year } else { 2000 + year };
    let last = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    Some(format!("{year}-{month:02}-{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_from_an_arxiv_id() {
        for (id, day) in [
            ("2304.01603", Some("2023-04-30")),
            ("2402.00001", Some("2024-02-29")),
            ("math/0601001", Some("2006-01-31")),
            ("hep-th/9901001", Some("1999-01-31")),
            ("2313.00001", None),
            ("x", None),
        ] {
            assert_eq!(month_of(id).as_deref(), day, "{id}");
        }
    }
}
