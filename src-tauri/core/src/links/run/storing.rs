//! Results on their way into the store. While some are written the next gather, and are then written together: a disk
//! takes as long to make sure of one as of many, and the checks need not wait for it.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::{CheckStore, Ended};
use crate::error::{Error, Result};
use crate::model::{Id, VerdictKind};

/// So many may wait. A disk that is slower than the hosts holds up the next checks, not the memory.
const WAITING: usize = 512;

/// What is safely in the store.
pub struct Stored {
    pub kind: VerdictKind,
    pub finished: bool,
    /// Those whose row or page changes by it.
    pub papers: Vec<Id>,
}

pub struct Storing<S> {
    store: Arc<S>,
    waiting: Vec<Ended>,
    under_way: Option<JoinHandle<Result<Vec<Stored>>>>,
}

impl<S: CheckStore> Storing<S> {
    pub fn new(store: Arc<S>) -> Self {
        Self { store, waiting: Vec::new(), under_way: None }
    }

    pub fn add(&mut self, ended: Ended) {
        self.waiting.push(ended);
    }

    pub fn is_full(&self) -> bool {
        self.waiting.len() >= WAITING
    }

    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.under_way.is_none()
    }

    pub fn is_writing(&self) -> bool {
        self.under_way.is_some()
    }

    /// Begins to write what waits, unless something is being written.
    pub fn begin(&mut self) {
        if self.under_way.is_some() || self.waiting.is_empty() {
            return;
        }
        let (store, ended) = (self.store.clone(), std::mem::take(&mut self.waiting));
        self.under_way = Some(tokio::task::spawn_blocking(move || {
            let papers = store.record_all(&ended)?;
            let stored = ended.into_iter().zip(papers);
            Ok(stored
                .map(|(end, papers)| Stored { kind: end.record.outcome(), finished: end.finished, papers })
                .collect())
        }));
    }

    /// Waits for what is being written; nothing, when nothing is. Loses nothing when it is given up half-way.
    ///
    /// # Errors
    /// When the store could not be written.
    pub async fn stored(&mut self) -> Result<Vec<Stored>> {
        let Some(write) = &mut self.under_way else { return Ok(Vec::new()) };
        let stored = write.await;
        self.under_way = None;
        stored.map_err(Error::internal)?
    }
}
