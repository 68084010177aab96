//! Papers that may be one work: what they are compared by, which are believed to be one, and making them one.

mod kept;
mod merge;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, params_from_iter};

pub use self::kept::{fall_behind, group_of, of_all, refresh, replace, stale};
pub use self::merge::{as_version, take_in};
use super::{fields, identifiers, imports, people};
use crate::duplicates::{Candidate, Pair, WINDOW, alike, ends, family, like, same_people};
use crate::error::Result;
use crate::model::{Field, Id, Identifier};

/// The field that names a paper which this one was said not to be the same as.
const NOT_THE_SAME: &str = "postil:not-same";
/// Papers of one beginning or end that a paper is compared with; of more, those nearest in the order of titles.
const NEAR: usize = 200;

const COMPARED: &str =
    "SELECT paper.id, title_key, year, coalesce(person.name, ''), coalesce(paper_person.sort_name, '')
     FROM paper {by} LEFT JOIN paper_person ON paper_person.paper_id = paper.id AND position = 0
     LEFT JOIN person ON person.id = person_id WHERE trashed_at IS NULL";

fn read(row: &Row) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        id: row.get(0)?,
        title_key: row.get(1)?,
        year: row.get(2)?,
        family: family(&row.get::<_, String>(3)?, &row.get::<_, String>(4)?),
    })
}

/// Papers outside the trash as they are compared.
fn candidates(connection: &Connection) -> Result<Vec<Candidate>> {
    let mut statement = connection.prepare_cached(&COMPARED.replace("{by}", "INDEXED BY paper_by_added"))?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// One of them; `None` when it is gone or in the trash.
fn candidate(connection: &Connection, id: Id) -> Result<Option<Candidate>> {
    let sql = format!("{} AND paper.id = ?1", COMPARED.replace("{by}", ""));
    Ok(connection.prepare_cached(&sql)?.query_row([id], read).optional()?)
}

/// Papers whose titles begin or end as this one does, taken to be of its first author: few titles are alike, so only
/// for those it is worth to look.
fn near(connection: &Connection, paper: &Candidate) -> Result<Vec<Candidate>> {
    const BASE: &str = "SELECT id, title_key, year FROM paper WHERE trashed_at IS NULL";
    let Some((begins, ends)) = ends(&paper.title_key) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let mut ask = |condition: &str, values: &[&str]| -> Result<()> {
        let mut statement = connection.prepare_cached(&format!("{BASE} AND {condition} LIMIT {NEAR}"))?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            Ok(Candidate { id: row.get(0)?, title_key: row.get(1)?, year: row.get(2)?, family: paper.family.clone() })
        })?;
        for row in rows {
            found.push(row?);
        }
        Ok(())
    };
    let own = paper.title_key.as_str();
    // No letter is greater than this.
    let beyond = format!("{begins}\u{10FFFF}");
    ask("title_key >= ?1 AND title_key < ?2 ORDER BY title_key", &[own, &beyond])?;
    ask("title_key >= ?1 AND title_key < ?2 ORDER BY title_key DESC", &[begins, own])?;
    ask("substr(title_key, -10) = ?1", &[ends])?;
    Ok(found)
}

/// Papers of the library that a paper, or one that is to become one, looks like; with the reasons. What only a paper of
/// the library has (identifiers, decisions) is not looked at.
pub fn looks_like(connection: &Connection, paper: &Candidate, people: &[String]) -> Result<Vec<Pair>> {
    let mut kept = Vec::new();
    for pair in like(paper, &near(connection, paper)?) {
        let other = if pair.one == paper.id { pair.other } else { pair.one };
        let others = families(connection, other)?;
        if others.first().map_or("", String::as_str) == paper.family && same_people(people, &others) {
            kept.push(pair);
        }
    }
    Ok(kept)
}

/// Pairs that a paper outside the trash is in.
fn of_one(connection: &Connection, paper: &Candidate) -> Result<Vec<Pair>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT other.paper_id, other.kind, other.value FROM identifier AS mine
         JOIN identifier AS other ON other.kind = mine.kind AND other.value = mine.value AND other.paper_id <> mine.paper_id
         WHERE mine.paper_id = ?1 AND mine.kind <> 'isbn'
           AND EXISTS (SELECT 1 FROM paper WHERE id = other.paper_id AND trashed_at IS NULL) LIMIT {WINDOW}"
    ))?;
    let mut pairs = Vec::new();
    for row in statement.query_map([paper.id], |row| Ok((row.get::<_, Id>(0)?, row.get(1)?, row.get(2)?)))? {
        let (other, kind, value): (Id, String, String) = row?;
        pairs.push(Pair::by_identifier(paper.id, other, &kind, &value));
    }
    let sure: HashSet<(Id, Id)> = pairs.iter().map(|pair| (pair.one, pair.other)).collect();
    let mut identifiers = HashMap::new();
    for pair in looks_like(connection, paper, &families(connection, paper.id)?)? {
        if !sure.contains(&(pair.one, pair.other)) && !contradict(connection, &mut identifiers, &pair)? {
            pairs.push(pair);
        }
    }
    without_told_apart(connection, pairs)
}

/// All pairs there are, with nothing but the papers to go by.
pub fn find_all(connection: &Connection) -> Result<Vec<Pair>> {
    let mut pairs = by_identifier(connection)?;
    let sure: HashSet<(Id, Id)> = pairs.iter().map(|pair| (pair.one, pair.other)).collect();
    let mut identifiers = HashMap::new();
    let likely = alike(&candidates(connection)?);
    for pair in likely.into_iter().filter(|pair| !sure.contains(&(pair.one, pair.other))) {
        let people = (families(connection, pair.one)?, families(connection, pair.other)?);
        if same_people(&people.0, &people.1) && !contradict(connection, &mut identifiers, &pair)? {
            pairs.push(pair);
        }
    }
    without_told_apart(connection, pairs)
}

/// Papers outside the trash that carry the same identifier. Chapters share the ISBN of their book.
fn by_identifier(connection: &Connection) -> Result<Vec<Pair>> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, value, group_concat(DISTINCT paper_id) FROM identifier INDEXED BY identifier_value
         WHERE kind <> 'isbn' AND EXISTS (SELECT 1 FROM paper WHERE id = paper_id AND trashed_at IS NULL)
         GROUP BY kind, value HAVING count(DISTINCT paper_id) > 1",
    )?;
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?;
    let mut pairs = Vec::new();
    for row in rows {
        let (kind, value, ids) = row?;
        let mut ids: Vec<Id> = ids.split(',').filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        for (at, one) in ids.iter().enumerate() {
            let others = ids[at + 1..].iter().take(WINDOW);
            pairs.extend(others.map(|other| Pair::by_identifier(*one, *other, &kind, &value)));
        }
    }
    Ok(pairs)
}

/// Family names of a paper's authors.
fn families(connection: &Connection, paper: Id) -> Result<Vec<String>> {
    Ok(people::of_paper(connection, paper)?.iter().map(|person| family(&person.name, &person.sort_name)).collect())
}

/// Takes out the pairs that the reader said are two works.
fn without_told_apart(connection: &Connection, mut pairs: Vec<Pair>) -> Result<Vec<Pair>> {
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
    pairs.retain(|pair| !apart.contains(&(pair.one, pair.other)));
    Ok(pairs)
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

/// Whether two papers carry different identifiers of one kind, and none in common.
fn contradict(connection: &Connection, known: &mut HashMap<Id, Vec<Identifier>>, pair: &Pair) -> Result<bool> {
    for id in [pair.one, pair.other] {
        if let Entry::Vacant(place) = known.entry(id) {
            place.insert(identifiers::of_paper(connection, id)?);
        }
    }
    let of = |id: Id| known.get(&id).map(Vec::as_slice).unwrap_or_default();
    let (one, other) = (of(pair.one), of(pair.other));
    Ok(imports::contradicts(one, other) && !one.iter().any(|identifier| other.contains(identifier)))
}

/// Everything that is asked about one paper, for the test of plans.
#[cfg(test)]
pub fn ask_all(connection: &Connection, id: Id) -> Result<()> {
    stale(connection)?;
    group_of(connection, id)?;
    if let Some(paper) = candidate(connection, id)? {
        of_one(connection, &paper)?;
    }
    Ok(())
}
