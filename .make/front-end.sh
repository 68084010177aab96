#!/bin/sh
# Fetches the pinned front-end packages and fills ui/vendor, each only when its inputs changed:
# a file in ui/ that is newer makes cargo build the window again.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

newer() { [ ! -e "$2" ] || [ -n "$(find "$1" -newer "$2")" ]; }

if newer package-lock.json node_modules/.package-lock.json; then
    say "Fetching the front-end packages (npm ci)…"
    quietly npm ci --no-audit --no-fund --loglevel=error
    # npm keeps the file's own time; this one says when we fetched.
    touch node_modules/.package-lock.json
fi
if newer .make/vendor.mjs ui/vendor/LICENSES.txt || newer node_modules/.package-lock.json ui/vendor/LICENSES.txt; then
    node .make/vendor.mjs
fi
