//! Hugging Face: models, datasets and spaces. Without a login, missing, private and some gated ones all answer 401; its
//! own error code tells some of them apart.

use std::time::Duration;

use serde_json::Value;

use super::asking::Asking;
use super::host::{Host, Place, address, flag, json_of, number_of, one_question, owned, text};
use crate::links::verdict::{Dialect, Found, Observed, Reading, Response, Speaker, iso_millis};
use crate::model::RepositoryFacts;

pub struct HuggingFace;

const NAME: &str = "Hugging Face";
const HOST: &str = "huggingface.co";
const GATED: &str = "Its owner gives access on request: sign in at Hugging Face to ask for it.";

impl Host for HuggingFace {
    const SPACING: Duration = Duration::from_millis(700);

    fn speaker<'a>(&self, _: &Place<'a>) -> Speaker<'a> {
        Speaker { name: NAME, hides_private: true, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        let (kind, owner) = kind_and_owner(place.owner);
        if owner.is_empty() || owner.contains('/') || !place.is_plain() {
            return None;
        }
        let dialect = Dialect { own, speaks, found: found_as(kind) };
        let url = address(HOST, &format!("/api/{kind}/{owner}/{}", place.name))?;
        let mut observed = one_question(NAME, &dialect, &url, leads, asking).await;
        // A gate that shows nothing does not say its name either.
        if let Some(Reading::Found(found)) = &mut observed.repository
            && found.full_name.is_empty()
        {
            found.full_name = place.full_name();
        }
        Some(observed)
    }
}

/// The owner as stored begins with the kind where it is not a model.
fn kind_and_owner(owner: &str) -> (&'static str, &str) {
    match owner.split_once('/') {
        Some(("datasets", owner)) => ("datasets", owner),
        Some(("spaces", owner)) => ("spaces", owner),
        _ => ("models", owner),
    }
}

fn leads(path: &[&str]) -> bool {
    matches!(path, ["api", "models" | "datasets" | "spaces", _, _])
}

/// `{"error": "…"}`, for most answers with a code in the headers.
fn speaks(response: &Response) -> bool {
    response.error_code.is_some() || json_of(response).is_some_and(|body| text(body, "error").is_some())
}

fn own(response: &Response) -> Option<Reading> {
    if !matches!(response.status, 401 | 403 | 404) || !speaks(response) {
        return None;
    }
    let words = json_of(response).and_then(|body| text(body, "error")).unwrap_or_default();
    let gated = || Found { note: Some(GATED.into()), ..Found::default() };
    match (response.error_code.as_deref(), response.status) {
        (Some("GatedRepo"), _) => Some(Reading::Found(Box::new(gated()))),
        (Some("RepoNotFound"), _) => Some(Reading::Missing),
        (_, 403) if words.starts_with("Access to this resource is disabled") => {
            Some(Reading::Found(Box::new(Found { disabled: true, ..Found::default() })))
        }
        (_, 401) if words.starts_with("Invalid username or password") => Some(Reading::Missing),
        _ => None,
    }
}

fn found_as(kind: &str) -> fn(&Value) -> Option<Found> {
    match kind {
        "datasets" => |body| found("datasets/", body),
        "spaces" => |body| found("spaces/", body),
        _ => |body| found("", body),
    }
}

fn found(prefix: &str, body: &Value) -> Option<Found> {
    let id = text(body, "id").or_else(|| text(body, "modelId"))?;
    let number = text(body, "_id")?;
    let tags = body.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let in_card = body.get("cardData").and_then(|card| owned(card, "license"));
    // `false`, or who lets readers in: "auto", "manual".
    let gated = body.get("gated").is_some_and(|gated| gated.is_string() || gated == true);
    Some(Found {
        id: Some(number_of(number)),
        full_name: format!("{prefix}{id}"),
        url: address(HOST, &format!("/{prefix}{id}")).map(String::from).unwrap_or_default(),
        disabled: flag(body, "disabled"),
        note: gated.then(|| GATED.into()),
        facts: Some(RepositoryFacts {
            // A like there is not a star elsewhere.
            stars: None,
            pushed_at: text(body, "lastModified").and_then(iso_millis),
            licence: in_card
                .or_else(|| tags.into_iter().find_map(|tag| tag.strip_prefix("license:")).map(str::to_owned)),
            language: None,
            description: None,
            default_branch: None,
            archived: false,
        }),
        ..Found::default()
    })
}
