//! What languages are called: by BibLaTeX, which has Babel's names, by CSL and Hayagriva, which have codes, and by
//! programs and people, who write either, or codes of three letters, or their own word.

/// Babel's name, the code, and what else it goes by, in small letters.
const TONGUES: &[(&str, &str, &[&str])] = &[
    ("english", "en", &["eng", "englisch", "anglais", "inglés", "ingles"]),
    ("american", "en-US", &["usenglish"]),
    ("british", "en-GB", &["ukenglish"]),
    ("canadian", "en-CA", &[]),
    ("australian", "en-AU", &[]),
    ("newzealand", "en-NZ", &[]),
    ("ngerman", "de", &["ger", "deu", "deutsch", "allemand"]),
    ("naustrian", "de-AT", &[]),
    ("nswissgerman", "de-CH", &[]),
    // As it was spelt before 1996.
    ("german", "de-1901", &["germanb"]),
    ("austrian", "de-AT-1901", &[]),
    ("swissgerman", "de-CH-1901", &[]),
    ("french", "fr", &["fre", "fra", "français", "francais", "frenchb", "französisch"]),
    ("canadien", "fr-CA", &["acadian"]),
    ("spanish", "es", &["spa", "español", "espanol", "castellano", "castilian", "spanisch"]),
    ("italian", "it", &["ita", "italiano"]),
    ("portuguese", "pt", &["por", "português", "portugues", "portuges"]),
    ("brazilian", "pt-BR", &["brazil"]),
    ("dutch", "nl", &["dut", "nld", "nederlands"]),
    ("danish", "da", &["dan", "dansk"]),
    ("swedish", "sv", &["swe", "svenska"]),
    ("norsk", "nb", &["norwegian", "no", "nor", "nob"]),
    ("nynorsk", "nn", &["nno"]),
    ("finnish", "fi", &["fin", "suomi"]),
    ("icelandic", "is", &["ice", "isl", "íslenska"]),
    ("polish", "pl", &["pol", "polski"]),
    ("czech", "cs", &["cze", "ces", "čeština", "český"]),
    ("slovak", "sk", &["slo", "slk", "slovenčina"]),
    ("slovene", "sl", &["slovenian", "slv", "slovenščina"]),
    ("croatian", "hr", &["hrv", "scr", "hrvatski"]),
    ("serbian", "sr", &["srp", "scc", "srpski"]),
    ("russian", "ru", &["rus", "русский"]),
    ("ukrainian", "uk", &["ukr", "українська"]),
    ("bulgarian", "bg", &["bul", "български"]),
    ("greek", "el", &["gre", "ell", "ελληνικά"]),
    ("turkish", "tr", &["tur", "türkçe"]),
    ("magyar", "hu", &["hungarian", "hun"]),
    ("romanian", "ro", &["rum", "ron", "română"]),
    ("estonian", "et", &["est", "eesti"]),
    ("latvian", "lv", &["lav"]),
    ("lithuanian", "lt", &["lit"]),
    ("catalan", "ca", &["cat", "català"]),
    ("basque", "eu", &["baq", "eus", "euskara"]),
    ("galician", "gl", &["glg", "galego"]),
    ("welsh", "cy", &["wel", "cym"]),
    ("irish", "ga", &["gle"]),
    ("latin", "la", &["lat"]),
    ("hebrew", "he", &["heb", "iw", "עברית"]),
    ("arabic", "ar", &["ara", "العربية"]),
    ("persian", "fa", &["farsi", "per", "fas", "فارسی"]),
    ("hindi", "hi", &["hin"]),
    ("japanese", "ja", &["jpn", "日本語"]),
    ("chinese", "zh", &["chi", "zho", "中文", "汉语", "chinese-simplified", "zh-cn", "zh-hans", "zh-sg"]),
    ("chinese-traditional", "zh-TW", &["zh-hant", "zh-hk", "繁體中文"]),
    ("korean", "ko", &["kor", "한국어"]),
    ("vietnamese", "vi", &["vie", "tiếng việt"]),
    ("thai", "th", &["tha"]),
    ("indonesian", "id", &["ind", "bahasa", "bahasai"]),
    ("malay", "ms", &["may", "msa", "bahasam"]),
    ("esperanto", "eo", &["epo"]),
    ("afrikaans", "af", &["afr"]),
];

type Tongue = (&'static str, &'static str, &'static [&'static str]);

/// The row of a language; of a dialect that has none, that of its language.
fn row(said: &str) -> Option<&'static Tongue> {
    let lower = said.trim().trim_end_matches([';', '.']).to_lowercase().replace('_', "-");
    let exactly = |name: &str| {
        let is_it = |(babel, code, others): &&Tongue| {
            *babel == name || code.eq_ignore_ascii_case(name) || others.contains(&name)
        };
        TONGUES.iter().find(is_it)
    };
    let mut name = lower.as_str();
    loop {
        if let Some(found) = exactly(name) {
            return Some(found);
        }
        // "en-US-oxendict": the last part is put aside. What goes on with a word is no code.
        let (shorter, last) = name.rsplit_once('-')?;
        (1..=8).contains(&last.len()).then_some(())?;
        name = Some(shorter).filter(|shorter| shorter.split('-').next().is_some_and(|first| first.len() <= 3))?;
    }
}

/// Babel's name, which BibLaTeX wants; what is none that we know stays as it is.
pub fn babel(said: &str) -> &str {
    row(said).map_or(said, |(babel, ..)| babel)
}

/// The code, which CSL and Hayagriva want. What looks like one already stays as it is.
pub fn code(said: &str) -> &str {
    let mut parts = said.trim().split('-');
    let is_code = parts.next().is_some_and(|first| first.len() == 2 && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if is_code { said } else { row(said).map_or(said, |(_, code, _)| code.trim_end_matches("-1901")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_any_of_its_names() {
        for (said, name, tag) in [
            ("en", "english", "en"),
            ("en-US", "american", "en-US"),
            ("en_GB", "british", "en-GB"),
            ("en-US-x-posix", "american", "en-US-x-posix"),
            ("eng", "english", "en"),
            ("English", "english", "en"),
            ("american", "american", "en-US"),
            ("de", "ngerman", "de"),
            ("de-DE", "ngerman", "de-DE"),
            ("ger", "ngerman", "de"),
            ("german", "german", "de"),
            ("Français", "french", "fr"),
            ("pt-BR", "brazilian", "pt-BR"),
            ("zh-CN", "chinese", "zh-CN"),
            ("zh-Hant-TW", "chinese-traditional", "zh-Hant-TW"),
            ("中文;", "chinese", "zh"),
            ("no", "norsk", "no"),
            ("eng; fre", "eng; fre", "eng; fre"),
            ("Klingon", "Klingon", "Klingon"),
            ("ill-written", "ill-written", "ill-written"),
            ("", "", ""),
        ] {
            assert_eq!((babel(said), code(said)), (name, tag), "{said}");
        }
    }

    #[test]
    fn no_name_is_that_of_two_languages() {
        let mut all: Vec<String> = Vec::new();
        for (babel, code, others) in TONGUES {
            all.extend([*babel, *code].iter().chain(*others).map(|name| name.to_lowercase()));
        }
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "each name once");
    }
}
