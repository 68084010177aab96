//! Drafts that were guessed from a file, made sure by what a service says of their identifiers.

use std::collections::HashMap;

use super::{Asked, Lookup, MOST, Waiting, Wanted};
use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Draft, Identifier, IdentifierKind, Reading, Skipped};
use crate::search::fold;
use crate::surroundings::Surroundings;

impl Lookup {
    /// Looks up the drafts of a reading that carry an identifier. What was guessed is replaced, what came from a file
    /// of references is only filled; files, links and tags stay.
    ///
    /// # Errors
    /// `Input` when there are more than one look-up takes; `Network` when no service could be asked; `Cancelled`.
    pub async fn complete(
        &self,
        library: &Library,
        surroundings: &Surroundings,
        mut reading: Reading,
        go_on: impl Fn(f64) -> bool + Send + Sync,
    ) -> Result<Reading> {
        let mut wanted: Vec<Identifier> = Vec::new();
        for one in reading.drafts.iter().filter_map(asked) {
            if !wanted.contains(one) {
                wanted.push(one.clone());
            }
        }
        if wanted.len() > MOST {
            let words = format!(
                "{} papers are too many to look up at once; {MOST} is the most. Import them in parts.",
                wanted.len()
            );
            return Err(Error::new(ErrorCode::Input, words));
        }
        if wanted.is_empty() {
            return Ok(reading);
        }
        let asking = Asked::each(wanted.iter().cloned().map(Wanted::Identifier).collect());
        let found = self.for_library(library, surroundings, &asking, go_on).await?;
        if found.reading.drafts.is_empty()
            && let Some(first) = found.waiting.first()
        {
            return Err(Error::new(ErrorCode::Network, format!("Nothing could be looked up. {}", first.words)));
        }
        let told: HashMap<&Identifier, &Draft> =
            found.places.iter().filter_map(|at| wanted.get(*at)).zip(&found.reading.drafts).collect();
        for draft in &mut reading.drafts {
            let Some(one) = asked(draft).cloned() else { continue };
            if let Some(told) = told.get(&one) {
                *draft = completed(std::mem::take(draft), (*told).clone(), &one);
            }
        }
        reading.skipped.extend(found.reading.skipped);
        reading.remarks.extend(found.reading.remarks);
        // They may be asked for again once their papers are in; of what only lacks something, its draft says it.
        let is_lacking = |one: &Waiting| !told.keys().any(|id| Wanted::Identifier((*id).clone()) == one.wanted);
        reading.skipped.extend(found.waiting.iter().filter(|one| is_lacking(one)).map(|waiting| Skipped {
            line: 0,
            text: waiting.wanted.in_words(),
            reason: waiting.words.clone(),
        }));
        Ok(reading)
    }
}

/// The identifier that most is known of.
fn asked(draft: &Draft) -> Option<&Identifier> {
    use IdentifierKind::{Acl, Arxiv, Doi, Openreview};
    [Doi, Arxiv, Acl, Openreview].iter().find_map(|kind| draft.identifiers.iter().find(|one| one.kind == *kind))
}

fn completed(mut draft: Draft, told: Draft, one: &Identifier) -> Draft {
    let is_another = fold::are_unlike(&fold::title_key(&draft.title), &fold::title_key(&told.title));
    // A title that only the name of a file stands in for tells nothing.
    if is_another && draft.problems.is_empty() {
        draft.problems.push(format!(
            "{} was looked up and is another paper: “{}”",
            Wanted::Identifier(one.clone()).in_words(),
            told.title
        ));
        return draft;
    }
    let was_guessed = draft.citation_key.is_none();
    let (mut first, mut second) = if was_guessed { (told, draft) } else { (draft, told) };
    if first.authors.is_empty() {
        first.authors = std::mem::take(&mut second.authors);
        first.sort_names = std::mem::take(&mut second.sort_names);
    }
    let texts = [
        (&mut first.abstract_text, &mut second.abstract_text),
        (&mut first.venue, &mut second.venue),
        (&mut first.url, &mut second.url),
        (&mut first.comments, &mut second.comments),
        (&mut first.entry_type, &mut second.entry_type),
    ];
    for (text, other) in texts {
        if text.is_empty() {
            *text = std::mem::take(other);
        }
    }
    first.year = first.year.or(second.year);
    first.published = first.published.or(second.published);
    first.citation_key = first.citation_key.or(second.citation_key);
    for one in second.identifiers {
        if first.identifiers.iter().all(|known| known.kind != one.kind) {
            first.identifiers.push(one);
        }
    }
    for field in second.fields {
        if first.fields.iter().all(|known| known.name != field.name) {
            first.fields.push(field);
        }
    }
    first.links.extend(second.links);
    first.tags.extend(second.tags);
    first.notes.extend(second.notes);
    first.collections.extend(second.collections);
    first.files.extend(second.files);
    first.line = first.line.max(second.line);
    if !was_guessed {
        first.problems.extend(second.problems);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DraftFile;

    fn doi() -> Identifier {
        Identifier { kind: IdentifierKind::Doi, value: "10.5555/rain.1".into() }
    }

    fn guessed(title: &str) -> Draft {
        Draft {
            title: title.into(),
            authors: vec!["A. Example".into()],
            identifiers: vec![doi()],
            links: vec!["https://github.com/valley/rain".into()],
            files: vec![DraftFile { path: "/papers/rain.pdf".into(), name: "rain.pdf".into() }],
            abstract_text: "It rains.".into(),
            ..Draft::default()
        }
    }

    fn told() -> Draft {
        let authors = vec!["Ada Example".into(), "Ben Sample".into()];
        Draft { title: "On Rain".into(), authors, year: Some(2020), identifiers: vec![doi()], ..Draft::default() }
    }

    #[test]
    fn what_a_service_says_replaces_a_guess_and_the_file_stays() {
        let draft = completed(guessed("ON RAIN"), told(), &doi());
        assert_eq!((draft.title.as_str(), draft.year, draft.authors.len()), ("On Rain", Some(2020), 2), "theirs");
        assert_eq!(draft.abstract_text, "It rains.", "what they do not know stays");
        assert_eq!((draft.files.len(), draft.links.len(), draft.identifiers.len()), (1, 1, 1), "so do file and code");
    }

    #[test]
    fn what_somebody_wrote_is_only_filled() {
        let own = Draft { citation_key: Some("rain".into()), ..guessed("On rain") };
        let draft = completed(own, told(), &doi());
        assert_eq!((draft.title.as_str(), draft.authors.len(), draft.year), ("On rain", 1, Some(2020)), "filled");
    }

    #[test]
    fn another_papers_identifier_is_told() {
        let draft = completed(guessed("A Survey of Umbrellas in Cities"), told(), &doi());
        assert_eq!(draft.title, "A Survey of Umbrellas in Cities", "the draft stays as it was");
        assert_eq!(draft.problems, ["DOI 10.5555/rain.1 was looked up and is another paper: “On Rain”"], "and says so");
        let scan = Draft { problems: vec!["No text was found".into()], ..guessed("scan 001") };
        assert_eq!(completed(scan, told(), &doi()).title, "On Rain", "the name of a file contradicts nothing");
    }
}
