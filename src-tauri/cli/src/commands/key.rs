//! Citation keys for papers that have none.

use postil_core::model::ListQuery;
use postil_core::{Library, Result};
use serde_json::json;

use crate::output::{Output, clean};

pub fn run(library: &Library, query: &[String], out: &Output) -> Result<()> {
    let ids = library.list_ids(&ListQuery { search: query.join(" "), ..ListQuery::default() })?;
    let made = library.make_keys(&ids)?;
    let list: Vec<_> = made.iter().map(|(id, key)| json!({ "id": id, "key": key })).collect();
    out.answer(&list, || {
        made.iter().for_each(|(id, key)| out.line(format!("{id}  {}", clean(key))));
        out.line(format!("{} papers were given a citation key.", made.len()));
    })
}
