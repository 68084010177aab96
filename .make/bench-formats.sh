#!/bin/sh
# make bench-formats: reading BibTeX, Postil beside other readers. Writes tests/FORMATS.md. About ten minutes of a core.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

sh .make/system.sh terminal
have node && have python3 || die "Node and Python 3 are needed for the readers that Postil is compared with."
peers=$TARGET/tools/formats
mkdir -p "$peers"

# The versions that the kept figures are of; their names stand in benches/formats/contenders.rs, too.
python() {
    if ! [ -e "$peers/$1/$2" ]; then
        say "Fetching $2…"
        rm -rf "${peers:?}/$1"
        quietly python3 -m venv "$peers/$1"
        quietly "$peers/$1/bin/pip" install --quiet --disable-pip-version-check "$2"
        touch "$peers/$1/$2"
    fi
}
python bibtexparser1 bibtexparser==1.4.4
python bibtexparser2 bibtexparser==2.1.0
python pybtex pybtex==0.26.1
if ! [ -e "$peers/retorquere/9.0.29" ]; then
    say "Fetching @retorquere/bibtex-parser…"
    mkdir -p "$peers/retorquere"
    quietly npm install --no-audit --no-fund --no-save --loglevel=error --prefix "$peers/retorquere" @retorquere/bibtex-parser@9.0.29
    touch "$peers/retorquere/9.0.29"
fi
POSTIL_BENCH_PEERS=$peers
export POSTIL_BENCH_PEERS
cargo bench --locked --package postil-core --bench formats
