//! Views, their order, and what searches find in them.

use postil_core::model::*;

use crate::{all, draft, library, temp, titles, view};

#[test]
fn views_counts_and_sorting() {
    let folder = temp();
    let library = library(folder.path());
    let mut drafts: Vec<Draft> = (0..30)
        .map(|i| Draft { year: (i % 3 > 0).then_some(2000 + i), ..draft(&format!("Paper number {i:02} of many"), "") })
        .collect();
    drafts[4].title = "Ünder the Ärticle of many".into();
    library.commit_import(drafts).expect("imported");
    let ids = all(&library, "");
    library.edit_papers(&ids[0..5], PaperEdit::Starred(true)).expect("starred");
    library.edit_papers(&ids[0..7], PaperEdit::ReadState(ReadState::Reading)).expect("reading");
    library.trash_papers(&ids[28..]).expect("trashed");
    let collection = library.create_collection("C", None).expect("created");
    let inside = library.create_collection("D", Some(collection)).expect("created");
    library.file_papers(inside, &ids[10..14]).expect("filed");
    library.tag_papers(&ids[20..22], &["Späte".into()], &[]).expect("tagged");
    let counts = library.overview().expect("overview").counts;
    assert_eq!(
        counts,
        ViewCounts { inbox: 17, all: 28, reading: 7, starred: 5, attention: 0, duplicates: 0, trash: 2 },
        "each count is right"
    );
    for (shown, view, why) in [
        (view(&library, ListView::Inbox), 17, "inbox: unread and not filed"),
        (view(&library, ListView::Starred), 5, "starred"),
        (view(&library, ListView::Trash), 2, "trash"),
        (view(&library, ListView::Collection { id: collection }), 4, "a collection shows what is nested in it"),
        (view(&library, ListView::Tag { name: "SPÄTE".to_lowercase() }), 2, "tags ignore case"),
    ] {
        assert_eq!(shown, view, "{why}");
    }
    for (by, descending) in [(SortBy::Year, false), (SortBy::Year, true)] {
        let ids =
            library.list_ids(&ListQuery { sort: Sort { by, descending }, ..ListQuery::default() }).expect("sorted");
        let years: Vec<Option<i32>> = library.list_rows(&ids, "").expect("rows").iter().map(|row| row.year).collect();
        let known: Vec<i32> = years.iter().flatten().copied().collect();
        let in_order = known.is_sorted_by(|a, b| if descending { a >= b } else { a <= b });
        assert!(
            in_order && years.iter().skip(known.len()).all(Option::is_none),
            "by year, unknown years last: {years:?}"
        );
    }
    let by_title = library
        .list_ids(&ListQuery { sort: Sort { by: SortBy::Title, descending: true }, ..ListQuery::default() })
        .expect("sorted");
    assert_eq!(
        library.list_rows(&by_title[..1], "").expect("rows")[0].title,
        "Ünder the Ärticle of many",
        "Ü sorts as U"
    );
}

#[test]
fn papers_with_the_words_in_their_title_come_first() {
    let folder = temp();
    let library = library(folder.path());
    let add = |title: &str, abstract_text: &str| {
        let paper = NewPaper { title: title.into(), abstract_text: abstract_text.into(), ..NewPaper::default() };
        library.add_paper(&paper).expect("added")
    };
    let old = add("Sparse Attention", "");
    let trashed = add("Sparse Attention Again", "");
    let half = add("Attention", "It is sparse.");
    let new = add("Sparse and Local Attention", "");
    let newest = add("Something Else", "Attention can be sparse.");
    library.trash_papers(&[trashed]).expect("trashed");
    library.tag_papers(&[old, newest], &["kept".into()], &[]).expect("tagged");
    assert_eq!(all(&library, "sparse atten"), [new, old, newest, half], "titles first, and the newest of each");
    assert_eq!(all(&library, "sparse attention tag:kept"), [old, newest], "a filter keeps the order");
    assert_eq!(all(&library, "sparse attention -local"), [old, newest, half], "what is excluded is left out");
    let in_trash = ListQuery { view: ListView::Trash, search: "sparse".into(), ..ListQuery::default() };
    assert_eq!(library.list_ids(&in_trash).expect("listed"), [trashed], "the trash is searched on its own");
}

#[test]
fn the_index_of_titles_follows_every_change() {
    let folder = temp();
    let library = library(folder.path());
    library.commit_import(vec![draft("Quiet lanterns", "Of lamps."), draft("Loud drums", "Of lanterns.")]).expect("in");
    let paper = all(&library, "title:quiet")[0];
    let told = |search: &str| titles(&library, search).len();
    library.edit_papers(&[paper], PaperEdit::Title("Silent lanterns".into())).expect("renamed");
    assert_eq!((told("title:quiet"), told("title:silent")), (0, 1), "the new title is found, the old one is not");
    library.undo().expect("undone");
    assert_eq!((told("title:quiet"), told("title:silent")), (1, 0), "and the other way round after an undo");
    assert_eq!(titles(&library, "lantern"), ["Quiet lanterns", "Loud drums"], "the title first, then the abstract");
    assert_eq!(titles(&library, "lanterns -lamps"), ["Loud drums"], "a word is excluded wherever it stands");
    assert_eq!(titles(&library, "title:lanterns -lamps"), [""; 0], "also where only titles are asked");
    assert_eq!(titles(&library, "title:lanterns abstract:lamps"), ["Quiet lanterns"], "fields may be mixed");
    library.trash_papers(&[paper]).expect("in the trash");
    library.empty_trash().expect("emptied");
    assert_eq!(told("title:quiet"), 0, "a deleted paper is not found");
}

#[test]
fn searching_finds_words_wherever_they_are() {
    let folder = temp();
    let library = library(folder.path());
    let id = library
        .add_paper(&NewPaper {
            title: "Scaling Laws for Naïve Models".into(),
            abstract_text: "Large language models grow. Code at https://github.com/lab/scaling".into(),
            authors: vec!["Jürgen Müller".into()],
            year: Some(2023),
            ..NewPaper::default()
        })
        .expect("added");
    library
        .add_paper(&NewPaper { title: "Something unrelated".into(), year: Some(2019), ..NewPaper::default() })
        .expect("added");
    library.add_note(id, "remember the grokking part").expect("noted");
    library.tag_papers(&[id], &["to read".into()], &[]).expect("tagged");
    for query in [
        "scal",
        "naive",
        "muller",
        "\"language models\"",
        "grokk",
        "author:muller",
        "tag:\"to read\"",
        "year:2020..",
        "year:2023 sca",
        "has:code",
        "code:unchecked",
        "has:notes",
        "is:unread scaling",
        "lab scaling",
        "scaling -unrelated",
        "-unrelated",
        "to rea",
    ] {
        assert_eq!(all(&library, query), [id], "“{query}” finds it");
    }
    for query in [
        "author:scaling",
        "\"models language\"",
        "year:2019 scaling",
        "zzz",
        "scaling -naive",
        "code:dead",
        "is:starred",
    ] {
        assert!(!all(&library, query).contains(&id), "“{query}” does not find it");
    }
    let row = &library.list_rows(&[id], "grokk").expect("rows")[0];
    assert_eq!(
        (row.snippet.as_deref(), row.snippet_marks.as_slice()),
        (Some("remember the grokking part"), [[13, 18]].as_slice()),
        "the note is shown, the hit marked"
    );
    assert_eq!(
        library.list_rows(&[id], "naive").expect("rows")[0].title_marks,
        [[17, 22]],
        "marked in the title, ï and all"
    );
    library.trash_papers(&[id]).expect("trashed");
    assert!(all(&library, "scaling").is_empty(), "the trash is not searched");
}
