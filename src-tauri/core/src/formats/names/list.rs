//! A list of people as one text: at "and", as BibTeX has it, and as others write it all the same.

/// A list as BibTeX writes it, each name still in its LaTeX. Splits at "and" outside braces.
pub fn split_list(raw: &str) -> Vec<&str> {
    let raw = raw.trim();
    let raw = raw.get(..4).filter(|start| start.eq_ignore_ascii_case("and ")).map_or(raw, |_| &raw[4..]);
    let bytes = raw.as_bytes();
    let mut names = Vec::new();
    let (mut depth, mut start, mut at) = (0usize, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            byte if depth == 0 && byte.is_ascii_whitespace() => {
                let word = bytes.get(at + 1..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"and"));
                if word && bytes.get(at + 4).is_none_or(u8::is_ascii_whitespace) {
                    names.push(&raw[start..at]);
                    start = (at + 4).min(raw.len());
                    at += 3;
                }
            }
            _ => {}
        }
        at += 1;
    }
    names.push(&raw[start..]);
    names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// The people of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct People<'a> {
    /// Each still in its LaTeX; `others` for "et al."
    pub names: Vec<&'a str>,
    /// Several stood where BibTeX would see one name, with something else than "and" between them.
    pub unjoined: bool,
}

/// A list as BibTeX writes it or as it would not: with semicolons or commas between people, "et al." at the end.
pub fn people(raw: &str) -> People<'_> {
    let mut names = Vec::new();
    let mut unjoined = false;
    for one in split_list(raw) {
        let (one, has_others) = match without_others(one) {
            Some(rest) => (rest, true),
            None => (one, false),
        };
        match unjoined_people(one) {
            Some(several) => {
                unjoined = true;
                names.extend(several);
            }
            None => names.push(one),
        }
        names.extend(has_others.then_some("others"));
    }
    People { names: names.into_iter().filter(|name| !name.is_empty()).collect(), unjoined }
}

/// The people in what other formats give as one name. "and" stays: it may be a word of an institution.
pub fn apart(one: &str) -> Vec<&str> {
    let mut names = unjoined_people(one).unwrap_or_else(|| vec![one.trim()]);
    names.retain(|name| !name.is_empty());
    names
}

fn unjoined_people(one: &str) -> Option<Vec<&str>> {
    if is_plainly_one(one) {
        return None;
    }
    // "Example, A., Sample, B., and Muster, C."
    let one = one.trim_end_matches([',', ' ']);
    let by_commas = || pairs(one).or_else(|| initials_last(one)).or_else(|| given_first(one));
    between_semicolons(one).or_else(by_commas).or_else(|| by_word(one))
}

/// "Ada Example", "Example, A.": nothing stands between several, as in most names.
fn is_plainly_one(one: &str) -> bool {
    let (family, given) = one.split_once(',').unwrap_or((one, ""));
    let is_parted = |part: &str| part.bytes().any(|byte| matches!(byte, b';' | b',' | b'&'));
    let by_initials = !given.is_empty() && (family.contains('.') || family.ends_with(char::is_uppercase));
    !is_parted(family) && !is_parted(given) && !by_initials && !one.contains(" and ")
}

/// "Example, A. & Sample, B.", "Example, Ada and Sample, Bo": whoever has a comma on both sides of the word is two.
fn by_word(one: &str) -> Option<Vec<&str>> {
    let between = [" and ", " & ", " \\& "].into_iter().find(|between| one.contains(between))?;
    let parts: Vec<&str> = one.split(between).map(|part| part.trim().trim_end_matches(',')).collect();
    let is_one = |part: &&str| {
        part.split_once(',').is_some_and(|(family, given)| {
            let words = |text: &str| text.split_whitespace().count();
            (1..=3).contains(&words(family)) && (1..=3).contains(&words(given)) && !given.contains(',')
        })
    };
    (!one.contains(['{', '=']) && parts.iter().all(is_one)).then_some(parts)
}

/// "Example et al."
fn without_others(one: &str) -> Option<&str> {
    let is_bare = |text: &str| text.strip_suffix('.').unwrap_or(text).eq_ignore_ascii_case("et al");
    if is_bare(super::in_one_piece(one).unwrap_or(one)) {
        return Some("");
    }
    let bare = one.strip_suffix('.').unwrap_or(one);
    let (rest, end) = bare.split_at_checked(bare.len().checked_sub("et al".len())?)?;
    let is_told = end.eq_ignore_ascii_case("et al") && rest.ends_with([' ', ',', '~']);
    is_told.then(|| rest.trim_end_matches([' ', ',', '~']))
}

/// "Example, A.; Sample, B."
fn between_semicolons(one: &str) -> Option<Vec<&str>> {
    let parts = split_outside(one, |c| c == ';');
    // `M&uuml;ller` has one that ends a letter.
    let is_letter = |part: &&str| {
        part.rsplit('&').next().is_some_and(|end| {
            end.len() < part.len() && end.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        })
    };
    (parts.len() > 1 && !parts[..parts.len() - 1].iter().any(is_letter)).then_some(parts)
}

/// "Example, A. B., Sample, C.": family names and initials by turns.
fn pairs(one: &str) -> Option<Vec<&str>> {
    let parts = split_outside(one, |c| c == ',');
    let by_turns = |(at, part): (usize, &&str)| is_initials(part) == (at % 2 == 1) && !part.is_empty();
    if parts.len() < 4 || parts.len() % 2 == 1 || !parts.iter().enumerate().all(by_turns) {
        return None;
    }
    let from = |part: &str| part.as_ptr() as usize - one.as_ptr() as usize;
    Some(parts.chunks(2).map(|pair| &one[from(pair[0])..from(pair[1]) + pair[1].len()]).collect())
}

/// "A. Example, B. Sample", or three and more with whole given names: nobody has a family name that begins with an
/// initial, nor three names of several words.
fn given_first(one: &str) -> Option<Vec<&str>> {
    let parts = split_outside(one, |c| c == ',');
    let words =
        |part: &str| -> Vec<bool> { part.split([' ', '~']).filter(|word| !word.is_empty()).map(is_initials).collect() };
    // "d' Example, abbé d', Ada" has a particle first and a title in the middle, as BibTeX wants it.
    let is_plain = |part: &&str| {
        !part.contains(['{', '=']) && !part.split(' ').any(super::is_suffix) && !part.starts_with(char::is_lowercase)
    };
    let by_initials = |part: &&str| matches!(words(part)[..], [true, .., false]) && part.contains('.');
    let in_full = |part: &&str| matches!(words(part)[..], [false, .., false]) && words(part).len() < 5;
    let each = |fits: &dyn Fn(&&str) -> bool| parts.iter().all(fits);
    let fits = each(&is_plain)
        && (parts.len() > 1 && each(&by_initials)
            || parts.len() > 2 && each(&|part| by_initials(part) || in_full(part)));
    fits.then_some(parts)
}

/// "Example A, de Sample BC", as PubMed and medical journals list them.
fn initials_last(one: &str) -> Option<Vec<&str>> {
    let parts = split_outside(one, |c| c == ',');
    let is_one = |part: &&str| {
        part.rsplit_once(' ').is_some_and(|(family, last)| {
            let is_family = family.split(' ').count() < 4 && family.contains(char::is_lowercase);
            is_family
                && is_initials(last)
                && !last.contains('.')
                && !super::is_suffix(last)
                && !part.contains(['{', '='])
        })
    };
    (parts.len() > 1 && parts.iter().all(is_one)).then_some(parts)
}

/// "A.", "A. B.", "J.-P.", "AB": nothing but the first letters of given names.
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let is_short =
        text.split(['.', ' ', '-', '~']).all(|word| word.chars().count() < if text.contains('.') { 2 } else { 4 });
    letters.clone().count() > 0
        && letters.clone().all(char::is_uppercase)
        && is_short
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ' ' | '-' | '~'))
}

/// "Example, Ada, 1950-": catalogues tell namesakes apart by the years they lived.
pub fn without_years(one: &str) -> String {
    let is_name = |(at, part): &(usize, &str)| *at == 0 || !part.contains(|c: char| c.is_ascii_digit());
    one.split(',').enumerate().filter(is_name).map(|(_, part)| part).collect::<Vec<_>>().join(",")
}

/// Splits outside braces; pieces are trimmed.
pub fn split_outside(text: &str, at: impl Fn(char) -> bool) -> Vec<&str> {
    let (mut depth, mut start) = (0usize, 0);
    let mut parts = Vec::new();
    let mut escaped = false;
    for (n, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at(c) && !ends_command(&text[start..n], c) => {
                parts.push(text[start..n].trim());
                start = n + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// Whether a blank only ends the name of a command: `Pet\H o` and `\O rsted` are one word.
fn ends_command(before: &str, blank: char) -> bool {
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    blank == ' ' && start.len() < before.len() && start.ends_with('\\') && !start.ends_with("\\\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_bibtex_would_take_for_one_name() {
        let cases: [(&str, &[&str]); 18] = [
            ("Example A, de Sample BC", &["Example A", "de Sample BC"]),
            ("Example A, Sample, Bo", &["Example A, Sample, Bo"]),
            ("Example, A., Sample, B. C.", &["Example, A.", "Sample, B. C."]),
            (
                "van der Example, A., {Sample}, B., Muster, J.-P.",
                &["van der Example, A.", "{Sample}, B.", "Muster, J.-P."],
            ),
            ("Example, A., Sample, B., and Muster, C.", &["Example, A.", "Sample, B.", "Muster, C."]),
            ("Example, Ada; Sample, Bo", &["Example, Ada", "Sample, Bo"]),
            ("A. Example, B. C. Sample and D. Muster", &["A. Example", "B. C. Sample", "D. Muster"]),
            ("Ada Example, Bo Sample, Cy Muster", &["Ada Example", "Bo Sample", "Cy Muster"]),
            ("Ada Example et al.", &["Ada Example", "others"]),
            ("Example, Ada, et al", &["Example, Ada", "others"]),
            ("and Ada Example and", &["Ada Example"]),
            ("M&uuml;ster, Ada", &["M&uuml;ster, Ada"]),
            ("Two Words, Ada Bo", &["Two Words, Ada Bo"]),
            ("Example, Jr., Ada", &["Example, Jr., Ada"]),
            ("d' Example, abbé d', Ada Bo", &["d' Example, abbé d', Ada Bo"]),
            ("{Example; Sample, and Sons}", &["{Example; Sample, and Sons}"]),
            ("family=Example, given=A, prefix=von, given-i=A", &["family=Example, given=A, prefix=von, given-i=A"]),
            ("de la Example, Jr., A. B.", &["de la Example, Jr., A. B."]),
        ];
        for (raw, expected) in cases {
            let found = people(raw);
            assert_eq!(found.names, expected, "{raw}");
            let people = expected.iter().filter(|name| **name != "others").count();
            assert_eq!(found.unjoined, people != split_list(raw).len(), "{raw}");
        }
    }
}
