//! Resets over HTTP/2, which is spoken over TLS only.
//!
//! The client has no door for a root of the tests' own, and gets none. It trusts the system's list of roots, and that
//! is a file named by the environment: so the test starts itself again with a list that holds its own root alone.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use postil_core::links::hosts::{Hosts, Place, Services};
use postil_core::links::verdict::Before;
use postil_core::model::{HostKind, Verdict, VerdictKind};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, crypto::ring};

use super::memory::quick;
use super::raw::{ALL, repeat, write};

const NAME: &str = "check::over_http2::resets_settle_nothing_and_are_not_asked_again";
const BASE: &str = "POSTIL_TEST_HTTP2_BASE";

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;
const END: u8 = 1;
const END_HEADERS: u8 = 4;

/// What the server does once a question has come in on stream 1.
#[derive(Clone)]
struct Say {
    head: Vec<u8>,
    again: Vec<u8>,
}

fn frame(kind: u8, flags: u8, stream: u32, load: &[u8]) -> Vec<u8> {
    let length = u32::try_from(load.len()).expect("a short frame").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), load].concat()
}

fn say(frames: &[Vec<u8>]) -> Say {
    Say { head: frames.concat(), again: Vec::new() }
}

/// `:status: 200` of HPACK's own table, and a content type spelled out.
fn headers(flags: u8) -> Vec<u8> {
    let mut load = vec![0x88, 0x00, 12];
    load.extend(b"content-type");
    load.push(16);
    load.extend(b"application/json");
    frame(HEADERS, flags, 1, &load)
}

fn rows() -> Vec<(&'static str, Say, VerdictKind)> {
    use VerdictKind::*;
    let project = br#"{"id": 7, "path_with_namespace": "ada/engine", "web_url": "https://gitlab.com/ada/engine"}"#;
    let reset = |code: u32| frame(RST_STREAM, 0, 1, &code.to_be_bytes());
    let go_away = |last: u32, code: u32| frame(GOAWAY, 0, 0, &[last.to_be_bytes(), code.to_be_bytes()].concat());
    let (whole, part) = (frame(DATA, END, 1, project), frame(DATA, 0, 1, &project[..9]));
    vec![
        // Without this one the others could fail for any reason.
        ("a sound answer", say(&[headers(END_HEADERS), whole]), Alive),
        ("a reset at once", say(&[reset(2)]), ServerTrouble),
        // Whoever refuses a stream invites to ask again. Postil does not: one check, one question.
        ("a refused stream", say(&[reset(7)]), ServerTrouble),
        ("a reset in the body", say(&[headers(END_HEADERS), part.clone(), reset(8)]), ServerTrouble),
        ("sent away unheard", say(&[go_away(0, 0)]), ServerTrouble),
        ("sent away for an error", say(&[go_away(1, 1)]), ServerTrouble),
        ("sent away in the body", say(&[headers(END_HEADERS), part, go_away(1, 11)]), ServerTrouble),
        (
            "headers without end",
            Say { head: headers(0), again: frame(CONTINUATION, 0, 1, &b"\x00\x01x\x7f\x01".repeat(40)) },
            ServerTrouble,
        ),
    ]
}

#[tokio::test]
async fn resets_settle_nothing_and_are_not_asked_again() {
    if let Ok(base) = std::env::var(BASE) {
        println!("{}", serde_json::to_string(&look(base).await).expect("JSON"));
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let roots = folder.path().join("roots.pem");
    let tls = Arc::new(tls(&roots));
    for (name, say, expected) in rows() {
        let (base, asked, said) = serve(tls.clone(), say).await;
        let mut again = Command::new(std::env::current_exe().expect("this test"));
        again.args(["--exact", NAME, "--nocapture"]).env(BASE, base).env("SSL_CERT_FILE", &roots);
        let output = tokio::task::spawn_blocking(move || again.output()).await.expect("no panic").expect("started");
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        let verdict: Verdict = words
            .lines()
            .find_map(|line| serde_json::from_str(&line[line.find('{')?..]).ok())
            .unwrap_or_else(|| Verdict { headline: words.clone(), ..Verdict::default() });
        assert_eq!(verdict.kind, expected, "{name}: {verdict:?} {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(asked.load(Ordering::SeqCst), 1, "{name}: asked over HTTP/2, once");
        assert!(said.load(Ordering::SeqCst) < ALL / 16, "{name}: {} bytes were taken", said.load(Ordering::SeqCst));
    }
}

async fn look(base: String) -> Verdict {
    let hosts = Hosts::default().with_others(Some(base));
    let services = Services::new(hosts, None, quick(), postil_core::machine::now).expect("TLS can be set up");
    let place = Place { host: "gitlab.com", owner: "ada", name: "engine" };
    services.check(HostKind::Gitlab, &place, &Before::default()).await.outcome.verdict
}

/// A root of the test's own, written where the other process looks for its roots, and a certificate signed by it.
fn tls(roots: &std::path::Path) -> ServerConfig {
    let mut root = CertificateParams::new(Vec::new()).expect("no names");
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = CertifiedIssuer::self_signed(root, KeyPair::generate().expect("a key")).expect("a root");
    std::fs::write(roots, root.pem()).expect("written");
    let key = KeyPair::generate().expect("a key");
    let own = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let own = own.signed_by(&key, &root).expect("a certificate");
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .expect("a certificate and its key");
    config.alpn_protocols = vec![b"h2".to_vec()];
    config
}

async fn serve(tls: Arc<ServerConfig>, say: Say) -> (String, Arc<AtomicU64>, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("https://localhost:{}", listener.local_addr().expect("an address").port());
    let (asked, said) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let counters = (asked.clone(), said.clone());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (tls, say, (asked, said)) = (tls.clone(), say.clone(), counters.clone());
            tokio::spawn(async move { speak(stream, tls, say, &asked, &said).await });
        }
    });
    (base, asked, said)
}

async fn speak(stream: TcpStream, tls: Arc<ServerConfig>, say: Say, asked: &AtomicU64, said: &AtomicU64) -> Option<()> {
    let mut stream = TlsAcceptor::from(tls).accept(stream).await.ok()?;
    let mut preface = [0; 24];
    stream.read_exact(&mut preface).await.ok()?;
    write(&mut stream, &frame(SETTINGS, 0, 0, &[]), said).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut load = vec![0; usize::try_from(length).ok()?];
        stream.read_exact(&mut load).await.ok()?;
        match head[3] {
            SETTINGS if head[4] == 0 => write(&mut stream, &frame(SETTINGS, END, 0, &[]), said).await?,
            HEADERS => {
                asked.fetch_add(1, Ordering::SeqCst);
                if say.again.is_empty() {
                    write(&mut stream, &say.head, said).await?;
                } else {
                    repeat(&mut stream, &say.head, &say.again, said).await;
                }
            }
            _ => {}
        }
    }
}
