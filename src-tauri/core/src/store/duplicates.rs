//! What finding and merging duplicates reads and writes.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Transaction, params};

use super::{annotations, attachments, collections, fields, imports, papers, people, tags};
use crate::duplicates::{Candidate, Pair, family};
use crate::error::Result;
use crate::model::{Draft, Field, Id, Identifier, Millis, Paper, PaperEdit, ReadState};

/// The field that names a paper which this one was said not to be the same as.
const NOT_THE_SAME: &str = "postil:not-same";
/// The field that keeps an earlier or other version of the same work, as JSON.
pub const VERSION: &str = "postil:version";

/// Papers outside the trash as they are compared.
pub fn candidates(connection: &Connection) -> Result<Vec<Candidate>> {
    let mut statement = connection.prepare_cached(
        "SELECT paper.id, title_key, year, coalesce(person.name, ''), coalesce(paper_person.sort_name, '')
         FROM paper INDEXED BY paper_by_added
         LEFT JOIN paper_person ON paper_person.paper_id = paper.id AND position = 0
         LEFT JOIN person ON person.id = person_id WHERE trashed_at IS NULL",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Candidate {
            id: row.get(0)?,
            title_key: row.get(1)?,
            year: row.get(2)?,
            family: family(&row.get::<_, String>(3)?, &row.get::<_, String>(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Papers outside the trash that carry the same identifier. Chapters share the ISBN of their book.
pub fn by_identifier(connection: &Connection) -> Result<Vec<Pair>> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, value, group_concat(paper_id) FROM identifier INDEXED BY identifier_value
         WHERE kind <> 'isbn' AND (SELECT trashed_at FROM paper WHERE id = paper_id) IS NULL
         GROUP BY kind, value HAVING count(DISTINCT paper_id) > 1",
    )?;
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?;
    let mut pairs = Vec::new();
    for row in rows {
        let (kind, value, ids) = row?;
        let mut ids: Vec<Id> = ids.split(',').filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        let reason = format!("The same identifier, {kind} {value}");
        pairs.extend(ids.windows(2).map(|two| Pair { one: two[0], other: two[1], reason: reason.clone(), sure: true }));
    }
    Ok(pairs)
}

/// Family names of a paper's authors.
pub fn families(connection: &Connection, paper: Id) -> Result<Vec<String>> {
    Ok(people::of_paper(connection, paper)?.iter().map(|person| family(&person.name, &person.sort_name)).collect())
}

/// Pairs that the reader said are two works.
pub fn told_apart(connection: &Connection, pairs: &[Pair]) -> Result<HashSet<(Id, Id)>> {
    let mut apart = HashSet::new();
    let mut statement = connection.prepare_cached("SELECT value FROM paper_field WHERE paper_id = ?1 AND name = ?2")?;
    let ids: HashSet<Id> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
    for id in ids {
        for other in statement.query_map(params![id, NOT_THE_SAME], |row| row.get::<_, String>(0))? {
            if let Ok(other) = other?.parse::<Id>() {
                apart.insert((id.min(other), id.max(other)));
            }
        }
    }
    Ok(apart)
}

pub fn tell_apart(tx: &Transaction, ids: &[Id]) -> Result<()> {
    for (at, one) in ids.iter().enumerate() {
        let known = fields::of_paper(tx, *one)?;
        let others = ids[at + 1..].iter().map(|id| Field { name: NOT_THE_SAME.into(), value: id.to_string() });
        let new: Vec<Field> = others.filter(|field| !known.contains(field)).collect();
        fields::add(tx, *one, &new)?;
    }
    Ok(())
}

/// Brings all of `from` (and of the draft made of it) into `into`, and moves `from` to the trash. What `into` says
/// stays; its empty texts are to be filled before.
pub fn take_in(tx: &Transaction, into: Id, from: Id, draft: &Draft, now: Millis) -> Result<()> {
    let (kept, other) = (papers::get(tx, into)?, papers::get(tx, from)?);
    let own_key = keys(tx, &kept, &other, now)?;
    let version = version(&kept, &other);
    let identifiers = union(&kept.identifiers, &other.identifiers);
    papers::edit(tx, into, &PaperEdit::Identifiers(identifiers), now)?;
    let rest = Draft { citation_key: None, ..draft.clone() };
    papers::fill(tx, &kept, &rest)?;
    // Of versions and decisions there may be several.
    let mut several: Vec<Field> =
        other.fields.iter().filter(|field| [VERSION, NOT_THE_SAME].contains(&field.name.as_str())).cloned().collect();
    several.extend(version);
    several.extend(own_key);
    let known = fields::of_paper(tx, into)?;
    several.retain(|field| !known.contains(field));
    fields::add(tx, into, &several)?;
    for tag in tags::of_paper(tx, from)? {
        tags::add(tx, into, &tag)?;
    }
    for collection in collections::of_paper(tx, from)? {
        collections::file(tx, collection, into)?;
    }
    tx.prepare_cached("UPDATE note SET paper_id = ?1 WHERE paper_id = ?2")?.execute([into, from])?;
    tx.prepare_cached("UPDATE annotation SET paper_id = ?1 WHERE paper_id = ?2")?.execute([into, from])?;
    annotations::follow(tx, into, &papers::get(tx, into)?.abstract_text)?;
    attachments::take_over(tx, into, from)?;
    mentions(tx, into, from)?;
    if other.starred {
        papers::edit(tx, into, &PaperEdit::Starred(true), now)?;
    }
    let progress = |state| match state {
        ReadState::Unread => 0,
        ReadState::Reading => 1,
        ReadState::Read => 2,
    };
    if progress(other.read_state) > progress(kept.read_state) {
        papers::edit(tx, into, &PaperEdit::ReadState(other.read_state), now)?;
    }
    papers::trash(tx, from, now)
}

/// A citation key that is in use somewhere must not stop working: `ids` are the other keys that BibLaTeX knows an entry
/// by. Gives that field.
fn keys(tx: &Transaction, kept: &Paper, other: &Paper, now: Millis) -> Result<Option<Field>> {
    let Some(key) = &other.citation_key else { return Ok(None) };
    if kept.citation_key.is_none() {
        papers::edit(tx, other.id, &PaperEdit::CitationKey(None), now)?;
        papers::edit(tx, kept.id, &PaperEdit::CitationKey(Some(key.clone())), now)?;
        return Ok(None);
    }
    let before = kept.fields.iter().find(|field| field.name == "ids").map(|field| field.value.as_str());
    let all = before.map_or_else(|| key.clone(), |before| format!("{before},{key}"));
    tx.prepare_cached("DELETE FROM paper_field WHERE paper_id = ?1 AND name = 'ids'")?.execute([kept.id])?;
    Ok(Some(Field { name: "ids".into(), value: all }))
}

/// What tells the other from the one kept, when they are not the same publication.
fn version(kept: &Paper, other: &Paper) -> Option<Field> {
    let differs = |one: &str, two: &str| !one.is_empty() && !two.is_empty() && one != two;
    let apart = differs(&kept.venue, &other.venue)
        || (kept.year.is_some() && other.year.is_some() && kept.year != other.year)
        || other.identifiers.iter().any(|one| !kept.identifiers.contains(one));
    let names: Vec<String> = other.identifiers.iter().map(|one| one.value.clone()).collect();
    let value = serde_json::json!({
        "title": other.title, "venue": other.venue, "year": other.year, "published": other.published,
        "url": other.url, "identifiers": names,
    });
    apart.then(|| Field { name: VERSION.into(), value: value.to_string() })
}

fn union(kept: &[Identifier], other: &[Identifier]) -> Vec<Identifier> {
    kept.iter().chain(other.iter().filter(|one| !kept.contains(one))).cloned().collect()
}

/// Repositories of the other paper; what the reader said of one there holds here too.
fn mentions(tx: &Transaction, into: Id, from: Id) -> Result<()> {
    tx.prepare_cached(
        "UPDATE mention SET status = (SELECT max(status) FROM mention AS other
                                      WHERE other.paper_id = ?2 AND other.repository_id = mention.repository_id)
         WHERE paper_id = ?1 AND status = 'found' AND EXISTS (SELECT 1 FROM mention AS other
             WHERE other.paper_id = ?2 AND other.repository_id = mention.repository_id AND other.status <> 'found')",
    )?
    .execute([into, from])?;
    // Their place in the other's text means nothing here.
    tx.prepare_cached(
        "UPDATE mention SET paper_id = ?1, found_in = 'source', start_at = NULL, end_at = NULL
         WHERE paper_id = ?2 AND repository_id NOT IN (SELECT repository_id FROM mention WHERE paper_id = ?1)",
    )?
    .execute([into, from])?;
    Ok(())
}

/// Whether two papers carry different identifiers of one kind, and none in common.
pub fn contradict(
    connection: &Connection,
    known: &mut HashMap<Id, Vec<Identifier>>,
    one: Id,
    other: Id,
) -> Result<bool> {
    for id in [one, other] {
        if let Entry::Vacant(place) = known.entry(id) {
            place.insert(papers::identifiers(connection, id)?);
        }
    }
    let of = |id: Id| known.get(&id).map(Vec::as_slice).unwrap_or_default();
    Ok(imports::contradicts(of(one), of(other)) && !of(one).iter().any(|identifier| of(other).contains(identifier)))
}
