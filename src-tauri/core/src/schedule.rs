//! Checks that the reader allowed to begin by themselves while the window is open.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::checker::Checker;
use crate::error::Result;
use crate::machine::on_disk;
use crate::model::{CheckProgress, CheckScope, Millis, NoticeKind};

/// `"off"`, `"daily"` or `"weekly"`; off until the reader chooses.
pub const SETTING: &str = "backgroundChecks";
/// Whether the reader wants to be told of what such a check found changed, also while Postil is not looked at.
const NOTIFY: &str = "notifyOfChanges";
const LAST: &str = "backgroundCheckedAt";
const DAY: Millis = 86_400_000;

/// Whether the reader's wish and the last such check make it time for one.
pub fn is_time(settings: &BTreeMap<String, Value>, now: Millis) -> bool {
    let every = match settings.get(SETTING).and_then(Value::as_str) {
        Some("daily") => DAY,
        Some("weekly") => 7 * DAY,
        _ => return false,
    };
    // A clock that was set back must not put it off for years.
    settings.get(LAST).and_then(Value::as_i64).is_none_or(|last| now - last >= every || last > now)
}

/// What a check that began by itself came to.
#[derive(Debug, PartialEq)]
pub struct Background {
    pub progress: CheckProgress,
    /// A title and a text to tell the reader, when there is news and the reader wishes to be told.
    pub told: Option<(String, String)>,
}

/// Changes named one by one.
const NAMED: usize = 4;

/// Checks what is due, when it is time; `None` when it is not, or another check is going on.
///
/// # Errors
/// When the library cannot be read or written.
pub async fn check_if_time(checker: &Checker) -> Result<Option<Background>> {
    let library = checker.library().clone();
    let due = on_disk(move || {
        let now = library.now();
        if !is_time(&library.settings()?, now) || library.overview()?.repositories_due == 0 {
            return Ok(false);
        }
        library.set_setting(LAST, &now.into())?;
        Ok(true)
    });
    if checker.is_running() || !due.await? {
        return Ok(None);
    }
    let Ok(begun) = checker.begin() else { return Ok(None) };
    let library = checker.library().clone();
    let before = on_disk(move || library.newest_notice()).await?;
    let progress = begun.run(Some(CheckScope::Due), |_| {}).await?;
    let library = checker.library().clone();
    let told = on_disk(move || {
        let wanted = library.settings()?.get(NOTIFY).and_then(Value::as_bool).unwrap_or(false);
        Ok(if wanted { in_words(&library.news_since(before, 1_000)?) } else { None })
    });
    Ok(Some(Background { progress, told: told.await? }))
}

/// A title and a text for what changed; `None` when nothing did.
fn in_words(news: &[(NoticeKind, String)]) -> Option<(String, String)> {
    let title = match news.len() {
        0 => return None,
        1 => "A repository changed".to_owned(),
        count => format!("{count} repositories changed"),
    };
    let mut lines: Vec<String> =
        news.iter().take(NAMED).map(|(kind, name)| format!("{name} {}", what(*kind))).collect();
    if news.len() > NAMED {
        lines.push(format!("and {} more under Needs attention", news.len() - NAMED));
    }
    Some((title, lines.join("\n")))
}

fn what(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Lost => "is not there any more",
        NoticeKind::Moved => "moved",
        NoticeKind::Archived => "was archived",
        NoticeKind::CameBack => "is back",
        NoticeKind::Released => "has code now",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn news_in_words() {
        let news = |count: usize| vec![(NoticeKind::Moved, "ada/engine".to_owned()); count];
        assert_eq!(in_words(&[]), None, "nothing changed, nothing is told");
        let (title, text) = in_words(&news(1)).expect("told");
        assert_eq!((title.as_str(), text.as_str()), ("A repository changed", "ada/engine moved"), "one change");
        let (title, text) = in_words(&news(6)).expect("told");
        assert!(
            title.contains("6 repositories") && text.ends_with("and 2 more under Needs attention"),
            "{title}: {text}"
        );
    }

    #[test]
    fn only_when_wished_for_and_not_too_often() {
        let now = 100 * DAY;
        let settings = |every: Value, last: Value| BTreeMap::from([(SETTING.into(), every), (LAST.into(), last)]);
        for (every, last, expected, why) in [
            (Value::Null, Value::Null, false, "nobody asked for it"),
            (json!("off"), Value::Null, false, "it was switched off"),
            (json!("daily"), Value::Null, true, "the first time"),
            (json!("daily"), json!(now - DAY + 1), false, "not a day ago yet"),
            (json!("daily"), json!(now - DAY), true, "a day ago"),
            (json!("weekly"), json!(now - 2 * DAY), false, "not a week ago yet"),
            (json!("weekly"), json!(now - 8 * DAY), true, "more than a week ago"),
            (json!("daily"), json!(now + 50 * DAY), true, "the clock was wrong"),
            (json!(7), json!("x"), false, "nonsense is off"),
        ] {
            assert_eq!(is_time(&settings(every.clone(), last.clone()), now), expected, "{why}: {every}, {last}");
        }
    }
}
