//! From what a PDF shows and says of itself to a draft.

use std::collections::HashSet;
use std::path::Path;

use super::front::{Front, only};
use super::sheet::{Line, Sheet};
use super::xmp::Said;
use super::{identity, people};
use crate::formats::{self, bibtex};
use crate::links::recognise::{LinkKind, RepoRef, recognise};
use crate::model::{Draft, DraftFile, Field};

/// Repositories that a draft takes from the pages.
const MOST_LINKS: usize = 20;
/// Titles whose letters are this much alike are the same, however they are spaced.
const ALIKE: f64 = 0.85;

/// One paper: the PDF at `path` and what was read of it.
pub fn draft(sheet: &Sheet, path: &Path) -> Draft {
    let said = Said::read(&sheet.xmp);
    let front = Front::of(sheet);
    let (identifiers, day) = identity::own(sheet, &said, &front, path);
    // A reference that somebody put into the PDF says more than its pages.
    let embedded = Some(sheet.references.as_str()).filter(|text| !text.is_empty());
    let given = embedded.and_then(|text| only(bibtex::read(text).drafts)).or_else(|| front.printed());
    let is_given = given.is_some();
    let mut draft = given.unwrap_or_else(|| told(sheet, &said, &front, path));
    for one in identifiers {
        if draft.identifiers.iter().all(|known| known.kind != one.kind) {
            draft.identifiers.push(one);
        }
    }
    if draft.authors.is_empty() && !is_given {
        draft.authors = authors(sheet, &said, &front);
    }
    if draft.year.is_none() && !is_given {
        draft.year = year(sheet, &said, &front, day.as_deref());
        draft.published = draft.published.or(day);
    }
    if draft.abstract_text.is_empty() {
        draft.abstract_text = front.abstract_text(sheet);
    }
    draft.links = links(sheet, &front);
    draft.files = vec![file(path)];
    formats::limit(draft)
}

/// A file as it belongs to a draft.
pub fn file(path: &Path) -> DraftFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    DraftFile { path: path.to_string_lossy().into_owned(), name }
}

/// A draft of a PDF that nothing could be read of, named after the file.
pub fn unread(path: &Path, problem: &str) -> Draft {
    let (title, year) = name_of(path);
    Draft { title, year, problems: vec![problem.to_owned()], files: vec![file(path)], ..Draft::default() }
}

/// From the metadata and the title page.
fn told(sheet: &Sheet, said: &Said, front: &Front, path: &Path) -> Draft {
    let mut draft = Draft::default();
    if said.of_jabref().next().is_some() {
        of_jabref(said, &mut draft);
    }
    if draft.title.is_empty()
        && let Some(title) = title(sheet, said, front)
    {
        draft.title = title;
    }
    if draft.title.is_empty() {
        let seen = sheet.lines.iter().any(|line| line.text.chars().any(char::is_alphabetic));
        let problem = if seen { "No title was found; the name of its file stands in for one" } else { NO_TEXT };
        let (title, year) = name_of(path);
        return Draft { problems: vec![problem.into()], title, year: draft.year.or(year), ..draft };
    }
    if draft.venue.is_empty() {
        draft.venue = Some(said.first(&["publicationName"]).to_owned())
            .filter(|v| !v.is_empty())
            .unwrap_or_else(|| front.venue());
    }
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() && draft.fields.iter().all(|field| field.name != name) {
            draft.fields.push(Field { name: name.into(), value: value.into() });
        }
    };
    for (name, theirs) in [("volume", "volume"), ("number", "number"), ("issn", "issn"), ("pages", "pageRange")] {
        add(name, said.first(&[theirs]));
    }
    match (said.first(&["startingPage"]), said.first(&["endingPage"])) {
        (first, last) if !first.is_empty() && !last.is_empty() => add("pages", &format!("{first}–{last}")),
        _ => {}
    }
    if draft.entry_type.is_empty() && !said.first(&["publicationName"]).is_empty() && !said.first(&["issn"]).is_empty()
    {
        draft.entry_type = "article".into();
    }
    draft
}

/// Said of a PDF without a letter in it.
pub const NO_TEXT: &str = "No text was found: this may be a scan";

/// JabRef writes its entry into XMP: what Dublin Core has no word for as "bibtex/name/value".
fn of_jabref(said: &Said, draft: &mut Draft) {
    said.first(&["title"]).clone_into(&mut draft.title);
    said.first(&["description"]).clone_into(&mut draft.abstract_text);
    draft.authors = said.all("creator").map(str::to_owned).collect();
    draft.year = formats::parse_date(said.first(&["date"])).0;
    draft.tags = said.all("subject").map(str::to_owned).collect();
    for (name, value) in said.of_jabref() {
        match name {
            "journal" | "journaltitle" | "booktitle" => value.clone_into(&mut draft.venue),
            "bibtexkey" | "citationkey" => draft.citation_key = crate::citation_key::checked(value).ok().flatten(),
            "note" => value.clone_into(&mut draft.comments),
            "url" => value.clone_into(&mut draft.url),
            "year" => draft.year = formats::parse_date(value).0.or(draft.year),
            "doi" | "file" | "groups" | "owner" | "timestamp" | "date" => {}
            _ => draft.fields.push(Field { name: name.into(), value: value.into() }),
        }
    }
}

fn title(sheet: &Sheet, said: &Said, front: &Front) -> Option<String> {
    let shown = front.title();
    let page = plain(&front.lines.iter().map(|line| line.text.as_str()).collect::<String>());
    let told = [said.first(&["title"]), &sheet.title];
    let told = told.into_iter().map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    let told: Vec<String> = told.filter(|title| is_sound(title)).collect();
    // What the page shows as well is right; how it is spaced and capitalised the page may know better.
    let agreed = told.iter().find(|title| {
        let alike =
            shown.as_ref().is_some_and(|shown| strsim::normalized_levenshtein(&plain(shown), &plain(title)) > ALIKE);
        alike || (plain(title).chars().count() >= 8 && page.contains(&plain(title)))
    });
    match (agreed, shown) {
        (Some(told), Some(shown)) if plain(told) == plain(&shown) && shown.contains(char::is_lowercase) => Some(shown),
        (Some(told), _) => Some(told.clone()),
        (None, Some(shown)) => Some(shown),
        // Without a page to compare with, a title that somebody gave is better than none.
        (None, None) => told.into_iter().next(),
    }
}

/// The letters and digits of a text, in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a title of the metadata was meant as one; programs fill in the name of a file, or nothing sensible.
fn is_sound(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let ends =
        [".doc", ".docx", ".tex", ".dvi", ".pdf", ".indd", ".qxd", ".ps", ".rtf", ".odt", ".ppt", ".pptx", ".fm"];
    let begins = [
        "microsoft word",
        "untitled",
        "pii:",
        "doi:",
        "arxiv:",
        "document",
        "slide ",
        "powerpoint",
        "10.",
        "manuscript",
    ];
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && lower.chars().count() <= 500
        && lower.chars().filter(|c| c.is_ascii_digit() || *c == '_').count() < letters
        && !ends.iter().any(|ending| lower.ends_with(ending))
        && !begins.iter().any(|word| lower.starts_with(word))
        && !matches!(
            lower.as_str(),
            "main" | "paper" | "print" | "title" | "article" | "template" | "no title" | "none"
        )
}

fn authors(sheet: &Sheet, said: &Said, front: &Front) -> Vec<String> {
    let shown = front.authors();
    let mut told: Vec<String> = said.all("creator").map(str::to_owned).collect();
    if told.len() == 1 {
        told = people::listed(&told[0]);
    }
    let of_field = people::listed(&sheet.author);
    let told = if told.len() >= of_field.len() { told } else { of_field };
    let page = plain(&front.lines.iter().map(|line| line.text.as_str()).collect::<String>());
    // The name of whoever owns the computer is no author.
    let stands = |name: &String| {
        let family = name.split_once(',').map_or_else(|| name.split_whitespace().last(), |(family, _)| Some(family));
        family.is_some_and(|family| page.contains(&plain(family)))
    };
    let is_true = !told.is_empty() && (sheet.lines.is_empty() || told.iter().all(stands));
    if is_true && told.len() >= shown.len() { told } else { shown }
}

fn year(sheet: &Sheet, said: &Said, front: &Front, day: Option<&str>) -> Option<i32> {
    let told = said.first(&["coverDate", "publicationDate", "coverDisplayDate"]);
    let of_subject = || formats::parse_date(&sheet.subject).0.filter(|year| (1900..=2100).contains(year));
    let of_day = || day.and_then(|day| formats::parse_date(day).0);
    formats::parse_date(told).0.or_else(|| front.year()).or_else(of_day).or_else(of_subject)
}

/// Repositories that are the paper's: those of its title page, and of the pages behind where they are told as its own.
fn links(sheet: &Sheet, front: &Front) -> Vec<String> {
    let first = front.lines.first().map_or(0, |line| line.page);
    let lines = identity::before_references(sheet);
    // The sign of a footnote at the end of an address is none of it.
    let text = |line: &&Line| if line.apart.is_empty() { line.text.clone() } else { line.apart.replace('\t', " ") };
    let of_page = |is_wanted: &dyn Fn(usize) -> bool| {
        let wanted = lines.iter().enumerate().filter(|(at, _)| is_wanted(*at));
        wanted.map(|(_, line)| text(line)).collect::<Vec<_>>().join("\n")
    };
    let is_own = |at: usize| {
        let near = &lines[at.saturating_sub(2)..(at + 3).min(lines.len())];
        let near: Vec<String> = near.iter().map(|line| line.text.to_lowercase()).collect();
        OWN.iter().any(|words| near.join(" ").contains(words))
    };
    let title_page = of_page(&|at| lines[at].page <= first);
    let behind = of_page(&|at| lines[at].page > first && is_own(at));
    let linked = sheet.links.iter().filter(|link| link.page <= first).map(|link| link.url.as_str());
    let mut found: Vec<RepoRef> = linked.flat_map(recognise).collect();
    found.extend(recognise(&title_page));
    found.extend(recognise(&behind));
    // Data and code that Zenodo keeps are often named by their DOI.
    let records = title_page.to_lowercase();
    let records = records.match_indices("10.5281/zenodo.").map(|(at, mark)| {
        let digits: String = records[at + mark.len()..].chars().take_while(char::is_ascii_digit).collect();
        format!("https://zenodo.org/records/{digits}")
    });
    found.extend(records.collect::<Vec<_>>().iter().flat_map(|url| recognise(url)));
    let mut seen = HashSet::new();
    found.retain(|link| is_code(link) && seen.insert(link.key()));
    found.iter().take(MOST_LINKS).map(RepoRef::open_url).collect()
}

/// Words near a repository that is the paper's own.
const OWN: &[&str] = &[
    "our code",
    "our implementation",
    "code is ",
    "code and ",
    "code for ",
    "code can be",
    "available at",
    "available on",
    "available from",
    "we release",
    "we publish",
    "we provide",
    "source code",
    "project page",
    "open-source our",
];

fn is_code(link: &RepoRef) -> bool {
    use LinkKind::{NotARepository, OwnerOnly, Page, Placeholder};
    !link.name.is_empty() && !matches!(link.kind, NotARepository | OwnerOnly | Page | Placeholder)
}

/// The name of a file as a title; "Example et al. - 2019 - Rain.pdf", as Zotero calls its files, tells the year as well.
fn name_of(path: &Path) -> (String, Option<i32>) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().replace('_', " ");
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    if let [_, year, title] = name.splitn(3, " - ").collect::<Vec<_>>()[..]
        && let (4, Ok(year)) = (year.len(), year.parse())
    {
        return (title.to_owned(), Some(year));
    }
    (if name.is_empty() { "Untitled".into() } else { name }, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_what_it_can() {
        let of = |name: &str| name_of(Path::new(name));
        assert_eq!(
            of("Example et al. - 2019 - Rain - A Study.pdf"),
            ("Rain - A Study".into(), Some(2019)),
            "as Zotero does"
        );
        assert_eq!(of("rain_over - valleys.pdf"), ("rain over - valleys".into(), None), "any other is the title");
        assert_eq!(of(".pdf"), (".pdf".into(), None), "a name without a beginning is one all the same");
    }
}
