#!/bin/sh
# make bench-scale: how times, sizes and memory grow with the library. Writes tests/SCALE.md. ARGS=1000000 goes further.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

sh .make/system.sh terminal
# A workspace of its own: nothing else of Postil waits for it.
cargo build --locked --release --manifest-path tests/bench/tantivy/Cargo.toml --target-dir "$TARGET/tools/tantivy"
export POSTIL_BENCH_TANTIVY="$TARGET/tools/tantivy/release/postil-bench-tantivy"
have rg || say "Without ripgrep (rg) its column is left out."
cargo bench --locked --package postil-core --bench scale -- "$@"
