//! Citation keys for papers that have none.

use std::process::ExitCode;

use postil_core::{Library, Result};
use serde_json::json;

use super::named::named_or_found;
use crate::output::{Output, clean};

pub fn run(library: &Library, query: &[String], out: &Output) -> Result<ExitCode> {
    let meant = named_or_found(library, query)?;
    let made = library.make_keys(&meant.ids)?;
    let list: Vec<_> = made.iter().map(|(id, key)| json!({ "id": id, "key": key })).collect();
    out.answer(&list, || {
        made.iter().for_each(|(id, key)| out.line(format!("{id}  {}", clean(key))));
        out.line(format!("{} papers were given a citation key.", made.len()));
    })?;
    Ok(meant.code())
}
