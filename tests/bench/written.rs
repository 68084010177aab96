//! Keeps what was measured of the window where readers of the repository find it.

use std::fmt::Write;
use std::path::Path;
use std::thread::available_parallelism;

use postil_core::links::verdict::iso_day;

use super::measured::{Measured, Scrolled};
use super::memory::Memory;
use super::papers;

type Figure = (&'static str, fn(&Measured) -> String);

pub fn write(windows: &[Measured]) {
    let cores = available_parallelism().map_or(1, usize::from);
    let mut text = format!(
        "# The window, measured\n\n\
         Made by `make bench-window` on {}: Postil {}, a release build, a machine with {cores} cores, {}, WebKitGTK on an\n\
         invisible display (Xvfb), which paints in software and without a graphics card: frames are slower here than on a\n\
         desk, the page's own JavaScript is not. Other work on the machine moves these figures. {}.\n\n",
        iso_day(postil_core::machine::now()),
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        papers::source().replacen('p', "P", 1),
    );
    let sizes: Vec<String> = windows.iter().map(|window| thousands(window.papers)).collect();
    let _ = writeln!(text, "| papers | {} |\n|---|{}", sizes.join(" | "), "---:|".repeat(sizes.len()));
    let figures: [Figure; 15] = [
        ("from running the program to rows on the screen, middle of 9", |w| ms(middle(&w.starts))),
        ("the slowest of them", |w| ms(most(&w.starts))),
        ("at rest: the program, all / its own / the library's file mapped", |w| memory(w.idle)),
        ("at rest: the processes that show the page, all / own", |w| pages(w.idle_pages)),
        ("after use: the program", |w| memory(w.used)),
        ("after use: the page's processes", |w| pages(w.used_pages)),
        ("reading pace: rows in 600 frames; frames over 33 ms", |w| scrolled(&w.paced)),
        ("a frame, middle / longest", |w| frames(&w.paced)),
        ("JavaScript in a frame, mean / longest", |w| script(&w.paced)),
        ("plain text instead, at that pace: frames over 33 ms", |w| {
            if w.plain.frames == 0 { "–".into() } else { w.plain.late.to_string() }
        }),
        ("a frame, middle / longest", |w| frames(&w.plain)),
        ("through all of them: rows in 600 frames; frames over 33 ms", |w| scrolled(&w.through)),
        ("a frame, middle / longest", |w| frames(&w.through)),
        ("JavaScript in a frame, mean / longest", |w| script(&w.through)),
        ("a key to its hits on the screen, middle / slowest", |w| {
            if w.keys.is_empty() { "–".into() } else { format!("{} / {}", ms(middle(&w.keys)), ms(most(&w.keys))) }
        }),
    ];
    for (name, figure) in figures {
        let cells: Vec<String> = windows.iter().map(figure).collect();
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    }
    text.push_str(
        "\nA start is measured from the program's first instruction to the frame with the first rows, driven over WebDriver, with\n\
         the library's file known to the system (started before). Memory: pages that programs share are counted in parts\n\
         (PSS); \"its own\" is what is no file's; the library's file is mapped, and the system takes that back when it needs room.\n\
         Frames are those that the page is given, after a warm-up; plain text is 2,400 lines of it and nothing else, scrolled\n\
         in the same place, and tells what painting costs here. A key to its hits counts the 25 ms within which keys are\n\
         joined, the question, the rows and the frame they are painted in. An empty library has no rows: there it is the first\n\
         window that teaches.\n",
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("WINDOW.md");
    std::fs::write(&path, text).expect("written");
    println!("Kept in tests/WINDOW.md.");
}

fn memory(memory: Memory) -> String {
    let mb = |kilobytes: u64| kilobytes / 1024;
    format!("{} / {} / {} MB", mb(memory.whole), mb(memory.own), mb(memory.library))
}

fn pages(memory: Memory) -> String {
    format!("{} / {} MB", memory.whole / 1024, memory.own / 1024)
}

fn scrolled(scroll: &Scrolled) -> String {
    if scroll.frames == 0 { "–".into() } else { format!("{}; {}", thousands(scroll.rows), scroll.late) }
}

fn frames(scroll: &Scrolled) -> String {
    if scroll.frames == 0 { "–".into() } else { format!("{} / {}", ms(scroll.middle), ms(scroll.longest)) }
}

fn script(scroll: &Scrolled) -> String {
    if scroll.frames == 0 {
        return "–".into();
    }
    format!("{:.2} / {:.0} ms", scroll.script, scroll.script_longest)
}

fn sorted(times: &[f64]) -> Vec<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times
}

fn middle(times: &[f64]) -> f64 {
    sorted(times).get(times.len() / 2).copied().unwrap_or_default()
}

fn most(times: &[f64]) -> f64 {
    sorted(times).last().copied().unwrap_or_default()
}

fn ms(time: f64) -> String {
    format!("{time:.0} ms")
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}
