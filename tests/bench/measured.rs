//! One library of a given size in the real window, and everything that is measured of it.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use postil_core::Library;
use postil_standin::{StandIn, demo_situations};
use serde_json::{Value, json};

use super::memory::{self, Memory};
use super::papers;
use super::window::Window;

/// The program that is measured, built for use: the bench itself may be built for debugging, it only looks on.
const MEASURED: &str = "POSTIL_BENCH_WINDOW";
/// The program that the bench, started by the driver, becomes after writing down when that was.
pub const PROGRAM: &str = "POSTIL_BENCH_PROGRAM";
const STARTED: &str = "POSTIL_BENCH_STARTED";
const STARTS: usize = 9;
const AT_ONCE: usize = 10_000;
/// After what a window does when it opens, before it is called idle.
const REST: Duration = Duration::from_secs(6);

/// A folder with libraries of earlier runs, by size; without, they are made anew and thrown away.
const KEPT: &str = "POSTIL_BENCH_LIBRARIES";
/// More than any of the scripts takes where the system paints slowly.
const SCROLL: Duration = Duration::from_secs(300);

pub struct Measured {
    pub papers: usize,
    /// Each start, from running the program to the first rows on the screen, in ms.
    pub starts: Vec<f64>,
    pub idle: Memory,
    pub idle_pages: Memory,
    /// After scrolling, searching and reading, and rest.
    pub used: Memory,
    pub used_pages: Memory,
    pub paced: Scrolled,
    pub through: Scrolled,
    /// Plain text in place of the list, at reading pace.
    pub plain: Scrolled,
    /// From a key to the hits on the screen, in ms, with the pause that joins keys of one burst.
    pub keys: Vec<f64>,
}

/// What the page tells of one scroll.
#[derive(Default, serde::Deserialize)]
pub struct Scrolled {
    pub frames: usize,
    pub rows: usize,
    /// Frames that came more than 33 ms after the one before.
    pub late: usize,
    /// The longest of them, and the middle, in ms.
    pub longest: f64,
    pub middle: f64,
    /// Of the page's own JavaScript in a frame, in ms.
    pub script: f64,
    pub script_longest: f64,
    /// Frames in which a row in view had still to come.
    pub coming: usize,
}

/// Writes down the time and becomes the program, with the same arguments.
pub fn become_program(program: &OsStr) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_micros();
    if let Some(file) = std::env::var_os(STARTED) {
        std::fs::write(file, now.to_string()).expect("written");
    }
    let failure = Command::new(program).args(std::env::args_os().skip(1)).exec();
    panic!("{} cannot be started: {failure}", Path::new(program).display());
}

pub async fn measure(size: usize) -> Measured {
    eprintln!("{size} papers…");
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let kept = std::env::var_os(KEPT).map(|folder| Path::new(&folder).join(size.to_string()));
    let folder = kept.as_deref().unwrap_or(temporary.path());
    let papers = fill(&folder.join("library"), size);
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let (window, took) = open(folder, &standin).await;
        starts.push(took);
        window.close().await;
    }
    let (window, _) = open(folder, &standin).await;
    let (idle, idle_pages) = at_rest(&window).await;
    let (mut paced, mut through, mut plain) = (Scrolled::default(), Scrolled::default(), Scrolled::default());
    let mut keys = Vec::new();
    // Fewer are through before a scroll could be measured.
    if size > 1_000 {
        plain = ask(&window, "plain").await;
        paced = ask(&window, "pace").await;
        through = ask(&window, "through").await;
        keys = ask(&window, "keys").await;
    }
    let (used, used_pages) = at_rest(&window).await;
    window.close().await;
    Measured { papers, starts, idle, idle_pages, used, used_pages, paced, through, plain, keys }
}

/// How many papers there are then: what was filled once is taken as it is.
fn fill(library: &Path, size: usize) -> usize {
    let library = Library::open(library).expect("a library");
    let known = library.overview().expect("overview").counts.all as usize;
    if known > 0 {
        return known;
    }
    for from in (0..size).step_by(AT_ONCE) {
        library.commit_import(papers::papers(from..size.min(from + AT_ONCE))).expect("imported");
    }
    size
}

async fn open(folder: &Path, standin: &StandIn) -> (Window, f64) {
    let started = folder.join("started");
    let bench = std::env::current_exe().expect("this program");
    let program = std::env::var_os(MEASURED).expect("make bench-window names the program");
    let environment = [(PROGRAM, program), (STARTED, started.clone().into_os_string())];
    let window = Window::open_as(folder, standin, &bench, &environment).await;
    let script = "const mark = performance.getEntriesByName('usable')[0]; return mark ? performance.timeOrigin + mark.startTime : null";
    let usable = window.wait_until(script, Vec::new(), "the first rows are drawn").await.as_f64().expect("a time");
    let begun: f64 = std::fs::read_to_string(&started).expect("written").parse().expect("a time");
    (window, usable - begun / 1e3)
}

/// The program's memory and that of the processes which show its page.
async fn at_rest(window: &Window) -> (Memory, Memory) {
    tokio::time::sleep(REST).await;
    let program = window.program_id();
    (memory::of(program), memory::of_started_by(program))
}

async fn ask<T: serde::de::DeserializeOwned>(window: &Window, what: &str) -> T {
    let answer = window.run_async(include_str!("window.js"), vec![json!(what)], SCROLL).await;
    assert!(answer["failed"] == Value::Null, "{what}: {}", answer["failed"]);
    serde_json::from_value(answer).expect("what the script tells")
}
