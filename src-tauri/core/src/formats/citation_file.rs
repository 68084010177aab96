//! CITATION.cff: how the authors of a repository want it to be cited. <https://citation-file-format.github.io>

use serde_json::Value;

use super::gather::Gathered;
use super::names::Name;
use super::yaml;
use crate::model::Draft;

/// Its types of references, and BibLaTeX's.
const KINDS: [(&str, &str); 12] = [
    ("article", "article"),
    ("magazine-article", "article"),
    ("newspaper-article", "article"),
    ("conference-paper", "inproceedings"),
    ("proceedings", "proceedings"),
    ("book", "book"),
    ("report", "report"),
    ("thesis", "thesis"),
    ("unpublished", "unpublished"),
    ("data", "dataset"),
    ("dataset", "dataset"),
    ("software", "software"),
];

/// Whether a text may be one.
pub fn looks_like(text: &str) -> bool {
    text.lines().take(200).any(|line| line.trim_start_matches('\u{feff}').starts_with("cff-version:"))
}

/// The paper it asks to cite, or else the software itself; `None` when it is no such file, or names nothing.
pub fn read(text: &str) -> Option<Draft> {
    let tree = yaml::read(text)?.tree;
    tree.get("cff-version")?;
    let preferred = tree.get("preferred-citation").filter(|inner| inner.get("title").is_some());
    let mut draft = work(preferred.unwrap_or(&tree), preferred.is_some());
    let repository = ["repository-code", "repository"].iter().filter_map(|name| tree.get(name)).find_map(Value::as_str);
    draft.links.extend(repository.map(str::to_owned));
    tree.get("title").is_some().then_some(draft)
}

fn work(tree: &Value, is_preferred: bool) -> Draft {
    let text = |name: &str| tree.get(name).and_then(Value::as_str).unwrap_or_default();
    let kind = if is_preferred { "misc" } else { "software" };
    let kind = KINDS.iter().find(|(theirs, _)| *theirs == text("type")).map_or(kind, |(_, ours)| ours);
    let mut work = Gathered::new(kind, "cff:", 0);
    let list = |name: &str| tree.get(name).and_then(Value::as_array).into_iter().flatten();
    for (part, name) in [("author", "authors"), ("editor", "editors")] {
        list(name).for_each(|who| work.person(part, &person(who)));
    }
    let pairs = [
        ("title", "title"),
        ("abstract", "abstract"),
        ("journal", "venue"),
        ("collection-title", "venue"),
        ("volume", "volume"),
        ("issue", "number"),
        ("pages", "pages"),
        ("start", "firstpage"),
        ("end", "lastpage"),
        ("publisher", "publisher"),
        ("issn", "issn"),
        ("isbn", "isbn"),
        ("doi", "doi"),
        ("url", "url"),
        ("version", "version"),
        ("license", "license"),
        ("notes", "note"),
    ];
    for (theirs, ours) in pairs {
        work.say(ours, text(theirs));
    }
    for (theirs, ours) in [("conference", "venue"), ("publisher", "publisher"), ("institution", "institution")] {
        work.say(
            ours,
            tree.get(theirs).and_then(|entity| entity.get("name")).and_then(Value::as_str).unwrap_or_default(),
        );
    }
    for one in list("identifiers") {
        let value = one.get("value").and_then(Value::as_str).unwrap_or_default();
        match one.get("type").and_then(Value::as_str) {
            Some("doi") => work.say("doi", value),
            Some("url") => work.say("url", value),
            _ => work.kept("identifier", value),
        }
    }
    for word in list("keywords") {
        work.say("keywords", word.as_str().unwrap_or_default());
    }
    let date = match (text("year"), text("month")) {
        ("", _) => text("date-released").to_owned(),
        (year, "") => year.to_owned(),
        (year, month) => format!("{year}-{month:0>2}"),
    };
    work.say("date", &date);
    work.end()
}

/// A person has parts of a name, an entity has one.
fn person(who: &Value) -> Name {
    let part = |name: &str| who.get(name).and_then(Value::as_str).unwrap_or_default();
    if !part("name").is_empty() {
        return Name { family: part("name").to_owned(), ..Name::default() };
    }
    Name {
        family: part("family-names").to_owned(),
        given: part("given-names").to_owned(),
        particle: part("name-particle").to_owned(),
        suffix: part("name-suffix").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::field;

    const FILE: &str = "# How to cite\ncff-version: 1.2.0\nmessage: If you use it, cite it.\ntitle: Rain tools\nauthors:\n  - \
family-names: Berg\n    name-particle: von\n    given-names: Bo\n  - name: The Rain Group\nversion: 1.10\n\
date-released: 2021-03-09\nrepository-code: https://github.com/valley/rain\nkeywords: [rain, snow]\n";

    #[test]
    fn the_software_itself_when_nothing_else_is_preferred() {
        let draft = read(FILE).expect("a citation");
        assert_eq!((draft.title.as_str(), draft.entry_type.as_str()), ("Rain tools", "software"), "the software");
        assert_eq!(draft.authors, ["Bo von Berg", "The Rain Group"], "people and groups");
        assert_eq!(draft.published.as_deref(), Some("2021-03-09"), "its release");
        assert_eq!(field(&draft, "version"), Some("1.10"), "a version is no number");
        assert_eq!(draft.links, ["https://github.com/valley/rain"], "its repository");
    }

    #[test]
    fn the_paper_that_is_preferred() {
        let text = format!(
            "{FILE}preferred-citation:\n  type: conference-paper\n  title: On Rain\n  authors:\n    - family-names: Example\n      \
given-names: Ada\n  conference:\n    name: The Valley Meeting\n  year: 2020\n  month: 7\n  start: 11\n  end: 19\n  doi: 10.5555/Rain\n"
        );
        let draft = read(&text).expect("a citation");
        assert_eq!(
            (draft.title.as_str(), draft.venue.as_str(), draft.year),
            ("On Rain", "The Valley Meeting", Some(2020)),
            "the paper"
        );
        assert_eq!(draft.identifiers[0].value, "10.5555/rain", "by its DOI");
        assert_eq!(field(&draft, "pages"), Some("11–19"), "with its pages");
        assert_eq!(draft.links, ["https://github.com/valley/rain"], "and the repository of the file");
    }

    #[test]
    fn what_is_no_citation_file() {
        for text in
            ["", "cff-version: 1.2.0", "title: x\nauthors: []", "cff-version: [", "cff-version: &a 1\ntitle: *a"]
        {
            assert!(read(text).is_none(), "{text:?} says of nothing how to cite it");
        }
    }
}
