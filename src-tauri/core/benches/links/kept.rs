//! Keeps what was measured where readers of the repository find it.

use std::path::Path;
use std::process::Command;
use std::thread::available_parallelism;

use postil_core::links::verdict::iso_day;

use super::contenders::AT_ONCE;

pub fn write(lychee: &str, speed: &str, accuracy: &str) {
    let version = Command::new(lychee).arg("--version").output().expect("lychee starts").stdout;
    let version = String::from_utf8_lossy(&version).trim().to_owned();
    let cores = available_parallelism().map_or(1, usize::from);
    let day = iso_day(postil_core::machine::now());
    let text = format!(
        "# Checking links, measured\n\n\
         Made by `make bench-links` on {day}: Postil {}, {version}, a machine with {cores} cores, {}. Run it for your own.\n\n\
         ## Speed\n\n\
         Distinct links, {AT_ONCE} questions under way at once, one server on the same machine with answers of 1.5 kB; of\n\
         three runs the middle speed and the middle cost. Each contender is a process, timed from its start to its end. Postil runs on a library of one\n\
         paper a link and writes every result and its evidence into the history; the others write nothing. What a program\n\
         does out of politeness is lifted: Postil's time between two questions to one host, lychee's limits for one host.\n\
         Against real hosts both go far slower, on purpose. Other work on the machine moves these figures: compare them\n\
         within one run only.\n\n\
         Postil asks GitHub, with a token, about fifty repositories at once; everywhere else each link is a question.\n\n\
         {speed}\n\
         The server shares the cores with whoever asks it, so at 0 ms a contender's links/s depend on the server's cost too;\n\
         the last row, which does nothing but send and count bytes, shows how much that leaves.\n\n\
         ## Accuracy\n\n\
         The same situations for both, played by the tests' stand-in. The two programs answer different questions. lychee asks\n\
         whether an address answers, for any link of any document; Postil asks what became of a paper's code, knows few\n\
         hosts, and asks their APIs. lychee is given the page a reader would open. It is read kindly here: an error that is\n\
         no fault of the link (5xx, 429, no whole answer) counts as \"cannot tell\", and a lasting redirect as \"moved\". \"Dead\"\n\
         means that what the link was made for is not to be had there. The situations were chosen, and what is true of\n\
         them was judged, by Postil's authors, whose tests use the same stand-in: this shows where the two differ, and is no\n\
         independent score. The pages are written as their hosts are believed to answer, not compared with real ones.\n\n\
         {accuracy}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/BENCHMARKS.md");
    std::fs::write(&path, text).expect("written");
    println!("Kept in tests/BENCHMARKS.md.");
}
