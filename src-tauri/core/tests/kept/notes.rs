//! Notes and highlights out of the library: once, and as a vault that is kept in step; and papers as records.

use postil_core::formats::Format;
use postil_core::library::Event;
use postil_core::model::{AnnotationColor, PaperEdit, VaultSettings};
use postil_core::template::{DEFAULT, Template};
use postil_core::{ErrorCode, Library};
use serde_json::Value;

use super::{draft, read, temp, with_papers};

fn vault(library: &Library, folder: &std::path::Path, all: bool) {
    let settings = VaultSettings { folder: folder.to_string_lossy().into_owned(), all, template: None };
    library.set_vault(Some(&settings)).expect("a vault");
}

/// Two papers, one with a highlight and a note that links to the other.
fn noted(folder: &std::path::Path) -> (Library, Vec<i64>) {
    let (library, ids) = with_papers(folder);
    library
        .edit_papers(&ids[..1], PaperEdit::Abstract("Rain falls in <b>valleys</b>. We measure it.".into()))
        .expect("edited");
    let highlight = library.add_annotation(ids[0], AnnotationColor::Green, 0, 29).expect("highlighted");
    library.edit_annotation(highlight.id, AnnotationColor::Green, "Is it so?").expect("commented");
    library.add_note(ids[0], &format!("As in [Snow on Hills](postil://paper/{}).", ids[1])).expect("noted");
    library.tag_papers(&ids[..1], &["to read".into()], &[]).expect("tagged");
    library.add_repository(ids[0], "https://github.com/valley/rain").expect("linked");
    (library, ids)
}

#[test]
fn a_vault_follows_notes_and_highlights() {
    let (folder, place) = (temp(), temp());
    let (library, ids) = noted(folder.path());
    std::fs::write(place.path().join("Own note.md"), "mine").expect("a vault holds other files");
    vault(&library, place.path(), false);
    let done = library.write_vault(None).expect("written");
    assert_eq!((done.written, done.left_count), (2, 0), "the paper, and the one its note links to: {done:?}");
    let wanted = "---\ntitle: \"Rain in Valleys\"\nauthors: [\"Ada Alder\"]\nyear: 2024\nkey: \"rain\"\ntags: [\"to-read\"]\n\
        code: [\"https://github.com/valley/rain\"]\n---\n\n# Rain in Valleys\n\n## Highlights\n\n\
        > Rain falls in <b>valleys</b>.\n\nIs it so?\n\n## Notes\n\nAs in [[alderSnowHills2024]].\n\n## Code\n\n\
        - <https://github.com/valley/rain>: Not checked yet\n";
    assert_eq!(read(&place.path().join("rain.md")), wanted, "all that was written about it");
    assert!(place.path().join("alderSnowHills2024.md").exists(), "links lead somewhere");
    assert_eq!(library.write_vault(None).expect("again").written, 0, "what is in step is not written again");

    library.add_note(ids[0], "More.").expect("noted");
    let done = library.write_vault(Some(&ids[..1])).expect("written");
    assert_eq!((done.written, done.whole), (1, false), "one note, one file");
    library.edit_papers(&ids[1..], PaperEdit::CitationKey(Some("Snow:24".into()))).expect("renamed");
    let done = library.write_vault(Some(&ids[1..])).expect("written");
    assert_eq!((done.written, done.removed), (2, 1), "a new key renames its file and what links to it: {done:?}");
    assert!(read(&place.path().join("rain.md")).contains("[[Snow-24]]"), "as its file is called");
    library.trash_papers(&ids[..1]).expect("trashed");
    library.write_vault(Some(&ids[..1])).expect("written");
    assert!(!place.path().join("rain.md").exists(), "what is in the trash goes");
    assert_eq!(read(&place.path().join("Own note.md")), "mine", "other files are none of its business");
}

#[test]
fn what_was_written_before_something_failed_stays_ours() {
    let (folder, place) = (temp(), temp());
    let (library, ids) = noted(folder.path());
    vault(&library, place.path(), false);
    let file = |name: &str| place.path().join(name);
    let mut files = [(ids[0], file("rain.md")), (ids[1], file("alderSnowHills2024.md"))];
    files.sort();
    let [(first, written), (_, obstacle)] = files;
    std::fs::create_dir(&obstacle).expect("a folder where a file should be");
    library.write_vault(None).expect_err("the second file cannot be written");
    assert!(written.exists(), "the first was");
    library.edit_papers(&[first], PaperEdit::Title("Something Else".into())).expect("edited");
    std::fs::remove_dir(&obstacle).expect("out of the way");
    let done = library.write_vault(None).expect("written");
    assert_eq!(done.left, Vec::<String>::new(), "nobody else wrote there");
    assert!(read(&written).contains("Something Else"), "it follows");
}

#[test]
fn what_somebody_else_wrote_in_the_vault_is_left_and_told() {
    let (folder, place) = (temp(), temp());
    let (library, ids) = noted(folder.path());
    let rain = place.path().join("rain.md");
    std::fs::write(&rain, "there before").expect("written");
    vault(&library, place.path(), false);
    let done = library.write_vault(None).expect("written");
    assert_eq!((done.left, read(&rain).as_str()), (vec!["rain.md".to_owned()], "there before"), "left, and told");
    std::fs::remove_file(&rain).expect("moved away");
    library.write_vault(None).expect("written");
    let changed = read(&rain) + "\nMy own line.\n";
    std::fs::write(&rain, &changed).expect("changed in another program");
    library.add_note(ids[0], "More.").expect("noted");
    let done = library.write_vault(Some(&ids[..1])).expect("written");
    assert_eq!((done.left_count, read(&rain)), (1, changed.clone()), "a changed file is left");
    library.trash_papers(&ids[..1]).expect("trashed");
    library.write_vault(None).expect("written");
    assert_eq!(read(&rain), changed, "also when its paper goes");
}

#[test]
fn a_vault_has_a_place_of_its_own() {
    let (folder, place) = (temp(), temp());
    let (library, _) = noted(folder.path());
    let refused = |folder: &std::path::Path, template: Option<&str>| {
        let settings = VaultSettings {
            folder: folder.to_string_lossy().into_owned(),
            all: false,
            template: template.map(Into::into),
        };
        library.set_vault(Some(&settings)).expect_err("refused")
    };
    assert_eq!(refused(folder.path(), None).field, Some("folder"), "not the library");
    assert_eq!(refused(std::path::Path::new("notes"), None).field, Some("folder"), "a whole path");
    assert_eq!(refused(place.path(), Some("{% if %}")).code, ErrorCode::Input, "not with a broken template");
    assert!(library.set_setting("notesVault", &Value::Null).is_err(), "nor by the way of other settings");
    library.set_mirror_folder(Some(&place.path().join("copy"))).expect("a plain copy");
    assert_eq!(refused(&place.path().join("copy"), None).field, Some("folder"), "not where the plain copy is");
    vault(&library, &place.path().join("vault"), true);
    assert_eq!(library.write_vault(None).expect("written").written, 2, "all papers, where that is wanted");
    std::fs::remove_dir_all(place.path().join("vault")).expect("gone");
    let error = library.write_vault(None).expect_err("its folder is gone");
    assert!(error.message.contains("its folder is not there"), "which is said, not mended: {error}");
}

#[test]
fn notes_go_out_by_a_template() {
    let (folder, place) = (temp(), temp());
    let (library, ids) = noted(folder.path());
    let template = Template::parse("{{ key }}: {{ notes[0].text }} {{ highlights[0].color }}").expect("a template");
    let pages = library.notes_out(&ids[..1], &template).expect("written");
    assert_eq!(
        pages,
        [(
            "rain".to_owned(),
            "rain: As in [Snow on Hills](postil://paper/".to_owned() + &format!("{}). green\n", ids[1])
        )],
        "a link to what does not go out stays as it is"
    );
    let template = Template::parse(DEFAULT).expect("a template");
    let (written, left) = library.notes_to_folder(&ids, &template, place.path(), false).expect("written");
    assert_eq!((written, left.len()), (2, 0), "a file each");
    std::fs::write(place.path().join("rain.md"), "changed").expect("written");
    let (written, left) = library.notes_to_folder(&ids, &template, place.path(), false).expect("written");
    assert_eq!((written, left), (0, vec!["rain.md".to_owned()]), "what says something else is left");
    assert_eq!(
        library.notes_to_folder(&ids, &template, place.path(), true).expect("written").0,
        1,
        "unless it may be written over"
    );
}

#[test]
fn records_hold_all_that_is_known() {
    let folder = temp();
    let (library, ids) = noted(folder.path());
    let thesis = library.create_collection("Thesis", None).expect("made");
    let chapter = library.create_collection("Chapter 2", Some(thesis)).expect("made");
    library.file_papers(chapter, &ids[..1]).expect("filed");
    let mut out = Vec::new();
    assert_eq!(library.export(&ids, Format::Json, &mut out).expect("written").papers, 2, "both papers");
    let records: Value = serde_json::from_slice(&out).expect("JSON");
    let rain = &records[0];
    assert_eq!(
        (&rain["key"], &rain["citation_key"], &rain["title"]),
        (&"rain".into(), &"rain".into(), &"Rain in Valleys".into()),
        "its fields: {rain}"
    );
    assert_eq!(
        (&rain["collections"][0], &rain["tags"][0]),
        (&"Thesis / Chapter 2".into(), &"to read".into()),
        "its order"
    );
    assert_eq!(
        (&rain["highlights"][0]["comment"], &rain["notes"][0]["paper_id"]),
        (&"Is it so?".into(), &ids[0].into()),
        "what the reader wrote"
    );
    assert_eq!(rain["code"][0]["verdict"]["kind"], "unchecked", "its code");
    assert_eq!(
        (&records[1]["key"], &records[1]["citation_key"]),
        (&"alderSnowHills2024".into(), &Value::Null),
        "no key is given for this"
    );
    let mut out = Vec::new();
    library.export(&[], Format::Json, &mut out).expect("written");
    assert_eq!(out, b"[]\n", "no paper is a list as well");
}

#[test]
fn a_live_file_tells_the_window_of_itself() {
    let (folder, beside) = (temp(), temp());
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let hears = told.clone();
    let library = Library::open_with(folder.path(), postil_core::machine::now, move |event| {
        hears.lock().expect("a list").push(event);
    });
    let library = library.expect("a new library");
    library.commit_import(vec![draft("Rain", Some("rain"))]).expect("imported");
    told.lock().expect("a list").clear();
    let all = postil_core::model::ListView::All;
    library.keep_live(&beside.path().join("refs.bib"), &all, Default::default()).expect("kept");
    assert_eq!(*told.lock().expect("a list"), [Event::LibraryChanged { papers: Some(Vec::new()) }], "no paper changed");
}
