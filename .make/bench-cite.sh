#!/bin/sh
# make bench-cite: lists of references, Postil beside citeproc-js. Writes tests/CITING.md. About three minutes of a core.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

sh .make/system.sh terminal
have node || die "Node is needed for citeproc-js, which Postil is compared with."
peers=$TARGET/tools/cite
# The version that the kept figures are of; its name stands in benches/cite/beside.rs, too.
if ! [ -e "$peers/2.4.63" ]; then
    say "Fetching citeproc-js…"
    mkdir -p "$peers"
    quietly npm install --no-audit --no-fund --no-save --loglevel=error --prefix "$peers" citeproc@2.4.63
    touch "$peers/2.4.63"
fi
POSTIL_BENCH_PEERS=$peers
export POSTIL_BENCH_PEERS
cargo bench --locked --package postil-core --bench cite
