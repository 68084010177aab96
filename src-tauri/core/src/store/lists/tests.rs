//! Every search finds what looking through all papers finds, in the same order, whichever way it is gone about.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use rusqlite::Connection;

use super::conditions::Conditions;
use super::costs::Costs;
use super::{SEARCH_LIMIT, hits, order};
use crate::Library;
use crate::formats::RETRACTED;
use crate::model::{Draft, Field, Id, ListQuery, ListView, PaperEdit, PaperView, ReadState, Sort, SortBy};
use crate::search::filters::Filter;
use crate::search::fold;
use crate::search::query::{self, Query, Sign, Term};

const WORDS: [&str; 12] = [
    "neural",
    "neutral",
    "translation",
    "transfer",
    "parsing",
    "of",
    "the",
    "model",
    "modelling",
    "Müller",
    "graph",
    "in",
];
const SEARCHES: [&str; 42] = [
    "n",
    "ne",
    "neu",
    "neut",
    "neutr",
    "neutral ",
    "mod",
    "modell",
    "translation",
    "trans",
    "the",
    "of the",
    "neural translation",
    "neural trans",
    "the model of",
    "muller",
    "a",
    "parsing graph in",
    "\"of the\"",
    "\"neural translation\"",
    "\"the model",
    "author:muller",
    "author:mü parsing",
    "title:neural",
    "title:the year:2003",
    "abstract:graph mod",
    "notes:remember",
    "is:unread the",
    "is:read the",
    "is:reading of",
    "is:starred model",
    "-is:starred the",
    "is:retracted the",
    "-is:retracted model",
    "-is:unread model",
    "year:2003.. parsing",
    "year:..2002 the is:read",
    "-year:2002 the",
    "has:code the",
    "has:notes the",
    "tag:kept the -graph",
    "-tag:kept the \"in the\" has:code",
];

fn notice() -> Field {
    Field { name: RETRACTED.into(), value: "2024-05-06 https://doi.org/10.5555/notice".into() }
}

/// Made up from a few words, so that each search finds some: read or not, starred, tagged, noted, in the trash.
fn filled(folder: &std::path::Path) -> Library {
    let library = Library::open(folder).expect("a new library");
    let mut seed: u64 = 11;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let drafts: Vec<Draft> = (0..240)
        .map(|number| {
            let mut text = |count: usize| (0..count).map(|_| WORDS[next(WORDS.len())]).collect::<Vec<_>>().join(" ");
            Draft {
                title: format!("{} {number}", text(3)),
                abstract_text: format!("{}. https://github.com/code/x{number}", text(number % 9)),
                authors: vec![text(1)],
                year: (number % 7 > 0).then_some(2000 + (number % 5) as i32),
                fields: if number % 19 == 2 { vec![notice()] } else { Vec::new() },
                ..Draft::default()
            }
        })
        .map(|draft| {
            if draft.year.is_some_and(|year| year < 2002) {
                Draft { abstract_text: String::new(), ..draft }
            } else {
                draft
            }
        })
        .collect();
    let ids = library.commit_import(drafts).expect("imported").added;
    let some = |step: usize, from: usize| ids.iter().skip(from).step_by(step).copied().collect::<Vec<Id>>();
    library.edit_papers(&some(3, 0), PaperEdit::ReadState(ReadState::Read)).expect("read");
    library.edit_papers(&some(11, 1), PaperEdit::ReadState(ReadState::Reading)).expect("being read");
    library.edit_papers(&some(5, 2), PaperEdit::Starred(true)).expect("starred");
    library.tag_papers(&some(4, 0), &["kept".into()], &[]).expect("tagged");
    for id in some(13, 4) {
        library.add_note(id, "Remember the graph.").expect("noted");
    }
    library.trash_papers(&some(17, 3)).expect("in the trash");
    library
}

fn has(text: &str, term: &Term) -> bool {
    let words = query::words(text);
    let last = term.words.len() - 1;
    let is_word = |(at, (wanted, word)): (usize, (&String, &String))| {
        word == wanted || (term.prefix && at == last && word.starts_with(wanted.as_str()))
    };
    words.windows(term.words.len()).any(|row| term.words.iter().zip(row).enumerate().all(is_word))
}

fn matches(view: &PaperView, term: &Term, only: Option<&str>) -> bool {
    let joined = |texts: Vec<&str>| texts.join(" ; ");
    let paper = &view.paper;
    let columns = [
        ("title", paper.title.clone()),
        ("authors", joined(paper.authors.iter().map(|person| person.name.as_str()).collect())),
        ("abstract", paper.abstract_text.clone()),
        ("notes", joined(view.notes.iter().map(|note| note.text.as_str()).collect())),
        ("tags", joined(view.tags.iter().map(String::as_str).collect())),
        ("other", joined(view.code.iter().map(|card| card.repository.name.as_str()).collect())),
    ];
    let asked = |name: &str| only.is_none_or(|only| only == name) && term.column.is_none_or(|column| column == name);
    columns.iter().any(|(name, text)| asked(name) && has(text, term))
}

fn fulfils(view: &PaperView, filter: &Filter) -> bool {
    match filter {
        Filter::Years { from, to } => {
            view.paper.year.is_some_and(|year| from.is_none_or(|from| year >= from) && to.is_none_or(|to| year <= to))
        }
        Filter::Tag(name) => view.tags.contains(name),
        Filter::HasCode => !view.code.is_empty(),
        Filter::HasNotes => !view.notes.is_empty(),
        Filter::HasFiles => !view.files.is_empty(),
        Filter::HasHighlights => !view.annotations.is_empty(),
        Filter::Code(kinds) => view.code.iter().any(|card| kinds.contains(&card.verdict.kind)),
        Filter::Read(state) => view.paper.read_state == *state,
        Filter::Starred => view.paper.starred,
        Filter::Retracted => view.paper.fields.iter().any(|field| field.name == RETRACTED),
    }
}

/// Looks through all papers.
fn expected(papers: &[PaperView], search: &Query, view: &ListView) -> Vec<Id> {
    let in_view = |paper: &PaperView| match view {
        ListView::Trash => paper.paper.trashed_at.is_some(),
        ListView::Reading => paper.paper.trashed_at.is_none() && paper.paper.read_state == ReadState::Reading,
        ListView::Tag { name } => paper.paper.trashed_at.is_none() && paper.tags.contains(name),
        _ => paper.paper.trashed_at.is_none(),
    };
    let with = |paper: &PaperView, only: Option<&str>| {
        let terms = &search.terms;
        terms.iter().filter(|term| term.sign == Sign::With).all(|term| matches(paper, term, only))
    };
    let mut found: Vec<&PaperView> = papers
        .iter()
        .filter(|paper| in_view(paper) && with(paper, None))
        .filter(|paper| search.terms.iter().all(|term| term.sign == Sign::With || !matches(paper, term, None)))
        .filter(|paper| search.filters.iter().all(|(filter, sign)| fulfils(paper, filter) == (*sign == Sign::With)))
        .collect();
    found.sort_by_key(|paper| (!with(paper, Some("title")), std::cmp::Reverse(paper.paper.id)));
    found.iter().map(|paper| paper.paper.id).collect()
}

#[test]
fn a_search_finds_what_looking_through_everything_finds() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = filled(folder.path());
    let papers = every(&library);
    let db = Connection::open(folder.path().join(crate::store::FILE_NAME)).expect("opens");
    let mut found_any = 0;
    for view in [ListView::All, ListView::Trash, ListView::Reading] {
        for text in SEARCHES {
            let search = Query::parse(text);
            let wanted = expected(&papers, &search, &view);
            found_any += usize::from(!wanted.is_empty());
            let conditions = Conditions::of(&db, &view, &search).expect("conditions");
            for costs in ways() {
                let found = hits::best(&db, &search, &conditions, costs).expect("searched");
                assert_eq!(found, wanted, "“{text}” in {view:?}, {costs:?}");
                let begun = hits::best(&db, &search, &conditions, Costs { wanted: 5, ..costs }).expect("searched");
                assert_eq!(begun, wanted[..wanted.len().min(5)], "the first of “{text}” in {view:?}, {costs:?}");
                let mut found: Vec<Id> =
                    hits::all(&db, &search, &conditions, costs).expect("searched").into_iter().collect();
                found.sort_unstable_by_key(|id| wanted.iter().position(|other| other == id));
                assert_eq!(found, wanted, "all of “{text}” in {view:?}, {costs:?}");
            }
            for (by, descending) in ORDERS {
                let sort = Sort { by, descending };
                let query = ListQuery { view: view.clone(), sort, search: text.into(), first: None };
                begin_alike(&library, &query, &library.list_ids(&query).expect("searched"));
                for costs in ways() {
                    let hits = wanted.iter().copied().collect();
                    let found = order::of_these(&db, &query, hits, costs).expect("sorted");
                    assert_eq!(found, in_order(&papers, &wanted, sort, &view), "“{text}” in {view:?}, {costs:?}");
                }
            }
        }
    }
    assert!(found_any > SEARCHES.len(), "most of them find something: {found_any}");
    assert!(papers.len() < SEARCH_LIMIT, "and nothing is cut off");
}

#[test]
fn a_list_holds_what_looking_through_everything_finds() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = filled(folder.path());
    let papers = every(&library);
    let db = Connection::open(folder.path().join(crate::store::FILE_NAME)).expect("opens");
    let mut found_any = 0;
    for view in [ListView::All, ListView::Trash, ListView::Reading, ListView::Tag { name: "kept".into() }] {
        for text in FILTERS {
            let search = Query::parse(text);
            let wanted = expected(&papers, &search, &view);
            found_any += usize::from(!wanted.is_empty());
            let conditions = Conditions::of(&db, &view, &search).expect("conditions");
            for (by, descending) in ORDERS {
                let sort = Sort { by, descending };
                let query = ListQuery { view: view.clone(), sort, search: text.into(), first: None };
                let wanted = in_order(&papers, &wanted, sort, &view);
                assert_eq!(library.list_ids(&query).expect("a list"), wanted, "“{text}” in {view:?}, {sort:?}");
                begin_alike(&library, &query, &wanted);
                for costs in ways() {
                    let found = order::of_all(&db, &query, &conditions, costs).expect("a list");
                    assert_eq!(found, wanted, "“{text}” in {view:?}, {sort:?}, {costs:?}");
                }
            }
        }
    }
    assert!(found_any > FILTERS.len(), "most of them find something: {found_any}");
}

const ORDERS: [(SortBy, bool); 6] = [
    (SortBy::Added, false),
    (SortBy::Added, true),
    (SortBy::Year, false),
    (SortBy::Year, true),
    (SortBy::Title, false),
    (SortBy::Title, true),
];
const FILTERS: [&str; 22] = [
    "",
    "is:read",
    "is:unread",
    "-is:unread",
    "is:starred",
    "year:2003",
    "-year:2003",
    "year:2001..2004",
    "year:2003 is:read",
    "year:2002.. has:code tag:kept",
    "has:code",
    "has:code is:read",
    "has:notes",
    "-has:notes",
    "is:retracted",
    "-is:retracted",
    "is:retracted year:2001..2004",
    "tag:kept is:read",
    "tag:kept has:code -is:starred",
    "-tag:kept",
    "-the",
    "-\"of the\" is:read",
];

/// From asking each paper everything to reading all sets ahead.
fn ways() -> impl Iterator<Item = Costs> {
    [1, 30, 90, 10_000]
        .into_iter()
        .flat_map(|few| [0, 40].map(|singly| Costs { wanted: SEARCH_LIMIT, set: few, singly, sorted: few }))
}

fn every(library: &Library) -> Vec<PaperView> {
    let every = |view| library.list_ids(&ListQuery { view, ..ListQuery::default() }).expect("listed");
    let ids = every(ListView::All).into_iter().chain(every(ListView::Trash));
    ids.map(|id| library.paper(id).expect("a paper")).collect()
}

/// Sorts as the list should, papers without a year last.
fn in_order(papers: &[PaperView], ids: &[Id], sort: Sort, view: &ListView) -> Vec<Id> {
    let mut found: Vec<&PaperView> = papers.iter().filter(|paper| ids.contains(&paper.paper.id)).collect();
    found.sort_by_key(|view| view.paper.id);
    found.sort_by(|one, other| {
        let (one, other) = (&one.paper, &other.paper);
        match sort.by {
            SortBy::Added if *view == ListView::Trash => one.trashed_at.cmp(&other.trashed_at),
            SortBy::Year => one.year.cmp(&other.year),
            SortBy::Title => fold::sort_key(&one.title).cmp(&fold::sort_key(&other.title)),
            _ => one.created_at.cmp(&other.created_at),
        }
    });
    if sort.descending {
        found.reverse();
    } else if sort.by == SortBy::Year {
        let without = found.partition_point(|view| view.paper.year.is_none());
        found[..without].reverse();
        found.rotate_left(without);
    }
    found.iter().map(|view| view.paper.id).collect()
}

/// The first of a list are those which it begins with.
fn begin_alike(library: &Library, query: &ListQuery, whole: &[Id]) {
    for first in [0, 1, 7, 1_000] {
        let begun = library.list_ids(&ListQuery { first: Some(first), ..query.clone() }).expect("a list");
        assert_eq!(begun, whole[..whole.len().min(first as usize)], "the first {first} of {query:?}");
    }
}
