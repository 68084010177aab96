//! The files that a reference names, as the programs that wrote it name them.
//!
//! JabRef, Zotero and Mendeley write `Description:path:type`, several behind semicolons, with a backslash before signs
//! that separate; others write a path, or an address of their own. Pure: nothing is looked at here.

use crate::formats::bibtex::{bibdesk_file, split};

/// A file by its path as written, and the name that it is shown by, where one was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub path: String,
    pub shown: String,
    /// Within the folder of files of an EndNote library.
    pub in_endnote: bool,
}

/// The most files of one reference.
const MOST: usize = 50;

/// The files that a field's value names, in its order. Addresses of the web are none.
pub fn files(value: &str) -> Vec<Named> {
    // Mendeley writes a backslash as LaTeX does.
    let value =
        value.replace("$\\backslash$", "\\").replace("{\\textbackslash}", "\\").replace("\\textbackslash{}", "\\");
    let entries = split(&value, ';');
    let named = entries.into_iter().map(str::trim).filter_map(one);
    let is_file = |one: &Named| !one.path.trim().is_empty() && !is_of_the_web(&one.path.to_ascii_lowercase());
    named.filter(is_file).take(MOST).collect()
}

/// The file that a `bdsk-file-N` of BibDesk's names.
pub fn of_bibdesk(value: &str) -> Option<Named> {
    let named = bibdesk_file(value).map(|path| Named { path, shown: String::new(), in_endnote: false });
    named.filter(|one| !one.path.trim().is_empty() && !is_of_the_web(&one.path.to_ascii_lowercase()))
}

fn one(entry: &str) -> Option<Named> {
    let lower = entry.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("internal-pdf:").map(|rest| &entry[entry.len() - rest.len()..]) {
        let path = percent_decoded(rest.trim_start_matches('/'))?;
        return Some(Named { path, shown: String::new(), in_endnote: true });
    }
    if lower.starts_with("file:") {
        return Some(Named { path: of_address(entry)?, shown: String::new(), in_endnote: false });
    }
    let parts = split(entry, ':');
    let (shown, path) = match parts.as_slice() {
        [path] => ("", unescaped(path)),
        // "C:\Papers\rain.pdf" without any description.
        [drive, path] if is_drive(drive) => ("", format!("{drive}:{}", unescaped(path))),
        [path, kind] if is_kind(kind) => ("", unescaped(path)),
        [shown, path] => (*shown, unescaped(path)),
        [drive, path, kind] if is_drive(drive) && path.starts_with(['/', '\\']) && is_kind(kind) => {
            ("", format!("{drive}:{}", unescaped(path)))
        }
        // A drive whose colon was not marked makes one part more.
        [shown, path @ .., _] => (*shown, unescaped(&path.join(":"))),
        [] => return None,
    };
    if is_of_the_web(&lower) {
        return None;
    }
    // A description that is a path says nothing beside the path.
    let shown = unescaped(shown).trim().to_owned();
    let shown = if shown.contains(['/', '\\']) { String::new() } else { shown };
    Some(Named { path: path.trim().to_owned(), shown, in_endnote: false })
}

fn is_of_the_web(text: &str) -> bool {
    ["http:", "https:", "ftp:", "//"].iter().any(|scheme| text.starts_with(scheme))
}

fn is_drive(part: &str) -> bool {
    part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// What stands behind the path: "PDF", "application/pdf".
fn is_kind(part: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | ' ' | '+' | '-');
    !part.is_empty() && part.len() < 40 && !part.starts_with('/') && part.chars().all(fine) && !part.contains('\\')
}

/// Without the backslashes that mark separators and other backslashes.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next @ ('\\' | ':' | ';')) if c == '\\' => {
                out.push(*next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

/// The path in `file:///home/ada/rain.pdf`, `file://localhost/…`, `file:///C:/…`, `file://rain.pdf`.
fn of_address(address: &str) -> Option<String> {
    let rest = address.get("file:".len()..)?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
        None => rest,
    };
    let path = percent_decoded(path)?;
    let behind_slash = path.strip_prefix('/').unwrap_or(&path);
    let on_drive = behind_slash.split_once(':').is_some_and(|(drive, path)| is_drive(drive) && !path.is_empty());
    Some(if on_drive { behind_slash.to_owned() } else { path })
}

/// `None` when it is no text.
fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_of_other_programs_are_read() {
        type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);
        let cases: &[Case] = &[
            ("Full text:papers/rain.pdf:PDF", &[("papers/rain.pdf", "Full text")], "JabRef"),
            (
                ":rain.pdf:PDF;Slides:s\\:1\\;2.pdf:PDF",
                &[("rain.pdf", ""), ("s:1;2.pdf", "Slides")],
                "two, marked signs",
            ),
            (":D\\:\\\\Ada\\\\rain.pdf:PDF", &[("D:\\Ada\\rain.pdf", "")], "JabRef on Windows"),
            (":C$\\backslash$:/Users/Ada/rain.pdf:pdf", &[("C:/Users/Ada/rain.pdf", "")], "Mendeley on Windows"),
            (":C:/Users/Ada/rain.pdf:pdf", &[("C:/Users/Ada/rain.pdf", "")], "Mendeley, unmarked"),
            (":home/ada/rain.pdf:pdf", &[("home/ada/rain.pdf", "")], "Mendeley elsewhere"),
            ("rain.pdf:files/1/rain.pdf:application/pdf", &[("files/1/rain.pdf", "rain.pdf")], "Better BibTeX"),
            ("files/1/rain.pdf;files/2/rain.html", &[("files/1/rain.pdf", ""), ("files/2/rain.html", "")], "paths"),
            (
                "C\\:\\\\Zotero\\\\a.pdf;C\\:\\\\Zotero\\\\b.html",
                &[("C:\\Zotero\\a.pdf", ""), ("C:\\Zotero\\b.html", "")],
                "Zotero",
            ),
            ("C:\\Papers\\rain.pdf", &[("C:\\Papers\\rain.pdf", "")], "a path of Windows"),
            ("/home/ada/rain.pdf", &[("/home/ada/rain.pdf", "")], "a path"),
            ("https://example.org/rain.pdf", &[], "an address"),
            (":https\\://example.org/rain.pdf:PDF", &[], "an address in JabRef's way"),
            ("file:///home/ada/wet%20rain.pdf", &[("/home/ada/wet rain.pdf", "")], "an address of a file"),
            ("file:///C:/Ada/rain.pdf", &[("C:/Ada/rain.pdf", "")], "on a drive"),
            ("file://localhost/ada/rain.pdf", &[("/ada/rain.pdf", "")], "of this computer"),
            ("", &[], "nothing"),
            (";;:;", &[], "separators alone"),
        ];
        for (value, wanted, why) in cases {
            let found = files(value);
            let found: Vec<(&str, &str)> = found.iter().map(|one| (one.path.as_str(), one.shown.as_str())).collect();
            assert_eq!(found, *wanted, "{value}: {why}");
        }
        let [one] = &files("internal-pdf://1234/Rain-2020.pdf")[..] else { panic!("one file") };
        assert!(one.in_endnote && one.path == "1234/Rain-2020.pdf", "EndNote's own address: {one:?}");
    }
}
