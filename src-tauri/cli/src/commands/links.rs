use postil_core::Result;
use postil_core::links::recognise;
use serde::Serialize;

use super::text_of;
use crate::output::Output;

/// One line of `postil links`. Offsets count characters (Unicode scalar values) of the text as written.
#[derive(Serialize)]
struct Link<'a> {
    kind: recognise::LinkKind,
    host: &'a str,
    owner: &'a str,
    name: &'a str,
    path: Option<&'a str>,
    candidates: &'a [String],
    as_written: &'a str,
    start: usize,
    end: usize,
}

pub fn run(file: &str, out: &Output) -> Result<()> {
    let text = text_of(file)?;
    let (mut bytes, mut characters) = (0, 0);
    let mut at = |offset: usize| {
        if offset < bytes {
            (bytes, characters) = (0, 0);
        }
        characters += text[bytes..offset].chars().count();
        bytes = offset;
        characters
    };
    for link in recognise::recognise(&text) {
        let (start, end) = (at(link.span.start), at(link.span.end));
        let line = Link {
            kind: link.kind,
            host: &link.host,
            owner: &link.owner,
            name: &link.name,
            path: link.path.as_deref(),
            candidates: &link.candidates,
            as_written: &link.as_written,
            start,
            end,
        };
        out.line(serde_json::to_string(&line).map_err(postil_core::Error::internal)?);
    }
    Ok(())
}
