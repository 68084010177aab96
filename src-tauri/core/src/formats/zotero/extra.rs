//! Zotero's box for what it has no field for: lines that name a field of CSL's or of a .bib, and notes.

use crate::formats::gather::Gathered;
use crate::formats::left::Source;
use crate::formats::{UNTITLED, bibtex, kinds, names};
use crate::model::IdentifierKind;

/// What the box for what Zotero has no field for may say, in CSL's words, and BibLaTeX's.
const VARIABLES: &[(&str, &str)] = &[
    ("citation key", "key"),
    ("doi", "doi"),
    ("pmid", "pmid"),
    ("pmcid", "pmcid"),
    ("arxiv", "arxiv"),
    ("isbn", "isbn"),
    ("issued", "date"),
    ("original date", "origdate"),
    ("event date", "eventdate"),
    ("original title", "origtitle"),
    ("original publisher", "origpublisher"),
    ("number of pages", "pagetotal"),
    ("number of volumes", "volumes"),
    ("container title short", "shortjournal"),
];

/// What Better BibTeX calls the type of a .bib in such a line.
pub const TYPE: &str = "referencetype";
const TYPES: [&str; 2] = [TYPE, "entrytype"];

/// The line that says a type of a .bib, for a format whose own type says less.
pub fn type_line(kind: &str) -> String {
    format!("tex.{TYPE}: {kind}")
}

/// Whether a field can be said by its name: neither one that a format kept under its own, nor one that would be taken
/// for the type.
pub fn is_sayable(name: &str) -> bool {
    !name.contains(':') && !TYPES.contains(&name) && name != UNTITLED
}

/// The type of BibLaTeX's that a line says, and the field `type` that it implies.
pub fn type_said(name: &str, value: &str) -> Option<(String, &'static str)> {
    let kind = value.to_ascii_lowercase();
    let sound = (1..=40).contains(&kind.len())
        && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if !sound || !TYPES.contains(&name) {
        return None;
    }
    let (kind, implied) = bibtex::terms::entry_type(&kind);
    Some((kind.to_owned(), implied))
}

/// A line that says a field as Better BibTeX does; `None` for one that would not come back from it.
pub fn line(name: &str, value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if !is_sayable(name) {
        return None;
    }
    let line = format!("tex.{name}: {value}");
    let back = Extra::line(&line)?;
    (back.0 == name && back.1 == value).then_some(line)
}

/// Lines for the identifiers that a writer did not take up, those that such lines can say; they are taken up then.
pub fn lines_of(of: &Source) -> Vec<String> {
    let named = of.other_identifiers().into_iter().filter_map(|one| {
        let name = match one.kind {
            IdentifierKind::Arxiv => "arXiv",
            IdentifierKind::Pmid => "PMID",
            IdentifierKind::Doi | IdentifierKind::Isbn | IdentifierKind::Acl | IdentifierKind::Openreview => {
                return None;
            }
        };
        of.identifier(one.kind);
        Some(format!("{name}: {}", one.value))
    });
    named.collect()
}

/// What a line says that `line` or `lines_of` wrote.
pub fn said_by(text: &str) -> Option<(String, String)> {
    let ours = ["tex.", "arXiv: ", "PMID: "].iter().any(|start| text.starts_with(start));
    let (name, value) = Extra::line(text).filter(|_| ours && !text.contains('\n'))?;
    (!value.is_empty() && text.ends_with(&value)).then_some((name, value))
}

/// Lines of `Name: value`, the older `{:name: value}`, Better BibTeX's `tex.name: value`, and notes.
pub struct Extra {
    said: Vec<(String, String)>,
    /// The type that stands in for the item's own, and the field `type` that it implies.
    pub kind: Option<(String, &'static str)>,
    /// What names nothing.
    pub notes: String,
}

impl Extra {
    pub fn read(text: &str) -> Self {
        let (mut said, mut kind, mut notes) = (Vec::new(), None, Vec::new());
        for line in text.lines() {
            let one = Self::line(line);
            if let Some(told) = one.as_ref().and_then(|(name, value)| type_said(name, value)).or_else(|| csl_type(line))
            {
                kind = Some(told);
                continue;
            }
            match one {
                Some(one) => said.push(one),
                None => notes.push(line),
            }
        }
        Self { said, kind, notes: notes.join("\n") }
    }

    fn line(line: &str) -> Option<(String, String)> {
        let line = line.trim();
        let line = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}')).unwrap_or(line);
        let lower = line.to_ascii_lowercase();
        if let Some(prefix) = ["tex.", "bibtex.", "biblatex."].iter().find(|prefix| lower.starts_with(**prefix)) {
            let (name, value) = line.get(prefix.len()..)?.split_once([':', '='])?;
            let name = name.trim().to_ascii_lowercase();
            let sound = !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            let ours = bibtex::terms::field(&name);
            let ours = if matches!(ours, "journaltitle" | "booktitle") { "venue" } else { ours };
            return sound.then(|| (ours.to_owned(), value.trim().to_owned()));
        }
        let (name, value) = line.split_once(':')?;
        let name = name.trim().to_ascii_lowercase().replace(['-', '_'], " ");
        let (_, ours) = VARIABLES.iter().find(|(theirs, _)| *theirs == name)?;
        let word = matches!(*ours, "doi" | "pmid" | "pmcid" | "arxiv" | "isbn");
        let value = value.trim();
        let value = if word { value.split(' ').next().unwrap_or_default() } else { value };
        Some(((*ours).to_owned(), value.to_owned()))
    }

    /// What it says, under BibLaTeX's names.
    pub fn said(&self) -> impl Iterator<Item = (&str, &str)> {
        self.said.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn has(&self, name: &str) -> bool {
        self.said.iter().any(|(known, value)| known == name && !value.is_empty())
    }

    /// Those that stand in for the item's own people.
    pub fn people(&self, work: &mut Gathered) {
        for (part, list) in self.said.iter().filter(|(name, _)| bibtex::terms::is_people(name)) {
            let names = names::people(list).names.into_iter().filter(|one| *one != "others");
            names.for_each(|one| work.person(part, &names::read_one(one, bibtex::latex::line)));
        }
    }

    pub fn others(&self, work: &mut Gathered) {
        for (name, value) in self.said.iter().filter(|(name, _)| !bibtex::terms::is_people(name)) {
            work.say(name, value);
        }
    }
}

/// "Type: dataset" names a type of CSL's for which Zotero has none. Any other word behind "Type" is a note.
fn csl_type(line: &str) -> Option<(String, &'static str)> {
    let (name, value) = line.split_once(':')?;
    let known = name.trim().eq_ignore_ascii_case("type") && kinds::is_csl(value.trim());
    known.then(|| (kinds::from_csl(value.trim()).to_owned(), ""))
}
