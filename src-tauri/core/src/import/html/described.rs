//! How a page describes the one paper that it is about: tags for search engines, data in JSON, a span for reference
//! managers.

use scraper::{Html, Selector};
use serde_json::Value;

use super::{one_line, page};
use crate::formats::{self, Gathered, Name};
use crate::import::ids;
use crate::model::{Draft, Field, Reading};

/// By whatever of these it has, the one that says most first.
pub fn whole(document: &Html) -> Option<Draft> {
    by_tags(document).or_else(|| by_data(document)).or_else(|| by_span(document))
}

/// As the reading of a page that was pasted.
pub fn reading(draft: Draft) -> Reading {
    Reading { source: "Page of a paper".into(), drafts: vec![draft], ..Reading::default() }
}

/// Tags that go into fields, with BibLaTeX's names.
const FIELDS: [(&str, &str); 7] = [
    ("citation_volume", "volume"),
    ("citation_issue", "number"),
    ("citation_publisher", "publisher"),
    ("citation_issn", "issn"),
    ("citation_isbn", "isbn"),
    ("citation_dissertation_institution", "institution"),
    ("citation_technical_report_institution", "institution"),
];

/// `citation_title` and its kin, as arXiv and publishers write them.
pub fn by_tags(document: &Html) -> Option<Draft> {
    let selector = Selector::parse("meta[name^=citation_]").ok()?;
    let mut draft = Draft::default();
    let (mut first, mut last) = (String::new(), String::new());
    for meta in document.select(&selector) {
        let (Some(name), Some(content)) = (meta.value().attr("name"), meta.value().attr("content")) else { continue };
        let content = content.trim().to_owned();
        match name {
            "citation_title" => draft.title = content,
            "citation_author" => draft.authors.push(given_first(&content)),
            "citation_abstract" => draft.abstract_text = content,
            "citation_date" | "citation_publication_date" | "citation_online_date" => {
                draft.year = draft.year.or_else(|| content.get(..4).and_then(|year| year.parse().ok()));
                draft.published = draft.published.or(Some(content.replace('/', "-")).filter(|date| date.len() == 10));
            }
            "citation_journal_title" | "citation_conference_title" => draft.venue = content,
            "citation_arxiv_id" => draft.identifiers.extend(ids::find_identifiers(&format!("arXiv:{content}"))),
            "citation_pmid" => draft.identifiers.extend(ids::find_identifiers(&format!("PMID:{content}"))),
            "citation_doi" => draft.identifiers.extend(ids::find_identifiers(&content)),
            "citation_firstpage" => first = content,
            "citation_lastpage" => last = content,
            _ => {
                let field = FIELDS.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
                if let Some(ours) = field.filter(|ours| draft.fields.iter().all(|known| known.name != *ours)) {
                    draft.fields.push(Field { name: ours.into(), value: content });
                }
            }
        }
    }
    if draft.title.is_empty() {
        return None;
    }
    let pages = if last.is_empty() || first == last { first } else { format!("{first}–{last}") };
    if !pages.is_empty() {
        draft.fields.push(Field { name: "pages".into(), value: pages });
    }
    if draft.abstract_text.is_empty() {
        let quote = Selector::parse("blockquote.abstract").ok()?;
        let text: String = document.select(&quote).flat_map(|element| element.text()).collect();
        let text = one_line(&text);
        draft.abstract_text = text.strip_prefix("Abstract:").unwrap_or(&text).trim().to_owned();
    }
    // "this https URL" says nothing; where it leads does.
    let links = Selector::parse("blockquote.abstract a[href], .comments a[href]").ok()?;
    draft.links = document.select(&links).filter_map(|link| link.value().attr("href")).map(str::to_owned).collect();
    Some(page::limits::finish(draft))
}

/// "Lovelace, Ada" as "Ada Lovelace".
fn given_first(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') => format!("{given} {family}"),
        _ => name.to_owned(),
    }
}

/// Kinds of schema.org that are works a reader cites, and BibLaTeX's names. News and blogs call theirs otherwise.
const KINDS: [(&str, &str); 9] = [
    ("ScholarlyArticle", "article"),
    ("MedicalScholarlyArticle", "article"),
    ("Report", "report"),
    ("Thesis", "thesis"),
    ("Book", "book"),
    ("Chapter", "incollection"),
    ("Dataset", "dataset"),
    ("SoftwareSourceCode", "software"),
    ("SoftwareApplication", "software"),
];

/// JSON-LD in the words of schema.org.
fn by_data(document: &Html) -> Option<Draft> {
    let selector = Selector::parse("script[type=\"application/ld+json\"]").ok()?;
    document.select(&selector).find_map(|script| {
        let text: String = script.text().collect();
        let tree: Value = serde_json::from_str(&text).ok()?;
        let list = tree.get("@graph").unwrap_or(&tree);
        match list {
            Value::Array(several) => several.iter().find_map(work),
            one => work(one).or_else(|| work(one.get("mainEntity")?)),
        }
    })
}

fn work(tree: &Value) -> Option<Draft> {
    let kinds = all(tree.get("@type")).filter_map(Value::as_str);
    let kind =
        kinds.filter_map(|kind| KINDS.iter().find(|(theirs, _)| *theirs == kind)).map(|(_, ours)| *ours).next()?;
    let mut work = Gathered::new(kind, "schema:", 0);
    let text = |name: &str| all(tree.get(name)).find_map(named).unwrap_or_default();
    work.say("title", &Some(text("headline")).filter(|title| !title.is_empty()).unwrap_or_else(|| text("name")));
    for part in ["author", "creator"].into_iter().filter(|part| tree.get(part).is_some()).take(1) {
        for who in all(tree.get(part)) {
            let of = |name: &str| who.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
            let name = match (of("familyName"), of("givenName")) {
                (family, _) if family.is_empty() => Name::from_shown(&named(who).unwrap_or_default()),
                (family, given) => Name { family, given, ..Name::default() },
            };
            work.person("author", &name);
        }
    }
    for (theirs, ours) in [
        ("abstract", "abstract"),
        ("pagination", "pages"),
        ("pageStart", "firstpage"),
        ("pageEnd", "lastpage"),
        ("publisher", "publisher"),
        ("isbn", "isbn"),
        ("license", "license"),
    ] {
        work.say(ours, &text(theirs));
    }
    if !work.has("abstract") {
        work.say("abstract", &text("description"));
    }
    work.say("date", &text("datePublished"));
    // An article is part of an issue, which is part of a volume, which is part of a journal.
    let mut outer = tree.get("isPartOf");
    for _ in 0..4 {
        let Some(part) = all(outer).next() else { break };
        let of = |name: &str| part.get(name).and_then(named).unwrap_or_default();
        work.say("number", &of("issueNumber"));
        work.say("volume", &of("volumeNumber"));
        work.say("venue", &of("name"));
        outer = part.get("isPartOf");
    }
    for place in ["identifier", "sameAs", "@id", "url"] {
        for one in all(tree.get(place)) {
            let value = one.get("value").and_then(Value::as_str).or_else(|| one.as_str()).unwrap_or_default();
            if place == "url" {
                work.say("url", value);
            }
            for found in ids::find_identifiers(value) {
                work.identifier(found);
            }
        }
    }
    let code = text("codeRepository");
    let mut draft = work.end();
    draft.links.extend(Some(code).filter(|code| formats::is_address(code)));
    draft.problems.is_empty().then_some(draft)
}

/// One value or several.
fn all(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.map_or(&[][..], |value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
    list.iter()
}

/// A text, or the name of a thing.
fn named(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("name").and_then(Value::as_str)).map(one_line);
    text.or_else(|| value.as_i64().map(|number| number.to_string())).filter(|text| !text.is_empty())
}

/// COinS: a span whose title is an address of OpenURL. A page with several is a list, and about none of them.
fn by_span(document: &Html) -> Option<Draft> {
    let selector = Selector::parse("span.Z3988[title]").ok()?;
    let mut spans = document.select(&selector).filter_map(|span| span.value().attr("title"));
    let (Some(only), None) = (spans.next(), spans.next()) else { return None };
    let url = reqwest::Url::parse(&format!("https://localhost/?{only}")).ok()?;
    let pairs: Vec<(String, String)> =
        url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let text =
        |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default();
    let kind = match text("rft.genre") {
        "article" | "preprint" => "article",
        "proceeding" | "conference" => "inproceedings",
        "bookitem" => "incollection",
        "book" => "book",
        "report" => "report",
        "dissertation" => "thesis",
        _ => "misc",
    };
    let mut work = Gathered::new(kind, "coins:", 0);
    work.say("title", text("rft.atitle"));
    for (theirs, ours) in [("rft.title", "venue"), ("rft.jtitle", "venue"), ("rft.btitle", "venue")] {
        // A book's own title is that of no other thing.
        work.say(if text("rft.atitle").is_empty() { "title" } else { ours }, text(theirs));
    }
    let authors =
        pairs.iter().filter(|(name, _)| name == "rft.au").map(|(_, value)| Name::from_shown(&given_first(value)));
    let authors: Vec<Name> = authors.collect();
    if authors.is_empty() && !text("rft.aulast").is_empty() {
        let (family, given) = (text("rft.aulast").to_owned(), text("rft.aufirst").to_owned());
        work.person("author", &Name { family, given, ..Name::default() });
    }
    authors.iter().for_each(|name| work.person("author", name));
    for (theirs, ours) in [
        ("rft.date", "date"),
        ("rft.volume", "volume"),
        ("rft.issue", "number"),
        ("rft.pages", "pages"),
        ("rft.spage", "firstpage"),
        ("rft.epage", "lastpage"),
        ("rft.issn", "issn"),
        ("rft.isbn", "isbn"),
        ("rft.pub", "publisher"),
    ] {
        work.say(ours, text(theirs));
    }
    for (_, id) in pairs.iter().filter(|(name, _)| name == "rft_id") {
        ids::find_identifiers(id).into_iter().for_each(|found| work.identifier(found));
    }
    let draft = work.end();
    draft.problems.is_empty().then_some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Option<Draft> {
        whole(&Html::parse_document(html))
    }

    #[test]
    fn tags_for_search_engines() {
        let draft = read(
            "<head><meta name=citation_title content='On Rain'><meta name=citation_author content='Example, Ada'>\
<meta name=citation_doi content='10.5555/Rain'><meta name=citation_firstpage content=11><meta name=citation_lastpage content=19>\
<meta name=citation_volume content=4><meta name=citation_journal_title content=Weather></head>",
        )
        .expect("a paper");
        assert_eq!(
            (draft.authors.as_slice(), draft.venue.as_str()),
            (&["Ada Example".to_owned()][..], "Weather"),
            "who and where"
        );
        assert_eq!(formats::field(&draft, "pages"), Some("11–19"), "pages");
        assert_eq!(formats::field(&draft, "volume"), Some("4"), "volume");
    }

    #[test]
    fn data_in_json() {
        let draft = read(
            r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"},
            {"@type": ["ScholarlyArticle"], "headline": "On Rain", "author": [{"@type": "Person", "givenName": "Ada",
            "familyName": "Example"}, {"name": "Bo von Berg"}], "datePublished": "2021-03-09", "isPartOf": {"@type":
            "PublicationIssue", "issueNumber": "2", "isPartOf": {"@type": "Periodical", "name": "Weather"}},
            "sameAs": "https://doi.org/10.5555/rain", "publisher": {"name": "Valley Press"}}]}</script>"#,
        )
        .expect("a paper");
        assert_eq!(draft.authors, ["Ada Example", "Bo von Berg"], "people in parts and whole");
        assert_eq!(
            (draft.venue.as_str(), draft.published.as_deref()),
            ("Weather", Some("2021-03-09")),
            "where and when"
        );
        assert_eq!(draft.identifiers.len(), 1, "its DOI");
        assert_eq!(formats::field(&draft, "number"), Some("2"), "the issue");
        let news = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rain today"}</script>"#;
        assert!(read(news).is_none(), "news are no papers");
        assert!(read(r#"<script type="application/ld+json">{"@type": "Book", "name": }</script>"#).is_none(), "broken");
    }

    #[test]
    fn a_span_for_reference_managers() {
        let span = "<span class='Z3988' title='ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&amp;\
rft.genre=article&amp;rft.atitle=On+Rain&amp;rft.jtitle=Weather&amp;rft.au=Example%2C+Ada&amp;rft.au=Bo+von+Berg&amp;rft.date=2021-03&amp;\
rft.spage=11&amp;rft.epage=19&amp;rft_id=info%3Adoi%2F10.5555%2Frain'></span>";
        let draft = read(span).expect("a paper");
        assert_eq!(
            (draft.title.as_str(), draft.venue.as_str(), draft.year),
            ("On Rain", "Weather", Some(2021)),
            "what and where"
        );
        assert_eq!(draft.authors, ["Ada Example", "Bo von Berg"], "who");
        assert_eq!(draft.identifiers[0].value, "10.5555/rain", "its DOI");
        assert!(read(&span.repeat(2)).is_none(), "a list is about none of its papers");
    }
}
