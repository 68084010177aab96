//! Answers that are broken on purpose cost bounded memory and settle nothing.
//!
//! Bounds are told by what the server could say before nobody listened any more, never by a clock: the buffers of two
//! sockets are in that number, so it is larger than what Postil took in.

use std::io::Write as _;
use std::sync::Arc;

use postil_core::Library;
use postil_core::links::hosts::{Hosts, Services};
use postil_core::links::run::run;
use postil_core::model::{CheckScope, Draft, RepositoryCard, VerdictKind};
use postil_standin::{Situations, StandIn};
use tokio::sync::watch;

use super::memory::{hosts, quick, token};
use super::raw::{ALL, Raw, Say};

/// Room for the sockets' buffers, which the system sizes as it likes; a sixteenth of what is on offer.
const BOUND: u64 = ALL / 16;
const OK: &str = "HTTP/1.1 200 OK\r\n";
/// It takes a request id to be GitHub.
const HEAD: &str = "HTTP/1.1 200 OK\r\nx-github-request-id: C0DE\r\ncontent-type: application/json\r\n";

fn once(text: String) -> Say {
    Say::Once(text.into_bytes())
}

fn endless(head: impl Into<Vec<u8>>, again: impl Into<Vec<u8>>) -> Say {
    Say::Endless(head.into(), again.into())
}

/// Packed so that each block unpacks to a megabyte by itself.
fn bomb() -> Say {
    let mut head = format!("{HEAD}content-encoding: gzip\r\n\r\n").into_bytes();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let mut block = || {
        packer.write_all(&[b' '; 1 << 20]).expect("into memory");
        packer.flush().expect("into memory");
        std::mem::take(packer.get_mut())
    };
    // The first comes with gzip's own head; the later ones look back into spaces as well and are alike.
    head.extend(block());
    endless(head, block())
}

fn rows() -> Vec<(&'static str, Say)> {
    let cut = |rest: &str| once(format!("{HEAD}{rest}"));
    let torn = |rest: &str| Say::Torn(format!("{HEAD}{rest}").into_bytes());
    let nest = |open: &str, close: &str| {
        let body = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        cut(&format!("content-length: {}\r\n\r\n{body}", body.len()))
    };
    let wide = "{\"id\": 7}".encode_utf16().flat_map(u16::to_le_bytes);
    let utf16 = format!("{HEAD}content-length: 18\r\n\r\n").into_bytes().into_iter().chain(wide).collect();
    vec![
        ("one header without end", endless(format!("{OK}x-long: "), "a")),
        ("headers without end", endless(OK, "x-more: and more\r\n")),
        ("a status line without end", endless("HTTP/1.1 200 ", "O")),
        (
            "thousands of the same header",
            cut(&format!("{}content-length: 2\r\n\r\n{{}}", "x-same: 1\r\n".repeat(5_000))),
        ),
        ("cut in a header", cut("x-half: on")),
        ("cut in the body", cut("content-length: 1000\r\n\r\n{\"id\": 7")),
        ("cut in a chunk", cut("transfer-encoding: chunked\r\n\r\n40\r\n{\"id\": 7")),
        ("cut in the length of a chunk", cut("transfer-encoding: chunked\r\n\r\n4")),
        ("cut before the last chunk", cut("transfer-encoding: chunked\r\n\r\n9\r\n{\"id\": 7}\r\n")),
        ("closed without a word", once(String::new())),
        ("torn before an answer", Say::Torn(Vec::new())),
        ("torn in a header", torn("x-half: on")),
        ("torn in the body", torn("content-length: 1000\r\n\r\n{\"id\": 7")),
        ("torn in a chunk", torn("transfer-encoding: chunked\r\n\r\n40\r\n{\"id\": 7")),
        ("a chunk longer than numbers go", cut("transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFF\r\n{}")),
        (
            "a chunk of 2^63 - 1 bytes",
            endless(format!("{HEAD}transfer-encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\n"), " "),
        ),
        ("a chunk extension without end", endless(format!("{HEAD}transfer-encoding: chunked\r\n\r\n2;"), "x")),
        ("trailers without end", endless(format!("{HEAD}transfer-encoding: chunked\r\n\r\n0\r\n"), "x-after: 1\r\n")),
        ("2^63 bytes promised", endless(format!("{HEAD}content-length: {}\r\n\r\n", 1_u64 << 63), " ")),
        ("2^64 bytes promised", cut("content-length: 18446744073709551616\r\n\r\n{}")),
        ("two lengths", cut("content-length: 2\r\ncontent-length: 9\r\n\r\n{\"id\": 7}")),
        ("lists nested deeply", nest("[", "]")),
        ("objects nested deeply", nest("{\"id\":", "}")),
        ("a bomb of gzip", bomb()),
        ("no gzip at all", cut("content-encoding: gzip\r\ncontent-length: 9\r\n\r\n{\"id\": 7}")),
        ("another charset", Say::Once(utf16)),
        ("another protocol", once("SSH-2.0-invented_1.0\r\n".into())),
    ]
}

/// A library whose one paper has code at GitHub and at GitLab, found alive.
async fn alive(folder: &std::path::Path) -> (Arc<Library>, impl Fn() -> Vec<RepositoryCard>) {
    let library = Arc::new(Library::open(folder).expect("a new library"));
    let links = vec!["https://github.com/ada/engine".to_owned(), "https://gitlab.com/ada/engine".to_owned()];
    let draft = Draft { title: "A paper with code at two hosts".into(), links, ..Draft::default() };
    let paper = library.commit_import(vec![draft]).expect("imported").added[0];
    let standin = StandIn::start(Situations::new()).expect("a free port");
    check(&library, hosts(&standin)).await;
    let shown = library.clone();
    (library, move || shown.paper(paper).expect("the paper").code)
}

async fn check(library: &Arc<Library>, hosts: Hosts) {
    library.queue_check(&CheckScope::All).expect("queued");
    let services = Services::new(hosts, token(), quick(), postil_core::machine::now).expect("TLS can be set up");
    let (_keep, cancel) = watch::channel(false);
    run(library.clone(), Arc::new(services), postil_core::machine::now, cancel, |_| {}).await.expect("a run");
}

#[tokio::test]
async fn broken_answers_settle_nothing_and_cost_little() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (library, cards) = alive(folder.path()).await;
    assert!(cards().iter().all(|card| card.verdict.kind == VerdictKind::Alive), "to begin with: {:?}", cards());
    let standing = cards();
    for (name, say) in rows() {
        let server = Raw::saying(say).await;
        let base = Some(server.base.clone());
        check(&library, Hosts::or(base.clone(), base.clone()).with_others(base)).await;
        assert_eq!(server.asked(), 2, "{name}: each host is asked once, nothing is asked again");
        assert!(server.said() < BOUND, "{name}: {} bytes were taken", server.said());
        for (card, before) in cards().into_iter().zip(&standing) {
            let host = &card.repository.host;
            let attempt = card.attempt.expect("an attempt that settled nothing is kept beside the verdict");
            // GitLab answers in JSON or not at all: anything else in its place is read as a stranger on the way.
            let stranger = host != "github.com" && attempt.kind == VerdictKind::Offline;
            assert!(attempt.kind == VerdictKind::ServerTrouble || stranger, "{name} from {host}: {attempt:?}");
            assert_eq!(card.verdict, before.verdict, "{name} from {host}: the old verdict stands");
            assert_eq!(card.facts, before.facts, "{name} from {host}: and so do the facts");
        }
    }
}
