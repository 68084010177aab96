//! Everything of a list but words and order: its view and the filters of its search.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::view_of;
use crate::error::Result;
use crate::model::{Id, ListView};
use crate::search::query::{Filter, Query, Sign};
use crate::store::{collections, papers, repositories};

/// Both kinds are SQL with its values.
pub struct Conditions {
    /// What a paper's own row tells.
    own: Vec<(String, Vec<Value>)>,
    /// Queries for the `paper_id` of papers that something else tells of.
    members: Vec<(Sign, String, Vec<Value>)>,
    /// Whether the papers are those outside the trash.
    live: bool,
}

/// What is asked of each hit of a search besides its words.
pub struct Narrowing {
    /// Papers that must be in a set, or must not.
    sets: Vec<(bool, HashSet<Id>)>,
    /// What very many papers fulfil: SQL with its values, asked hit by hit, because of many hits are soon found.
    pub wide: (String, Vec<Value>),
}

impl Narrowing {
    /// Whether the sets let a paper through.
    pub fn lets(&self, id: Id) -> bool {
        self.sets.iter().all(|(wanted, set)| set.contains(&id) == *wanted)
    }
}

const TAGGED: &str = "SELECT paper_id FROM paper_tag JOIN tag ON tag.id = tag_id WHERE tag.name = ?";
const DUPLICATE: &str = "SELECT paper_id FROM duplicate INDEXED BY duplicate_group";
const SAVED: &str = "SELECT paper_id FROM saved_search_paper WHERE search_id = ?";

impl Conditions {
    pub fn of(connection: &Connection, view: &ListView, search: &Query) -> Result<Self> {
        let in_view = view_of(view).1;
        let mut found = Self { own: Vec::new(), members: Vec::new(), live: *view != ListView::Trash };
        found.own.push((in_view.into(), Vec::new()));
        match view {
            ListView::Tag { name } => found.members.push((Sign::With, TAGGED.into(), vec![Value::Text(name.clone())])),
            ListView::Collection { id } => {
                let ids = collections::with_nested(connection, *id)?;
                let list: Vec<String> = ids.iter().map(Id::to_string).collect();
                let sql = format!("SELECT paper_id FROM collection_paper WHERE collection_id IN ({})", list.join(","));
                found.members.push((Sign::With, sql, Vec::new()));
            }
            ListView::Duplicates => found.members.push((Sign::With, DUPLICATE.into(), Vec::new())),
            ListView::Search { id } => {
                found.members.push((Sign::With, SAVED.into(), vec![Value::Integer(*id)]));
            }
            _ => {}
        }
        for (filter, sign) in search.filters_beside_words() {
            found.add(filter, *sign);
        }
        if let Some(words) = search.exclusion() {
            let sql = "SELECT rowid AS paper_id FROM paper_fts WHERE paper_fts MATCH ?".into();
            found.members.push((Sign::Without, sql, vec![Value::Text(words)]));
        }
        Ok(found)
    }

    fn add(&mut self, filter: &Filter, sign: Sign) {
        let own = |sql: &str, values| (sql.to_owned(), values);
        let told = match filter {
            Filter::Years { from, to } => own(
                // NOT of a year that is not known would be unknown, too; only the plain form has an index.
                if sign == Sign::With { "year BETWEEN ? AND ?" } else { "coalesce(year BETWEEN ? AND ?, 0)" },
                vec![Value::Integer(from.unwrap_or(i32::MIN).into()), Value::Integer(to.unwrap_or(i32::MAX).into())],
            ),
            Filter::HasCode => own("code_verdict IS NOT NULL", Vec::new()),
            // Written out, because an index of some of the papers is found by the value.
            Filter::Read(state) => own(&format!("read_state = '{}'", papers::read_state_name(*state)), Vec::new()),
            Filter::Starred => own("starred = 1", Vec::new()),
            Filter::Tag(name) => return self.members.push((sign, TAGGED.into(), vec![Value::Text(name.clone())])),
            Filter::HasNotes => return self.members.push((sign, "SELECT paper_id FROM note".into(), Vec::new())),
            Filter::HasFiles => {
                return self.members.push((sign, "SELECT paper_id FROM attachment".into(), Vec::new()));
            }
            Filter::HasHighlights => {
                return self.members.push((sign, "SELECT paper_id FROM annotation".into(), Vec::new()));
            }
            Filter::Code(kinds) => {
                let sql = format!(
                    "SELECT paper_id FROM repository JOIN mention ON mention.repository_id = repository.id
                     WHERE verdict IN ({}) AND status <> 'rejected'",
                    vec!["?"; kinds.len()].join(", ")
                );
                let names = kinds.iter().map(|kind| Value::Text(repositories::verdict_name(*kind))).collect();
                return self.members.push((sign, sql, names));
            }
        };
        self.own.push(if sign == Sign::With { told } else { (format!("NOT ({})", told.0), told.1) });
    }

    /// All of it as one condition.
    pub fn sql(&self) -> (String, Vec<Value>) {
        let (mut condition, mut values) = self.own();
        for (sign, sql, more) in &self.members {
            condition += &format!(" AND id {} ({sql})", if *sign == Sign::With { "IN" } else { "NOT IN" });
            values.extend_from_slice(more);
        }
        (condition, values)
    }

    /// What to ask of hits. Conditions that fewer than `ahead` papers fulfil are read ahead, each by its own index.
    pub fn narrowing(&self, connection: &Connection, ahead: u32) -> Result<Narrowing> {
        let mut sets = Vec::new();
        for (sign, sql, values) in &self.members {
            sets.push((*sign == Sign::With, members(connection, sql, values)?));
        }
        let mut wide = (Vec::new(), Vec::new());
        let mut ask = |sql: &str, values: &[Value], wanted: bool, own: &str| -> Result<()> {
            let few = format!("SELECT count(*) FROM (SELECT 1 FROM paper WHERE {sql} LIMIT {ahead})");
            let found: u32 = connection.prepare_cached(&few)?.query_row(params_from_iter(values), |row| row.get(0))?;
            if found < ahead {
                sets.push((wanted, members(connection, &format!("SELECT id FROM paper WHERE {sql}"), values)?));
            } else {
                wide.0.push(own.to_owned());
                wide.1.extend_from_slice(values);
            }
            Ok(())
        };
        if !self.live {
            let (sql, values) = self.own();
            ask(&sql, &values, true, &sql)?;
        }
        for (sql, values) in self.own.iter().filter(|_| self.live) {
            match sql.as_str() {
                // The trash is so much smaller than the rest that its papers are left out, not each hit's row looked at.
                super::LIVE => ask("trashed_at IS NOT NULL", values, false, sql)?,
                sql if sql.starts_with(super::LIVE) => ask(sql, values, true, sql)?,
                sql => ask(&format!("{} AND {sql}", super::LIVE), values, true, sql)?,
            }
        }
        Ok(Narrowing { sets, wide: (wide.0.join(" AND "), wide.1) })
    }

    /// Tells whether a paper fulfils them; nothing is asked for that is not about it.
    pub fn test<'c>(&'c self, connection: &'c Connection) -> Result<impl FnMut(Id) -> Result<bool> + 'c> {
        let (condition, own) = self.own();
        let mut row = connection.prepare_cached(&format!("SELECT 1 FROM paper WHERE id = ? AND {condition}"))?;
        let mut others = Vec::new();
        for (sign, sql, values) in &self.members {
            // SQLite makes one query of the two, and looks the paper up.
            let asked = connection.prepare_cached(&format!("SELECT 1 FROM ({sql}) WHERE paper_id = ?"))?;
            others.push((*sign == Sign::With, asked, values));
        }
        Ok(move |id| {
            for (wanted, asked, values) in &mut others {
                let values = values.iter().cloned().chain([Value::Integer(id)]);
                if asked.exists(params_from_iter(values))? != *wanted {
                    return Ok(false);
                }
            }
            Ok(row.exists(params_from_iter(std::iter::once(Value::Integer(id)).chain(own.clone())))?)
        })
    }

    /// What a paper's own row must fulfil; never empty, because each view asks something.
    fn own(&self) -> (String, Vec<Value>) {
        let (parts, values): (Vec<&str>, Vec<&Vec<Value>>) =
            self.own.iter().map(|(sql, values)| (&**sql, values)).unzip();
        (parts.join(" AND "), values.into_iter().flatten().cloned().collect())
    }
}

fn members(connection: &Connection, sql: &str, values: &[Value]) -> Result<HashSet<Id>> {
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
