# Shared by the scripts in this folder: sourced, never run. POSIX sh, because a fresh system may have no bash.
# shellcheck shell=sh

ROOT=$(cd "$(dirname "$0")/.." && pwd)
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
export ROOT TARGET

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
    warn "$@"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command that talks too much: silent when it succeeds, everything it said when it fails.
quietly() {
    quiet_log=$(mktemp)
    if "$@" >"$quiet_log" 2>&1; then
        rm -f "$quiet_log"
    else
        quiet_code=$?
        cat "$quiet_log" >&2
        rm -f "$quiet_log"
        warn "failed: $*"
        return "$quiet_code"
    fi
}

# macOS and Windows always have a display; elsewhere X11 or Wayland says so.
has_display() {
    case $(uname -s) in
        Darwin | MINGW* | MSYS* | CYGWIN*) return 0 ;;
    esac
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

# Nothing that is started here may reach for the reader's own: the library, the settings, the keyring, a token.
nothing_of_the_readers() {
    own=$(mktemp -d "${TMPDIR:-/tmp}/postil-test.XXXXXX")
    trap 'rm -rf "$own"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    export POSTIL_SECRETS=file POSTIL_SECRETS_FOLDER="$own/secrets" XDG_DATA_HOME="$own/data" \
        XDG_CONFIG_HOME="$own/config" XDG_CACHE_HOME="$own/cache" XDG_STATE_HOME="$own/state"
    unset POSTIL_LIBRARY GITHUB_TOKEN GH_TOKEN 2>/dev/null || true
}

# The window opens on an invisible display with a session bus of its own: the same on a desk and on a server.
on_a_display() {
    env -u WAYLAND_DISPLAY GDK_BACKEND=x11 NO_AT_BRIDGE=1 \
        dbus-run-session -- xvfb-run --auto-servernum --server-args='-screen 0 2560x1440x24' "$@"
}
