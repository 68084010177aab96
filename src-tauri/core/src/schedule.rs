//! Checks that the reader allowed to begin by themselves while the window is open.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::checker::Checker;
use crate::error::Result;
use crate::library::on_disk;
use crate::model::{CheckProgress, CheckScope, Millis};

/// `"off"`, `"daily"` or `"weekly"`; off until the reader chooses.
pub const SETTING: &str = "backgroundChecks";
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

/// Checks what is due, when it is time; `None` when it is not, or another check is going on.
///
/// # Errors
/// When the library cannot be read or written.
pub async fn check_if_time(checker: &Checker) -> Result<Option<CheckProgress>> {
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
    begun.run(Some(CheckScope::Due), |_| {}).await.map(Some)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
