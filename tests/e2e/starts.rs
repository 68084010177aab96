//! Starting the program again on a library that is open: the window that is there comes to the front, and there is no other.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Instant;

use postil_standin::{StandIn, demo_situations};

use super::window::{PATIENCE, Window, program};

fn start(library: &std::path::Path) -> Child {
    Command::new(program())
        .arg("--library")
        .arg(library)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}

async fn ended(program: &mut Child) -> Option<ExitStatus> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = program.try_wait().expect("asked") {
            return Some(status);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_on_one_library_brings_the_first_window_to_the_front() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("body.is-ready", "the first window is open").await;

    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let mut other = start(elsewhere.path());
    let begun = Instant::now();
    while !elsewhere.path().join("library.sqlite").exists() && begun.elapsed() < PATIENCE {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // Its window takes the focus once it is shown.
    let is_behind = "return !document.hasFocus()";
    window.wait_until(is_behind, Vec::new(), "a window of another library is in front").await;
    assert!(other.try_wait().expect("asked").is_none(), "another library gets a window of its own");

    let mut second = start(&folder.path().join("library"));
    let status = ended(&mut second).await;
    drop((second.kill(), second.wait()));
    assert!(status.is_some_and(|status| status.success()), "a second start ends by itself, without a word: {status:?}");
    window.wait_for_focus().await;
    drop((other.kill(), other.wait()));
    window.close().await;
}
