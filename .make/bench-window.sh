#!/bin/sh
# make bench-window: the real window on libraries of up to 100,000 papers: starting, memory, scrolling, searching.
# Writes tests/WINDOW.md. Linux only, on an invisible display. POSTIL_BENCH_LIBRARIES=DIR takes the libraries DIR/SIZE/library
# of an earlier run, or keeps them there for the next.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

[ "$(uname -s)" = Linux ] || die "The window is driven over WebKitWebDriver, which is on Linux only."
sh .make/system.sh test
sh .make/front-end.sh
cargo build --locked --release --package postil-desktop
POSTIL_BENCH_WINDOW=$TARGET/release/postil-desktop
export POSTIL_BENCH_WINDOW
# The bench only looks on, so it is built like the tests, with what was built for them.
cargo bench --locked --profile dev --package postil-tests --bench window --no-run
nothing_of_the_readers
on_a_display cargo bench --locked --profile dev --package postil-tests --bench window -- "$@"
