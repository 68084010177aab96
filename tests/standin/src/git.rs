//! A small git repository for `git clone`, served as plain files: the old protocol that needs no program behind it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use axum::body::Body;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::shapes::{self, Answer};

/// When its commits were made.
pub const FIRST_AT: &str = "2023-03-04T10:20:30Z";

/// Made with the git of this machine when first asked for.
#[derive(Default)]
pub struct Git {
    made: OnceCell<Option<TempDir>>,
}

impl Git {
    /// A file of the bare repository; the same one whatever it is called.
    pub async fn file(&self, path: &[&str]) -> Answer {
        let made =
            self.made.get_or_init(|| async { tokio::task::spawn_blocking(|| make().ok()).await.ok().flatten() }).await;
        let Some(folder) = made else {
            return shapes::plain(500, "text/plain", Body::from("git is not on this machine"));
        };
        let plain = path.iter().all(|part| !part.is_empty() && *part != "." && *part != "..");
        let file: PathBuf = path.iter().fold(folder.path().join("bare"), |folder, part| folder.join(part));
        match tokio::fs::read(file).await {
            Ok(bytes) if plain => shapes::plain(200, "application/octet-stream", Body::from(bytes)),
            _ => shapes::page(404, "Not Found"),
        }
    }
}

fn make() -> io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let work = folder.path().join("work");
    std::fs::create_dir_all(work.join("src"))?;
    std::fs::write(work.join("README.md"), "# Code of an invented paper\n")?;
    std::fs::write(work.join("src/main.py"), "print(\"hello\")\n")?;
    git(&work, &["init", "--quiet", "--initial-branch=main"])?;
    git(&work, &["add", "--all"])?;
    git(&work, &["commit", "--quiet", "--message=First version"])?;
    std::fs::write(work.join("src/main.py"), "print(\"hello again\")\n")?;
    git(&work, &["commit", "--quiet", "--all", "--message=Say it again"])?;
    git(folder.path(), &["clone", "--quiet", "--bare", "work", "bare"])?;
    git(&folder.path().join("bare"), &["update-server-info"])?;
    Ok(folder)
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<()> {
    let status = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        // Whatever this machine's reader has set up stays out of it.
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .envs([("GIT_AUTHOR_NAME", "An author"), ("GIT_AUTHOR_EMAIL", "author@example.org")])
        // Its commits have the same names each time.
        .envs([("GIT_AUTHOR_DATE", FIRST_AT), ("GIT_COMMITTER_DATE", FIRST_AT)])
        .envs([("GIT_COMMITTER_NAME", "An author"), ("GIT_COMMITTER_EMAIL", "author@example.org")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other("git failed")) }
}
