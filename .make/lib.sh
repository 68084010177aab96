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
