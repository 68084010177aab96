//! `postil-standin`: runs the stand-in until it is ended, or whoever holds the other end of its input is gone.

use std::io::{self, Read, Write};

use postil_standin::{StandIn, demo_situations};

fn main() -> io::Result<()> {
    let standin = StandIn::start(demo_situations())?;
    // The demo should show facts rather than the limits of a real hour.
    standin.set_remaining(5_000, 5_000);
    let mut out = io::stdout().lock();
    writeln!(out, "POSTIL_GITHUB_API={}", standin.api_url())?;
    writeln!(out, "POSTIL_GITHUB_WEB={}", standin.web_url())?;
    writeln!(out, "POSTIL_HOSTS={}", standin.hosts_url())?;
    out.flush()?;
    if !input_is_a_pipe() {
        // A shell gives its background jobs an empty input: that is nobody leaving.
        loop {
            std::thread::park();
        }
    }
    let mut ignored = [0; 256];
    let mut input = io::stdin().lock();
    while input.read(&mut ignored)? > 0 {}
    Ok(())
}

#[cfg(unix)]
fn input_is_a_pipe() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;
    let kind =
        || io::Result::Ok(std::fs::File::from(io::stdin().as_fd().try_clone_to_owned()?).metadata()?.file_type());
    kind().is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}

#[cfg(not(unix))]
fn input_is_a_pipe() -> bool {
    true
}
