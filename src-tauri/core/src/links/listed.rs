//! Checking the links of a text without a library: a .bib file, a Markdown list, a README.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::hosts::Limits;
use super::recognise::{RepoRef, recognise_all};
use super::run::{CheckRecord, CheckStore, Target, run};
use super::verdict::Before;
use crate::error::Result;
use crate::machine::{now, on_disk};
use crate::model::{CheckProgress, Evidence, Id, Millis, Verdict, VerdictKind};
use crate::store::repositories::host_kind_of;
use crate::surroundings::Surroundings;

/// A link of a text and what became of its repository.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub as_written: String,
    pub url: String,
    /// The same for links that name the same repository.
    pub key: String,
    /// With `settled`, the verdict; otherwise why there is none.
    pub verdict: Verdict,
    pub settled: bool,
    pub evidence: Option<Evidence>,
}

/// Checks each repository and page that a text names, once however often it is named, and tells of every link.
///
/// # Errors
/// `Network` when TLS cannot be set up on this machine.
pub async fn check_text(
    text: &str,
    surroundings: &Surroundings,
    report: impl Fn(CheckProgress) + Send,
) -> Result<Vec<Listed>> {
    let links: Vec<RepoRef> =
        recognise_all(text).into_iter().filter(|link| host_kind_of(link.kind).is_some()).collect();
    let mut numbers: HashMap<String, Id> = HashMap::new();
    let mut queue = BTreeMap::new();
    for link in &links {
        let next = Id::try_from(numbers.len()).unwrap_or(Id::MAX);
        let number = *numbers.entry(link.key()).or_insert(next);
        if let (true, Some(target)) = (number == next, target(link, number)) {
            queue.insert(number, target);
        }
    }
    let secrets = surroundings.secrets();
    let token = on_disk(move || Ok(secrets.token())).await?;
    let services = surroundings.services(token, Limits::default())?;
    let store = Arc::new(InMemory { inner: Mutex::new(Inner { queue, records: HashMap::new() }) });
    // Nobody cancels it but the end of the program.
    let (_keep, cancel) = watch::channel(false);
    run(store.clone(), Arc::new(services), now, cancel, report).await?;
    let inner = store.inner();
    let listed = links.iter().map(|link| {
        let record = numbers.get(&link.key()).and_then(|number| inner.records.get(number));
        let before = text.get(..link.span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Listed {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            as_written: link.as_written.clone(),
            url: link.url(),
            key: link.key(),
            verdict: record.map(|record| record.verdict.clone()).unwrap_or_default(),
            settled: record.is_some_and(|record| record.settled),
            evidence: record.map(|record| record.evidence.clone()),
        }
    });
    Ok(listed.collect())
}

fn target(link: &RepoRef, number: Id) -> Option<Target> {
    let readings = link.other_readings();
    Some(Target {
        repository: number,
        position: number,
        kind: host_kind_of(link.kind)?,
        host: link.host.clone(),
        owner: link.owner.clone(),
        name: link.name.clone(),
        candidates: readings.iter().filter_map(|one| one.split_once('/')).map(|(o, n)| (o.into(), n.into())).collect(),
        paths: link.path.clone().into_iter().collect(),
        before: Before::default(),
    })
}

struct InMemory {
    inner: Mutex<Inner>,
}

struct Inner {
    queue: BTreeMap<Id, Target>,
    records: HashMap<Id, CheckRecord>,
}

impl InMemory {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CheckStore for InMemory {
    fn next_batch(&self, after: i64, limit: usize) -> Result<Vec<Target>> {
        Ok(self.inner().queue.values().filter(|target| target.position > after).take(limit).cloned().collect())
    }

    fn remaining(&self) -> Result<u32> {
        Ok(u32::try_from(self.inner().queue.len()).unwrap_or(u32::MAX))
    }

    fn record(&self, repository: Id, record: &CheckRecord, finished: bool) -> Result<Vec<Id>> {
        let mut inner = self.inner();
        inner.records.insert(repository, record.clone());
        if finished {
            inner.queue.remove(&repository);
        }
        Ok(Vec::new())
    }

    fn pauses(&self) -> Result<Vec<(String, Millis)>> {
        Ok(Vec::new())
    }

    fn set_pause(&self, _: &str, _: Millis) -> Result<()> {
        Ok(())
    }
}

impl Listed {
    /// Not where the text says.
    pub fn is_lost(&self) -> bool {
        self.settled && self.verdict.kind.needs_attention()
    }

    /// What to say of it in a few words.
    pub fn words(&self) -> &str {
        match self.verdict.kind {
            VerdictKind::Unchecked => "Not checked",
            _ => &self.verdict.headline,
        }
    }
}
