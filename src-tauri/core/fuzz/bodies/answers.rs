//! What services answer when papers are looked up: over the wire, from a server that says whatever it is given.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use postil_core::links::hosts::Hosts;
use postil_core::lookup::{Asked, Chosen, Lookup, services};
use postil_core::surroundings::Surroundings;
use postil_core::{Library, lookup};
use tokio::runtime::Runtime;

/// What is asked for, each of the service that its kind belongs to; the services beside follow.
const ASKED: &str = "arXiv:2303.00002
10.5555/rain.1
https://aclanthology.org/2020.acl-main.1
https://openreview.net/forum?id=rAin_0-1x
pmid:12345678
ISBN 9780306406157";
/// Asked for only when they are to answer: what they tell leads to more questions, each in its turn.
const ADDRESSES: [(&str, &str); 2] =
    [("dblp.org", "https://dblp.org/rec/conf/rain/Example03"), ("valley.example", "https://valley.example/rain.html")];
/// What Crossref says as long as nothing else is given, so that others are asked beside it.
const KNOWN: &[u8] = br#"{"status":"ok","message-type":"work","message":{"DOI":"10.5555/rain.1","title":["On rain"]}}"#;

/// Who is to say what.
static SAID: Mutex<(String, Vec<u8>)> = Mutex::new((String::new(), Vec::new()));

struct Desk {
    runtime: Runtime,
    surroundings: Surroundings,
    chosen: Chosen,
}

/// Whatever a service says, papers have titles and bounded fields, and the rest is told in words.
/// The input is the service's host, a line end, and its answer.
pub fn answer(bytes: &[u8]) {
    static DESK: OnceLock<Desk> = OnceLock::new();
    let desk = DESK.get_or_init(desk);
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let host = String::from_utf8_lossy(&bytes[..end]).trim().to_owned();
    let address = ADDRESSES.iter().find(|(of, _)| *of == host).map_or("", |(_, address)| address);
    let asked = Asked::of_text(&format!("{ASKED}\n{address}")).expect("something to look up");
    let asked = Asked { refresh: host == "export.arxiv.org", ..asked };
    *SAID.lock().unwrap_or_else(PoisonError::into_inner) = (host, bytes.get(end + 1..).unwrap_or_default().to_vec());
    let lookup = Lookup::new(&desk.surroundings, None).expect("a door to all hosts");
    let found = desk.runtime.block_on(lookup.look_up(&asked, &desk.chosen, |_| true)).expect("not stopped");
    // What is nobody's answer waits, and no answer here says until when.
    let is_told = found.waiting.iter().all(|one| one.until.is_none() && one.words.ends_with('.'));
    assert!(is_told, "what waits says why: {:?}", found.waiting);
    for draft in &found.reading.drafts {
        assert!(!draft.title.trim().is_empty(), "a draft has a title: {draft:?}");
        assert!(draft.title.chars().count() <= 1_000, "a title is no chapter: {} characters", draft.title.len());
        assert!(draft.abstract_text.chars().count() <= 100_000, "an abstract is no book");
        assert!(draft.links.len() <= 100, "a paper has no more than a hundred links");
        assert!(draft.fields.iter().all(|field| !field.name.is_empty()), "a field has a name: {draft:?}");
    }
    assert!(
        found.reading.skipped.iter().all(|one| one.reason.ends_with('.')),
        "sentences: {:?}",
        found.reading.skipped
    );
}

fn desk() -> Desk {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("its address"));
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| drop(serve(stream))));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hosts = Hosts::or(Some(format!("{base}/github")), Some(format!("{base}/github"))).with_others(Some(base));
    let surroundings = Surroundings { hosts, secrets_folder: folder.path().join("secrets"), secrets_in_file: true };
    let library = Library::open(folder.path()).expect("a new library");
    services::set_email(&library, "reader@valley.example").expect("an address");
    for name in ["openalex", "semantic-scholar", "dblp", "unpaywall"] {
        services::switch(&library, name, true).expect("a service");
    }
    let chosen = lookup::Chosen::of(&library, &surroundings.secrets()).expect("read");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    Desk { runtime, surroundings, chosen }
}

/// Answers one request, and ends the connection.
fn serve(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut asked = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    asked.read_line(&mut first)?;
    let (mut line, mut length) = (String::new(), 0);
    while asked.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    std::io::copy(&mut std::io::Read::take(&mut asked, length), &mut std::io::sink())?;
    let host = first.split(['/', ' ', '?']).nth(2).unwrap_or_default();
    let (named, given) = SAID.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (status, body) = match host {
        _ if host == named => ("200 OK", &given[..]),
        "api.crossref.org" => ("200 OK", KNOWN),
        _ => ("404 Not Found", &b"{}"[..]),
    };
    let kind = if body.starts_with(b"{") || body.starts_with(b"[") { "application/json" } else { "text/html" };
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
