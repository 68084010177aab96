#!/bin/sh
# Installs what the system lacks, and nothing when nothing is lacking.
#   sh .make/system.sh terminal   what the command line needs to build
#   sh .make/system.sh window     and what the window needs
#   sh .make/system.sh test       and what the tests need: an invisible display, a driver for the window
# POSTIL_DRY_RUN=1 says what would be installed and stops there.
set -eu
. "$(dirname "$0")/lib.sh"

GOAL=${1:-window}
RUST_LEAST=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml" | head -n 1)
NODE_LEAST=20

main() {
    # First, so that nobody waits for packages only to hear that Rust is too old.
    [ -n "${POSTIL_DRY_RUN:-}" ] || languages
    case $(uname -s) in
        Linux) linux ;;
        Darwin) macos ;;
        MINGW* | MSYS* | CYGWIN*) windows ;;
        *) warn "Postil is not tried on $(uname -s): WebKitGTK 4.1 and a C compiler are what it needs." ;;
    esac
}

linux() {
    if have apt-get; then
        debian
    elif have dnf; then
        fedora
    elif have pacman; then
        arch
    elif have zypper; then
        opensuse
    else
        unknown_linux
    fi
}

# The names of the packages, one function a family. "a|b" is b where a does not exist.

debian() {
    want terminal build-essential ca-certificates git
    want window pkg-config libwebkit2gtk-4.1-dev xdg-utils
    want test xvfb xauth dbus 'webkit2gtk-driver|webkitgtk-webdriver'
    missing=
    for name in $wanted; do
        installed_on_debian "$name" || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    # A list of packages that is absent or old makes apt say that a package does not exist.
    announce "$missing"
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    names=
    for name in $missing; do
        first=${name%%|*}
        if apt-cache show "$first" >/dev/null 2>&1; then names="$names $first"; else names="$names ${name##*|}"; fi
    done
    # shellcheck disable=SC2086  # one word a package
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 $names
}

installed_on_debian() {
    for one in $(printf '%s' "$1" | tr '|' ' '); do
        case $(dpkg-query -W -f='${Status}' "$one" 2>/dev/null) in
            *'ok installed') return 0 ;;
        esac
        # A compiler, git or xdg-open that came another way serves as well as the package.
        case $one in
            git | xdg-utils | pkg-config | build-essential) satisfied_otherwise "$one" && return 0 ;;
        esac
    done
    return 1
}

satisfied_otherwise() {
    case $1 in
        build-essential) have cc && have c++ && have make ;;
        xdg-utils) have xdg-open ;;
        *) have "$1" ;;
    esac
}

fedora() {
    want terminal gcc gcc-c++ make ca-certificates git-core
    want window pkgconf-pkg-config 'pkgconfig(webkit2gtk-4.1)' xdg-utils
    want test xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon /usr/bin/xvfb-run /usr/bin/WebKitWebDriver
    rpm_missing
    # shellcheck disable=SC2086
    [ -z "$missing" ] || { announce "$missing" && quietly as_root dnf install -y -q $missing; }
}

opensuse() {
    want terminal gcc gcc-c++ make ca-certificates git-core
    want window pkgconf-pkg-config 'pkgconfig(webkit2gtk-4.1)' xdg-utils
    want test xvfb-run xauth dbus-1 /usr/bin/WebKitWebDriver
    rpm_missing
    # shellcheck disable=SC2086
    [ -z "$missing" ] || { announce "$missing" && quietly as_root zypper --non-interactive --quiet install $missing; }
}

rpm_missing() {
    missing=
    for name in $wanted; do
        rpm -q --quiet --whatprovides "$name" 2>/dev/null || missing="$missing $name"
    done
}

arch() {
    want terminal base-devel ca-certificates git
    want window pkgconf webkit2gtk-4.1 xdg-utils
    want test xorg-server-xvfb xorg-xauth dbus webkitgtk-6.0
    # shellcheck disable=SC2086
    missing=$(pacman -T $wanted | tr '\n' ' ') || true
    # shellcheck disable=SC2086
    [ -z "$missing" ] || { announce "$missing" && quietly as_root pacman -S --needed --noconfirm $missing; }
}

unknown_linux() {
    lacking=
    have cc || lacking="$lacking; a C compiler"
    if [ "$GOAL" != terminal ]; then
        pkg-config --exists webkit2gtk-4.1 2>/dev/null || lacking="$lacking; WebKitGTK 4.1 with its headers, pkg-config"
    fi
    if [ "$GOAL" = test ]; then
        for tool in Xvfb xvfb-run dbus-run-session WebKitWebDriver; do have "$tool" || lacking="$lacking; $tool"; done
    fi
    [ -z "$lacking" ] || die "No package manager that Postil knows is here (apt, dnf, pacman, zypper)." \
        "Please install: ${lacking#; }."
}

macos() {
    xcode-select -p >/dev/null 2>&1 ||
        die "Postil needs Apple's command line tools. Install them with: xcode-select --install"
    [ "$GOAL" != test ] || say "The tests of the window need WebKitGTK and run on Linux only; all others run here."
}

windows() {
    say "On Windows, Postil needs the Visual Studio C++ build tools and WebView2 (part of Windows 11)."
    [ "$GOAL" != test ] || say "The tests of the window need WebKitGTK and run on Linux only; all others run here."
}

# Rust and Node are the reader's own choice of version manager: said, never installed.
languages() {
    have cargo || die "Postil needs Rust $RUST_LEAST or newer: https://rustup.rs"
    rust=$(rustc --version | cut -d ' ' -f 2)
    at_least "$rust" "$RUST_LEAST" || die "Postil needs Rust $RUST_LEAST or newer, this is $rust. Try: rustup update"
    [ "$GOAL" != terminal ] || return 0
    if ! have node || ! have npm; then die "Postil needs Node $NODE_LEAST or newer with npm: https://nodejs.org"; fi
    node=$(node --version | tr -d v)
    at_least "$node" "$NODE_LEAST" || die "Postil needs Node $NODE_LEAST or newer, this is $node: https://nodejs.org"
}

# Adds packages to $wanted when the goal is the named one or a later one.
wanted=
want() {
    level=$1
    shift
    [ "$(rank "$level")" -gt "$(rank "$GOAL")" ] || wanted="$wanted $*"
}

rank() {
    case $1 in
        terminal) echo 1 ;;
        window) echo 2 ;;
        test) echo 3 ;;
        *) die "system.sh: no such goal: $1" ;;
    esac
}

announce() {
    say "The system lacks:$(printf ' %s' "$1" | tr -s ' ' | sed 's/|[^ ]*//g; s/ $//')"
    if [ -n "${POSTIL_DRY_RUN:-}" ]; then exit 0; fi
    if [ "$(id -u)" -eq 0 ]; then
        say "Installing (a few minutes the first time)…"
    elif have sudo; then
        say "Installing with sudo, which may ask for your password (a few minutes the first time)…"
        # Asked here, in the open: the installer's own words are kept aside.
        sudo -v || die "Without it, please install these packages yourself, then run make again."
    else
        die "There is no sudo here: please install these packages as root, then run make again."
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# at_least 1.95.0 1.90: is the first version the second or newer?
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t . -k 1,1n -k 2,2n | head -n 1)" = "$2" ] || [ "${1#"$2".}" != "$1" ]
}

main
