//! One change to many papers: what the preview says is what happens, and one undo takes it back.

use postil_core::model::{BulkEdit, BulkField, Draft, LetterCase, ListQuery};
use postil_core::{ErrorCode, Library};

use crate::temp;

fn library(folder: &std::path::Path) -> (Library, Vec<i64>) {
    let library = Library::open(folder).expect("a new library");
    let drafts = (0..30)
        .map(|i| Draft {
            title: format!("LEARNING WITH GRAPHS {i}"),
            authors: vec!["Example, A.".into(), format!("B. Other{i}")],
            venue: if i % 3 == 0 { "Proc. of ACL".into() } else { String::new() },
            abstract_text: format!("Long before. {} The code moved.", "Words. ".repeat(60)),
            tags: if i < 5 { vec!["Old".into()] } else { Vec::new() },
            ..Draft::default()
        })
        .collect();
    let ids = library.commit_import(drafts).expect("imported").added;
    (library, ids)
}

#[test]
fn the_preview_says_what_happens_and_one_undo_takes_it_back() {
    let folder = temp();
    let (library, ids) = library(folder.path());
    let replace = |field, find: &str, with: &str| BulkEdit::Replace {
        field,
        find: find.into(),
        with: with.into(),
        match_case: false,
        whole_words: true,
    };
    let edits = [
        (replace(BulkField::Venue, "acl", "NAACL"), 10, "venues that name it"),
        (replace(BulkField::Authors, "Example, A.", "A. Example"), 30, "each author by itself"),
        (BulkEdit::Case { field: BulkField::Title, case: LetterCase::Sentence }, 30, "capitals"),
        (BulkEdit::Set { field: BulkField::Year, value: "2024".into() }, 30, "a year"),
        (BulkEdit::Set { field: BulkField::Year, value: "2024".into() }, 0, "which all have now"),
        (BulkEdit::Tags { add: vec!["new".into()], remove: vec!["old".into()] }, 30, "tags"),
        (replace(BulkField::Abstract, "moved", "stayed"), 30, "long texts"),
    ];
    for (edit, expected, why) in edits {
        let before: Vec<_> = ids.iter().map(|id| library.paper(*id).expect("a paper")).collect();
        let preview = library.preview_bulk_edit(&ids, &edit).expect("a preview");
        assert_eq!((preview.changed, preview.changed + preview.same), (expected, 30), "{why}");
        let unchanged: Vec<_> = ids.iter().map(|id| library.paper(*id).expect("a paper")).collect();
        assert_eq!(unchanged, before, "a preview writes nothing: {why}");
        assert_eq!(library.bulk_edit(&ids, &edit).expect("edited"), expected, "as many as the preview said: {why}");
        if expected > 0 {
            let undone = library.undo().expect("undone").expect("an action").entry.name;
            assert!(undone.ends_with(&format!(" of {expected} papers")), "named for those that changed: {undone}");
            let back: Vec<_> = ids.iter().map(|id| library.paper(*id).expect("a paper")).collect();
            assert_eq!(back, before, "all back at once: {why}");
            library.redo().expect("redone");
        }
    }
    let paper = library.paper(ids[0]).expect("a paper");
    assert_eq!(paper.paper.title, "Learning with graphs 0", "the title");
    assert_eq!((paper.paper.venue.as_str(), paper.paper.year), ("Proc. of NAACL", Some(2024)), "venue and year");
    assert_eq!(paper.paper.authors[0].name, "A. Example", "the author");
    assert_eq!(paper.tags, ["new"], "the tags");
    let hits = library.list_ids(&ListQuery { search: "naacl".into(), ..ListQuery::default() }).expect("searched");
    assert_eq!(hits.len(), 10, "the index follows");
}

#[test]
fn long_texts_are_shown_where_they_change_and_impossible_values_are_left_out() {
    let folder = temp();
    let (library, ids) = library(folder.path());
    let edit = BulkEdit::Replace {
        field: BulkField::Abstract,
        find: "code moved".into(),
        with: "code stayed".into(),
        match_case: true,
        whole_words: false,
    };
    let sample = &library.preview_bulk_edit(&ids, &edit).expect("a preview").samples[0];
    assert!(sample.before.starts_with("… ") && sample.before.contains("code moved"), "around it: {}", sample.before);
    assert!(sample.after.contains("code stayed"), "after: {}", sample.after);
    let all = BulkEdit::Replace {
        field: BulkField::Title,
        find: "LEARNING WITH GRAPHS 7".into(),
        with: String::new(),
        match_case: true,
        whole_words: true,
    };
    let preview = library.preview_bulk_edit(&ids, &all).expect("a preview");
    assert_eq!((preview.changed, preview.refused), (0, 1), "no paper is left without a title");
    assert!(preview.refusal.is_some_and(|why| why.contains("title")), "and why is said");
    assert_eq!(library.bulk_edit(&ids, &all).expect("nothing to do"), 0, "nor changed");
    let empty = |field, value: &str| BulkEdit::Set { field, value: value.into() };
    for edit in [
        empty(BulkField::Title, "One for all"),
        empty(BulkField::Year, "soon"),
        empty(BulkField::Year, "99999"),
        BulkEdit::Tags { add: Vec::new(), remove: Vec::new() },
        BulkEdit::Replace {
            field: BulkField::Venue,
            find: String::new(),
            with: "x".into(),
            match_case: true,
            whole_words: true,
        },
    ] {
        let error = library.preview_bulk_edit(&ids, &edit).expect_err("refused");
        assert_eq!(error.code, ErrorCode::Validation, "{edit:?} makes no sense");
    }
}
