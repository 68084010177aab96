#!/bin/sh
# The fault suite in full: a thousand kills of the core, hundreds of the window, and more than ten thousand damaged files.
# Takes about forty minutes. POSTIL_TORTURE says how many times the short form of `make test` is wanted.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
sh .make/system.sh terminal
export POSTIL_TORTURE="${POSTIL_TORTURE:-84}"
cargo test --locked --package postil-core --test faults -- --nocapture "$@"
# The window is driven on Linux only.
[ "$(uname -s)" = Linux ] || exit 0
sh .make/system.sh test
sh .make/front-end.sh
cargo build --locked --package postil-desktop
cargo test --locked --package postil-tests --test e2e --no-run
nothing_of_the_readers
on_a_display cargo test --locked --package postil-tests --test e2e killed -- --nocapture "$@"
