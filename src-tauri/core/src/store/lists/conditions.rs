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
    /// The trash is so much smaller than the rest that its ids are looked for, not each paper's row.
    only_live: bool,
}

const TAGGED: &str = "SELECT paper_id FROM paper_tag JOIN tag ON tag.id = tag_id WHERE tag.name = ?";
const DUPLICATE: &str = "SELECT paper_id FROM duplicate";
const SAVED: &str = "SELECT paper_id FROM saved_search_paper WHERE search_id = ?";
/// At most so many papers are read ahead as a set; of more, each is asked for by itself.
const LARGE: usize = 20_000;

impl Conditions {
    pub fn of(connection: &Connection, view: &ListView, search: &Query) -> Result<Self> {
        let in_view = view_of(view).1;
        let mut found = Self { own: Vec::new(), members: Vec::new(), only_live: in_view == super::LIVE };
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
        for (filter, sign) in &search.filters {
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
            Filter::Read(state) => own("read_state = ?", vec![Value::Text(papers::read_state_name(*state).into())]),
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
        self.only_live = false;
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

    /// Tells whether a paper fulfils them. What does not stand in the paper's row is asked for once, for all papers.
    pub fn test<'c>(&self, connection: &'c Connection) -> Result<impl FnMut(Id) -> Result<bool> + 'c> {
        let mut sets = Vec::new();
        for (sign, sql, values) in &self.members {
            sets.push((*sign == Sign::With, members(connection, sql, values)?));
        }
        // Few papers in the trash, or few that fulfil the rest, are had at once; of many, hits are soon found.
        let (condition, values) =
            if self.only_live { ("trashed_at IS NOT NULL".into(), Vec::new()) } else { self.own() };
        let set = members(connection, &format!("SELECT id FROM paper WHERE {condition} LIMIT {LARGE}"), &values)?;
        let one_by_one = set.len() >= LARGE;
        if !one_by_one {
            sets.push((!self.only_live, set));
        }
        let mut row = self.row(connection)?;
        Ok(move |id| {
            if sets.iter().any(|(wanted, set)| set.contains(&id) != *wanted) {
                return Ok(false);
            }
            Ok(!one_by_one || row(id)?)
        })
    }

    /// The same for a few papers: nothing is asked for that is not about them.
    pub fn test_few<'c>(&'c self, connection: &'c Connection) -> Result<impl FnMut(Id) -> Result<bool> + 'c> {
        let mut row = self.row(connection)?;
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
            row(id)
        })
    }

    /// What a paper's own row must fulfil; never empty, because each view asks something.
    fn own(&self) -> (String, Vec<Value>) {
        let (parts, values): (Vec<&str>, Vec<&Vec<Value>>) =
            self.own.iter().map(|(sql, values)| (&**sql, values)).unzip();
        (parts.join(" AND "), values.into_iter().flatten().cloned().collect())
    }

    /// Tells whether a paper's own row fulfils them.
    fn row<'c>(&self, connection: &'c Connection) -> Result<impl FnMut(Id) -> Result<bool> + 'c> {
        let (condition, values) = self.own();
        let sql = format!("SELECT 1 FROM paper WHERE id = ? AND {condition}");
        let mut statement = connection.prepare_cached(&sql)?;
        Ok(move |id| Ok(statement.exists(params_from_iter(std::iter::once(Value::Integer(id)).chain(values.clone())))?))
    }
}

fn members(connection: &Connection, sql: &str, values: &[Value]) -> Result<HashSet<Id>> {
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
