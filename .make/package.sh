#!/bin/sh
# make package: the installers of this system, made offline. On Linux a .deb and an .rpm.
#   sh .make/package.sh [BUNDLES] [MORE ARGUMENTS FOR tauri build]
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

bundles=${1:-}
[ $# -eq 0 ] || shift
config=
exe=
case $(uname -s) in
    Darwin) bundles=${bundles:-dmg} ;;
    MINGW* | MSYS* | CYGWIN*)
        bundles=${bundles:-nsis}
        exe=.exe
        # Only here is the command a resource: as one it would have to exist for every build of the window.
        config=src-tauri/packaging/windows.json
        ;;
    *) bundles=${bundles:-deb,rpm} ;;
esac

sh .make/system.sh window
sh .make/front-end.sh

# tauri bundles the binaries of its own crate; the command line is another, so it is laid beside it.
say "Building the postil command…"
cargo build --quiet --locked --release --package postil
stage=$ROOT/target/packaging
rm -rf "$stage"
mkdir -p "$stage"
cp "$TARGET/release/postil$exe" "$stage/"

say "Building the window and its packages ($bundles)…"
# Only packaging needs the bundler, and its lock entry for every platform is more than some registries carry.
TAURI_CLI=2.12.5
if ! npx --no-install tauri --version 2>/dev/null | grep -q " $TAURI_CLI\$"; then
    quietly npm install --no-save --no-package-lock --no-audit --no-fund --loglevel=error "@tauri-apps/cli@$TAURI_CLI"
fi
npx --no-install tauri build --ci --bundles "$bundles" ${config:+--config "$config"} "$@" -- --locked
say
say "Made:"
find "$TARGET/release/bundle" -maxdepth 2 -type f \
    \( -name '*.deb' -o -name '*.rpm' -o -name '*.AppImage' -o -name '*.dmg' -o -name '*.exe' -o -name '*.msi' \) \
    -newer "$stage/postil$exe" -exec ls -lh {} \; | awk '{ printf "  %s  ", $5; $1=$2=$3=$4=$5=$6=$7=$8=""; sub(/^ +/, ""); print }'
