#!/bin/sh
# The fault suite in full: a thousand kills and more than ten thousand damaged files. Takes about twenty minutes.
# POSTIL_TORTURE says how many times the short form of `make test` is wanted.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
sh .make/system.sh terminal
POSTIL_TORTURE=${POSTIL_TORTURE:-84} cargo test --locked --package postil-core --test faults -- --nocapture "$@"
