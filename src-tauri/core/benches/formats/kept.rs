//! Keeps what was measured where readers of the repository find it.

use std::fmt::Write as _;
use std::path::Path;
use std::thread::available_parallelism;

use postil_core::links::verdict::iso_day;

use super::contenders::{Cost, Found};

pub struct Measured {
    pub bytes: usize,
    pub costs: Vec<Cost>,
}

/// How many times as fast Postil means to be, reading as they do.
const AIMS: [(&str, f64); 4] =
    [("@retorquere", 30.0), ("bibtexparser 1", 15.0), ("bibtexparser 2", 15.0), ("pybtex", 2.0)];

pub fn write(measured: &[Measured]) {
    let cores = available_parallelism().map_or(1, usize::from);
    let mut text = format!(
        "# Reading BibTeX, measured\n\n\
         Made by `make bench-formats` on {}: Postil {}, a machine with {cores} cores, {}. Run it for your own.\n\n\
         A .bib of the ACL Anthology with abstracts{}. Each contender is a process; entries for each second of processor\n\
         time it took from its start to its end, start-up and reading the file included, and the most memory it held at\n\
         once. All give the number of entries they found. Other work on the machine moves these figures: compare them within one run only.\n",
        iso_day(postil_core::machine::now()),
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        if measured.len() > 1 {
            ", as it is and in five copies (other keys, titles turned by a word, years shifted)"
        } else {
            ""
        },
    );
    for Measured { bytes, costs } in measured {
        let read = found(costs, "Postil, read").expect("Postil reads");
        let megabytes = *bytes as f64 / 1e6;
        let _ = writeln!(text, "\n## {} entries, {megabytes:.0} MB\n", read.entries);
        text.push_str("| contender | what it does | entries | entries per CPU second | CPU s | peak memory | Postil reads |\n|---|---|---:|---:|---:|---:|---:|\n");
        for cost in costs {
            text.push_str(&line(cost, &read));
        }
    }
    text.push_str("\n## Aims\n");
    for (own, what) in [
        ("Postil, read", "Reading with LaTeX and names, against the same of each:"),
        (
            "Postil, import",
            "The whole import, with its rows, undo journal and search index, against their reading alone:",
        ),
    ] {
        let _ = writeln!(text, "\n{what}\n");
        AIMS.iter().for_each(|(peer, aim)| text.push_str(&aimed(measured, own, peer, *aim)));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/FORMATS.md");
    std::fs::write(&path, text).expect("written");
    println!("Kept in tests/FORMATS.md.");
}

fn found(costs: &[Cost], name: &str) -> Option<Found> {
    costs.iter().find(|cost| cost.name.starts_with(name)).and_then(|cost| cost.found)
}

fn rate(found: &Found) -> f64 {
    found.entries as f64 / found.processor
}

fn line(cost: &Cost, read: &Found) -> String {
    let Some(found) = &cost.found else {
        return format!(
            "| {} | {} | – | – | about {:.0}, not waited for | – | – |\n",
            cost.name, cost.does, cost.guessed
        );
    };
    let ratio = if cost.name.starts_with("Postil") {
        String::new()
    } else {
        format!("{:.1}× as fast", rate(read) / rate(found))
    };
    format!(
        "| {} | {} | {} | {:.0} | {:.2} | {:.0} MB | {ratio} |\n",
        cost.name,
        cost.does,
        found.entries,
        rate(found),
        found.processor,
        found.peak as f64 / 1e6
    )
}

fn aimed(measured: &[Measured], own: &str, peer: &str, aim: f64) -> String {
    let ratios: Vec<f64> = measured
        .iter()
        .filter_map(|one| Some(rate(&found(&one.costs, own)?) / rate(&found(&one.costs, peer)?)))
        .collect();
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let shown: Vec<String> = ratios.iter().map(|ratio| format!("{ratio:.1}×")).collect();
    let verdict = if least >= aim { "reached" } else { "missed" };
    format!("- {peer}: {aim:.0}×; measured {}: {verdict}\n", shown.join(" and "))
}
