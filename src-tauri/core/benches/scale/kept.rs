//! Keeps what was measured where readers of the repository find it.

use std::fmt::Write;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::Duration;

use postil_core::links::verdict::iso_day;

use super::grown::Grown;
use super::{papers, searches};

pub fn write(libraries: &[Grown]) {
    let cores = available_parallelism().map_or(1, usize::from);
    let mut text = format!(
        "# How it grows, measured\n\n\
         Made by `make bench-scale` on {}: Postil {}, a machine with {cores} cores, {}. Run it for your own.\n\
         Other work on the machine moves these figures: compare them within one run only. {}.\n\n\
         ## Using a library\n\n",
        iso_day(postil_core::machine::now()),
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        papers::source().replacen('p', "P", 1),
    );
    using(&mut text, libraries);
    text.push_str(
        "\nAn import is one action of 10,000 papers, with the journal that undoes it and the search index. Memory is that\n\
         of a process without a window after listing, searching and reading; the second figure counts the parts of the\n\
         file that the system maps into it, and takes back when it needs them. A snapshot is read back and counted.\n\n\
         ## Searching as one types\n\n\
         Each question is one keystroke, as the window asks it: from the text to the first 200 papers in their order and\n\
         sixty lines with their marks; up to 5,000 hits follow while those are read. Of five askings of each the middle one counts; told are the middle / the 99th percentile of all, in ms.\n\n",
    );
    searching(&mut text, libraries);
    text.push_str(
        "\nPapers with all the words in the title come first, the newest on top; then the others. What the other\n\
         contenders do: they give ids only, without lines and marks; in brackets, how many times as long their middle takes.\n",
    );
    let indexed = libraries.iter().rev().find_map(|g| Some((g.papers, g.peers.indexed?)));
    if let Some((papers, (took, bytes))) = indexed {
        let _ = writeln!(
            text,
            "Tantivy indexed the {} in {}, into {:.0} MB.",
            thousands(papers),
            short(took),
            bytes as f64 / 1e6
        );
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/SCALE.md");
    std::fs::write(&path, text).expect("written");
    println!("Kept in tests/SCALE.md.");
}

type Figure = (&'static str, fn(&Grown) -> String);

fn using(text: &mut String, libraries: &[Grown]) {
    let figures: [Figure; 12] = [
        ("from the closed file to a usable list", |g| short(g.open)),
        ("first page of a view, the slowest", |g| short(g.view)),
        ("the whole list behind it", |g| short(g.whole)),
        ("another order of the whole list, the slowest", |g| short(g.order)),
        ("opening a paper", |g| short(g.paper)),
        ("tagging one paper", |g| short(g.tag_one)),
        ("tagging 10,000 (or all), with a snapshot before it where one is due", |g| short(g.tag_many)),
        ("taking that back", |g| short(g.undo_many)),
        ("a snapshot", |g| short(g.snapshot)),
        ("papers imported a second", |g| if g.papers == 0 { "–".into() } else { format!("{:.0}", g.import_rate) }),
        ("size of the file", |g| format!("{:.1} MB", g.bytes as f64 / 1e6)),
        ("memory, own / with the mapped file", |g| {
            g.memory.map_or("–".into(), |(own, whole)| format!("{} / {} MB", own / 1024, whole / 1024))
        }),
    ];
    head(text, "papers", libraries);
    for (name, figure) in figures {
        let cells: Vec<String> = libraries.iter().map(figure).collect();
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    }
}

fn searching(text: &mut String, libraries: &[Grown]) {
    head(text, "Postil", libraries);
    for (at, (kind, texts)) in searches::kinds().iter().enumerate() {
        let cells: Vec<String> =
            libraries.iter().map(|g| pair(g.searches[at].1.middle, g.searches[at].1.slow)).collect();
        let _ = writeln!(text, "| {kind} ({}) | {} |", texts.len(), cells.join(" | "));
    }
    let rest: [Figure; 2] = [
        ("all hits of the slowest question", |g| short(g.hits)),
        ("the same by year, not the best first", |g| short(g.hits_in_order)),
    ];
    for (name, figure) in rest {
        let cells: Vec<String> = libraries.iter().map(figure).collect();
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    }
    if let Some(largest) = libraries.last() {
        let slowest = largest.searches.iter().map(|(kind, times)| format!("{kind} `{}`", times.slowest));
        let all: Vec<String> = slowest.collect();
        let _ = writeln!(text, "\nThe slowest of each at {} papers: {}.", thousands(largest.papers), all.join(", "));
    }
    let contenders = libraries.iter().map(|g| &g.peers.times).max_by_key(|peers| peers.len());
    for (number, (name, _)) in contenders.into_iter().flatten().enumerate() {
        text.push('\n');
        head(text, name, libraries);
        let kinds: Vec<_> = searches::kinds().into_iter().filter(|(kind, _)| kind != "with a filter").collect();
        for (at, (kind, _)) in kinds.iter().enumerate() {
            let cells: Vec<String> = libraries
                .iter()
                .map(|g| {
                    let Some((_, times)) = g.peers.times.get(number) else { return "–".into() };
                    let ours = g.searches.iter().find(|(ours, _)| ours == kind).map(|(_, times)| times.middle);
                    let factor = ours.map_or(0.0, |ours| times[at].middle.as_secs_f64() / ours.as_secs_f64().max(1e-6));
                    format!("{} ({})", pair(times[at].middle, times[at].slow), times_as_long(factor))
                })
                .collect();
            let _ = writeln!(text, "| {kind} | {} |", cells.join(" | "));
        }
    }
}

fn head(text: &mut String, name: &str, libraries: &[Grown]) {
    let sizes: Vec<String> = libraries.iter().map(|g| thousands(g.papers)).collect();
    let _ = writeln!(text, "| {name} | {} |\n|---|{}", sizes.join(" | "), "---:|".repeat(sizes.len()));
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}

fn pair(middle: Duration, slow: Duration) -> String {
    let ms = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1e3);
    format!("{} / {}", ms(middle), ms(slow))
}

fn times_as_long(factor: f64) -> String {
    if factor < 9.95 { format!("{factor:.1}×") } else { format!("{factor:.0}×") }
}

fn short(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.1} s"),
        seconds => format!("{:.2} ms", seconds * 1e3),
    }
}
