//! Something that listens on this machine and answers byte by byte, as no sound server would.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What an answer without end has to give at most: far more than anybody may take, yet the test ends.
pub const ALL: u64 = 1 << 30;

/// What it does once it was asked.
#[derive(Clone)]
pub enum Say {
    /// This, then it closes the connection in good order.
    Once(Vec<u8>),
    /// This, then it tears the connection down (RST).
    Torn(Vec<u8>),
    /// The first, then the second again and again, [`ALL`] bytes of it.
    Endless(Vec<u8>, Vec<u8>),
}

/// Counts what it was asked and what it could say. Listens until the test's runtime ends.
pub struct Raw {
    pub base: String,
    pub asked: Arc<AtomicU64>,
    pub said: Arc<AtomicU64>,
}

impl Raw {
    pub async fn saying(say: Say) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let (asked, said) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let counters = (asked.clone(), said.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, say.clone(), counters.clone()));
            }
        });
        Self { base, asked, said }
    }

    pub fn said(&self) -> u64 {
        self.said.load(Ordering::SeqCst)
    }

    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }
}

async fn answer(mut stream: TcpStream, say: Say, (asked, said): (Arc<AtomicU64>, Arc<AtomicU64>)) {
    if read_question(&mut stream).await.is_none() {
        return;
    }
    asked.fetch_add(1, Ordering::SeqCst);
    match say {
        Say::Once(bytes) => drop(write(&mut stream, &bytes, &said).await),
        Say::Torn(bytes) => {
            // What was said has to arrive before the tear, or the client would see only that.
            let _ = write(&mut stream, &bytes, &said).await;
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let _ = stream.set_zero_linger();
        }
        Say::Endless(head, again) => repeat(&mut stream, &head, &again, &said).await,
    }
}

/// Says the first and then the second over and over, until nobody takes it any more or [`ALL`] is said.
pub async fn repeat(stream: &mut (impl AsyncWrite + Unpin), head: &[u8], again: &[u8], said: &AtomicU64) {
    if write(stream, head, said).await.is_none() {
        return;
    }
    let block = again.repeat((16 * 1_024 / again.len().max(1)).max(1));
    while said.load(Ordering::SeqCst) < ALL && write(stream, &block, said).await.is_some() {}
}

pub async fn write(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8], said: &AtomicU64) -> Option<()> {
    stream.write_all(bytes).await.ok()?;
    stream.flush().await.ok()?;
    said.fetch_add(bytes.len() as u64, Ordering::SeqCst);
    Some(())
}

async fn read_question(stream: &mut (impl AsyncRead + Unpin)) -> Option<()> {
    let (mut seen, mut part) = (Vec::new(), [0; 1_024]);
    while !seen.windows(4).any(|end| end == b"\r\n\r\n") {
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        seen.extend_from_slice(&part[..count]);
    }
    Some(())
}
