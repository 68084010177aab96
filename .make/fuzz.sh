#!/bin/sh
# make fuzz: each fuzz target of the core for a minute, or for ARGS seconds. Needs a nightly compiler.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT/src-tauri/core"

# The version that was last tried.
CARGO_FUZZ=0.13.2
seconds=${1:-60}

if ! cargo +nightly --version >/dev/null 2>&1; then
    die "cargo-fuzz needs a nightly compiler: rustup toolchain install nightly." \
        "Without one, cargo test -p postil-core --test fuzz runs the same checks on a few thousand inputs."
fi
PATH=$TARGET/tools/bin:$PATH
export PATH
if ! cargo fuzz --version >/dev/null 2>&1; then
    say "Building cargo-fuzz $CARGO_FUZZ (about a minute, once)…"
    quietly cargo install --locked --version "$CARGO_FUZZ" --root "$TARGET/tools" --target-dir "$TARGET/tools/build" cargo-fuzz
    rm -rf "$TARGET/tools/build"
fi
for target in recognise page markdown formats pdf attached query style template copy zotero answer; do
    say "== $target, $seconds s"
    mkdir -p "fuzz/corpus/$target"
    # New inputs go to the first folder; the seeds are only read.
    cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -max_len=8192 -timeout=10
done
