//! Lists of references of 1,000 and 10,000 papers, in styles that number and that compare. `cargo bench -p postil-core
//! --bench cite`; `make bench-cite` times citeproc-js beside it and writes `tests/CITING.md`.
//!
//! The papers are those of `../shared/data/acl`; without that folder there is nothing to measure, and the bench says so.
#![allow(clippy::expect_used, clippy::panic, reason = "a bench that cannot run has nothing to measure")]

#[cfg(unix)]
#[path = "cite/beside.rs"]
mod beside;

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use postil_core::cite::{Kind, Markup, Style, format};
use postil_core::formats;
use postil_core::model::Draft;

static DRAFTS: LazyLock<Option<Vec<Draft>>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/acl/acl-20k.bib.zst");
    let bytes = zstd::decode_all(std::fs::File::open(path).ok()?).ok()?;
    formats::read(&String::from_utf8(bytes).ok()?).map(|reading| reading.drafts)
});

fn main() {
    match DRAFTS.as_ref() {
        #[cfg(unix)]
        Some(drafts) if std::env::var_os("POSTIL_BENCH_PEERS").is_some() => beside::run(drafts),
        Some(_) => divan::main(),
        None => eprintln!("not run: ../shared/data/acl is not here"),
    }
}

const STYLES: [&str; 5] = ["apa", "ieee", "nature", "mla", "chicago"];

fn list(bencher: Bencher, name: &str, count: usize) {
    let drafts = &DRAFTS.as_ref().expect("looked at in main")[..count];
    let style = Style::find(name, Path::new("there-is-no-such-folder")).expect("a bundled style");
    let list = || format(black_box(drafts), &style, None, Kind::Bibliography, Markup::Text);
    assert_eq!(list().len(), count, "no paper is lost");
    bencher.counter(ItemsCount::new(count)).bench(list);
}

#[divan::bench(args = STYLES, sample_count = 3, sample_size = 1)]
fn of_1_000(bencher: Bencher, style: &str) {
    list(bencher, style, 1_000);
}

#[divan::bench(args = STYLES, sample_count = 1, sample_size = 1)]
fn of_10_000(bencher: Bencher, style: &str) {
    list(bencher, style, 10_000);
}
