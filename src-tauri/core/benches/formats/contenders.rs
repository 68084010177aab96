//! Who reads, and what it costs: processor time and the most memory at once, as the system counts them.

use std::path::Path;
use std::process::Command;

use biblatex::Bibliography;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use postil_core::Library;
use postil_core::formats;
use postil_core::library::references::References;

use super::PART;

/// Who would take longer than this, in seconds of processor time, is not waited for.
const PATIENCE: f64 = 350.0;

#[derive(Debug, Clone)]
pub struct Cost {
    pub name: &'static str,
    pub does: &'static str,
    /// `None`: it would have taken too long, by what the smaller file took.
    pub found: Option<Found>,
    /// What it would take, in seconds.
    pub guessed: f64,
}

#[derive(Debug, Clone, Copy)]
pub struct Found {
    pub entries: usize,
    pub processor: f64,
    pub peak: u64,
}

struct Contender {
    name: &'static str,
    does: &'static str,
    command: Vec<String>,
}

fn contenders(peers: &Path) -> Vec<Contender> {
    let own = std::env::current_exe().expect("this program").to_string_lossy().into_owned();
    let peer = |program: &str| peers.join(program).to_string_lossy().into_owned();
    let script = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/formats/peers");
        folder.join(name).to_string_lossy().into_owned()
    };
    let of = |name, does, command: Vec<String>| Contender { name, does, command };
    vec![
        of("Postil, scan", "finds the entries and their fields", vec![own.clone(), "scan".into()]),
        of("Postil, read", "LaTeX, names, inheritance, identifiers", vec![own.clone(), "read".into()]),
        of(
            "Postil, import",
            "the same, reviewed and written to SQLite with the search index",
            vec![own.clone(), "import".into()],
        ),
        of("biblatex (Rust crate)", "LaTeX and names", vec![own, "biblatex".into()]),
        of("pybtex 0.26.1", "names; LaTeX left as it is", vec![peer("pybtex/bin/python"), script("pybtex_peer.py")]),
        of("bibtexparser 1.4.4", "LaTeX and names", vec![peer("bibtexparser1/bin/python"), script("bibtexparser1.py")]),
        of("bibtexparser 2.1.0", "LaTeX and names", vec![peer("bibtexparser2/bin/python"), script("bibtexparser2.py")]),
        of(
            "@retorquere/bibtex-parser 9.0.29",
            "LaTeX and names",
            vec!["node".into(), script("retorquere.mjs"), peer("retorquere/node_modules")],
        ),
    ]
}

/// Each in its turn. `before` is what they took for a fifth of the file.
pub fn all(file: &Path, peers: &Path, before: &[Cost]) -> Vec<Cost> {
    let one = |contender: Contender| {
        let before = before.iter().find(|cost| cost.name == contender.name).and_then(|cost| cost.found);
        let guessed = before.map_or(0.0, |found| found.processor * 5.0);
        let found = (guessed <= PATIENCE).then(|| measured(&contender, file));
        println!("{:<34} {found:?}", contender.name);
        Cost { name: contender.name, does: contender.does, found, guessed }
    };
    contenders(peers).into_iter().map(one).collect()
}

/// Runs it under a process that has no other child, because the system keeps the greatest of all children's memory.
fn measured(contender: &Contender, file: &Path) -> Found {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.env(PART, "measure").args(&contender.command).arg(file);
    let output = command.output().expect("it starts");
    let told = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = told.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [entries, processor, peak] = numbers.as_slice() else {
        panic!("{} failed: {told}{}", contender.name, String::from_utf8_lossy(&output.stderr));
    };
    Found { entries: *entries as usize, processor: *processor, peak: *peak as u64 }
}

/// What a process started by the bench does.
pub fn play(part: &str, rest: &[String]) {
    if part == "measure" {
        return measure(rest);
    }
    let [what, file] = rest else { panic!("a part and a file") };
    let text = || std::fs::read_to_string(file).expect("the file");
    let entries = match what.as_str() {
        "scan" => formats::bibtex::entries(&text()),
        "read" => formats::read(&text()).expect("a .bib").drafts.len(),
        "import" => import(Path::new(file)),
        "biblatex" => with_biblatex(&text()),
        other => panic!("nobody plays {other}"),
    };
    println!("{entries}");
}

fn measure(command: &[String]) {
    let [program, arguments @ ..] = command else { panic!("a program") };
    let own = arguments.first().is_some_and(|what| ["scan", "read", "import", "biblatex"].contains(&what.as_str()));
    let mut child = Command::new(program);
    child.args(arguments).env(PART, if own { "play" } else { "" });
    let output = child.output().expect("it starts");
    let entries = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    // Linux counts in kB.
    println!("{entries} {} {}", micros as f64 / 1e6, usage.max_rss() * 1024);
}

/// As `postil import` does it.
fn import(file: &Path) -> usize {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    let bib = References::open(file).expect("a .bib");
    let compared = library.compare_references(&bib, |_| {}).expect("compared");
    let unclear = compared.unclear as usize;
    let outcome = library.commit_references(&bib, compared, |_| true).expect("imported");
    outcome.added.len() + outcome.updated.len() + outcome.already_here as usize + unclear
}

/// Its values are read when they are asked for; Postil's are all asked for, so these are, too.
fn with_biblatex(text: &str) -> usize {
    let read = Bibliography::parse(text).expect("a .bib");
    let mut letters = 0;
    for entry in read.iter() {
        letters += entry.title().map_or(0, |title| title.iter().map(|chunk| chunk.v.get().len()).sum());
        letters += entry.author().map_or(0, |authors| authors.iter().map(|author| author.name.len()).sum());
    }
    assert!(letters > 0, "something was read");
    read.len()
}
