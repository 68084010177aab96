#!/bin/sh
# make bench-scale: how times, sizes and memory grow with the library. Writes tests/SCALE.md. ARGS=1000000 goes further.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

sh .make/system.sh terminal
have rg || say "Without ripgrep (rg) its column is left out."
cargo bench --locked --package postil-core --bench scale -- "$@"
