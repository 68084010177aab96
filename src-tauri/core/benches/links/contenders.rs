//! What each process of the bench does: the server, and those that ask it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use postil_core::Library;
use postil_core::links::hosts::{Hosts, Limits, Services};
use postil_core::links::run::run;
use postil_core::model::{CheckScope, CheckState, Draft, VerdictKind};
use postil_core::secrets::Token;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::server;

/// Questions under way at once: what a run of Postil allows over all hosts, and what lychee is told.
pub const AT_ONCE: usize = 32;

/// `rest`: for the library and the run the folder and the host of its links; then the server's base; then how many.
pub async fn play(part: &str, rest: &[String]) {
    let text = |place: usize| rest.get(place).map(String::as_str).expect("an argument");
    let count = |place: usize| text(place).parse().expect("a number");
    match part {
        "server" => server::serve().await,
        "library" => library(Path::new(text(0)), text(1), count(2)),
        "postil" => postil(Path::new(text(0)), text(1), count(2)).await,
        "bare" => bare(text(0), count(1)).await,
        "wire" => wire(text(0), count(1)).await,
        other => unreachable!("{other} is no part of this bench"),
    }
}

/// A library with a paper for each repository, all of them waiting to be checked.
fn library(folder: &Path, host: &str, count: usize) {
    let library = Library::open(folder).expect("a new library");
    let drafts = (0..count).map(|n| Draft {
        title: format!("A paper on the rain of day {n}"),
        links: vec![format!("https://{host}/group{n}/code{n}")],
        ..Draft::default()
    });
    library.commit_import(drafts.collect()).expect("imported");
    let queued = library.queue_check(&CheckScope::All).expect("queued");
    assert_eq!(queued as usize, count, "each repository is one to check");
}

/// A run as the window and the terminal do it, with every result in the library's history. What is lifted is passed in:
/// the pace that hosts are owed, which a server of one's own is not.
async fn postil(folder: &Path, base: &str, count: usize) {
    let library = Arc::new(Library::open(folder).expect("a library"));
    let hosts = Hosts::or(Some(base.into()), Some(base.into())).with_others(Some(base.into()));
    let limits = Limits {
        host_spacing: Some(Duration::ZERO),
        batch_spacing: Duration::ZERO,
        at_once: Some(AT_ONCE),
        ..Limits::default()
    };
    let token = Token::parse("ghp_0123456789abcdefghijABCDEFGHIJ012345").ok();
    let services = Services::new(hosts, token, limits, postil_core::machine::now).expect("TLS can be set up");
    let (_keep, cancel) = tokio::sync::watch::channel(false);
    // A task of its own, as in the window.
    let running = tokio::spawn(run(library, Arc::new(services), postil_core::machine::now, cancel, |_| {}));
    let last = running.await.expect("no panic").expect("a run");
    let alive = last.counts.iter().find(|(kind, _)| *kind == VerdictKind::Alive).map_or(0, |(_, count)| *count);
    assert_eq!((last.state, alive as usize), (CheckState::Finished, count), "all were found alive: {last:?}");
}

/// The least that a checker in Rust can do: ask, read the answer, look at its status.
async fn bare(base: &str, count: usize) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().expect("TLS can be set up");
    let next = Arc::new(AtomicUsize::new(0));
    each(|| {
        let (client, base, next) = (client.clone(), base.to_owned(), next.clone());
        async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= count {
                    return;
                }
                let answer = client.get(format!("{base}/group{n}/code{n}")).send().await.expect("an answer");
                assert!(answer.status().is_success(), "it is there");
                answer.bytes().await.expect("a body");
            }
        }
    })
    .await;
}

/// No HTTP at all: the same bytes sent, and as many read as an answer has. This is what the server can do at most.
async fn wire(base: &str, count: usize) {
    let (host, path) = base.trim_start_matches("http://").split_once('/').expect("a path");
    let next = Arc::new(AtomicUsize::new(0));
    each(|| {
        let (host, path, next) = (host.to_owned(), path.to_owned(), next.clone());
        async move {
            let mut stream = TcpStream::connect(&host).await.expect("a connection");
            stream.set_nodelay(true).expect("an option");
            let mut page = vec![0; server::PAGE];
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= count {
                    return;
                }
                let question = format!("GET /{path}/group{n}/code{n} HTTP/1.1\r\nhost: {host}\r\naccept: */*\r\n\r\n");
                stream.write_all(question.as_bytes()).await.expect("sent");
                stream.read_exact(&mut page).await.expect("a page");
            }
        }
    })
    .await;
}

async fn each<F: Future<Output = ()> + Send + 'static>(work: impl Fn() -> F) {
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        all.spawn(work());
    }
    while let Some(done) = all.join_next().await {
        done.expect("no panic");
    }
}
