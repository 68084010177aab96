//! An address instead of an identifier: a page that describes its paper, a repository with a citation file, a record of
//! DBLP or Semantic Scholar.

use std::time::Duration;

use reqwest::Url;

use super::services::{DBLP, SEMANTIC_SCHOLAR, Service};
use super::work::{Said, Told, Work, text};
use super::{dblp, semantic_scholar};
use crate::error::Result;
use crate::formats;
use crate::import::html;
use crate::links::hosts::next_page;
use crate::links::recognise::{LinkKind, RepoRef, recognise_url};
use crate::links::verdict::Answer;

/// Who is said to know what a page says of itself.
pub static PAGE: Service = Service::of_pages("page", "The page");
static GITHUB: Service = Service::of_pages("github", "CITATION.cff on GitHub");

/// Bytes of a page; what it says of its paper stands early.
const MOST: usize = 4 << 20;
const HOPS: usize = 5;
const FILE: &str = "CITATION.cff";

pub async fn look(wanted: &[(usize, &str)], work: &Work<'_>) -> Result<()> {
    for (at, address) in wanted {
        let repository = recognise_url(address).filter(|link| link.kind == LinkKind::Repository);
        let (service, told): (&'static Service, Told) = if let Some(key) = dblp::key_of(address) {
            (&DBLP, dblp::record(key, work).await)
        } else if let Some(number) = semantic_scholar::number_of(address) {
            (&SEMANTIC_SCHOLAR, semantic_scholar::record(number, work).await)
        } else if let Some(repository) = repository {
            (&GITHUB, citation_file(&repository, work).await)
        } else {
            (&PAGE, page(address, work).await)
        };
        work.tell(Said { at: *at, service, about: None, told })?;
    }
    Ok(())
}

async fn citation_file(repository: &RepoRef, work: &Work<'_>) -> Told {
    let (owner, name) = (&repository.owner, &repository.name);
    match work.services.github().file(owner, name, FILE).await {
        Err(words) => Told::Nothing(words),
        Ok(None) => Told::Nothing(format!("{owner}/{name} has no {FILE} that says how to cite it.")),
        Ok(Some(text)) => match formats::citation_file(&text) {
            None => Told::Nothing(format!("{FILE} of {owner}/{name} cannot be read as one.")),
            Some(mut draft) => {
                let url = repository.url();
                if !draft.links.contains(&url) {
                    draft.links.push(url);
                }
                Told::Paper(Box::new(draft))
            }
        },
    }
}

/// Follows redirects as a check of a page does: each looked at before it is asked, never to a private address.
async fn page(address: &str, work: &Work<'_>) -> Told {
    if let Some(told) = work.silence(&PAGE) {
        return told;
    }
    let Ok(mut url) = Url::parse(address) else { return Told::Nothing("This is not a web address.".into()) };
    url.set_fragment(None);
    for _ in 0..=HOPS {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let mut asking = work.services.asking(work.services.lane(&host), Duration::from_secs(1));
        if let Some(pause) = asking.lane.pause((asking.clock)()) {
            return Told::Unreached { words: format!("{host} asks to wait."), until: Some(pause.until) };
        }
        let answer = asking.text(&url, MOST).await;
        work.hear(&PAGE, &answer);
        if let Answer::NotAsked(words) = answer {
            return Told::Nothing(words);
        }
        if let Some(words) = asking.trouble(&host, &answer) {
            return Told::Unreached { words, until: asking.lane.until((asking.clock)()) };
        }
        let Answer::Response(response) = &answer else { return Told::Nothing(format!("{host} did not answer.")) };
        match (response.status, &response.location) {
            (301 | 302 | 303 | 307 | 308, Some(location)) => match next_page(&url, location) {
                Some(next) => url = next,
                None => return Told::Nothing(format!("{host} leads to an address that Postil does not follow.")),
            },
            (200, _) => return described(text(&answer).unwrap_or_default(), &url),
            (401 | 403, _) => return Told::Nothing(format!("{host} does not show this page to programs.")),
            (404 | 410, _) => return Told::Nothing(format!("{host} has no such page.")),
            (status, _) => return Told::Nothing(format!("{host} gave an answer Postil does not know ({status}).")),
        }
    }
    Told::Nothing("It leads from address to address and does not end.".into())
}

fn described(text: &str, url: &Url) -> Told {
    if text.starts_with("%PDF-") {
        return Told::Nothing("A PDF is there. Save it and import the file, which tells more than its address.".into());
    }
    let Some(mut draft) = html::described_in(text) else {
        return Told::Nothing(
            "The page does not say which paper it is about. Copy its text and paste that instead.".into(),
        );
    };
    if draft.url.is_empty() {
        draft.url = url.to_string();
    }
    // "No abstract" is worth telling of a page that was pasted, not of one that was looked up.
    draft.problems.clear();
    Told::Paper(Box::new(draft))
}
