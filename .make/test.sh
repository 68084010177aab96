#!/bin/sh
# make test: everything that must hold, in the order in which it fails soonest. Each step says its name and its time.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

CARGO_DENY=0.20.2
if [ "${CI:-}" = true ]; then
    # A checkout that is built once: debug information and incremental state only cost time and space.
    export CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0
fi
nothing_of_the_readers

begun=$(date +%s)
step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    start=$(date +%s)
    if "$@"; then
        printf '== %s: ok, %s s\n' "$name" "$(($(date +%s) - start))"
    else
        printf '\n== %s: FAILED after %s s\n' "$name" "$(($(date +%s) - start))" >&2
        exit 1
    fi
}

main() {
    step "What the system lacks" sh .make/system.sh test
    step "Front-end packages" sh .make/front-end.sh
    step "Format" cargo fmt --all --check
    step "Icons" node .make/vendor.mjs check
    step "Types of the front end" npx --no-install tsc --noEmit --project ui
    step "Lints" cargo clippy --quiet --workspace --all-targets --locked -- -D warnings
    # With the tests' own features, so that the tests after it compile nothing twice.
    step "Build" cargo build --quiet --workspace --bins --tests --locked
    types_before=$(fingerprint)
    step "Tests" tests
    step "Generated types" same_types
    step "Licences" licences
    printf '\nEverything holds. %s s in all.\n' "$(($(date +%s) - begun))"
}

# The window is driven on Linux only.
tests() {
    if [ "$(uname -s)" = Linux ]; then
        on_a_display cargo test --workspace --locked --no-fail-fast
    else
        cargo test --workspace --locked --no-fail-fast --exclude postil-tests
    fi
}

# The tests of the core write ui/types anew. What changed was not what is in the tree.
fingerprint() { find ui/types -type f -name '*.ts' -exec cksum {} + 2>/dev/null | sort -k 3; }
same_types() {
    if [ "$types_before" != "$(fingerprint)" ]; then
        git --no-pager diff --stat -- ui/types 2>/dev/null || true
        warn "The Rust types and ui/types disagreed. They are written anew: look at them, commit them, run again."
        return 1
    fi
}

licences() {
    if ! cargo deny --version >/dev/null 2>&1; then
        PATH=$TARGET/tools/bin:$PATH
        export PATH
    fi
    if ! cargo deny --version >/dev/null 2>&1; then
        say "Building cargo-deny $CARGO_DENY (2 to 3 minutes, once)…"
        # Unoptimised builds in a third of the time, and reading licences is light work.
        quietly cargo install --locked --debug --no-default-features --version "$CARGO_DENY" \
            --root "$TARGET/tools" --target-dir "$TARGET/tools/build" cargo-deny || return 1
        rm -rf "$TARGET/tools/build"
    fi
    cargo deny --locked check licenses bans sources
}

main
