#!/bin/sh
# What works without a display: the same library, from the command line.
set -eu
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

say "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so Postil cannot open its window."
say "The postil command does the same work in a terminal. Building it (about 2 minutes the first time)…"
say
sh .make/system.sh terminal
cargo build --quiet --locked --release --package postil
postil=$TARGET/release/postil

cat <<END
Ready: $postil

  postil import page.txt --dry-run     what a page of papers holds; nothing is written
  postil import page.txt               put its papers into the library ("-" reads what you paste)
  postil list                          the papers, with their ids
  postil search "diffusion planning"   over titles, authors, abstracts, notes and tags
  postil show ID                       one paper, its code and its notes
  postil note ID "Worth trying."       write a note on it
  postil check --all                   is the code still there?
  postil open ID                       its repository, in the browser
  postil --help                        everything else

To have it at hand:  alias postil='$postil'
The window opens with make run on a machine with a display, or over ssh -X.
END
