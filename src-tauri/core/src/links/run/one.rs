//! One repository: its own name, then the other readings its link may have.

use super::{CheckRecord, Target};
use crate::links::hosts::github::GitHub;
use crate::links::hosts::{Checked, Clock, Place, Services};
use crate::links::verdict::{Before, next_due, not_found_by_any_name};
use crate::model::{Evidence, HostKind, VerdictKind};

/// Looks for one repository and, when it is where it was, for the places inside it that papers point at.
pub async fn check_one(services: &Services, clock: Clock, target: &Target) -> CheckRecord {
    let mut record = by_its_readings(services, clock, target).await;
    look_at_paths(services.github(), target, &mut record).await;
    record
}

async fn look_at_paths(github: &GitHub, target: &Target, record: &mut CheckRecord) {
    let is_there = matches!(record.outcome(), VerdictKind::Alive | VerdictKind::Archived);
    if target.kind != HostKind::Github || !is_there || record.chosen_candidate.is_some() {
        return;
    }
    for path in &target.paths {
        if let Some(is_there) = github.has_path(&target.owner, &target.name, path, &mut record.evidence).await {
            record.paths.push((path.clone(), is_there));
        }
    }
}

/// Looks for one repository by each of its readings until one answers.
async fn by_its_readings(services: &Services, clock: Clock, target: &Target) -> CheckRecord {
    let mut evidence = Evidence { at: clock(), ..Evidence::default() };
    let place = Place { host: &target.host, owner: &target.owner, name: &target.name };
    if !matches!(target.kind, HostKind::Github | HostKind::Pages) {
        let checked = services.check(target.kind, &place, &target.before).await;
        add(&mut evidence, &checked.evidence);
        return record(checked, evidence, target, None, clock);
    }
    let names = readings(target);
    let mut first = None;
    for (index, (owner, name)) in names.iter().enumerate() {
        let own = target.kind == HostKind::Github && index == 0;
        let before = if own { target.before.clone() } else { beside(&target.before) };
        let checked = services.github().check(owner, name, &before).await;
        add(&mut evidence, &checked.evidence);
        if !is_missing(checked.outcome.verdict.kind) {
            let chosen = (!own && checked.outcome.settled).then(|| (owner.clone(), name.clone()));
            return record(checked, evidence, target, chosen, clock);
        }
        if first.is_none() {
            first = Some((checked, evidence.clone()));
        }
    }
    let (mut checked, told) = match first {
        Some(first) if target.kind == HostKind::Github => first,
        // No repository answers to a page: then it counts whether the page itself is there.
        _ => {
            let checked = services.check(target.kind, &place, &beside(&target.before)).await;
            add(&mut evidence, &checked.evidence);
            (checked, evidence.clone())
        }
    };
    if names.len() > 1 || target.kind == HostKind::Pages {
        let detail = &mut checked.outcome.verdict.detail;
        *detail = format!("{}{detail}", not_found_by_any_name(names.len())).trim_end().to_owned();
    }
    // The verdict is about the first reading, or the page; the requests for the others are told with it.
    let evidence = Evidence { requests: evidence.requests, statuses: evidence.statuses, ..told };
    record(checked, evidence, target, None, clock)
}

/// Looks for many of GitHub's with one question; `None` for those to be asked for alone.
pub async fn check_many(github: &GitHub, clock: Clock, targets: &[&Target]) -> Vec<Option<CheckRecord>> {
    let wanted: Vec<(&str, &str, &Before)> =
        targets.iter().map(|target| (&*target.owner, &*target.name, &target.before)).collect();
    let checked = github.check_many(&wanted).await;
    let mut records = Vec::with_capacity(targets.len());
    for (target, checked) in targets.iter().zip(checked) {
        let mut one = checked.map(|checked| {
            let evidence = checked.evidence.clone();
            record(checked, evidence, target, None, clock)
        });
        if let Some(record) = &mut one {
            look_at_paths(github, target, record).await;
        }
        records.push(one);
    }
    records
}

/// The names to ask for, best first, none twice.
fn readings(target: &Target) -> Vec<(String, String)> {
    let mut names = Vec::new();
    if target.kind == HostKind::Github {
        names.push((target.owner.clone(), target.name.clone()));
    }
    names.extend(target.candidates.iter().cloned());
    if target.kind == HostKind::Pages {
        if !target.name.is_empty() {
            names.push((target.owner.clone(), target.name.clone()));
        }
        names.push((target.owner.clone(), format!("{}.github.io", target.owner)));
    }
    let mut distinct: Vec<(String, String)> = Vec::new();
    for (owner, name) in names {
        let known = distinct.iter().any(|(o, n)| o.eq_ignore_ascii_case(&owner) && n.eq_ignore_ascii_case(&name));
        if !known {
            distinct.push((owner, name));
        }
    }
    distinct
}

/// What is known before asking for another reading: how long it has been missing, but no other's tag.
fn beside(before: &Before) -> Before {
    Before { etag: None, ..before.clone() }
}

fn is_missing(kind: VerdictKind) -> bool {
    matches!(kind, VerdictKind::MissingUnconfirmed | VerdictKind::PrivateOrGone | VerdictKind::NotARepository)
}

fn add(all: &mut Evidence, new: &Evidence) {
    all.requests.extend(new.requests.iter().cloned());
    all.statuses.extend(&new.statuses);
    all.request_id.clone_from(&new.request_id);
    all.headers.clone_from(&new.headers);
    all.message.clone_from(&new.message);
}

fn record(
    checked: Checked,
    evidence: Evidence,
    target: &Target,
    chosen_candidate: Option<(String, String)>,
    clock: Clock,
) -> CheckRecord {
    let outcome = checked.outcome;
    let now = clock();
    let pushed_at = outcome.facts.as_ref().map_or(target.before.pushed_at, |facts| facts.pushed_at);
    CheckRecord {
        at: evidence.at,
        next_due: next_due(outcome.verdict.kind, pushed_at, outcome.first_missing, checked.retry_at, now),
        verdict: outcome.verdict,
        settled: outcome.settled,
        facts: outcome.facts,
        remote_id: outcome.remote_id,
        first_missing: outcome.first_missing,
        // A tag of another reading's address would answer for the wrong repository.
        etag: if chosen_candidate.is_some() { None } else { checked.etag },
        evidence,
        retry_at: checked.retry_at,
        chosen_candidate,
        paths: Vec::new(),
    }
}
