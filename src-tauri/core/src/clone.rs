//! `git clone` with the git of this computer: by program and arguments, web addresses only, no hooks, no questions.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use ts_rs::TS;

use crate::error::{Error, ErrorCode, Result};
use crate::links::run::cancelled;
use crate::open_link::web_address;

/// How far a clone is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CloneProgress {
    /// In words: "Receiving objects".
    pub phase: String,
    pub percent: Option<u8>,
}

/// Clones into a new folder inside `into`, named after the repository; gives that folder. With a `commit`, its work
/// tree is that of the commit, and the folder's name says so.
///
/// # Errors
/// `Validation` for an address or a commit git must not see, `NotFound` without git, `Conflict` when the folder exists and has
/// something in it, `Cancelled`, or `Network` with git's last words. Whatever fails, no half-made folder stays.
pub async fn clone_repository(
    url: &str,
    into: &Path,
    commit: Option<&str>,
    mut cancel: watch::Receiver<bool>,
    progress: impl Fn(CloneProgress) + Send,
) -> Result<PathBuf> {
    let url = web_address(url)?;
    let name = folder_name(url.path()).ok_or_else(|| {
        Error::validation("url", format!("{url} does not name a repository, so there is nothing to clone."))
    })?;
    let name = match commit {
        Some(sha) if !is_sha(sha) => {
            return Err(Error::validation("commit", "A commit is named by 40 to 64 hexadecimal digits."));
        }
        Some(sha) => format!("{name}-{}", &sha[..7]),
        None => name,
    };
    let git = which::which("git").map_err(|_| {
        Error::new(
            ErrorCode::NotFound,
            "git is not on this computer. Install it from https://git-scm.com and try again.",
        )
    })?;
    let target = Target::new(&std::path::absolute(into)?, &name)?;
    progress(CloneProgress { phase: "Connecting".into(), percent: None });
    let ended = tokio::select! {
        ended = run(&git, url.as_str(), &target.path, commit, &progress) => Some(ended),
        () = cancelled(&mut cancel) => None,
    };
    // Here the program is dropped and with it killed, when it was cancelled.
    match ended {
        Some(Ok(())) => Ok(target.path),
        Some(Err(error)) => {
            target.remove().await;
            Err(error)
        }
        None => {
            target.remove().await;
            Err(Error::new(ErrorCode::Cancelled, "Cloning was stopped. Nothing is left of it."))
        }
    }
}

async fn run(
    git: &Path,
    url: &str,
    target: &Path,
    commit: Option<&str>,
    progress: &(impl Fn(CloneProgress) + Send),
) -> Result<()> {
    let mut clone = command(git);
    clone.args(["clone", "--progress", "--template="]);
    if commit.is_some() {
        clone.arg("--no-checkout");
    }
    clone.arg("--").arg(url).arg(target);
    succeed(clone, git, &format!("{url} could not be cloned"), progress).await?;
    let Some(sha) = commit else { return Ok(()) };
    let mut checkout = command(git);
    checkout.arg("-C").arg(target).args(["checkout", "--progress", "--detach", sha, "--"]);
    succeed(checkout, git, &format!("Commit {} of {url} could not be checked out", &sha[..7]), progress).await
}

/// Runs git to its end; `failed` begins the sentence that says it did not succeed.
async fn succeed(
    mut command: Command,
    git: &Path,
    failed: &str,
    progress: &(impl Fn(CloneProgress) + Send),
) -> Result<()> {
    let mut child = command
        .spawn()
        .map_err(|error| Error::new(ErrorCode::Io, format!("{} did not start: {error}.", git.display())))?;
    let (status, last_words) = follow(&mut child, progress).await?;
    if status.success() {
        return Ok(());
    }
    let why = if last_words.is_empty() { "git gave no reason".to_owned() } else { last_words };
    Err(Error::new(ErrorCode::Network, format!("{failed}: {}.", why.trim_end_matches('.'))))
}

/// git as a stranger's repository may be given to.
fn command(git: &Path) -> Command {
    let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let mut command = Command::new(git);
    command
        // The repository is a stranger's: no way to fetch but the web's, and nothing of it runs.
        .args(["-c", "protocol.allow=never", "-c", "protocol.https.allow=always", "-c", "protocol.http.allow=always"])
        .args([
            "-c",
            &format!("core.hooksPath={nothing}"),
            "-c",
            "core.fsmonitor=false",
            "-c",
            "submodule.recurse=false",
        ])
        // There is nobody to answer questions.
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_ASKPASS", "")
        .env("GCM_INTERACTIVE", "never")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    for own in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALLOW_PROTOCOL"] {
        command.env_remove(own);
    }
    command
}

/// Reads git's progress until it ends; gives its last line that is none.
async fn follow(child: &mut Child, progress: &(impl Fn(CloneProgress) + Send)) -> Result<(ExitStatus, String)> {
    let mut last_words = String::new();
    if let Some(errors) = child.stderr.take() {
        let mut latest = None;
        lines(errors, |line| match read_progress(line) {
            Some(now) if latest.as_ref() == Some(&now) => {}
            Some(now) => {
                progress(now.clone());
                latest = Some(now);
            }
            None if line.starts_with("fatal:") || line.starts_with("error:") || line.starts_with("remote:") => {
                let words = line.split_once(':').map_or(line, |(_, words)| words).trim();
                if !words.is_empty() {
                    last_words = words.chars().take(300).collect();
                }
            }
            None => {}
        })
        .await?;
    }
    Ok((child.wait().await?, last_words))
}

/// git ends a line that it will write over with a carriage return.
async fn lines(mut from: impl AsyncRead + Unpin, mut line: impl FnMut(&str)) -> Result<()> {
    let mut buffer = [0; 4_096];
    let mut part = Vec::new();
    loop {
        let read = from.read(&mut buffer).await?;
        for &byte in &buffer[..read] {
            if !matches!(byte, b'\r' | b'\n') {
                // A server's own words come through here too; a line without end is not worth keeping.
                if part.len() < 4_096 {
                    part.push(byte);
                }
                continue;
            }
            line(String::from_utf8_lossy(&part).trim());
            part.clear();
        }
        if read == 0 {
            line(String::from_utf8_lossy(&part).trim());
            return Ok(());
        }
    }
}

/// Reads "Receiving objects:  45% (450/1000), 1.2 MiB | 2 MiB/s", with "remote: " before it or not.
fn read_progress(line: &str) -> Option<CloneProgress> {
    let line = line.strip_prefix("remote: ").unwrap_or(line);
    let (phase, rest) = line.split_once(':')?;
    let known = [
        "Enumerating objects",
        "Counting objects",
        "Compressing objects",
        "Receiving objects",
        "Resolving deltas",
        "Updating files",
        "Filtering content",
    ];
    if !known.contains(&phase) {
        return None;
    }
    let percent = rest.trim_start().split_once('%').and_then(|(number, _)| number.parse().ok());
    Some(CloneProgress { phase: phase.to_owned(), percent: percent.filter(|percent| *percent <= 100) })
}

fn is_sha(text: &str) -> bool {
    (40..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The last part of the address, without `.git`; only what is a plain name on every system.
fn folder_name(path: &str) -> Option<String> {
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let name = last.strip_suffix(".git").unwrap_or(last);
    let plain = !name.is_empty()
        && name.len() <= 100
        && !name.starts_with(['.', '-'])
        && !name.ends_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    plain.then(|| name.to_owned())
}

struct Target {
    path: PathBuf,
    /// It was there before, empty.
    was_there: bool,
}

impl Target {
    fn new(into: &Path, name: &str) -> Result<Self> {
        if !into.is_dir() {
            return Err(Error::new(ErrorCode::NotFound, format!("The folder {} is not there.", into.display())));
        }
        let path = into.join(name);
        let was_there = match std::fs::read_dir(&path).map(|mut entries| entries.next().is_none()) {
            Ok(true) => true,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Ok(false) | Err(_) => {
                return Err(Error::new(
                    ErrorCode::Conflict,
                    format!(
                        "{} is already there and has something in it. Choose another folder, or move it away.",
                        path.display()
                    ),
                ));
            }
        };
        Ok(Self { path, was_there })
    }

    /// Removes what was begun. A killed git's helper may write for a moment longer, so more than once.
    async fn remove(&self) {
        for _ in 0..20 {
            let _ = tokio::fs::remove_dir_all(&self.path).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
            if !self.path.exists() {
                break;
            }
        }
        if self.was_there {
            let _ = tokio::fs::create_dir(&self.path).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_lines() {
        let read = |line| read_progress(line).map(|now| (now.phase, now.percent));
        assert_eq!(
            read("Receiving objects:  45% (450/1000), 1.21 MiB | 2.40 MiB/s"),
            Some(("Receiving objects".into(), Some(45))),
            "the usual line"
        );
        assert_eq!(
            read("remote: Counting objects: 100% (12/12), done."),
            Some(("Counting objects".into(), Some(100))),
            "the server's part of the work is told as well"
        );
        assert_eq!(
            read("remote: Enumerating objects: 12, done."),
            Some(("Enumerating objects".into(), None)),
            "no share known"
        );
        assert_eq!(read("fatal: repository 'x' not found"), None, "a complaint is no progress");
    }

    #[test]
    fn folder_names() {
        assert_eq!(folder_name("/o/TinyHelen.git").as_deref(), Some("TinyHelen"), "without .git, as git does");
        for odd in ["/", "/o/..", "/o/.git", "/o/-x", "/o/a%2Fb", "/o/a b"] {
            assert_eq!(folder_name(odd), None, "{odd} would not be one plain folder");
        }
    }
}
