//! What several services said of one paper, made one draft: the values of the one that knows best, filled up with those
//! of the others, each with its source.

use super::services::{
    ANTHOLOGY, ARXIV, CROSSREF, DBLP, HUGGING_FACE, OPEN_LIBRARY, OPENALEX, OPENREVIEW, PUBMED, SEMANTIC_SCHOLAR,
    Service, UNPAYWALL,
};
use crate::links::verdict::short_day;
use crate::model::{Draft, Field, IdentifierKind, Millis, shown_as};
use crate::versions;

/// Who knows best what was published, first. What takes part after the preprints gathers from others itself.
const ORDER: [&Service; 11] = [
    &CROSSREF,
    &ANTHOLOGY,
    &PUBMED,
    &OPEN_LIBRARY,
    &DBLP,
    &OPENREVIEW,
    &ARXIV,
    &SEMANTIC_SCHOLAR,
    &OPENALEX,
    &UNPAYWALL,
    &HUGGING_FACE,
];

/// Values that others know better than the order above has it, best first; whoever is not named comes after them.
///
/// Crossref's abstracts are JATS without its markup, formulas torn; authors type the journal into arXiv as they please.
const BETTER: [(&str, &[&Service]); 2] = [
    ("abstract", &[&ARXIV, &ANTHOLOGY, &PUBMED, &OPENREVIEW]),
    ("venue", &[&CROSSREF, &ANTHOLOGY, &PUBMED, &DBLP, &OPENREVIEW, &SEMANTIC_SCHOLAR, &OPENALEX]),
];

fn text<'d>(draft: &'d Draft, name: &str) -> &'d str {
    if name == "abstract" { &draft.abstract_text } else { &draft.venue }
}

/// Of a value in the table above, who said it best, and what.
fn best<'s>(told: &[(&'s Service, Draft)], name: &str, order: &[&Service]) -> Option<(&'s Service, String)> {
    let said = told.iter().filter(|(_, draft)| !text(draft, name).is_empty());
    // The first of those that nobody ranks is the one that stands.
    let place = |service: &Service| order.iter().position(|one| one.id == service.id).unwrap_or(order.len());
    let (service, draft) = said.min_by_key(|(service, _)| place(service))?;
    Some((*service, text(draft, name).to_owned()))
}

/// One draft of several. With `versions`, a preprint beside what was published of it is kept as a version.
pub fn merge(mut told: Vec<(&Service, Draft)>, versions: bool, now: Millis) -> Option<Draft> {
    let rank = |service: &Service| ORDER.iter().position(|known| known.id == service.id).unwrap_or(ORDER.len());
    let arxiv = rank(&ARXIV);
    // A preprint that a journal's registry knows is no better than arXiv's.
    told.sort_by_key(|(service, draft)| if is_preprint(draft) { rank(service).max(arxiv) } else { rank(service) });
    let preprints: Vec<Field> = match told.first() {
        Some((_, best)) if versions && !is_preprint(best) => {
            told.iter().filter(|(_, draft)| is_preprint(draft)).map(|(_, draft)| version(draft)).collect()
        }
        _ => Vec::new(),
    };
    let better = BETTER.map(|(name, order)| (name, best(&told, name, order)));
    let mut all = told.into_iter();
    let (service, mut draft) = all.next()?;
    stamp(&mut draft, &source(service, now));
    for (service, other) in all {
        add(&mut draft, other);
        stamp(&mut draft, &source(service, now));
    }
    for (name, best) in better {
        let Some((service, value)) = best.filter(|(_, value)| value != text(&draft, name)) else { continue };
        *(if name == "abstract" { &mut draft.abstract_text } else { &mut draft.venue }) = value;
        draft.sources.retain(|known| known.name != name);
        draft.sources.push(Field { name: name.into(), value: source(service, now) });
    }
    draft.fields.extend(preprints);
    Some(draft)
}

/// arXiv's, and what Crossref calls posted content.
pub fn is_preprint(draft: &Draft) -> bool {
    draft.entry_type == "online"
}

/// "Crossref, 25 Nov 2026"
pub fn source(service: &Service, now: Millis) -> String {
    format!("{}, {}", service.name, short_day(now))
}

/// Says who said all that has no source yet.
pub fn stamp(draft: &mut Draft, source: &str) {
    let mut names: Vec<&str> = Vec::new();
    let texts = [
        ("title", !draft.title.is_empty()),
        ("abstract", !draft.abstract_text.is_empty()),
        ("authors", !draft.authors.is_empty()),
        ("venue", !draft.venue.is_empty()),
        ("year", draft.year.is_some()),
        ("date", draft.published.is_some()),
        ("url", !draft.url.is_empty()),
        ("comments", !draft.comments.is_empty()),
        ("identifiers", !draft.identifiers.is_empty()),
        ("type", !draft.entry_type.is_empty()),
        ("code", !draft.links.is_empty() || !draft.pages.is_empty()),
    ];
    names.extend(texts.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name));
    names.extend(draft.fields.iter().filter_map(|field| shown_as(&field.name)));
    let new: Vec<Field> = names
        .into_iter()
        .filter(|name| draft.sources.iter().all(|known| known.name != *name))
        .map(|name| Field { name: name.to_owned(), value: source.to_owned() })
        .collect();
    draft.sources.extend(new);
}

/// Fills up what is empty; nothing that is there changes.
fn add(draft: &mut Draft, other: Draft) {
    let fill = |here: &mut String, there: String| {
        if here.is_empty() {
            *here = there;
        }
    };
    // The day and what goes with a venue belong to the version they were said of.
    let same_version = draft.year.is_none() || draft.year == other.year;
    if same_version {
        draft.published = draft.published.take().or(other.published);
    }
    fill(&mut draft.title, other.title);
    fill(&mut draft.abstract_text, other.abstract_text);
    fill(&mut draft.venue, other.venue);
    fill(&mut draft.url, other.url);
    fill(&mut draft.comments, other.comments);
    fill(&mut draft.entry_type, other.entry_type);
    draft.year = draft.year.or(other.year);
    if draft.authors.is_empty() {
        (draft.authors, draft.sort_names) = (other.authors, other.sort_names);
    }
    for one in other.identifiers {
        if draft.identifiers.iter().all(|known| known.kind != one.kind) {
            draft.identifiers.push(one);
        }
    }
    for field in other.fields {
        if draft.fields.iter().all(|known| known.name != field.name) {
            draft.fields.push(field);
        }
    }
    let union = |here: &mut Vec<String>, there: Vec<String>| {
        there.into_iter().for_each(|one| {
            if !here.contains(&one) {
                here.push(one)
            }
        });
    };
    // What one only guessed and another knows is no guess.
    draft.guesses.retain(|guess| !other.links.contains(guess) || other.guesses.contains(guess));
    let known = draft.links.clone();
    union(&mut draft.guesses, other.guesses.into_iter().filter(|guess| !known.contains(guess)).collect());
    union(&mut draft.links, other.links);
    union(&mut draft.pages, other.pages);
    union(&mut draft.tags, other.tags);
    union(&mut draft.problems, other.problems);
}

/// A preprint as the list of versions keeps it.
fn version(draft: &Draft) -> Field {
    let mut version = versions::of(draft);
    version.identifiers.retain(|one| is_own(one.kind, draft));
    if version.venue.is_empty() && draft.identifiers.iter().any(|one| one.kind == IdentifierKind::Arxiv) {
        version.venue = "arXiv".into();
    }
    versions::write(&version)
}

/// The DOI that arXiv tells of is the published version's.
fn is_own(kind: IdentifierKind, draft: &Draft) -> bool {
    kind != IdentifierKind::Doi || draft.identifiers.iter().all(|one| one.kind != IdentifierKind::Arxiv)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Identifier;

    const NOW: Millis = 1_795_600_000_000;

    fn said(draft: &Draft, name: &str) -> String {
        draft.sources.iter().find(|source| source.name == name).map(|source| source.value.clone()).unwrap_or_default()
    }

    #[test]
    fn the_published_version_leads_and_every_value_has_its_source() {
        let arxiv = Draft {
            title: "On Rain".into(),
            abstract_text: "Rain falls.".into(),
            year: Some(2020),
            published: Some("2020-01-05".into()),
            entry_type: "online".into(),
            identifiers: vec![Identifier { kind: IdentifierKind::Arxiv, value: "2001.01234".into() }],
            ..Draft::default()
        };
        let crossref = Draft {
            title: "On rain".into(),
            venue: "Weather".into(),
            year: Some(2021),
            entry_type: "article".into(),
            identifiers: vec![Identifier { kind: IdentifierKind::Doi, value: "10.5555/rain".into() }],
            ..Draft::default()
        };
        let draft = merge(vec![(&ARXIV, arxiv), (&CROSSREF, crossref)], true, NOW).expect("a draft");
        assert_eq!(
            (draft.title.as_str(), draft.year, draft.entry_type.as_str()),
            ("On rain", Some(2021), "article"),
            "as published"
        );
        assert_eq!(draft.abstract_text, "Rain falls.", "filled up");
        assert_eq!(draft.published, None, "the preprint's day is not that of the journal");
        assert_eq!(draft.identifiers.len(), 2, "both are known by");
        assert_eq!(
            (said(&draft, "venue"), said(&draft, "abstract")),
            ("Crossref, 25 Nov 2026".into(), "arXiv, 25 Nov 2026".into()),
            "each from where it came"
        );
        let kept = draft.fields.iter().find(|field| field.name == versions::FIELD).map(|field| field.value.as_str());
        assert!(
            kept.is_some_and(|json| json.contains("2001.01234") && json.contains("2020-01-05")),
            "the preprint is a version: {kept:?}"
        );
    }

    #[test]
    fn each_value_is_from_who_knows_it_best() {
        let of = |abstract_text: &str, venue: &str, pages: &str, kind: &str| Draft {
            title: "On Rain".into(),
            abstract_text: abstract_text.into(),
            venue: venue.into(),
            year: Some(2020),
            entry_type: kind.into(),
            fields: (!pages.is_empty())
                .then(|| Field { name: "pages".into(), value: pages.into() })
                .into_iter()
                .collect(),
            ..Draft::default()
        };
        let crossref = of("Abstract It rains  l/m2.", "Journal of Weather", "1–9", "article");
        let arxiv = of("It rains $l/m^2$.", "J. Weath. 4, to appear", "1", "online");
        let scholar = of("It rains.", "Weather", "", "article");
        let told = [(&CROSSREF, crossref), (&ARXIV, arxiv), (&SEMANTIC_SCHOLAR, scholar)];
        let cases: [(&[usize], [&str; 3], &str); 3] = [
            (&[0, 1, 2], ["arXiv", "Crossref", "Crossref"], "an abstract is arXiv's, the rest the publisher's"),
            (
                &[1, 2],
                ["arXiv", "Semantic Scholar", "arXiv"],
                "what an author typed is no venue where there is a better one",
            ),
            (&[1], ["arXiv", "arXiv", "arXiv"], "and stands where there is none"),
        ];
        for (who, wanted, why) in cases {
            let draft = merge(who.iter().map(|at| told[*at].clone()).collect(), false, NOW).expect("a draft");
            for (name, service) in ["abstract", "venue", "pages"].into_iter().zip(wanted) {
                assert_eq!(said(&draft, name), format!("{service}, 25 Nov 2026"), "{name}: {why}");
                assert_eq!(draft.sources.iter().filter(|one| one.name == name).count(), 1, "{name}: one source");
            }
        }
    }

    #[test]
    fn a_guess_that_another_service_knows_is_none() {
        let link = "https://github.com/valley/rain".to_owned();
        let guessed = Draft {
            title: "On Rain".into(),
            links: vec![link.clone()],
            guesses: vec![link.clone()],
            ..Draft::default()
        };
        let known = Draft { title: "On Rain".into(), links: vec![link.clone()], ..Draft::default() };
        let both = merge(vec![(&ARXIV, known), (&HUGGING_FACE, guessed.clone())], false, NOW).expect("a draft");
        assert!(both.guesses.is_empty(), "arXiv names it");
        let alone = merge(vec![(&HUGGING_FACE, guessed)], false, NOW).expect("a draft");
        assert_eq!(alone.guesses, [link], "a guess stays one");
    }
}
