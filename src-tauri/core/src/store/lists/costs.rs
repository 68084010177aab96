//! Which way is shortest: reading few papers that fulfil a condition, or asking it of one paper after the other until
//! enough are found.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::conditions::Conditions;
use crate::error::Result;

/// A paper takes about so many bytes of the file, with its words in the indexes and its history.
const BYTES: i64 = 6_000;

/// As numbers of papers. All ways find the same.
#[derive(Clone, Copy, Debug)]
pub struct Costs {
    /// How many are wanted.
    pub wanted: usize,
    /// Papers that fulfil a condition are put into a set, against which hits are held, when they are fewer.
    pub set: usize,
    /// Whether each holds the words is asked one by one, not found among all the hits, when they are fewer.
    pub singly: usize,
    /// Papers are sorted by hand, not picked out of the sorted whole, when they are fewer.
    pub sorted: usize,
}

impl Costs {
    /// For a list of `wanted` papers out of all.
    ///
    /// Measured on 100,000 papers: a hit costs 0.05 µs and 0.13 more to ask a condition of it; a paper of a set 0.25;
    /// asking one paper for words 20 to 60; sorting one 0.25, or 0.07 where an index tells everything of it; picking
    /// one 0.03. Where the file is too large to be held in memory, looking papers up here and there takes four times as long. Of `all` papers, where `n` fulfil
    /// a condition, about `wanted * all / n` are gone through until there are enough; many more when those that fulfil
    /// it are all old. How many all are is guessed by the size of the file, because counting a million takes 15 ms.
    pub fn of(connection: &Connection, wanted: usize) -> Result<Self> {
        let bytes = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        let bytes: i64 = connection.prepare_cached(bytes)?.query_row([], |row| row.get(0))?;
        let all = usize::try_from(bytes / BYTES).unwrap_or(0);
        let reached = all.saturating_mul(wanted);
        Ok(Self {
            wanted,
            set: (reached / 2).isqrt(),
            singly: all / 10_000,
            sorted: (reached / 4).isqrt().max(all / 64).min(all / 4),
        })
    }

    /// Where nothing is asked of papers there is nothing to weigh.
    pub fn of_none(wanted: usize) -> Self {
        Self { wanted, set: 0, singly: 0, sorted: 0 }
    }
}

/// The papers that one condition lets through: a query for their `paper_id`, which may give some twice.
pub struct Lead {
    pub sql: String,
    pub values: Vec<Value>,
    /// The index of papers it reads, where that tells all that is asked of them and when they came.
    pub index: Option<&'static str>,
}

/// So many papers of such an index cost what one of another costs.
const TOLD: i64 = 4;

impl Lead {
    /// A query for the ids of its papers that fulfil a condition, with its values; each `once` only when that is wanted.
    /// `in_facts` says that the index of facts tells all that is asked of them, and what they are sorted by.
    pub fn narrowed(
        &self,
        (condition, values): (&str, Vec<Value>),
        in_facts: bool,
        once: bool,
    ) -> (String, Vec<Value>) {
        if let Some(index) = self.index.filter(|_| in_facts) {
            return (format!("SELECT id FROM paper INDEXED BY {index} WHERE {condition}"), values);
        }
        let lead = if once { format!("SELECT DISTINCT paper_id FROM ({})", self.sql) } else { self.sql.clone() };
        let by = if in_facts { "INDEXED BY paper_facts" } else { "" };
        // A cross join is gone through in the order written.
        let sql = format!("SELECT id FROM ({lead}) CROSS JOIN paper {by} ON id = paper_id WHERE {condition}");
        (sql, [self.values.clone(), values].concat())
    }

    /// The condition that lets the fewest through, when they are fewer than `below`.
    pub fn of(connection: &Connection, conditions: &Conditions, below: usize) -> Result<Option<Self>> {
        let mut below = i64::try_from(below).unwrap_or(i64::MAX);
        let mut lead = None;
        for (sql, values, index) in conditions.leads() {
            let count = format!("SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT ?)");
            let of_one = if index.is_some() { TOLD } else { 1 };
            let most = Value::Integer(below.saturating_mul(of_one));
            let few: i64 = connection
                .prepare_cached(&count)?
                .query_row(params_from_iter(values.iter().chain([&most])), |row| row.get(0))?;
            if few / of_one < below {
                below = few / of_one;
                lead = Some(Self { sql, values: values.to_vec(), index });
            }
        }
        Ok(lead)
    }
}
