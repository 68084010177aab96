#!/bin/sh
# make demo: the window on a throw-away library, with the tests' stand-in for GitHub and all other hosts on this machine.
# Nothing of the reader's is touched and nothing is sent anywhere.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

if ! has_display; then
    die "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), and the demo is a window." \
        "make run shows what works without one."
fi
sh .make/system.sh window
sh .make/front-end.sh
say "Building Postil and its stand-in services (about 4 minutes the first time)…"
cargo build --quiet --locked --release --package postil-desktop
cargo build --quiet --locked --release --package postil-standin

folder=$(mktemp -d "${TMPDIR:-/tmp}/postil-demo.XXXXXX")
standin=
tidy_up() {
    [ -z "$standin" ] || kill "$standin" 2>/dev/null || true
    rm -rf "$folder"
}
trap tidy_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$TARGET/release/postil-standin" >"$folder/standin.log" 2>&1 &
standin=$!
address() { sed -n "s/^\(export \)\{0,1\}$1=//p" "$folder/standin.log" | head -n 1; }
tries=0
while [ -z "$(address POSTIL_GITHUB_API)" ] || [ -z "$(address POSTIL_GITHUB_WEB)" ] || [ -z "$(address POSTIL_HOSTS)" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ] || ! kill -0 "$standin" 2>/dev/null; then
        cat "$folder/standin.log" >&2
        die "The stand-in services did not start."
    fi
    sleep 0.1
done
POSTIL_GITHUB_API=$(address POSTIL_GITHUB_API)
POSTIL_GITHUB_WEB=$(address POSTIL_GITHUB_WEB)
POSTIL_HOSTS=$(address POSTIL_HOSTS)
# The folder too: without it the demo would read, and could overwrite, the reader's own token.
export POSTIL_GITHUB_API POSTIL_GITHUB_WEB POSTIL_HOSTS
export POSTIL_SECRETS=file POSTIL_SECRETS_FOLDER="$folder/secrets" POSTIL_DEMO=1

say "The demo library is in $folder/library and goes when the window closes."
"$TARGET/release/postil-desktop" --library "$folder/library" "$@"
