//! Looking papers up over the wire: what services say, what they do not, and what becomes of it in the library.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "lookup/answers.rs"]
mod answers;
#[path = "lookup/choosing.rs"]
mod choosing;
#[path = "lookup/daily.rs"]
mod daily;
#[path = "lookup/pages.rs"]
mod pages;
#[path = "lookup/queue.rs"]
mod queue;
#[path = "lookup/recorded.rs"]
mod recorded;
#[path = "lookup/sources.rs"]
mod sources;
#[path = "support/mod.rs"]
mod support;

use std::path::Path;

use postil_core::links::hosts::Hosts;
use postil_core::lookup::{Asked, Lookup, asked_for, services};
use postil_core::model::{
    Draft, FieldChange, Id, Identifier, IdentifierKind, ImportSource, Review, ReviewItem, ReviewStatus,
};
use postil_core::surroundings::Surroundings;
use postil_core::{Library, Result};
use postil_standin::{Situation, Situations, StandIn};

/// A library beside a stand-in for every service.
struct Desk {
    folder: tempfile::TempDir,
    library: Library,
    standin: StandIn,
    surroundings: Surroundings,
}

impl Desk {
    fn new(situations: Situations) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(&folder.path().join("library")).expect("a new library");
        let standin = StandIn::start(situations).expect("the stand-in starts");
        let surroundings = surroundings(&standin, folder.path());
        Self { folder, library, standin, surroundings }
    }

    /// Switches on what is off by itself.
    fn with(self, names: &[&str]) -> Self {
        services::set_email(&self.library, "reader@valley.example").expect("an address");
        names.iter().for_each(|name| services::switch(&self.library, name, true).expect("a service"));
        self
    }

    fn add(&self, draft: Draft) -> Id {
        self.library.commit_import(vec![draft]).expect("imported").added[0]
    }

    async fn ask(&self, asked: &Asked) -> Result<Review> {
        let lookup = Lookup::open(&self.surroundings).await?;
        lookup.review(&self.library, &self.surroundings, asked, |_| true).await
    }

    /// As pasted.
    async fn paste(&self, text: &str) -> Result<Review> {
        self.ask(&Asked::of_text(text).expect("something to look up")).await
    }

    async fn look_up(&self, ids: &[Id], refresh: bool) -> Review {
        let source = ImportSource::Papers { ids: ids.to_vec(), refresh };
        let asked = asked_for(&self.library, &source).expect("known").expect("to be looked up");
        self.ask(&asked).await.expect("looked up")
    }
}

fn surroundings(standin: &StandIn, folder: &Path) -> Surroundings {
    let hosts = Hosts::or(Some(standin.api_url()), Some(standin.web_url())).with_others(Some(standin.hosts_url()));
    Surroundings { hosts, secrets_folder: folder.join("secrets"), secrets_in_file: true }
}

fn id(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier { kind, value: value.into() }
}

fn changes(item: &ReviewItem) -> &[FieldChange] {
    match &item.status {
        ReviewStatus::Update { changes, .. } => changes,
        other => panic!("an update, not {other:?}"),
    }
}

fn change<'a>(item: &'a ReviewItem, field: &str) -> Option<&'a FieldChange> {
    changes(item).iter().find(|change| change.field == field)
}

fn field<'a>(fields: &'a [postil_core::model::Field], name: &str) -> Option<&'a str> {
    fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
}

/// What a review says went wrong, of anything.
fn reasons(review: &Review) -> String {
    let skipped = review.skipped.iter().map(|skipped| format!("{}: {}", skipped.text, skipped.reason));
    let problems = review.items.iter().flat_map(|item| item.draft.problems.clone());
    skipped.chain(problems).chain(review.remarks.clone()).collect::<Vec<_>>().join("\n")
}

/// A feed of arXiv's with one entry that tells where the paper appeared.
fn appeared(number: &str, more: &str) -> Situation {
    let feed = format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns:arxiv=\"http://arxiv.org/schemas/atom\" \
xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>http://arxiv.org/abs/{number}v2</id><title>Rain Before It Falls</title>\
<summary>We measure rain that nobody saw.</summary><published>2019-03-02T09:00:00Z</published>{more}\
<author><name>Ada Example</name></author></entry></feed>"
    );
    Situation::Raw(200, "application/atom+xml", feed)
}
