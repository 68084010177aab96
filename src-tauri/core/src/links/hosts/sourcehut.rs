//! SourceHut. It has no API for strangers, and puts a puzzle before its pages that answers 200: so git's own list of
//! branches proves that a repository is there, and only SourceHut's own "not found" that it is not.

use std::time::Duration;

use super::asking::Asking;
use super::host::{Host, Place};
use crate::links::verdict::{Answer, Body, Found, Observed, Reading, Response, Speaker, read_text};

pub struct SourceHut;

const NAME: &str = "SourceHut";
const ADVERTISEMENT: &str = "application/x-git-upload-pack-advertisement";
/// A list of branches begins with what matters; a page names itself early.
const MOST: usize = 16 * 1024;

impl Host for SourceHut {
    const SPACING: Duration = Duration::from_secs(2);

    fn speaker<'a>(&self, _: &Place<'a>) -> Speaker<'a> {
        Speaker { name: NAME, hides_private: true, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        if !place.owner.starts_with('~') || place.owner.contains('/') || !place.is_plain() {
            return None;
        }
        let full_name = place.full_name();
        let refs = place.at(&format!("/{full_name}/info/refs?service=git-upload-pack"))?;
        let answer = asking.text(&refs, MOST).await;
        let by_git = read_refs(&answer, &full_name);
        asking.take_in(&answer, &by_git);
        let reading = match by_git {
            // No list of branches is no evidence of anything; its page may say more.
            Reading::Odd(_) => {
                let page = place.at(&format!("/{full_name}"))?;
                let answer = asking.text(&page, MOST).await;
                let reading = read_page(&answer);
                asking.take_in(&answer, &reading);
                reading
            }
            other => other,
        };
        Some(Observed { repository: Some(reading), ..Observed::default() })
    }
}

fn read_refs(answer: &Answer, full_name: &str) -> Reading {
    let common = read_text(NAME, answer);
    let Ok(response) = common else {
        return common.err().unwrap_or(Reading::Missing);
    };
    let body = text_of(response);
    let listed = response.status == 200 && response.content_type == ADVERTISEMENT;
    if !listed || !body.contains("# service=git-upload-pack") {
        return Reading::Odd(String::new());
    }
    // Without a branch git lists its abilities behind a name made of zeros.
    let empty = body.contains(&"0".repeat(40)) || !body.contains("refs/");
    Reading::Found(Box::new(Found { full_name: full_name.to_owned(), empty, ..Found::default() }))
}

fn read_page(answer: &Answer) -> Reading {
    let response = match read_text(NAME, answer) {
        Ok(response) => response,
        Err(reading) => return reading,
    };
    let own = text_of(response).to_ascii_lowercase().contains("sourcehut");
    match response.status {
        404 if own => Reading::Missing,
        410 if own => Reading::Gone(None),
        200 => Reading::Odd("SourceHut shows a page, but gives no list of branches.".into()),
        401 | 403 if own => Reading::Refused(String::new()),
        _ if own => Reading::Odd(format!("SourceHut gave an answer Postil does not know ({}).", response.status)),
        _ => Reading::Offline("Something other than SourceHut answered.".into()),
    }
}

fn text_of(response: &Response) -> &str {
    match &response.body {
        Body::Text(text) => text,
        _ => "",
    }
}
