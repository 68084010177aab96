//! Asking GitHub's API for what it tells of a repository beside its being there.

use reqwest::Method;
use serde_json::Value;

use super::turns::{Gatepost, Way};
use super::{API, GitHub};
use crate::links::hosts::http::{Question, Want};
use crate::links::verdict::{Answer, Body, Reading, before_the_body};
use crate::secrets::Token;

impl GitHub {
    /// Asks the API for anything it tells freely; a token that it refuses is left at home from then on. `None`: there
    /// is no such thing.
    ///
    /// # Errors
    /// In plain words, when GitHub did not tell.
    pub(super) async fn tell(&self, path: &str) -> Result<Option<Value>, String> {
        match self.way(self.now()) {
            Way::Api => {}
            Way::Web => return Err("GitHub's questions without a token are used up for this hour.".into()),
            Way::Closed(pause) => return Err(pause.words),
        }
        let token = if self.has_token() { self.token.as_ref() } else { None };
        match self.tell_as(path, token).await {
            Told::Refused if token.is_some() => {
                self.refuse_token();
                self.tell_as(path, None).await.words()
            }
            told => told.words(),
        }
    }

    async fn tell_as(&self, path: &str, token: Option<&Token>) -> Told {
        let mut trail = self.trail(self.now());
        let question = Question {
            method: Method::GET,
            url: self.api(path),
            headers: API,
            token,
            key: None,
            etag: None,
            body: None,
            want: Want::Json,
            deadline: trail.deadline,
        };
        let answer = self.http.ask(question, &mut trail.evidence).await;
        let post = if token.is_some() { Gatepost::Token } else { Gatepost::Anonymous };
        let response = match &answer {
            Answer::Response(response) => response,
            Answer::NoConnection(_) => return Told::Trouble("GitHub could not be reached.".into()),
            Answer::NoAnswer(words) | Answer::NotAsked(words) => return Told::Trouble(words.clone()),
        };
        if let Some(early) = before_the_body(response) {
            self.take_in(post, &answer, &early);
            return Told::Trouble(match early {
                Reading::Offline(words) | Reading::Trouble(words) => words,
                _ => "GitHub asks to wait.".into(),
            });
        }
        self.take_in(post, &answer, &Reading::NotModified);
        match (response.status, &response.body) {
            (200, Body::Json(told)) => Told::This(told.clone()),
            // Nothing was ever put into it.
            (409, _) => Told::This(Value::Array(Vec::new())),
            (404 | 410, _) => Told::Nothing,
            (301 | 302 | 307 | 308, _) => Told::Trouble("It moved. Update the link to its new home first.".into()),
            (401, _) => Told::Refused,
            (451, _) => Told::Trouble("GitHub does not show this repository any more.".into()),
            (status, _) => Told::Trouble(format!("GitHub gave an answer Postil does not know ({status}).")),
        }
    }
}

enum Told {
    This(Value),
    Nothing,
    Refused,
    Trouble(String),
}

impl Told {
    fn words(self) -> Result<Option<Value>, String> {
        match self {
            Self::This(told) => Ok(Some(told)),
            Self::Nothing => Ok(None),
            Self::Refused => Err("GitHub asks for a token.".into()),
            Self::Trouble(words) => Err(words),
        }
    }
}
