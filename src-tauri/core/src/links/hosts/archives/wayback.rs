//! The Wayback Machine: pages as they looked. Its index may name a capture that is none, so each is looked at.

use std::time::Duration;

use serde_json::Value;

use super::{Kept, address};
use crate::links::hosts::asking::Asking;
use crate::links::verdict::{Answer, Body, iso_day, iso_millis};
use crate::model::{Archive, ArchivedCopy, Millis};

pub const HOST: &str = "web.archive.org";
/// At most 24 questions a minute.
pub const SPACING: Duration = Duration::from_millis(2_600);
const NAME: &str = "The Wayback Machine";

/// Looks for the capture of a page nearest to a day.
pub async fn look(page: &str, near: Millis, asking: &mut Asking<'_>) -> Kept {
    let Some(mut url) = address(&format!("https://{HOST}/cdx/search/cdx")) else { return Kept::No };
    url.query_pairs_mut()
        .append_pair("url", page)
        .append_pair("output", "json")
        .append_pair("filter", "statuscode:200")
        .append_pair("closest", &stamp(near))
        .append_pair("sort", "closest")
        .append_pair("limit", "1");
    let answer = asking.get_json(&url).await;
    if let Some(words) = asking.trouble(NAME, &answer) {
        return Kept::Unsure(words);
    }
    let taken = match read_index(&answer) {
        Ok(Some(taken)) => taken,
        Ok(None) => return Kept::No,
        Err(words) => return Kept::Unsure(words),
    };
    let memento = format!("https://{HOST}/web/{taken}/{page}");
    let Some(url) = address(&memento) else { return Kept::No };
    let answer = asking.text(&url, 1).await;
    if let Some(words) = asking.trouble(NAME, &answer) {
        return Kept::Unsure(words);
    }
    match (&answer, moment(&taken)) {
        // A page that was blocked later still answers 200, but not as a memento.
        (Answer::Response(response), Some(at)) if response.status == 200 && response.is_memento => {
            Kept::Copy(ArchivedCopy { archive: Archive::Wayback, url: memento, at })
        }
        _ => Kept::No,
    }
}

/// The time stamp of the first capture: `[["urlkey", "timestamp", …], ["com,github)/a/b", "20210309081152", …]]`.
fn read_index(answer: &Answer) -> Result<Option<String>, String> {
    let foreign = || Err(format!("Something other than {NAME} answered."));
    let Answer::Response(response) = answer else { return foreign() };
    match (response.status, &response.body) {
        // What its owner had taken out of the archive.
        (403, _) => Ok(None),
        (200, Body::None) => Ok(None),
        (200, Body::Json(Value::Array(rows))) => {
            let Some(names) = rows.first().and_then(Value::as_array) else { return Ok(None) };
            let Some(place) = names.iter().position(|name| name == "timestamp") else { return foreign() };
            let taken = rows.get(1).and_then(|row| row.get(place)).and_then(Value::as_str);
            Ok(taken.filter(|text| text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned))
        }
        _ => foreign(),
    }
}

/// `20210309081152`
fn moment(stamp: &str) -> Option<Millis> {
    let part = |from: usize, to: usize| stamp.get(from..to);
    iso_millis(&format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    ))
}

fn stamp(at: Millis) -> String {
    iso_day(at).replace('-', "")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::links::verdict::Response;

    #[test]
    fn days_are_written_as_the_index_wants_them() {
        assert_eq!(stamp(1_615_277_512_000), "20210309", "the day of a paper");
        assert_eq!(moment("20210309081152"), Some(1_615_277_512_000), "and read back");
        assert_eq!(moment("2021"), None, "half a stamp is none");
    }

    #[test]
    fn the_index_is_read_by_its_heads() {
        let answer = |status, body| Answer::Response(Response { status, body, ..Response::default() });
        let rows = json!([
            ["urlkey", "timestamp", "original"],
            ["com,github)/a/b", "20210309081152", "https://github.com/a/b"]
        ]);
        assert_eq!(read_index(&answer(200, Body::Json(rows))), Ok(Some("20210309081152".into())), "a capture");
        assert_eq!(read_index(&answer(200, Body::Json(json!([])))), Ok(None), "no capture");
        assert_eq!(read_index(&answer(403, Body::Text("Blocked".into()))), Ok(None), "taken out by its owner");
        assert!(read_index(&answer(200, Body::Text("<html>".into()))).is_err(), "a stranger's page");
        let odd = json!([["timestamp"], ["../../evil"]]);
        assert_eq!(read_index(&answer(200, Body::Json(odd))), Ok(None), "a stamp is digits and nothing else");
    }
}
