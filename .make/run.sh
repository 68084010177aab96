#!/bin/sh
# make run and make dev: builds the window and opens it. What follows goes to the window: run.sh release --library DIR
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

profile=$1
shift

if ! has_display; then
    exec sh .make/terminal.sh
fi

sh .make/system.sh window
sh .make/front-end.sh
flag=--release
[ "$profile" = release ] || flag=
folder=release
[ "$profile" = release ] || folder=debug
if [ ! -x "$TARGET/$folder/postil-desktop" ]; then
    say "Building Postil. The first time takes about 4 minutes on two cores; later starts take seconds."
fi
# shellcheck disable=SC2086  # an empty flag is no argument
exec cargo run --quiet --locked --package postil-desktop $flag -- "$@"
