//! Everything of a list but words and order: its view and the filters of its search.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{LIVE, TRASHED, view_of};
use crate::error::Result;
use crate::model::{Id, ListView};
use crate::search::filters::Filter;
use crate::search::query::{Query, Sign};
use crate::store::{collections, papers, repositories};

/// All are SQL with its values.
pub struct Conditions {
    /// Whether papers are in the trash: [`LIVE`] or [`TRASHED`].
    place: &'static str,
    /// What the papers of the view have in common beside that, and the index of those.
    view: Option<(&'static str, &'static str)>,
    /// What else a paper's own row tells.
    own: Vec<Own>,
    /// What of that the words of the search ask for, too.
    in_words: Vec<Own>,
    /// Queries for the `paper_id` of papers that something else tells of.
    members: Vec<(Sign, String, Vec<Value>)>,
    /// The FTS5 expression of words that must not be there.
    excluded: Option<String>,
}

struct Own {
    sign: Sign,
    sql: String,
    values: Vec<Value>,
    /// The index of the papers that fulfil it, where that tells of them all that a filter asks and when they came.
    index: Option<&'static str>,
}

const TAGGED: &str = "SELECT paper_id FROM paper_tag JOIN tag ON tag.id = tag_id WHERE tag.name = ?";
/// Of all of them the index is read; of one paper its row.
const DUPLICATE: &str = "SELECT paper_id FROM duplicate WHERE sure IN (0, 1)";
/// Written out, because an index of some of the fields is found by the value, which is [`crate::formats::RETRACTED`].
const RETRACTED: &str = "SELECT paper_id FROM paper_field WHERE name = 'retracted'";
const SAVED: &str = "SELECT paper_id FROM saved_search_paper WHERE search_id = ?";

impl Conditions {
    pub fn of(connection: &Connection, view: &ListView, search: &Query) -> Result<Self> {
        let place = if *view == ListView::Trash { TRASHED } else { LIVE };
        let (own, in_words, members) = (Vec::new(), Vec::new(), Vec::new());
        let mut found = Self { place, view: view_of(view), own, in_words, members, excluded: search.exclusion() };
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
        for (filter, sign) in search.filters_in_words() {
            found.add(filter, *sign);
        }
        found.in_words = std::mem::take(&mut found.own);
        for (filter, sign) in search.filters_beside_words() {
            found.add(filter, *sign);
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
            Filter::Retracted => return self.members.push((sign, RETRACTED.into(), Vec::new())),
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
        let (sql, values) = told;
        let sql = if sign == Sign::With { sql } else { format!("NOT ({sql})") };
        let is_of_years = matches!(filter, Filter::Years { .. }) && self.place == LIVE;
        self.own.push(Own { sign, sql, values, index: is_of_years.then_some("paper_by_year") });
    }

    /// All of it as one condition on `paper`, to be asked of many of them.
    pub fn sql(&self) -> (String, Vec<Value>) {
        self.written("id NOT IN (SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?)")
    }

    /// The same with what the words of the search ask for.
    pub fn sql_of_all(&self) -> (String, Vec<Value>) {
        let (mut condition, mut values) = self.sql();
        for own in &self.in_words {
            condition += &format!(" AND {}", own.sql);
            values.extend_from_slice(&own.values);
        }
        (condition, values)
    }

    fn written(&self, excluding: &str) -> (String, Vec<Value>) {
        let (mut condition, mut values) = self.own();
        for (sign, sql, more) in &self.members {
            // SQLite makes one query of the two, and looks the paper up.
            let not = if *sign == Sign::With { "" } else { "NOT " };
            condition += &format!(" AND {not}EXISTS (SELECT 1 FROM ({sql}) WHERE paper_id = paper.id)");
            values.extend_from_slice(more);
        }
        if let Some(words) = &self.excluded {
            condition += &format!(" AND {excluding}");
            values.push(Value::Text(words.clone()));
        }
        (condition, values)
    }

    /// Whether nothing is asked but that a paper is not in the trash.
    pub fn are_none(&self) -> bool {
        let asks_more = self.view.is_some() || self.excluded.is_some();
        self.place == LIVE && !asks_more && self.own.is_empty() && self.members.is_empty()
    }

    /// Queries for the `paper_id` of papers that fulfil one of them, for each that an index answers.
    pub fn leads(&self) -> impl Iterator<Item = (String, &[Value], Option<&'static str>)> {
        let place = self.place;
        let papers = move |by: &str, sql: &str| format!("SELECT id AS paper_id FROM paper {by} WHERE {place}{sql}");
        // The planner may prefer a larger index for a view, and look at the rows.
        let of_view = self.view.map(|(sql, index)| papers(&format!("INDEXED BY {index}"), &format!(" AND {sql}")));
        let of_trash = (place == TRASHED).then(|| papers("", ""));
        let own = self.own.iter().filter(|own| own.sign == Sign::With).map(move |own| {
            let by = own.index.map(|index| format!("INDEXED BY {index}")).unwrap_or_default();
            (papers(&by, &format!(" AND {}", own.sql)), &*own.values, own.index)
        });
        // Those that papers must fulfil, not those that they must not.
        let members = self.members.iter().filter(|(sign, ..)| *sign == Sign::With);
        let members = members.map(|(_, sql, values)| (sql.clone(), &**values, None));
        of_view.into_iter().chain(of_trash).map(|sql| (sql, &[][..], None)).chain(own).chain(members)
    }

    /// Tells whether a paper fulfils them; nothing is asked for that is not about it.
    pub fn test<'c>(&self, connection: &'c Connection) -> Result<impl FnMut(Id) -> Result<bool> + use<'c>> {
        let alone = "NOT EXISTS (SELECT 1 FROM paper_fts WHERE paper_fts MATCH ? AND rowid = paper.id)";
        let (condition, values) = self.written(alone);
        let mut row = connection.prepare_cached(&format!("SELECT 1 FROM paper WHERE id = ? AND {condition}"))?;
        Ok(move |id| Ok(row.exists(params_from_iter(std::iter::once(Value::Integer(id)).chain(values.clone())))?))
    }

    /// What a paper's own row must fulfil.
    fn own(&self) -> (String, Vec<Value>) {
        let own = self.own.iter().map(|own| &*own.sql);
        let parts: Vec<&str> = [self.place].into_iter().chain(self.view.map(|(sql, _)| sql)).chain(own).collect();
        (parts.join(" AND "), self.own.iter().flat_map(|own| own.values.clone()).collect())
    }
}
