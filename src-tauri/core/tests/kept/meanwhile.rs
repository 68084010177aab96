//! What happens while a file kept in step is written: here, in a terminal, in another program.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use postil_core::library::live::Keeper;
use postil_core::model::{ListView, LiveFormat, LiveState, PaperEdit};
use postil_core::{Library, machine};

use super::{draft, read, temp, with_papers};

/// A library in which something happens once, when it is armed: between the reading of a file's papers and its writing
/// their keys are made, and that is told of.
fn with_a_moment(folder: &Path, meanwhile: impl Fn() + Send + Sync + 'static) -> (Library, Arc<AtomicBool>) {
    let armed = Arc::new(AtomicBool::new(false));
    let is_armed = armed.clone();
    let library = Library::open_with(folder, machine::now, move |_| {
        if is_armed.swap(false, Ordering::Relaxed) {
            meanwhile();
        }
    });
    (library.expect("opens"), armed)
}

/// The other program is as quick as can be: it writes as soon as it sees what the keeper wrote, while that still looks.
#[test]
fn what_another_program_writes_during_a_look_is_noticed() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let mut keeper = Keeper::default();
    keeper.look(&library, None).expect("looked");
    for round in 0..20 {
        let title = format!("Rain of day {round}");
        library.edit_papers(&ids[..1], PaperEdit::Title(title.clone())).expect("edited");
        let theirs = format!("@misc{{theirs, title = {{Theirs of day {round}}}}}");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let begun = std::time::Instant::now();
                while !read(&path).contains(&title) && begun.elapsed().as_secs() < 20 {
                    std::hint::spin_loop();
                }
                std::fs::write(&path, &theirs).expect("another program writes");
            });
            keeper.look(&library, Some(&BTreeSet::from([ids[0]]))).expect("looked");
        });
        keeper.look(&library, Some(&BTreeSet::new())).expect("looked");
        let state = library.live_files().expect("listed")[0].state;
        assert_eq!((state, read(&path)), (LiveState::ChangedOutside, theirs), "noticed and left in round {round}");
        library.overwrite_live(file.id).expect("asked");
        keeper.look(&library, Some(&BTreeSet::new())).expect("looked");
    }
}

#[test]
fn a_paper_that_leaves_during_a_look_leaves_the_file_with_the_next() {
    let (folder, beside) = (temp(), temp());
    let (other, ids) = with_papers(folder.path());
    let thesis = other.create_collection("Thesis", None).expect("made");
    other.file_papers(thesis, &ids).expect("filed");
    let (leaver, leaves) = (other.clone(), ids[0]);
    let (library, armed) =
        with_a_moment(folder.path(), move || leaver.unfile_papers(thesis, &[leaves]).expect("taken out"));
    let path = beside.path().join("refs.bib");
    library.keep_live(&path, &ListView::Collection { id: thesis }, LiveFormat::Bibtex).expect("kept");
    let mut keeper = Keeper::default();
    keeper.look(&library, None).expect("looked");
    let new = other.commit_import(vec![draft("Wind on Roofs", None)]).expect("imported").added;
    other.file_papers(thesis, &new).expect("filed");
    armed.store(true, Ordering::Relaxed);
    keeper.look(&library, Some(&new.iter().copied().collect())).expect("looked");
    assert!(!armed.load(Ordering::Relaxed), "it left meanwhile");
    keeper.look(&library, Some(&BTreeSet::from([ids[0]]))).expect("looked after that change");
    assert!(read(&path).contains("Wind on Roofs") && !read(&path).contains("Rain in Valleys"), "{}", read(&path));
}

#[test]
fn what_a_terminal_writes_at_the_same_time_is_no_other_program() {
    let (folder, beside) = (temp(), temp());
    let (terminal, ids) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = terminal.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept").id;
    let (writer, edited) = (terminal.clone(), ids[0]);
    let (library, armed) = with_a_moment(folder.path(), move || {
        writer.edit_papers(&[edited], PaperEdit::Title("Rain Anew".into())).expect("edited");
        assert_eq!(writer.write_live(file).expect("written").state, LiveState::InStep, "the terminal was quicker");
    });
    terminal.commit_import(vec![draft("Wind on Roofs", None)]).expect("imported");
    armed.store(true, Ordering::Relaxed);
    let written = library.write_live(file).expect("asked");
    assert!(!armed.load(Ordering::Relaxed), "the terminal wrote meanwhile");
    assert_eq!((written.state, written.trouble.as_str()), (LiveState::InStep, ""), "nobody else did");
    assert!(read(&path).contains("Rain Anew") && read(&path).contains("Wind on Roofs"), "{}", read(&path));
}

#[test]
fn a_file_let_go_of_during_a_look_is_no_trouble() {
    let (folder, beside) = (temp(), temp());
    let (other, _) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = other.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept").id;
    let reader = other.clone();
    let (library, armed) = with_a_moment(folder.path(), move || reader.stop_live(file).expect("let go of"));
    other.commit_import(vec![draft("Wind on Roofs", None)]).expect("imported");
    armed.store(true, Ordering::Relaxed);
    let before = read(&path);
    assert!(Keeper::default().look(&library, None).expect("no trouble").is_empty(), "there is nothing to tell");
    assert_eq!(read(&path), before, "and it stays as it is");
}

#[test]
fn many_hands_write_one_file_and_it_stays_in_step() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept").id;
    std::thread::scope(|scope| {
        for hand in 0..3 {
            let own = Library::open(folder.path()).expect("a program of its own");
            let library = if hand == 0 { library.clone() } else { own };
            let (paper, path) = (ids[hand % 2], &path);
            scope.spawn(move || {
                for round in 0..15 {
                    let title = format!("Written by hand {hand} in round {round}");
                    library.edit_papers(&[paper], PaperEdit::Title(title)).expect("edited");
                    let written = library.write_live(file).expect("asked");
                    assert_eq!((written.state, written.trouble), (LiveState::InStep, String::new()), "{path:?}");
                }
            });
        }
    });
    library.write_live(file).expect("asked");
    for id in ids {
        let title = library.paper(id).expect("there").paper.title;
        assert!(read(&path).contains(&title), "the last word is in the file: {title}");
    }
    let left = std::fs::read_dir(beside.path()).expect("a folder").count();
    assert_eq!(left, 1, "and nothing lies beside it");
}
