//! A PDF is read by a process of its own, which is this program under another argument: what a PDF can be made to
//! need (memory without end, time without end, a crash) ends there and not here.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::sheet::{self, Sheet};
use crate::error::{Error, ErrorCode, Result};

/// The first argument that makes a program the reader of one PDF.
const ASKED: &str = "--read-pdf";
/// The largest PDF that is read.
pub const LARGEST: u64 = 500 << 20;
/// What the reader may take up in memory, the PDF itself included. A page of a paper takes a few megabytes.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;
/// How long it may take. A paper takes a tenth of a second.
const TIME: Duration = Duration::from_secs(20);
/// What it may answer: some texts, each of them bounded.
const ANSWER: u64 = 16 << 20;
/// How often a reader who pressed Stop is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// Does what the parent asks when this process was started as the reader of a PDF, and says whether it was. A program
/// that reads PDFs calls it before anything else.
pub fn read_if_asked() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_none_or(|first| first != ASKED) {
        return false;
    }
    let Some(path) = arguments.next() else { return true };
    let answer = limit().and_then(|()| bytes_of(Path::new(&path))).and_then(sheet::read);
    let answer = serde_json::to_vec(&answer).unwrap_or_default();
    // A parent that is gone needs no answer.
    let _ = std::io::stdout().write_all(&answer);
    true
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Takes from this process what it does not need. macOS does not hold a process to a limit of memory, and Windows has
/// none that can be set from here; the time is limited by the parent everywhere.
#[cfg(unix)]
fn limit() -> Result<(), String> {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    // Nobody may allow themselves more than they were allowed.
    let set = |what, most: u64| {
        let (_, allowed) = getrlimit(what)?;
        setrlimit(what, most.min(allowed), most.min(allowed))
    };
    let set = |what, most| set(what, most).map_err(|error| format!("its reader cannot be limited ({error})"));
    // Not all of the address space: the libraries of the window alone take up much of that.
    set(Resource::RLIMIT_DATA, MEMORY)?;
    set(Resource::RLIMIT_CPU, TIME.as_secs() + 1)?;
    // It writes no file, and no image of itself when it fails.
    set(Resource::RLIMIT_FSIZE, 0)?;
    set(Resource::RLIMIT_CORE, 0)
}

#[cfg(not(unix))]
fn limit() -> Result<(), String> {
    Ok(())
}

/// Starts the readers.
#[derive(Debug, Clone)]
pub struct Reader {
    program: PathBuf,
    time: Duration,
}

impl Reader {
    /// With this program, whose `main` begins with [`read_if_asked`].
    ///
    /// # Errors
    /// `Internal` when the system does not tell where the program is.
    pub fn of_this_program() -> Result<Self> {
        // An update may have put another file in its place meanwhile; this one is what runs.
        #[cfg(target_os = "linux")]
        return Ok(Self::new("/proc/self/exe".into(), TIME));
        #[cfg(not(target_os = "linux"))]
        std::env::current_exe().map(|program| Self::new(program, TIME)).map_err(Error::internal)
    }

    /// With another program that begins with [`read_if_asked`].
    pub fn new(program: PathBuf, time: Duration) -> Self {
        Self { program, time }
    }

    /// Reads a PDF; what is wrong with it is said in words that follow "cannot be read: ".
    ///
    /// # Errors
    /// `Cancelled` when `go_on` says so.
    pub fn read(&self, path: &Path, go_on: &dyn Fn() -> bool) -> Result<Result<Sheet, String>> {
        let path = match std::path::absolute(path) {
            Ok(path) => path,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut child = match self.start(path.into()) {
            Ok(child) => child,
            Err(error) => return Ok(Err(format!("the program that reads PDFs did not start ({error})"))),
        };
        let answer = self.hear(&mut child, go_on);
        // It has answered, or it will not: nothing of it stays.
        let _ = child.kill();
        let status = child.wait();
        let Some(answer) = answer? else {
            return Ok(Err(format!("reading it takes longer than {} seconds", self.time.as_secs())));
        };
        if answer.len() as u64 > ANSWER {
            return Ok(Err("it holds more text than Postil can take".into()));
        }
        let read: Result<Sheet, String> = match serde_json::from_slice(&answer) {
            Ok(read) => read,
            Err(_) => return Ok(Err(why_it_ended(status.ok()))),
        };
        Ok(read)
    }

    fn start(&self, path: OsString) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg(ASKED).arg(path).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt;
            // Without a console of its own.
            command.creation_flags(0x0800_0000);
        }
        command.spawn()
    }

    /// What the child says before it ends; `None` when the time is over.
    fn hear(&self, child: &mut Child, go_on: &dyn Fn() -> bool) -> Result<Option<Vec<u8>>> {
        let Some(out) = child.stdout.take() else { return Ok(Some(Vec::new())) };
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut answer = Vec::new();
            let heard = out.take(ANSWER + 1).read_to_end(&mut answer);
            // Nobody listens any more after a stop.
            let _ = tell.send(heard.map(|_| answer).unwrap_or_default());
        });
        let began = Instant::now();
        loop {
            match told.recv_timeout(LOOK) {
                Ok(answer) => return Ok(Some(answer)),
                Err(RecvTimeoutError::Disconnected) => return Ok(Some(Vec::new())),
                Err(RecvTimeoutError::Timeout) if !go_on() => {
                    return Err(Error::new(ErrorCode::Cancelled, "Reading was stopped. Nothing was changed."));
                }
                Err(RecvTimeoutError::Timeout) if began.elapsed() > self.time => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// In words: what a reader that ended without an answer met.
fn why_it_ended(status: Option<std::process::ExitStatus>) -> String {
    #[cfg(unix)]
    if let Some(signal) = status.and_then(|status| std::os::unix::process::ExitStatusExt::signal(&status)) {
        use nix::sys::signal::Signal;
        // Memory that is refused ends a program of Rust by an abort.
        return match Signal::try_from(signal) {
            Ok(Signal::SIGABRT) => "it is damaged, or needs more memory than a paper does".into(),
            Ok(Signal::SIGXCPU | Signal::SIGKILL) => "reading it takes too long".into(),
            _ => "it is damaged in a way that its reader does not survive".into(),
        };
    }
    let _ = status;
    "it is damaged in a way that its reader does not survive".into()
}
