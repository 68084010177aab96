//! The services that know papers: what they are called, how fast they may be asked, and which ones the reader wants.

use std::collections::HashMap;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::Library;
use crate::error::{Error, Result};
use crate::secrets::{Key, Secrets};

/// The setting with what the reader switched: `{"openalex": true}`; the others are as they are by themselves.
pub const SWITCHES: &str = "lookupServices";
/// The setting with an address that services may write to. Unpaywall answers nobody without one.
pub const EMAIL: &str = "lookupEmail";

/// One service.
#[derive(Debug)]
pub struct Service {
    /// In settings, and as the name of its key.
    pub id: &'static str,
    pub name: &'static str,
    pub host: &'static str,
    /// Between two questions, as it asks for or was seen to bear.
    pub spacing: Duration,
    pub is_json: bool,
    /// Whether it is asked as long as the reader did not say.
    by_itself: bool,
    /// Whether it gives out keys that make it answer more.
    pub has_keys: bool,
    /// What it is asked for, for the settings.
    words: &'static str,
}

const fn service(id: &'static str, name: &'static str, host: &'static str, spacing: u64) -> Service {
    let spacing = Duration::from_millis(spacing);
    Service { id, name, host, spacing, is_json: true, by_itself: true, has_keys: false, words: "" }
}

impl Service {
    /// Whoever gave a page or a file: not one that is switched.
    pub const fn of_pages(id: &'static str, name: &'static str) -> Self {
        service(id, name, "", 1_000)
    }
}

/// One question in three seconds: <https://info.arxiv.org/help/api/tou.html>
pub static ARXIV: Service = Service {
    is_json: false,
    words: "preprints by their number, such as 2303.01234",
    ..service("arxiv", "arXiv", "export.arxiv.org", 3_000)
};
/// Without an address to be polite with: five questions a second at most.
pub static CROSSREF: Service = Service {
    words: "whatever has a DOI; retractions, published versions",
    ..service("crossref", "Crossref", "api.crossref.org", 300)
};
pub static ANTHOLOGY: Service = Service {
    is_json: false,
    words: "papers of computational linguistics",
    ..service("acl", "The ACL Anthology", "aclanthology.org", 1_000)
};
pub static OPENREVIEW: Service = Service {
    words: "submissions by their identifier",
    ..service("openreview", "OpenReview", "api2.openreview.net", 1_000)
};
/// OpenReview's older API, which alone knows venues until about 2023: another host, with a pace of its own.
pub static OPENREVIEW_BEFORE: Service = service("openreview", "OpenReview", "api.openreview.net", 1_000);
/// 500 questions in five minutes without an account.
pub static HUGGING_FACE: Service = Service {
    words: "the repository and the project page of papers on arXiv",
    ..service("hugging-face", "Hugging Face Papers", "huggingface.co", 700)
};
/// One question a second with a key; without one all share a budget.
pub static SEMANTIC_SCHOLAR: Service = Service {
    by_itself: false,
    has_keys: true,
    words: "what is still lacking: abstract, venue, open PDF",
    ..service("semantic-scholar", "Semantic Scholar", "api.semanticscholar.org", 1_100)
};
pub static DBLP: Service = Service {
    by_itself: false,
    words: "venue, volume and pages, by title and confirmed by the identifier",
    ..service("dblp", "DBLP", "dblp.org", 2_000)
};
pub static UNPAYWALL: Service = Service {
    by_itself: false,
    words: "an open PDF for a DOI; it wants an e-mail address",
    ..service("unpaywall", "Unpaywall", "api.unpaywall.org", 200)
};
/// Three questions a second without a key.
pub static PUBMED: Service = Service {
    by_itself: false,
    has_keys: true,
    is_json: false,
    words: "records of medicine by their number",
    ..service("pubmed", "PubMed", "eutils.ncbi.nlm.nih.gov", 400)
};
pub static OPENALEX: Service = Service {
    by_itself: false,
    has_keys: true,
    words: "what is still lacking, for DOIs and arXiv numbers",
    ..service("openalex", "OpenAlex", "api.openalex.org", 200)
};
pub static OPEN_LIBRARY: Service = Service {
    by_itself: false,
    words: "books by their ISBN",
    ..service("open-library", "Open Library", "openlibrary.org", 1_000)
};

/// All of them, as the settings list them.
pub static ALL: [&Service; 11] = [
    &ARXIV,
    &CROSSREF,
    &ANTHOLOGY,
    &OPENREVIEW,
    &HUGGING_FACE,
    &SEMANTIC_SCHOLAR,
    &DBLP,
    &UNPAYWALL,
    &PUBMED,
    &OPENALEX,
    &OPEN_LIBRARY,
];

/// A service as the settings show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ServiceRow {
    pub id: &'static str,
    pub name: &'static str,
    pub host: &'static str,
    /// What it is asked for.
    pub words: &'static str,
    pub on: bool,
    pub takes_key: bool,
    pub has_key: bool,
}

/// What the reader chose: which services, under which address, with which keys.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    switches: HashMap<&'static str, bool>,
    email: Option<String>,
    keys: HashMap<&'static str, Key>,
}

impl Chosen {
    /// Reads the settings of a library, and keys. Blocks on the disk and the keyring.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn of(library: &Library, secrets: &Secrets) -> Result<Self> {
        let settings = library.settings()?;
        let switches = settings.get(SWITCHES);
        let switched = |service: &Service| switches.and_then(|all| all.get(service.id)).and_then(Value::as_bool);
        let email = settings.get(EMAIL).and_then(Value::as_str).map(str::trim).filter(|text| is_email(text));
        Ok(Self {
            switches: ALL.iter().filter_map(|service| Some((service.id, switched(service)?))).collect(),
            email: email.map(str::to_owned),
            keys: ALL
                .iter()
                .filter(|service| service.has_keys)
                .filter_map(|service| Some((service.id, secrets.key(service.id)?)))
                .collect(),
        })
    }

    pub fn is_on(&self, service: &Service) -> bool {
        self.switches.get(service.id).copied().unwrap_or(service.by_itself)
    }

    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }

    pub fn key(&self, service: &Service) -> Option<&Key> {
        self.keys.get(service.id)
    }
}

/// Every service, as the settings show it. Blocks on the disk and the keyring.
///
/// # Errors
/// When the library cannot be read.
pub fn rows(library: &Library, secrets: &Secrets) -> Result<Vec<ServiceRow>> {
    let chosen = Chosen::of(library, secrets)?;
    let row = |service: &&Service| ServiceRow {
        id: service.id,
        name: service.name,
        host: service.host,
        words: service.words,
        on: chosen.is_on(service),
        takes_key: service.has_keys,
        has_key: chosen.key(service).is_some(),
    };
    Ok(ALL.iter().map(row).collect())
}

/// The service of this id or name.
///
/// # Errors
/// `Validation`, listing those there are.
pub fn named(name: &str) -> Result<&'static Service> {
    let is_it = |service: &&&Service| service.id.eq_ignore_ascii_case(name) || service.name.eq_ignore_ascii_case(name);
    ALL.iter().find(is_it).copied().ok_or_else(|| {
        let all: Vec<&str> = ALL.iter().map(|service| service.id).collect();
        let words = format!("No service is called “{name}”. There are {}.", all.join(", "));
        Error::validation("service", words)
    })
}

/// Switches a service on or off.
///
/// # Errors
/// `Validation` for a name of none, and for Unpaywall without an e-mail address.
pub fn switch(library: &Library, name: &str, on: bool) -> Result<()> {
    let service = named(name)?;
    let mut settings = library.settings()?;
    let has_email = settings.get(EMAIL).and_then(Value::as_str).is_some_and(|text| is_email(text.trim()));
    if on && service.id == UNPAYWALL.id && !has_email {
        let words = "Unpaywall answers only those who give an e-mail address. Set one first.";
        return Err(Error::validation("email", words));
    }
    let mut switches =
        settings.remove(SWITCHES).filter(Value::is_object).unwrap_or_else(|| Value::Object(Default::default()));
    switches[service.id] = Value::Bool(on);
    library.set_setting(SWITCHES, &switches)
}

/// Keeps the reader's key for a service; an empty one forgets it.
///
/// # Errors
/// `Validation` for what is no key, or a service that gives out none.
pub fn set_key(secrets: &Secrets, name: &str, key: &str) -> Result<()> {
    let service = named(name)?;
    if !service.has_keys {
        return Err(Error::validation("key", format!("{} takes no key.", service.name)));
    }
    if key.trim().is_empty() { secrets.forget_key(service.id) } else { secrets.set_key(service.id, key) }
}

/// Keeps the address that services may write to; an empty one forgets it.
///
/// # Errors
/// `Validation` for what is no address.
pub fn set_email(library: &Library, email: &str) -> Result<()> {
    let email = email.trim();
    if !email.is_empty() && !is_email(email) {
        let words = format!("“{email}” is no e-mail address. It should look like name@example.org.");
        return Err(Error::validation("email", words));
    }
    library.set_setting(EMAIL, &Value::from(email))
}

/// An address that can stand in a question as it is.
fn is_email(text: &str) -> bool {
    let fits = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+'))
    };
    text.len() <= 200 && text.split_once('@').is_some_and(|(name, host)| fits(name) && fits(host) && host.contains('.'))
}
