//! What is asked of the machine: the time, and a thread to wait on.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::{Error, Result};
use crate::model::Millis;

/// Milliseconds since 1970 by this machine's clock.
pub fn now() -> Millis {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as Millis)
}

/// Runs what blocks on the disk or the keyring off the async threads.
pub(crate) async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
