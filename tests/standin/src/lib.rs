//! A stand-in for GitHub and every other host that Postil asks, on this machine only: for the tests and `make demo`.
//!
//! It speaks the shapes that the real services were seen to speak, headers included, with invented values. A
//! repository that no table names is alive, with facts made up from its name, always the same.

mod contents;
mod demo;
mod git;
mod graphql;
mod hosts;
mod repository;
mod server;
mod shapes;
mod situation;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

pub use demo::demo_situations;
pub use repository::Made;
pub use server::Hit;
pub use situation::{Situation, Situations};

/// A running stand-in; ends when dropped.
pub struct StandIn {
    address: SocketAddr,
    shared: Arc<server::Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl StandIn {
    /// Starts on a free port of the loopback interface, on a thread of its own.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(situations: Situations) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(server::Shared::new(format!("http://{address}"), situations));
        let (stop, stopped) = oneshot::channel();
        let app = server::router(shared.clone());
        let thread = std::thread::Builder::new().name("stand-in".into()).spawn(move || {
            runtime.block_on(async move {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                tokio::select! {
                    _ = axum::serve(listener, app) => {}
                    _ = stopped => {}
                }
            });
            // Answers that hang for ever would keep a polite end waiting for ever.
            runtime.shutdown_background();
        })?;
        Ok(Self { address, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// Base of the API, as `POSTIL_GITHUB_API` wants it.
    pub fn api_url(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// Base of the web pages, as `POSTIL_GITHUB_WEB` wants it. Also where `git clone` finds a small repository.
    pub fn web_url(&self) -> String {
        format!("http://{}/web", self.address)
    }

    /// Base of all other hosts, as `POSTIL_HOSTS` wants it: `https://zenodo.org/x` is at `…/zenodo.org/x`. Their
    /// situations are named `host/owner/name`, such as `gitlab.com/group/code` or `zenodo.org/4711`.
    pub fn hosts_url(&self) -> String {
        format!("http://{}/hosts", self.address)
    }

    /// Every request so far, in order.
    pub fn hits(&self) -> Vec<Hit> {
        self.shared.state().hits.clone()
    }

    /// Changes how one repository answers from now on.
    pub fn set(&self, repository: &str, situation: Situation) {
        self.shared.state().situations.set(repository, situation);
    }

    /// Sets how many questions are left: without a token, and with one.
    pub fn set_remaining(&self, anonymous: u32, with_token: u32) {
        let mut state = self.shared.state();
        (state.anonymous.remaining, state.token.remaining) = (anonymous, with_token);
    }

    /// Sets when the hour is over, in seconds from now.
    pub fn set_reset_in(&self, seconds: u64) {
        let mut state = self.shared.state();
        let at = server::now_seconds() + seconds;
        (state.anonymous.reset_at, state.token.reset_at) = (at, at);
    }

    /// From now on every token is refused, or accepted again.
    pub fn refuse_tokens(&self, refuse: bool) {
        self.shared.state().refuse_tokens = refuse;
    }

    /// From now on every web page answers 429 with this `retry-after`, or as its situation says.
    pub fn limit_pages(&self, retry_after: Option<u32>) {
        self.shared.state().pages_limited = retry_after;
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
