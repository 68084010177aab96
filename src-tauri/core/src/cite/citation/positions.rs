//! What a reader has seen before a cite: the same paper, just before or some notes ago. By the rules of CSL.

use std::collections::HashMap;

use super::{Author, Citation, Cite};

/// Where a cite stands among those before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Position {
    #[default]
    First,
    Subsequent,
    Ibid,
    IbidWithLocator,
}

/// The same, and what is known of the notes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub position: Position,
    /// The paper was cited only a few notes before.
    pub near: bool,
    /// The note that cited it first.
    pub first_note: Option<usize>,
    pub note: Option<usize>,
}

/// The places of all cites of a text; `near` is how many notes are few.
pub fn of(citations: &[Citation], near: usize) -> Vec<Vec<Place>> {
    // Of each paper the note that cited it first, and the last one.
    let mut seen: HashMap<usize, (Option<usize>, Option<usize>)> = HashMap::new();
    // Citations in the text and those in notes follow each other apart.
    let mut before: [Option<&Citation>; 2] = [None; 2];
    let mut places = Vec::with_capacity(citations.len());
    for citation in citations {
        let mut of_citation = Vec::with_capacity(citation.cites.len());
        for (at, cite) in citation.cites.iter().enumerate() {
            // Somebody who is named is not cited yet.
            if cite.author == Author::Alone {
                of_citation.push(Place { note: citation.note, ..Place::default() });
                continue;
            }
            let known = seen.get(&cite.paper).copied();
            let last = match (at.checked_sub(1), before[usize::from(citation.note.is_some())]) {
                (Some(at), _) => citation.cites.get(at),
                // Several in the one before leave open which is meant.
                (None, Some(before)) if before.cites.len() == 1 => before.cites.first(),
                _ => None,
            };
            let position = match known {
                None => Position::First,
                Some(_) => {
                    last.filter(|last| last.paper == cite.paper).map_or(Position::Subsequent, |last| ibid(last, cite))
                }
            };
            let (first_note, last_note) = known.unwrap_or((citation.note, None));
            let distance = citation.note.zip(last_note).map(|(note, last)| note.saturating_sub(last));
            of_citation.push(Place {
                position,
                near: known.is_some() && distance.is_some_and(|distance| distance <= near),
                first_note,
                note: citation.note,
            });
            seen.insert(cite.paper, (first_note, citation.note));
        }
        places.push(of_citation);
        before[usize::from(citation.note.is_some())] = Some(citation);
    }
    places
}

fn ibid(last: &Cite<usize>, cite: &Cite<usize>) -> Position {
    match (&last.locator, &cite.locator) {
        (one, other) if one == other => Position::Ibid,
        // “Ibid.” would be the page before, too.
        (Some(_), None) => Position::Subsequent,
        _ => Position::IbidWithLocator,
    }
}

#[cfg(test)]
mod tests {
    use super::super::locator::Locator;
    use super::*;

    #[test]
    fn positions_follow_from_what_was_cited_before() {
        let cite = |(paper, page): (usize, &str)| Cite { locator: Locator::read(page), ..Cite::from(paper) };
        let notes: [&[(usize, &str)]; 8] = [
            &[(0, "")],
            &[(0, "")],
            &[(0, "12"), (0, "12"), (0, "14")],
            &[(0, "14")],
            &[(1, "")],
            &[(1, "3")],
            &[(1, "")],
            &[(0, ""), (1, "")],
        ];
        let citations: Vec<Citation> = notes
            .iter()
            .enumerate()
            .map(|(at, cites)| Citation { cites: cites.iter().copied().map(cite).collect(), note: Some(at + 1) })
            .collect();
        let found = of(&citations, 4);
        let positions: Vec<Vec<Position>> =
            found.iter().map(|one| one.iter().map(|place| place.position).collect()).collect();
        use Position::{First, Ibid, IbidWithLocator, Subsequent};
        let expected = [
            vec![First],
            vec![Ibid],
            vec![IbidWithLocator, Ibid, IbidWithLocator],
            vec![Subsequent],
            vec![First],
            vec![IbidWithLocator],
            vec![Subsequent],
            vec![Subsequent, Subsequent],
        ];
        assert_eq!(positions, expected, "the positions of each note");
        assert_eq!((found[7][0].near, found[7][0].first_note), (true, Some(1)), "cited four notes before");
        assert!(!of(&citations, 3)[7][0].near, "three are fewer");
    }
}
