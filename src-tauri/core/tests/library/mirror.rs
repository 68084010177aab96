//! The plain copy: readable, in step, small differences, nothing of anybody's lost; and the same library made from it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use postil_core::library::mirror::rebuild;
use postil_core::model::{AnnotationColor, Draft, Identifier, IdentifierKind, ListView, PaperEdit};
use postil_core::{ErrorCode, Library};
use rusqlite::Connection;

use crate::temp;

/// Everything a reader and the checks put into a library, in words that do not depend on row numbers made up inside.
pub fn contents(library: &Path) -> BTreeMap<&'static str, Vec<String>> {
    let db = Connection::open(library.join("library.sqlite")).expect("opens");
    let tables = [
        ("paper", "SELECT * FROM paper ORDER BY id"),
        (
            "author",
            "SELECT paper_id, position, name, sort_name FROM paper_person JOIN person ON person.id = person_id ORDER BY 1, 2",
        ),
        ("identifier", "SELECT paper_id, kind, value FROM identifier ORDER BY 1, id"),
        ("field", "SELECT paper_id, name, value FROM paper_field ORDER BY 1, id"),
        ("tag", "SELECT paper_id, name FROM paper_tag JOIN tag ON tag.id = tag_id ORDER BY 1, 2"),
        ("collection", "SELECT * FROM collection ORDER BY id"),
        ("filed", "SELECT collection_id, paper_id FROM collection_paper ORDER BY 1, 2"),
        ("note", "SELECT * FROM note ORDER BY id"),
        ("annotation", "SELECT * FROM annotation ORDER BY id"),
        ("file", "SELECT * FROM attachment ORDER BY id"),
        ("mention", "SELECT * FROM mention ORDER BY id"),
        ("repository", "SELECT * FROM repository ORDER BY id"),
        ("check", "SELECT * FROM repository_check ORDER BY id"),
        ("notice", "SELECT * FROM notice ORDER BY id"),
        ("rescue", "SELECT * FROM rescue ORDER BY 1"),
        ("preservation", "SELECT * FROM preservation ORDER BY 1"),
        ("inside", "SELECT * FROM inside ORDER BY 1"),
        ("deep path", "SELECT * FROM deep_path ORDER BY 1, 2"),
        ("clone", "SELECT * FROM local_clone ORDER BY 1"),
        ("code as of", "SELECT * FROM code_as_of ORDER BY 1, 2"),
        ("saved search", "SELECT * FROM saved_search ORDER BY id"),
        ("found", "SELECT * FROM saved_search_paper ORDER BY 1, 2"),
        ("setting", "SELECT * FROM setting WHERE key <> 'mirrorFolder' ORDER BY key"),
        ("words of titles", "SELECT rowid FROM title_fts WHERE title_fts MATCH 'a*' ORDER BY rowid"),
        ("words", "SELECT rowid FROM paper_fts WHERE paper_fts MATCH 'a*' ORDER BY rowid"),
    ];
    let known = "'journal_entry', 'journal_change', 'mirror_file', 'live_file', 'vault_file', 'host_pause', 'duplicate', 'duplicate_pair', 'duplicate_state', 'check_queue', 'lookup_queue', 'person', 'sqlite_sequence'";
    let sql = format!(
        "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'paper_fts%' AND name NOT LIKE 'title_fts%' AND name NOT IN ({known})"
    );
    let all: String = db.query_row(&sql, [], |row| row.get(0)).expect("tables");
    for table in all.split(',') {
        assert!(
            tables.iter().any(|(_, sql)| sql.contains(&format!(" {table} ")) || sql.contains(&format!(" {table}"))),
            "{table} is compared"
        );
    }
    let dump = |sql: &str| {
        let mut statement = db.prepare(sql).expect("prepared");
        let count = statement.column_count();
        let rows = statement.query_map([], |row| {
            let values: Vec<String> = (0..count).map(|at| format!("{:?}", row.get_ref(at).expect("a value"))).collect();
            Ok(values.join(" | "))
        });
        rows.expect("asked").collect::<Result<_, _>>().expect("rows")
    };
    tables.map(|(name, sql)| (name, dump(sql))).into()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.insert(path.strip_prefix(folder).expect("inside").to_path_buf(), text);
            }
        }
    }
    found
}

/// A library with some of everything, and texts that could be taken for the copy's own marks.
fn rich(folder: &Path, papers: Vec<Draft>) -> (Library, Vec<i64>) {
    let library = Library::open(folder).expect("a new library");
    let ids = library.commit_import(papers).expect("imported").added;
    let outer = library.create_collection("Thesis: “one”", None).expect("made");
    let inner = library.create_collection("Chapter --> 2", Some(outer)).expect("made");
    library.file_papers(inner, &ids[..ids.len().min(20)]).expect("filed");
    library.tag_papers(&ids[..ids.len().min(30)], &["to read".into(), "a: b".into()], &[]).expect("tagged");
    library.edit_papers(&ids[..2], PaperEdit::Starred(true)).expect("starred");
    library.edit_papers(&ids[1..2], PaperEdit::CitationKey(Some("key2024".into()))).expect("keyed");
    for text in [
        "Plain.",
        "",
        "<!-- /postil -->\n\\<!-- postil:text -->\n## Note\n---\n",
        "Ends with a break\n",
        "\r\nOdd\u{2028}breaks — \\ and `code`\n\n\n",
        "-- and --> in it",
    ] {
        library.add_note(ids[0], text).expect("noted");
    }
    library.edit_papers(&ids[..1], PaperEdit::Abstract("Some words — to mark.".into())).expect("edited");
    let annotation = library.add_annotation(ids[0], AnnotationColor::Green, 0, 9).expect("highlighted");
    library.edit_annotation(annotation.id, AnnotationColor::Pink, "Really -- “why”?\n<!-- postil").expect("commented");
    library.add_repository(ids[0], "https://github.com/lab/deep/tree/main/src").expect("linked");
    library.save_search("Mine", &ListView::Collection { id: outer }, "a* -b").expect("saved");
    library.set_setting("textSize", &serde_json::json!(120)).expect("set");
    library.trash_papers(&ids[2..3]).expect("trashed");
    (library, ids)
}

fn drafts() -> Vec<Draft> {
    (0..60)
        .map(|i| Draft {
            title: format!("A --> {i} \"quoted\" # title: yes"),
            abstract_text: format!("Abstract of {i}.\n\nCode: https://github.com/lab/code{}.\n# No heading\n", i % 7),
            authors: vec!["Ünder, A.".into(), "{The Group}".into()],
            sort_names: vec!["von Under, Ada".into(), String::new()],
            venue: "null".into(),
            year: Some(1990 + i),
            published: Some("2024-02-29".into()),
            url: "https://example.org/a?b=c#d".into(),
            comments: "-- 12 pages".into(),
            identifiers: vec![Identifier { kind: IdentifierKind::Doi, value: format!("10.1000/x:{i}") }],
            entry_type: "article".into(),
            fields: vec![postil_core::model::Field { name: "volume".into(), value: "3 -- 4".into() }],
            ..Draft::default()
        })
        .collect()
}

fn there_and_back(papers: Vec<Draft>) {
    let (folder, copy, other) = (temp(), temp(), temp());
    let (library, _) = rich(folder.path(), papers);
    library.set_mirror_folder(Some(copy.path())).expect("begun");
    library.mirror(None).expect("written");
    let rebuilt = rebuild(copy.path(), &other.path().join("again")).expect("rebuilt");
    assert_eq!(rebuilt.problems, [""; 0], "every file is understood");
    let (before, after) = (contents(folder.path()), contents(&other.path().join("again")));
    for (table, rows) in &before {
        let again = &after[table];
        let differs = rows.iter().zip(again).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{table} is the same");
        assert_eq!(rows.len(), again.len(), "{table} has as many rows");
    }
    let third = temp();
    let again = Library::open(&other.path().join("again")).expect("opens");
    again.set_mirror_folder(Some(third.path())).expect("begun");
    again.mirror(None).expect("written");
    assert_eq!(files(copy.path()), files(third.path()), "its own copy is the same to the letter");
}

#[test]
fn the_same_library_comes_back() {
    there_and_back(drafts());
}

/// The set of 20,000 papers; in a debug build, where reading it takes a minute, that of 2,000.
#[test]
fn the_same_large_library_comes_back() {
    let set = if cfg!(debug_assertions) { "data/acl/acl-2k.bib.zst" } else { "data/acl/acl-20k.bib.zst" };
    let Some(set) = crate::support::shared(set) else { return };
    let bytes = zstd::decode_all(std::fs::File::open(set).expect("opens")).expect("valid zstd");
    let reading = postil_core::formats::read(&String::from_utf8(bytes).expect("UTF-8")).expect("a .bib file");
    there_and_back(reading.drafts);
}

#[test]
fn it_follows_each_action_with_few_changes() {
    let (folder, copy) = (temp(), temp());
    let (library, ids) = rich(folder.path(), drafts());
    assert_eq!(library.mirror(None).expect("nothing").written, 0, "nobody asked for a copy");
    library.set_mirror_folder(Some(copy.path())).expect("begun");
    let first = library.mirror(None).expect("written");
    assert!(first.written >= 60 && first.kept_aside == 0, "all: {first:?}");
    assert_eq!(library.mirror(None).expect("again").written, 0, "nothing twice");
    let before = files(copy.path());
    let text =
        before.iter().find(|(path, _)| path.to_string_lossy().contains(&ids[1].to_string())).expect("its file").1;
    for line in
        ["title: \"A --> 1 \\\"quoted\\\" # title: yes\"", "  - \"doi:10.1000/x:1\"", "# A --> 1", "## Abstract"]
    {
        assert!(text.contains(line), "a reader finds “{line}” in\n{text}");
    }

    library.edit_papers(&ids[4..5], PaperEdit::Venue("A Journal".into())).expect("edited");
    let done = library.mirror(Some(&ids[4..5])).expect("written");
    assert_eq!(done.written, 1, "one file");
    let after = files(copy.path());
    let changed: Vec<_> = before.iter().filter(|(path, text)| after[*path] != **text).collect();
    assert_eq!(changed.len(), 1, "no other");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(changed[0].1), lines(&after[changed[0].0]));
    assert_eq!(
        old.iter().zip(&new).filter(|(one, other)| one != other).count(),
        2,
        "the venue, and when it was changed"
    );

    library.edit_papers(&ids[5..6], PaperEdit::Title("Another name".into())).expect("renamed");
    let done = library.mirror(Some(&ids[5..6])).expect("written");
    assert_eq!((done.written, done.removed), (1, 1), "its file has another name");
    library.empty_trash().expect("emptied");
    assert_eq!(library.mirror(Some(&ids[2..3])).expect("written").removed, 1, "what is gone goes");
    library.undo().expect("undone");
    assert_eq!(library.mirror(None).expect("written").written, 1, "and comes back");
}

#[test]
fn what_others_write_there_is_kept() {
    let (folder, copy) = (temp(), temp());
    let (library, ids) = rich(folder.path(), drafts());
    std::fs::write(copy.path().join(".gitignore"), "x").expect("written");
    library.set_mirror_folder(Some(copy.path())).expect("a hidden file is no content");
    library.mirror(None).expect("written");
    let paths: Vec<PathBuf> = files(copy.path()).into_keys().filter(|path| path.starts_with("papers")).collect();
    std::fs::write(copy.path().join(&paths[0]), "My own words").expect("written");
    std::fs::write(copy.path().join("papers/mine.md"), "A file of my own").expect("written");
    let done = library.mirror(None).expect("written");
    assert_eq!((done.written, done.kept_aside), (1, 1), "the changed one is written anew");
    let kept = files(&copy.path().join("changed-by-others"));
    assert_eq!(kept.values().collect::<Vec<_>>(), ["My own words"], "and what stood in it is kept");
    library.trash_papers(&ids).expect("trashed");
    library.empty_trash().expect("emptied");
    library.mirror(None).expect("written");
    let left: Vec<PathBuf> = files(&copy.path().join("papers")).into_keys().collect();
    assert_eq!(left, [PathBuf::from("mine.md")], "only Postil's own files go");
}

#[test]
fn wrong_folders_and_broken_files_are_named() {
    let (folder, copy) = (temp(), temp());
    let (library, _) = rich(folder.path(), drafts());
    std::fs::write(copy.path().join("thesis.tex"), "x").expect("written");
    for place in [copy.path(), folder.path(), &folder.path().join("copy"), Path::new("relative")] {
        let error = library.set_mirror_folder(Some(place)).expect_err("refused");
        assert_eq!(error.code, ErrorCode::Validation, "{}: {error}", place.display());
    }
    let copy = temp();
    let error = rebuild(copy.path(), &copy.path().join("new")).expect_err("nothing to rebuild from");
    assert!(error.message.contains("no plain copy"), "it says so: {error}");
    library.set_mirror_folder(Some(copy.path())).expect("begun");
    library.mirror(None).expect("written");
    let broken: Vec<PathBuf> =
        files(copy.path()).into_keys().filter(|path| path.starts_with("papers")).take(3).collect();
    let text = std::fs::read_to_string(copy.path().join(&broken[1])).expect("a text");
    std::fs::write(copy.path().join(&broken[0]), "no front matter").expect("written");
    std::fs::write(copy.path().join(&broken[1]), text.replacen("year: ", "year: x", 1)).expect("written");
    std::fs::write(copy.path().join(&broken[2]), &text[..text.len() - 20]).expect("written");
    let other = temp();
    let rebuilt = rebuild(copy.path(), &other.path().join("again")).expect("rebuilt");
    assert_eq!((rebuilt.papers, rebuilt.problems.len()), (57, 3), "the others are in: {:?}", rebuilt.problems);
    assert!(rebuilt.problems.iter().any(|words| words.contains("line ")), "with the line: {:?}", rebuilt.problems);
    let error = rebuild(copy.path(), &other.path().join("again")).expect_err("a library is there");
    assert_eq!(error.code, ErrorCode::Validation, "and is left alone: {error}");
}

#[test]
fn a_hostile_copy_does_nothing_but_be_refused() {
    let (folder, copy, other) = (temp(), temp(), temp());
    let (library, _) = rich(folder.path(), drafts());
    library.set_mirror_folder(Some(copy.path())).expect("begun");
    library.mirror(None).expect("written");
    let hostile = [
        "---\npostil: 1\nid: 1\ntitle) VALUES ('x'); DROP TABLE note; --: \"x\"\n---\n",
        "---\npostil: 1\nid: 2\ntitle: \"x\"\ncreated_at: 0\nmodified_at: 0\njournal_entry:\n  - {\"id\": 1}\n---\n",
        "---\npostil: 1\nid: \"../../etc\"\ntitle: \"x\"\ncreated_at: 0\nmodified_at: 0\n---\n",
        "---\npostil: 2\nid: 4\n---\n",
        "---\nid: 5\ntitle: [[[[[[[[\n---\n",
    ];
    for (number, text) in hostile.iter().enumerate() {
        std::fs::write(copy.path().join(format!("papers/hostile-{number}.md")), text).expect("written");
    }
    std::fs::write(copy.path().join("code/bomb.json"), "[".repeat(100_000)).expect("written");
    let rebuilt = rebuild(copy.path(), &other.path().join("again")).expect("rebuilt");
    assert_eq!(
        (rebuilt.papers, rebuilt.problems.len()),
        (60, hostile.len() + 1),
        "each is named: {:?}",
        rebuilt.problems
    );
    assert_eq!(contents(folder.path())["note"], contents(&other.path().join("again"))["note"], "and nothing is lost");
}
