//! One look-up under way: what was told so far, and the next question in its service's turn.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use reqwest::Url;
use serde_json::Value;

use super::services::{Chosen, Service};
use crate::error::{Error, ErrorCode, Result};
use crate::links::hosts::{Asking, Services};
use crate::links::verdict::{Answer, Body};
use crate::model::{Draft, Identifier, Millis};

/// Bytes of an answer that is no JSON.
pub const LONGEST: usize = 8 << 20;

/// So many questions in a row that a service did not answer, and what is left for it waits: nobody sits through a
/// thousand of them because the network is down.
const SILENT: usize = 3;

/// One thing that a service is asked for, of the paper at a place of the list.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub at: usize,
    pub id: &'a Identifier,
}

/// What a service said of one question.
#[derive(Debug, Clone)]
pub struct Said {
    /// Of which paper.
    pub at: usize,
    pub service: &'static Service,
    /// What it was asked for; `None` for what was only asked beside.
    pub about: Option<Identifier>,
    pub told: Told,
}

#[derive(Debug, Clone)]
pub enum Told {
    Paper(Box<Draft>),
    /// Why there is none, in words.
    Nothing(String),
    /// Why it could not be asked, and until when not.
    Unreached {
        words: String,
        until: Option<Millis>,
    },
}

pub struct Work<'a> {
    pub services: &'a Services,
    pub chosen: &'a Chosen,
    state: Mutex<State>,
    go_on: &'a (dyn Fn(f64) -> bool + Send + Sync),
}

#[derive(Default)]
struct State {
    said: Vec<Said>,
    done: usize,
    all: usize,
    /// Questions in a row that a service did not answer.
    silent: HashMap<&'static str, usize>,
    /// The share that was done when the questions counted now began.
    from: f64,
    /// Where it will be at their end.
    to: f64,
}

impl<'a> Work<'a> {
    pub fn new(services: &'a Services, chosen: &'a Chosen, go_on: &'a (dyn Fn(f64) -> bool + Send + Sync)) -> Self {
        Self { services, chosen, state: Mutex::default(), go_on }
    }

    /// Begins to count anew: so many questions bring the share from where it is to `to`.
    pub fn expect(&self, questions: usize, to: f64) {
        let mut state = self.state();
        let from = state.to;
        (state.done, state.all, state.from, state.to) = (0, questions, from, to);
    }

    pub fn said(&self) -> Vec<Said> {
        self.state().said.clone()
    }

    pub fn into_said(self) -> Vec<Said> {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).said
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// # Errors
    /// `Cancelled` when the reader stopped it.
    pub fn tell(&self, said: Said) -> Result<()> {
        let share = {
            let mut state = self.state();
            state.said.push(said);
            state.done = (state.done + 1).min(state.all);
            state.from + (state.to - state.from) * state.done as f64 / state.all.max(1) as f64
        };
        if (self.go_on)(share) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Cancelled, "The look-up was stopped. Nothing was changed."))
    }

    /// The same of an identifier that a service was asked for.
    pub fn answer(&self, service: &'static Service, question: Question<'_>, told: Told) -> Result<()> {
        self.tell(Said { at: question.at, service, about: Some(question.id.clone()), told })
    }

    /// Hears whether a service answered.
    pub fn hear(&self, service: &Service, answer: &Answer) {
        let mut state = self.state();
        let silent = state.silent.entry(service.id).or_default();
        match answer {
            Answer::Response(_) => *silent = 0,
            Answer::NoConnection(_) | Answer::NoAnswer(_) => *silent += 1,
            Answer::NotAsked(_) => {}
        }
    }

    /// Why a service is not asked any more: it fell silent.
    pub fn silence(&self, service: &Service) -> Option<Told> {
        let is_silent = self.state().silent.get(service.id).is_some_and(|silent| *silent >= SILENT);
        let words = || format!("{} could not be reached.", service.name);
        is_silent.then(|| Told::Unreached { words: words(), until: None })
    }

    /// The next request to a service; or why it may not be asked now.
    pub fn asking(&self, service: &Service) -> std::result::Result<Asking<'a>, Told> {
        if let Some(told) = self.silence(service) {
            return Err(told);
        }
        let asking = self.services.asking(self.services.lane(service.host), service.spacing);
        match asking.lane.pause((asking.clock)()) {
            Some(pause) => {
                Err(Told::Unreached { words: format!("{} asks to wait.", service.name), until: Some(pause.until) })
            }
            None => Ok(asking),
        }
    }

    /// One question, with the reader's key in a header where the service takes it so; `Err` when it could not be asked.
    pub async fn ask(
        &self,
        service: &Service,
        address: &str,
        key_header: Option<&'static str>,
        body: Option<Value>,
    ) -> std::result::Result<Answer, Told> {
        let mut asking = self.asking(service)?;
        let Ok(url) = Url::parse(address) else {
            return Err(Told::Nothing("It cannot be asked for by address.".into()));
        };
        let key = key_header.and_then(|header| Some((header, self.chosen.key(service)?)));
        let answer = match service.is_json {
            true => asking.json_for(&url, key, body).await,
            false => asking.text(&url, LONGEST).await,
        };
        self.heard(service, &asking, answer, service.is_json)
    }

    /// What was answered, when it is the service that did; else why it told nothing.
    pub fn heard(
        &self,
        service: &Service,
        asking: &Asking<'_>,
        answer: Answer,
        is_json: bool,
    ) -> std::result::Result<Answer, Told> {
        // A sign-in, or a page of excuses: the paper may well be known, and is asked for again. Nor did the service answer.
        if is_strangers(&answer, is_json) {
            *self.state().silent.entry(service.id).or_default() += 1;
            return Err(Told::Unreached { words: not_there(service, &answer), until: None });
        }
        self.hear(service, &answer);
        match asking.trouble(service.name, &answer) {
            Some(words) => Err(Told::Unreached { words, until: asking.lane.until((asking.clock)()) }),
            None => Ok(answer),
        }
    }

    /// One question about one identifier; what its answer means is told by `read`, which gives a reason where there is
    /// no paper in it.
    pub async fn one(
        &self,
        service: &'static Service,
        question: Question<'_>,
        address: &str,
        read: impl FnOnce(&Answer) -> std::result::Result<Draft, String> + Send,
    ) -> Result<()> {
        let told = match self.ask(service, address, None, None).await {
            Ok(answer) => read(&answer).map_or_else(Told::Nothing, |draft| Told::Paper(Box::new(draft))),
            Err(told) => told,
        };
        self.answer(service, question, told)
    }
}

/// Whether what came under 200 is nothing that a service says: a page, nothing at all, or JSON that breaks off.
fn is_strangers(answer: &Answer, is_json: bool) -> bool {
    let Answer::Response(response) = answer else { return false };
    let is_page = |text: &str| {
        let start = text.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
        start.starts_with("<!doctype html") || start.starts_with("<html")
    };
    response.status == 200
        && match &response.body {
            Body::Json(_) => false,
            Body::Text(text) => is_json || is_page(text),
            Body::None | Body::Other => true,
        }
}

/// What a service says when the paper is not there, or when it is not the service that answers.
pub fn not_there(service: &Service, answer: &Answer) -> String {
    match answer {
        Answer::Response(response) if response.status == 404 => format!("{} knows no such paper.", service.name),
        Answer::Response(response) if response.status == 200 => {
            format!("Something other than {} answered.", service.name)
        }
        Answer::Response(response) if service.has_keys && matches!(response.status, 401 | 403) => {
            format!("{} refused ({}). A key for it may be wrong.", service.name, response.status)
        }
        Answer::Response(response) if (300..400).contains(&response.status) => {
            format!("{} leads elsewhere ({}), where it is not followed.", service.name, response.status)
        }
        Answer::Response(response) => format!("{} refused ({}).", service.name, response.status),
        _ => format!("{} could not be asked.", service.name),
    }
}

/// An answer of which a part is missing.
pub fn broken_off(service: &Service) -> Told {
    Told::Unreached { words: format!("{}: The answer broke off.", service.name), until: None }
}

/// The JSON of an answer of 200.
pub fn json(answer: &Answer) -> Option<&Value> {
    match answer {
        Answer::Response(response) if response.status == 200 => match &response.body {
            Body::Json(tree) => Some(tree),
            _ => None,
        },
        _ => None,
    }
}

/// The text of an answer of 200.
pub fn text(answer: &Answer) -> Option<&str> {
    match answer {
        Answer::Response(response) if response.status == 200 => match &response.body {
            Body::Text(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// What an address cannot carry, written as it can.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'(' | b')' | b':' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
