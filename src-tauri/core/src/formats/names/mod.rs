//! Names of people: how a list of them is split, and which part is the family's.
//!
//! A name has two forms: as shown, "Ada von Example Jr.", and as filed, "von Example, Jr., Ada". A filed form without
//! a comma is a name in one piece: an institution, a mononym. Most shown names tell their filed form; only where they
//! do not is it kept.

mod list;
#[cfg(test)]
mod tests;

pub use self::list::{People, apart, people, split_list, split_outside, without_years};

use super::is_one_line;

/// The parts of one name. All but one may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    pub given: String,
    /// "von", "de la"
    pub particle: String,
    pub family: String,
    /// "Jr.", "III"
    pub suffix: String,
}

impl Name {
    /// "Ada von Example Jr."; "王小明", where the family's name comes first.
    pub fn shown(&self) -> String {
        if self.particle.is_empty() && self.suffix.is_empty() && is_family_first(&self.family, &self.given) {
            return format!("{}{}", self.family, self.given);
        }
        join(&[&self.given, &self.particle, &self.family, &self.suffix], " ")
    }

    /// "von Example, Jr., Ada"; without a comma when there is only a family name.
    pub fn filed(&self) -> String {
        join(&[&self.whole_family(), &self.suffix, &self.given], ", ")
    }

    /// "von Example"
    pub fn whole_family(&self) -> String {
        join(&[&self.particle, &self.family], " ")
    }

    /// Reads the filed form.
    pub fn from_filed(text: &str) -> Self {
        // An institution's own comma stands in braces.
        if let Some(family) = in_one_piece(text) {
            return Self { family: family.to_owned(), ..Self::default() };
        }
        let mut parts = text.splitn(3, ',').map(str::trim);
        let (family, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let (suffix, given) = match (second, third) {
            (Some(given), None) => ("", given),
            (Some(suffix), Some(given)) => (suffix, given),
            // In one piece, small words belong to the name: "van Example Museum" is an institution.
            _ => return Self { family: text.trim().to_owned(), ..Self::default() },
        };
        let (particle, family) = particle(family);
        Self { given: given.into(), particle, family, suffix: suffix.into() }
    }

    /// Reads the shown form: the last word is the family name, small words before it its particle.
    pub fn from_shown(text: &str) -> Self {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let mut suffix = String::new();
        if words.len() > 2 && words.last().is_some_and(|word| is_suffix(word)) {
            suffix = words.pop().unwrap_or_default().to_owned();
        }
        let last = words.len().saturating_sub(1);
        let small = |word: &&str| is_small(word);
        let from = words.iter().take(last).position(small).unwrap_or(last);
        let to = words.iter().take(last).rposition(small).map_or(last, |at| at + 1);
        Self {
            given: words[..from].join(" "),
            particle: words[from..to].join(" "),
            family: words[to..].join(" "),
            suffix,
        }
    }

    /// The filed form when the shown one does not tell it, else nothing.
    pub fn sort_name(&self) -> String {
        if self.is_plain() {
            return String::new();
        }
        let filed = self.filed();
        if self.given.is_empty() && self.suffix.is_empty() && filed.contains(',') {
            return format!("{{{filed}}}");
        }
        if Self::from_shown(&self.shown()).filed() == filed { String::new() } else { filed }
    }

    /// Given names and one word behind them: such a name tells by itself how it is filed.
    fn is_plain(&self) -> bool {
        let is_word = self.family.bytes().all(|byte| byte.is_ascii_graphic()) && !is_suffix(&self.family);
        is_word
            && !self.family.is_empty()
            && self.particle.is_empty()
            && self.suffix.is_empty()
            && is_one_line(&self.given)
            && !self.given.split(' ').any(is_small)
    }

    /// From the two forms as stored.
    pub fn from_stored(shown: &str, sort_name: &str) -> Self {
        if sort_name.is_empty() { Self::from_shown(shown) } else { Self::from_filed(sort_name) }
    }
}

/// Whether both are written in the letters of China, Japan or Korea. Names in kana alone are those of foreigners.
fn is_family_first(family: &str, given: &str) -> bool {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{3FFFF}' | '々');
    let is_eastern = |c: char| is_han(c) || matches!(c, '\u{3041}'..='\u{30FF}');
    let [family, given] =
        [family, given].map(|part| !part.is_empty() && part.chars().all(is_eastern) && part.chars().any(is_han));
    family && given
}

fn join(parts: &[&str], between: &str) -> String {
    let mut out = String::with_capacity(parts.iter().map(|part| part.len() + between.len()).sum());
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(part);
    }
    out
}

/// Small words before a family name.
fn particle(family: &str) -> (String, String) {
    let words: Vec<&str> = family.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let to = words.iter().take(last).rposition(|word| is_small(word)).map_or(0, |at| at + 1);
    if to == 0 || !is_small(words[0]) {
        return (String::new(), words.join(" "));
    }
    (words[..to].join(" "), words[to..].join(" "))
}

fn is_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

pub fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
}

/// Degrees, which some write behind a name.
fn is_degree(word: &str) -> bool {
    matches!(word, "PhD" | "Ph.D." | "Ph.D" | "MD" | "M.D.")
}

/// One name of such a list; `text` turns LaTeX into what a reader sees.
pub fn read_one(raw: &str, text: impl Fn(&str) -> String) -> Name {
    if let Some((family, given)) = plain(raw) {
        return Name { given: given.to_owned(), family: family.to_owned(), ..Name::default() };
    }
    if let Some(name) = in_one_piece(raw) {
        return Name { family: text(name), ..Name::default() };
    }
    let mut commas = split_outside(raw, |c| c == ',');
    // "Example, Ada, and Sample, Bo": the last comma is that of the list.
    if commas.len() > 2 && commas.last().is_some_and(|last| last.is_empty()) {
        commas.pop();
    }
    let is_by_parts = |part: &&&str| part.contains('=');
    if (commas.iter().filter(is_by_parts).count() >= 2 || raw.trim_start().starts_with("family="))
        && let Some(name) = by_parts(&commas, &text)
    {
        return name;
    }
    let words = |part: &str| -> Vec<(bool, String)> {
        let mut words = split_outside(part, |c| c.is_whitespace() || c == '~');
        words.retain(|word| !word.is_empty());
        words.iter().map(|word| (starts_small(word), text(word))).collect()
    };
    let plain = |words: &[(bool, String)]| {
        let words: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    let mut family = words(commas.first().copied().unwrap_or_default());
    let last = family.len().saturating_sub(1);
    let to = family.iter().take(last).rposition(|(small, _)| *small).map(|at| at + 1);
    match &commas[1..] {
        // "John Sample Jr.", "John Sample, Jr.": as people write who know no BibTeX.
        [] if family.len() > 2 && family.last().is_some_and(|(_, word)| is_suffix(word)) => {
            let suffix = family.pop().map(|(_, word)| word).unwrap_or_default();
            Name { suffix, ..Name::from_shown(&plain(&family)) }
        }
        [suffix] if family.len() > 1 && is_suffix(&text(suffix)) => {
            Name { suffix: text(suffix), ..Name::from_shown(&plain(&family)) }
        }
        [] => {
            let from = family.iter().take(last).position(|(small, _)| *small).unwrap_or(last);
            let to = to.unwrap_or(last);
            let mut rest = family.split_off(from);
            let own = rest.split_off(to - from);
            Name { given: plain(&family), particle: plain(&rest), family: plain(&own), suffix: String::new() }
        }
        rest => {
            let to = to.filter(|_| family[0].0).unwrap_or(0);
            let (suffix, given) = match rest {
                [given] => (String::new(), plain(&words(given))),
                // BibTeX has it between the two; it is not the given name of anybody.
                [given, last] if is_suffix(last) && !is_suffix(given) || is_degree(last) => {
                    ((*last).to_owned(), plain(&words(given)))
                }
                [suffix, given @ ..] => {
                    let given: Vec<String> = given.iter().map(|part| plain(&words(part))).collect();
                    (plain(&words(suffix)), given.join(", "))
                }
                [] => Default::default(),
            };
            let given = given.trim_matches([',', ' ']).to_owned();
            Name { given, particle: plain(&family[..to]), family: plain(&family[to..]), suffix }
        }
    }
}

/// "Example, Ada B.", as most names are: one word, a comma, and words of plain letters that are the same in LaTeX.
fn plain(raw: &str) -> Option<(&str, &str)> {
    let (family, given) = raw.split_once(", ")?;
    let is_sign = |byte: u8| matches!(byte, b'.' | b'-');
    let is_plain = |text: &str, blank: u8| {
        let mut before = b' ';
        let fine = text.bytes().all(|byte| {
            let before = std::mem::replace(&mut before, byte);
            byte.is_ascii_alphabetic() || byte != before && (is_sign(byte) || byte == blank)
        });
        fine && before != b' '
    };
    (is_plain(family, b'-') && is_plain(given, b' ')).then_some((family, given))
}

/// One name as programs exchange it: "Example, Ada, Jr." has its suffix last; a name without a comma is in one piece or given first.
pub fn exchanged(text: &str) -> Name {
    // Braces hold a name together where it came out of a .bib.
    if let Some(whole) = in_one_piece(text).filter(|whole| !whole.contains(['{', '}', '\\'])) {
        return Name { family: whole.trim().to_owned(), ..Name::default() };
    }
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [family, given, suffix] => Name::from_filed(&format!("{family}, {suffix}, {given}")),
        // What a company is called before the law is nobody's given name.
        [family, form] if OF_COMPANIES.contains(&form.trim_end_matches('.').to_lowercase().as_str()) => {
            Name { family: format!("{family}, {form}"), ..Name::default() }
        }
        [family, given] => Name::from_filed(&format!("{family}, {given}")),
        [one] if text.trim().ends_with(',') => Name { family: (*one).to_owned(), ..Name::default() },
        [one] if is_institution(one) => Name { family: (*one).to_owned(), ..Name::default() },
        [one] => by_initials(one).unwrap_or_else(|| Name::from_shown(text)),
        _ => Name::from_shown(text),
    }
}

const OF_COMPANIES: [&str; 9] = ["inc", "ltd", "llc", "gmbh", "corp", "co", "plc", "limited", "incorporated"];

/// Words of which nobody is called, and which groups of people call themselves by.
const OF_GROUPS: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "alliance",
    "association",
    "authority",
    "bureau",
    "center",
    "centre",
    "collaboration",
    "collaborators",
    "commission",
    "committee",
    "community",
    "consortium",
    "contributors",
    "corp",
    "corporation",
    "council",
    "department",
    "developers",
    "division",
    "federation",
    "foundation",
    "fund",
    "gmbh",
    "government",
    "group",
    "hospital",
    "inc",
    "initiative",
    "institut",
    "institute",
    "institutes",
    "institution",
    "investigators",
    "laboratories",
    "laboratory",
    "library",
    "llc",
    "ltd",
    "ministry",
    "museum",
    "nations",
    "network",
    "observatory",
    "office",
    "organisation",
    "organization",
    "parliament",
    "programme",
    "project",
    "service",
    "services",
    "society",
    "team",
    "union",
    "universidad",
    "universidade",
    "universita",
    "universitat",
    "universität",
    "universite",
    "université",
    "university",
];

/// Whether a name without a comma is that of a group: "World Weather Office", "Rain Inc."
fn is_institution(text: &str) -> bool {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['.', '(', ')']).to_lowercase());
    text.contains(' ') && words.any(|word| OF_GROUPS.contains(&word.as_str()))
}

/// "Example A.B.", "van Sample AB", as catalogues write names without a comma: initials stand last, and only there.
fn by_initials(text: &str) -> Option<Name> {
    let (family, last) = text.trim().rsplit_once(' ')?;
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    let fine = |c: char| c.is_uppercase() || matches!(c, '.' | '-');
    let is_name =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.contains(char::is_lowercase);
    let initials = (1..=4).contains(&letters) && last.chars().all(fine) && !is_suffix(last);
    // Without full stops "UK" and "WHO" are words of institutions: one name stands before initials.
    let plain = last.contains('.') || letters <= 3 && family.split(' ').filter(|word| !is_small(word)).count() == 1;
    (initials && plain && family.split(' ').all(is_name)).then(|| Name::from_filed(&format!("{family}, {last}")))
}

/// `{Example University}`: braces around all of it.
pub fn in_one_piece(raw: &str) -> Option<&str> {
    let inside = raw.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut depth = 0i32;
    for byte in inside.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    // `{\'E}` alone is an accent.
    (!inside.starts_with('\\')).then_some(inside)
}

/// BibLaTeX's `family=Example, given=Ada, prefix=von`.
fn by_parts(parts: &[&str], text: &impl Fn(&str) -> String) -> Option<Name> {
    let mut name = Name::default();
    for part in parts {
        let (key, value) = part.split_once('=')?;
        let value = text(value.trim().trim_matches('"'));
        match key.trim().to_ascii_lowercase().as_str() {
            "family" => name.family = value,
            "given" => name.given = value,
            "prefix" => name.particle = value,
            "suffix" => name.suffix = value,
            _ => {}
        }
    }
    (!name.family.is_empty() || !name.given.is_empty()).then_some(name)
}

/// Whether a word of a name begins with a small letter, as BibTeX sees it: what is in braces has no case, unless it
/// is an accent (`{\'e}`) or a special letter (`{\o}`).
fn starts_small(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphabetic() && c != '{' && c != '\\');
    let Some(inside) = word.strip_prefix("{\\").or_else(|| word.strip_prefix('\\')) else {
        return word.chars().next().is_some_and(char::is_lowercase);
    };
    let length = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    match &inside[..length] {
        "o" | "l" | "ae" | "oe" | "aa" | "ss" | "i" | "j" => true,
        "O" | "L" | "AE" | "OE" | "AA" => false,
        _ => inside[length..].chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase),
    }
}
