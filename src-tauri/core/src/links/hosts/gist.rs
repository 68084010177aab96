//! Gists: GitHub's API knows them by their number, and counts the questions with those for repositories.

use serde_json::Value;

use super::Checked;
use super::github::turns::{Gatepost, Way};
use super::github::{GitHub, Trail};
use super::host::{Place, address, number_of, owned, text};
use crate::links::verdict::{
    self, Answer, Before, Found, Observed, Reading, Speaker, iso_millis, read_about, web_address,
};
use crate::model::RepositoryFacts;

impl GitHub {
    /// Looks for one gist. Its number is the place's name; the owner may be empty.
    pub async fn check_gist(&self, place: &Place<'_>, before: &Before) -> Checked {
        let now = self.now();
        let mut trail = self.trail(now);
        let id = place.name;
        if !is_id(id) || !place.is_plain() {
            return Checked::unasked(verdict::not_a_name(Speaker::GITHUB.name), before, now);
        }
        let mut observed = match self.way(now) {
            Way::Api => {
                let url = self.api(&format!("/gists/{id}"));
                let reading = self.ask_api(url, None, true, read_gist, &mut trail).await.0;
                Observed { repository: Some(reading), ..Observed::default() }
            }
            Way::Web => self.page_of(place, &mut trail).await,
            Way::Closed(pause) => {
                let limited = Reading::RateLimited { wait: Some(pause.until - now), primary: true };
                Observed { repository: Some(limited), ..Observed::default() }
            }
        };
        let hour_is_over = matches!(observed.repository, Some(Reading::RateLimited { primary: true, .. }));
        if hour_is_over && matches!(self.way(self.now()), Way::Web) {
            observed = self.page_of(place, &mut trail).await;
        }
        if let Some(Reading::Found(found)) = &mut observed.repository {
            // Whoever owns it, its number is its name.
            found.full_name = place.full_name();
        }
        let missing = matches!(observed.repository, Some(Reading::Missing)) && !observed.web_only;
        if missing && before.is_time_to_confirm(now) && self.open(Gatepost::Web) {
            observed.page = self.page_of(place, &mut trail).await.repository;
        }
        self.decided(&place.full_name(), observed, before, now, trail)
    }

    /// Its page, headers only. Without its owner in the address the page leads to the one with it.
    async fn page_of(&self, place: &Place<'_>, trail: &mut Trail) -> Observed {
        let reading = match address("gist.github.com", &format!("/{}", place.full_name())) {
            Some(url) => match self.ask_web(self.reached(&url), trail).await {
                Reading::Redirect(to) if to.trim_end_matches('/').ends_with(&format!("/{}", place.name)) => {
                    Reading::Found(Box::default())
                }
                other => other,
            },
            None => Reading::Odd("This is not an address of a gist.".into()),
        };
        Observed { repository: Some(reading), web_only: true, ..Observed::default() }
    }
}

/// Hexadecimal today; the oldest are plain numbers.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn read_gist(answer: &Answer) -> Reading {
    read_about(answer, found)
}

fn found(body: &Value) -> Option<Found> {
    let id = text(body, "id")?;
    let files = body.get("files").and_then(Value::as_object)?;
    let language = files.values().find_map(|file| owned(file, "language"));
    Some(Found {
        id: Some(number_of(id)),
        full_name: id.to_owned(),
        url: text(body, "html_url").and_then(web_address).unwrap_or_default(),
        empty: files.is_empty(),
        facts: Some(RepositoryFacts {
            pushed_at: text(body, "updated_at").and_then(iso_millis),
            description: owned(body, "description"),
            language,
            ..RepositoryFacts::default()
        }),
        ..Found::default()
    })
}
