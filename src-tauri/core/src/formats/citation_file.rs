//! CITATION.cff: how the authors of a repository want it to be cited. <https://citation-file-format.github.io>

use serde_json::Value;

use super::gather::Gathered;
use super::names::Name;
use super::yaml;
use crate::import::ids::find_identifiers;
use crate::model::Draft;

/// Its types of references, and BibLaTeX's.
const KINDS: &[(&str, &str)] = &[
    ("article", "article"),
    ("magazine-article", "article"),
    ("newspaper-article", "article"),
    ("conference-paper", "inproceedings"),
    ("proceedings", "proceedings"),
    ("book", "book"),
    ("report", "report"),
    ("thesis", "thesis"),
    ("unpublished", "unpublished"),
    ("conference", "proceedings"),
    ("manual", "manual"),
    ("pamphlet", "booklet"),
    ("patent", "patent"),
    ("standard", "standard"),
    ("website", "online"),
    ("blog", "online"),
    ("encyclopedia", "reference"),
    ("dictionary", "reference"),
    ("edited-work", "collection"),
    ("map", "map"),
    ("film-broadcast", "video"),
    ("video", "video"),
    ("audiovisual", "video"),
    ("sound-recording", "audio"),
    ("music", "audio"),
    ("art", "image"),
    ("statute", "legislation"),
    ("bill", "legislation"),
    ("legal-case", "jurisdiction"),
    ("legal-rule", "legislation"),
    ("government-document", "report"),
    ("grant", "misc"),
    ("personal-communication", "letter"),
    ("serial", "periodical"),
    ("database", "dataset"),
    ("software-code", "software"),
    ("software-container", "software"),
    ("software-executable", "software"),
    ("software-virtual-machine", "software"),
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

/// All that it names: the software, the paper that it asks to cite, and what it builds upon.
pub fn all(text: &str) -> Option<Vec<Draft>> {
    let tree = yaml::read(text)?.tree;
    tree.get("cff-version")?;
    tree.get("title")?;
    let mut own = work(&tree, false);
    let repository = ["repository-code", "repository"].iter().filter_map(|name| tree.get(name)).find_map(Value::as_str);
    own.links.extend(repository.map(str::to_owned));
    let preferred = tree.get("preferred-citation").filter(|inner| inner.get("title").is_some());
    let others = tree.get("references").and_then(Value::as_array).into_iter().flatten();
    let others = preferred.into_iter().chain(others).filter(|one| one.get("title").is_some());
    Some(std::iter::once(own).chain(others.take(1_000).map(|one| work(one, true))).collect())
}

fn work(tree: &Value, is_preferred: bool) -> Draft {
    let text = |name: &str| tree.get(name).and_then(Value::as_str).unwrap_or_default();
    let kind = if is_preferred { "misc" } else { "software" };
    let kind = KINDS.iter().find(|(theirs, _)| *theirs == text("type")).map_or(kind, |(_, ours)| ours);
    let mut work = Gathered::new(kind, "cff:", 0);
    let list = |name: &str| tree.get(name).and_then(Value::as_array).into_iter().flatten();
    let people = [
        ("author", "authors"),
        ("editor", "editors"),
        ("editora", "editors-series"),
        ("translator", "translators"),
        ("recipient", "recipients"),
    ];
    for (part, name) in people {
        list(name).for_each(|who| work.person(part, &person(who)));
    }
    let pairs = [
        ("title", "title"),
        ("abstract", "abstract"),
        ("journal", "venue"),
        ("collection-title", "venue"),
        ("volume", "volume"),
        ("issue", "number"),
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
        ("edition", "edition"),
        ("thesis-type", "type"),
        ("number", "number"),
        ("pmcid", "pmcid"),
        ("volume-title", "volumetitle"),
        ("date-accessed", "urldate"),
        ("status", "pubstate"),
    ];
    for (theirs, ours) in pairs {
        work.say(ours, text(theirs));
    }
    // The number of all its pages; where it begins and ends is said apart. Some write the range here all the same.
    let pages = text("pages");
    let is_count = !pages.is_empty() && pages.bytes().all(|byte| byte.is_ascii_digit());
    work.say(if is_count { "pagetotal" } else { "pages" }, pages);
    let of_entity = |name: &str, part: &str| tree.get(name).and_then(|entity| entity.get(part)).and_then(Value::as_str);
    let event = if work.has("venue") { "eventtitle" } else { "venue" };
    work.say(event, of_entity("conference", "name").unwrap_or_default());
    work.say("location", of_entity("publisher", "city").unwrap_or_default());
    for name in ["publisher", "institution"] {
        work.say(name, of_entity(name, "name").unwrap_or_default());
    }
    for language in list("languages") {
        work.say("langid", language.as_str().unwrap_or_default());
    }
    for one in list("identifiers") {
        let value = one.get("value").and_then(Value::as_str).unwrap_or_default();
        match one.get("type").and_then(Value::as_str) {
            Some("doi") => work.say("doi", value),
            Some("url") => work.say("url", value),
            _ => match find_identifiers(value).into_iter().next() {
                Some(one) => work.identifier(one),
                None => work.kept("identifier", value),
            },
        }
    }
    for word in list("keywords") {
        work.say("keywords", word.as_str().unwrap_or_default());
    }
    let date = match (text("year"), text("month")) {
        ("", _) => {
            let dates = ["date-published", "date-released"].map(text);
            dates.into_iter().find(|date| !date.is_empty()).unwrap_or_default().to_owned()
        }
        (year, "") => year.to_owned(),
        (year, month) => format!("{year}-{month:0>2}"),
    };
    work.say("date", &date);
    work.end()
}

/// A person has parts of a name, an entity has one.
fn person(who: &Value) -> Name {
    let part = |name: &str| who.get(name).and_then(Value::as_str).unwrap_or_default();
    let is_nobody = part("family-names").is_empty() && part("given-names").is_empty();
    if let Some(name) = [part("name"), part("alias")].into_iter().find(|name| !name.is_empty() && is_nobody) {
        return Name { family: name.to_owned(), ..Name::default() };
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
    fn a_paper_in_proceedings_and_a_thesis() {
        let text = format!(
            "{FILE}preferred-citation:\n  type: conference-paper\n  title: On Rain\n  authors:\n    - alias: rainy\n  \
conference:\n    name: The Valley Meeting\n  collection-title: Proceedings of the Valley Meeting\n  year: 2020\n  start: 11\n  \
end: 19\n  pages: 9\n  publisher:\n    name: Valley Press\n    city: Valley\n  identifiers:\n    - type: other\n      \
value: arXiv:2001.01234\n"
        );
        let draft = read(&text).expect("a citation");
        assert_eq!(draft.authors, ["rainy"], "who says no other name");
        assert_eq!(draft.venue, "Proceedings of the Valley Meeting", "where it is printed");
        let known =
            ["eventtitle", "pages", "pagetotal", "location"].map(|name| field(&draft, name).unwrap_or_default());
        assert_eq!(known, ["The Valley Meeting", "11–19", "9", "Valley"], "a count of pages is no range");
        assert_eq!(draft.identifiers[0].value, "2001.01234", "arXiv's number, though the file has no type for it");
        let text = format!(
            "{FILE}preferred-citation:\n  type: thesis\n  thesis-type: PhD\n  title: On Rain\n  authors:\n    - name: X\n  \
institution:\n    name: Valley University\n  date-published: 2019-05-06\n"
        );
        let draft = read(&text).expect("a citation");
        assert_eq!((draft.published.as_deref(), field(&draft, "type")), (Some("2019-05-06"), Some("phdthesis")));
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
