//! Lists of references beside citeproc-js: the same papers, the same files of styles. Writes `tests/CITING.md`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use postil_core::cite::{Kind, Markup, Style, format};
use postil_core::formats::{self, Format};
use postil_core::model::Draft;
use serde_json::Value;

const STYLES: [&str; 3] = ["apa", "ieee", "chicago-author-date"];

/// Seconds of a clock and of the processor, on all cores together.
#[derive(Clone, Copy)]
struct Took {
    seconds: f64,
    cpu: f64,
}

pub fn run(drafts: &[Draft]) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/csl");
    let mut table = String::new();
    for count in [1_000, 10_000] {
        let drafts = &drafts[..count];
        let items = std::env::temp_dir().join(format!("postil-bench-{}-{count}.json", std::process::id()));
        let mut file = std::fs::File::create(&items).expect("a file of items");
        formats::write(Format::CslJson, drafts, &mut file).expect("items are written");
        for name in STYLES {
            let file = shared.join(format!("styles/{name}.csl"));
            let own = ours(drafts, &file);
            let theirs = citeproc(&file, &shared.join("locales"), &items, count);
            let row = format!(
                "| {name} | {count} | {:.2} | {:.2} | {:.1}× | {:.2} | {:.2} | {:.1}× |",
                own.seconds,
                theirs.seconds,
                theirs.seconds / own.seconds,
                own.cpu,
                theirs.cpu,
                theirs.cpu / own.cpu
            );
            println!("{row}");
            writeln!(table, "{row}").expect("a text takes all");
        }
        std::fs::remove_file(&items).expect("the file of items");
    }
    let text = format!(
        "# Citing, measured\n\nMade by `make bench-cite`: Postil {}, a machine with {} cores, {}. Run it for your own.\n\n\
         Lists of references of the ACL Anthology's papers, in the same files of styles; starting and reading files is not\n\
         counted. Postil writes on all cores, citeproc-js 2.4.63 on one, so seconds of the processor stand beside those of the\n\
         clock. Other work on the machine moves these figures: compare them within one run only.\n\n\
         | style | papers | Postil, s | citeproc-js, s | Postil is | Postil, CPU s | citeproc-js, CPU s | Postil is |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|\n{table}",
        env!("CARGO_PKG_VERSION"),
        std::thread::available_parallelism().map_or(1, usize::from),
        std::env::consts::OS,
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/CITING.md");
    std::fs::write(path, text).expect("the page of figures");
    println!("Kept in tests/CITING.md.");
}

fn ours(drafts: &[Draft], file: &Path) -> Took {
    let (before, start) = (cpu(), Instant::now());
    let style = Style::find(&file.to_string_lossy(), Path::new("there-is-no-such-folder")).expect("a sound style");
    let list = format(drafts, &style, None, Kind::Bibliography, Markup::Text);
    let took = Took { seconds: start.elapsed().as_secs_f64(), cpu: cpu() - before };
    assert_eq!(list.len(), drafts.len(), "no paper is lost");
    took
}

fn cpu() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the system counts");
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

fn citeproc(style: &Path, locales: &Path, items: &Path, count: usize) -> Took {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/cite/citeproc.mjs");
    let said = Command::new("node").arg(script).args([style, locales, items]).output().expect("Node starts");
    let text = String::from_utf8_lossy(&said.stdout);
    let said: Value = serde_json::from_str(text.trim())
        .unwrap_or_else(|_| panic!("citeproc-js failed: {}", String::from_utf8_lossy(&said.stderr)));
    assert_eq!(said["entries"].as_u64(), Some(count as u64), "citeproc-js loses no paper either");
    let number = |name: &str| said[name].as_f64().expect("a number");
    Took { seconds: number("seconds"), cpu: number("cpu") }
}
