//! The languages that styles speak: words such as “edited by”, dates and quotation marks.

use std::sync::LazyLock;

use citationberg::{Locale, LocaleCode};

use super::styles::adapt::genders;
use crate::error::{Error, Result};

/// Those within the program; reading them takes some milliseconds, once.
pub(super) static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let mut locales = hayagriva::archive::locales();
    locales.iter_mut().for_each(genders);
    locales
});

/// The language of this name as the files have it: `de-DE` for `de-de`, and for `de` alone.
///
/// # Errors
/// `Validation` for one that is not there, naming those that are. A style would speak English without a word.
pub fn language(name: &str) -> Result<String> {
    let mut codes: Vec<&str> = LOCALES.iter().filter_map(|one| one.lang.as_ref()).map(|code| code.0.as_str()).collect();
    codes.sort_by_key(|code| (code.len(), *code));
    let wanted = name.trim().replace('_', "-");
    let is = |code: &&&str| code.eq_ignore_ascii_case(&wanted);
    let is_of = |code: &&&str| code.split('-').next().is_some_and(|start| start.eq_ignore_ascii_case(&wanted));
    // German of Germany, Spanish of Spain; of others the first there is.
    let is_home =
        |code: &&&str| is_of(code) && code.split('-').nth(1).is_some_and(|end| end.eq_ignore_ascii_case(&wanted));
    let english = || codes.iter().find(|code| wanted.eq_ignore_ascii_case("en") && **code == LocaleCode::en_us().0);
    let all = || codes.iter();
    let found = all().find(is).or_else(english).or_else(|| all().find(is_home)).or_else(|| all().find(is_of));
    found.map(|code| (*code).to_owned()).ok_or_else(|| {
        codes.sort_unstable();
        Error::validation(
            "locale",
            format!("“{name}” is no language that styles know. There are {}.", codes.join(", ")),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_codes() {
        for (name, code) in [
            ("de-DE", "de-DE"),
            ("de_at", "de-AT"),
            ("de", "de-DE"),
            ("EN", "en-US"),
            ("pt", "pt-PT"),
            ("sr", "sr-Cyrl-RS"),
            ("la", "la"),
        ] {
            assert_eq!(language(name).as_deref(), Ok(code), "{name}");
        }
        for name in ["xx-YY", "", "d", "de-XX"] {
            let told = language(name).expect_err("not there").message;
            assert!(told.contains("af-ZA, ar, ") && told.contains("zh-CN"), "those there are: {name}: {told}");
        }
    }
}
