//! A queue and its results in memory, and the shortest way to a check.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use postil_core::Result;
use postil_core::links::hosts::github::{Checked, GitHub};
use postil_core::links::hosts::{Hosts, Limits, Place, Services};
use postil_core::links::run::{CheckRecord, CheckStore, Target};
use postil_core::links::verdict::{Before, ETag};
use postil_core::model::{HostKind, Id, Millis};
use postil_core::secrets::Token;
use postil_standin::StandIn;

pub const TOKEN: &str = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

pub fn token() -> Option<Token> {
    Token::parse(TOKEN).ok()
}

pub fn hosts(standin: &StandIn) -> Hosts {
    Hosts::or(Some(standin.api_url()), Some(standin.web_url())).with_others(Some(standin.hosts_url()))
}

/// The real limits, only quicker.
pub fn quick() -> Limits {
    Limits {
        total: Duration::from_secs(2),
        web_spacing: Duration::from_millis(5),
        batch_spacing: Duration::from_millis(5),
        host_spacing: Some(Duration::from_millis(1)),
        first_wait: Duration::from_secs(1),
        ..Limits::default()
    }
}

pub fn github(standin: &StandIn, token: Option<Token>) -> Arc<GitHub> {
    Arc::new(GitHub::new(hosts(standin), token, quick(), postil_core::machine::now).expect("TLS can be set up"))
}

pub fn services(standin: &StandIn, token: Option<Token>) -> Arc<Services> {
    let services = Services::new(hosts(standin), token, quick(), postil_core::machine::now);
    Arc::new(services.expect("TLS can be set up"))
}

/// Looks for `host/owner/name` as a new run would.
pub async fn ask(standin: &StandIn, kind: HostKind, path: &str, before: &Before) -> Checked {
    let (host, rest) = path.split_once('/').expect("host/name");
    let (owner, name) = rest.rsplit_once('/').unwrap_or(("", rest));
    services(standin, None).check(kind, &Place { host, owner, name }, before).await
}

pub async fn check(standin: &StandIn, token: Option<Token>, name: &str, before: &Before) -> Checked {
    let (owner, name) = name.split_once('/').expect("owner/name");
    github(standin, token).check(owner, name, before).await
}

/// What would be known at the next check.
pub fn after(checked: &Checked, etag: Option<ETag>) -> Before {
    Before {
        verdict: checked.outcome.verdict.clone(),
        remote_id: checked.outcome.remote_id,
        first_missing: checked.outcome.first_missing,
        pushed_at: checked.outcome.facts.as_ref().and_then(|facts| facts.pushed_at),
        etag,
    }
}

#[derive(Default)]
pub struct Memory {
    inner: Mutex<Inner>,
}

#[derive(Default)]
pub struct Inner {
    pub queue: BTreeMap<i64, Target>,
    pub records: Vec<(Id, CheckRecord)>,
    pub pauses: BTreeMap<String, Millis>,
}

impl Memory {
    pub fn of(names: &[&str]) -> Arc<Self> {
        let memory = Self::default();
        for (position, name) in (1..).zip(names) {
            let (owner, name) = name.split_once('/').expect("owner/name");
            memory.add(target(position, HostKind::Github, owner, name, &[]));
        }
        Arc::new(memory)
    }

    pub fn add(&self, target: Target) {
        self.inner().queue.insert(target.position, target);
    }

    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last record of a repository.
    pub fn record_of(&self, repository: Id) -> CheckRecord {
        let inner = self.inner();
        inner
            .records
            .iter()
            .rev()
            .find(|(id, _)| *id == repository)
            .map(|(_, record)| record.clone())
            .expect("a record")
    }
}

pub fn target(position: i64, kind: HostKind, owner: &str, name: &str, candidates: &[&str]) -> Target {
    let host = match kind {
        HostKind::Github => "github.com",
        HostKind::Pages => return at(position, kind, &format!("{owner}.github.io"), owner, name, candidates),
        HostKind::Gist => "gist.github.com",
        HostKind::Zenodo => "zenodo.org",
        HostKind::Forgejo => "codeberg.org",
        _ => "gitlab.com",
    };
    at(position, kind, host, owner, name, candidates)
}

pub fn at(position: i64, kind: HostKind, host: &str, owner: &str, name: &str, candidates: &[&str]) -> Target {
    Target {
        repository: position,
        position,
        kind,
        host: host.into(),
        owner: owner.into(),
        name: name.into(),
        candidates: candidates.iter().filter_map(|c| c.split_once('/')).map(|(o, n)| (o.into(), n.into())).collect(),
        paths: Vec::new(),
        before: Before::default(),
    }
}

impl CheckStore for Memory {
    fn next_batch(&self, after: i64, limit: usize) -> Result<Vec<Target>> {
        Ok(self.inner().queue.values().filter(|target| target.position > after).take(limit).cloned().collect())
    }

    fn remaining(&self) -> Result<u32> {
        Ok(u32::try_from(self.inner().queue.len()).unwrap_or(u32::MAX))
    }

    fn record(&self, repository: Id, record: &CheckRecord, finished: bool) -> Result<Vec<Id>> {
        let mut inner = self.inner();
        inner.records.push((repository, record.clone()));
        if finished {
            inner.queue.retain(|_, target| target.repository != repository);
        }
        Ok(vec![repository * 10])
    }

    fn pauses(&self) -> Result<Vec<(String, Millis)>> {
        Ok(self.inner().pauses.clone().into_iter().collect())
    }

    fn set_pause(&self, host: &str, until: Millis) -> Result<()> {
        self.inner().pauses.insert(host.into(), until);
        Ok(())
    }
}
