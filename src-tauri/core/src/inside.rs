//! What is in a repository: facts for a reader who thinks of running it, and its README.

use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::links::hosts::{Limits, Place, Services};
use crate::links::inside::facts;
use crate::links::recognise::recognise;
use crate::links::verdict::Before;
use crate::machine::{now, on_disk};
use crate::model::{HostKind, Id, Inside, InsideLink};
use crate::store::repositories::host_kind_of;
use crate::surroundings::Surroundings;

/// Weights and data that are asked after; a README may list hundreds.
const LINKS: usize = 8;
/// Bytes of a README that are kept.
const README: usize = 300_000;

/// Looks into the repository of a mention, and keeps what it found.
///
/// # Errors
/// `Input` when the host is not GitHub, `Network` with GitHub's reason.
pub async fn look(library: &Library, surroundings: &Surroundings, mention: Id) -> Result<Inside> {
    let (reader, own) = (library.clone(), surroundings.clone());
    let (card, surroundings, token) =
        on_disk(move || Ok((reader.repository_card(mention)?, own.of(&reader)?, own.secrets().token()))).await?;
    let repository = card.repository;
    if repository.kind != HostKind::Github {
        return Err(Error::new(ErrorCode::Input, "Only repositories on GitHub can be looked into so far."));
    }
    let services = surroundings.services(token, Limits::default())?;
    let looked = services.github().look_inside(&repository.owner, &repository.name, card.facts.licence).await;
    let looked = looked.map_err(|words| Error::new(ErrorCode::Network, words))?;
    let readme = looked.readme.clone().map(|(path, text)| (path, cut(text)));
    let links = match &readme {
        Some((_, text)) => linked(&services, text).await,
        None => Vec::new(),
    };
    let found = Inside { facts: facts(&looked), links, has_readme: readme.is_some(), looked_at: now() };
    let (writer, kept) = (library.clone(), found.clone());
    on_disk(move || writer.remember_inside(repository.id, &kept, readme.as_ref())).await?;
    Ok(found)
}

fn cut(mut text: String) -> String {
    let mut end = README.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// Models, datasets and records that a README leads to, each asked after.
async fn linked(services: &Services, readme: &str) -> Vec<InsideLink> {
    let mut found: Vec<InsideLink> = Vec::new();
    for link in recognise(readme) {
        let Some(kind @ (HostKind::Huggingface | HostKind::Zenodo)) = host_kind_of(link.kind) else { continue };
        let url = link.url();
        if found.len() == LINKS || found.iter().any(|known| known.url == url) {
            continue;
        }
        let place = Place { host: &link.host, owner: &link.owner, name: &link.name };
        let checked = services.check(kind, &place, &Before::default()).await;
        let verdict = checked.outcome.verdict;
        let name = url.trim_start_matches("https://").to_owned();
        found.push(InsideLink { name, url, verdict: verdict.kind, headline: verdict.headline });
    }
    found
}
