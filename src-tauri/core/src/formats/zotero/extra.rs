//! Zotero's box for what it has no field for: lines that name a field of CSL's or of a .bib, and notes.

use super::older;
use super::tables::{self, Part};
use crate::formats::gather::Gathered;
use crate::formats::left::Source;
use crate::formats::{UNTITLED, bibtex, kinds, names, pages};
use crate::model::IdentifierKind;

/// What the box for what Zotero has no field for may say, by CSL's names, Zotero's, and BibLaTeX's.
const VARIABLES: &[(&str, &str)] = &[
    ("citation key", "key"),
    ("bibtex", "key"),
    ("bibtex*", "key"),
    ("citekey", "key"),
    ("citation key alias", "ids"),
    ("doi", "doi"),
    ("pmid", "pmid"),
    ("pmcid", "pmcid"),
    ("arxiv", "arxiv"),
    ("isbn", "isbn"),
    ("issn", "issn"),
    ("url", "url"),
    ("issued", "date"),
    ("accessed", "urldate"),
    ("original date", "origdate"),
    ("event date", "eventdate"),
    ("original title", "origtitle"),
    ("original publisher", "origpublisher"),
    ("original publisher place", "origlocation"),
    ("publisher", "publisher"),
    ("publisher place", "location"),
    ("place", "location"),
    ("event place", "place-of-event"),
    ("event title", "eventtitle"),
    ("event", "eventtitle"),
    ("conference name", "eventtitle"),
    ("number of pages", "pagetotal"),
    ("number of volumes", "volumes"),
    ("container title", "venue"),
    ("publication title", "venue"),
    ("container title short", "shortjournal"),
    ("journal abbreviation", "shortjournal"),
    ("collection title", "series"),
    ("series", "series"),
    ("collection number", "number"),
    ("series number", "number"),
    ("volume", "volume"),
    ("issue", "number"),
    ("number", "number"),
    ("page", "pages"),
    ("pages", "pages"),
    ("edition", "edition"),
    ("chapter number", "chapter"),
    ("genre", "type"),
    ("status", "pubstate"),
    ("version", "version"),
    ("medium", "howpublished"),
    ("language", "langid"),
    ("title short", "shorttitle"),
    ("short title", "shorttitle"),
    ("call number", "callnumber"),
    ("lccn", "lccn"),
    ("mr", "mrnumber"),
    ("zbl", "zblnumber"),
    ("jstor", "jstor"),
    ("hdl", "hdl"),
    ("googlebooksid", "googlebooks"),
    ("google books id", "googlebooks"),
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
    let name = if name == "venue" { "place-of-event" } else { name };
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
    said: Vec<Said>,
    /// The type that stands in for the item's own, and the field `type` that it implies.
    pub kind: Option<(String, &'static str)>,
    /// What names nothing.
    pub notes: String,
}

/// What a line says.
struct Said {
    name: String,
    value: String,
    /// Better BibTeX's `tex.name= value` is LaTeX already.
    is_latex: bool,
}

impl Extra {
    pub fn read(text: &str) -> Self {
        let (mut said, mut kind, mut notes) = (Vec::new(), None, Vec::new());
        // Of the older form several may stand in a line.
        let text = &text.replace("} {:", "}\n{:").replace("}{:", "}\n{:");
        let text = &older::by_lines(text);
        for line in text.lines() {
            let one = Self::said_in(line);
            if let Some(told) = one.as_ref().and_then(|one| type_said(&one.name, &one.value)).or_else(|| csl_type(line))
            {
                kind = Some(told);
                continue;
            }
            match one {
                Some(one) => said.push(one),
                None => notes.push(line),
            }
        }
        Self { said, kind, notes: notes.join("\n").trim().to_owned() }
    }

    fn line(line: &str) -> Option<(String, String)> {
        Self::said_in(line).map(|one| (one.name, one.value))
    }

    fn said_in(line: &str) -> Option<Said> {
        let line = line.trim();
        let line = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}')).unwrap_or(line);
        let lower = line.to_ascii_lowercase();
        if let Some(prefix) = ["tex.", "bibtex.", "biblatex."].iter().find(|prefix| lower.starts_with(**prefix)) {
            let rest = line.get(prefix.len()..)?;
            let (name, value) = rest.split_once([':', '='])?;
            let is_latex = rest[name.len()..].starts_with('=');
            let name = name.trim().to_ascii_lowercase();
            let sound = !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            let ours = bibtex::terms::field(&name);
            let ours = match ours {
                "journaltitle" | "booktitle" => "venue",
                // BibLaTeX calls the place of a meeting so.
                "venue" => "place-of-event",
                ours => ours,
            };
            return sound.then(|| Said { name: ours.to_owned(), value: value.trim().to_owned(), is_latex });
        }
        let (name, value) = line.split_once(':')?;
        let name = name.trim().to_ascii_lowercase().replace(['-', '_'], " ");
        let value = value.trim();
        let known = VARIABLES.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
        let Some(ours) = known else {
            // People stand in it by their parts, "Example || Ada", a line for each.
            let Part::Field(part) = tables::part(&name, "")? else { return None };
            let is_one =
                !value.is_empty() && value.len() <= 300 && name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
            let filed = match value.split_once("||").map(|(family, given)| (family.trim(), given.trim())) {
                Some((family, "")) => format!("{{{family}}}"),
                Some((family, given)) => format!("{family}, {given}"),
                None => format!("{{{value}}}"),
            };
            let is_sound = is_one && bibtex::is_balanced(&filed);
            return is_sound.then(|| Said { name: part.to_owned(), value: filed, is_latex: false });
        };
        let word = matches!(ours, "doi" | "pmid" | "pmcid" | "arxiv" | "isbn");
        let value = if word { value.split(' ').next().unwrap_or_default() } else { value };
        Some(Said { name: ours.to_owned(), value: value.to_owned(), is_latex: false })
    }

    /// What it says, under BibLaTeX's names.
    pub fn said(&self) -> impl Iterator<Item = (&str, &str)> {
        self.said.iter().map(|one| (one.name.as_str(), one.value.as_str()))
    }

    pub fn has(&self, name: &str) -> bool {
        self.said.iter().any(|one| one.name == name && !one.value.is_empty())
    }

    /// Those that stand in for the item's own people.
    pub fn people(&self, work: &mut Gathered) {
        for one in self.said.iter().filter(|one| bibtex::terms::is_people(&one.name)) {
            let names = names::people(&one.value).names.into_iter().filter(|name| *name != "others");
            names.for_each(|name| work.person(&one.name, &names::read_one(name, bibtex::latex::line)));
        }
    }

    pub fn others(&self, work: &mut Gathered) {
        for one in self.said.iter().filter(|one| !bibtex::terms::is_people(&one.name)) {
            match one.name.as_str() {
                name if one.is_latex && !bibtex::terms::is_verbatim(name) => work.say_latex(name, &one.value),
                "pages" => work.say("pages", &pages::range(&one.value)),
                "year" => work.say("date", &one.value),
                name => work.say(name, &one.value),
            }
        }
    }
}

/// "Type: dataset" names a type of CSL's for which Zotero has none. Any other word behind "Type" is a note.
fn csl_type(line: &str) -> Option<(String, &'static str)> {
    let (name, value) = line.split_once(':')?;
    let known = name.trim().eq_ignore_ascii_case("type") && kinds::is_csl(value.trim());
    known.then(|| (kinds::from_csl(value.trim()).to_owned(), ""))
}
