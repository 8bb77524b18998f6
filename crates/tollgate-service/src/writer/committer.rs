//! Commits one transaction after another on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

use tollgate_core::policy::Policy;

use crate::ledger::Head;
use crate::ports::{Batch, Change, Read, Store, StoreError};

/// What came of a transaction that was decided before it held the head.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is durable.
    Landed,
    /// Somebody else appended first. Nothing was written; it is to be decided again.
    Behind,
    /// The store did not answer.
    Failed(StoreError),
}

/// A thread that commits. Dropped, it ends after the transaction at hand.
#[derive(Debug)]
pub(super) struct Committer {
    batches: Option<SyncSender<(Head, Batch)>>,
    outcomes: Receiver<Outcome>,
    thread: Option<JoinHandle<()>>,
}

impl Committer {
    /// A thread that commits to `store`, and calls `landed` whenever an outcome is there.
    pub(super) fn new<S: Store + Send + 'static>(
        mut store: S,
        policy: Arc<Policy>,
        landed: impl Fn() + Send + 'static,
    ) -> Self {
        let (batches, taken) = sync_channel::<(Head, Batch)>(1);
        let (tell, outcomes): (Sender<Outcome>, _) = channel();
        let thread = std::thread::spawn(move || {
            for (from, batch) in taken {
                let outcome = commit(&mut store, &policy, &from, &batch);
                if tell.send(outcome).is_err() {
                    return;
                }
                landed();
            }
        });
        Self {
            batches: Some(batches),
            outcomes,
            thread: Some(thread),
        }
    }

    /// Begins to commit `batch`, which was decided when the ledger ended at `from`.
    pub(super) fn commit(&self, from: Head, batch: Batch) -> Result<(), StoreError> {
        let batches = self.batches.as_ref().ok_or_else(gone)?;
        batches.send((from, batch)).map_err(|_| gone())
    }

    /// Waits for what came of the transaction that was given first.
    pub(super) fn wait(&self) -> Outcome {
        let outcome = self.outcomes.recv();
        outcome.unwrap_or_else(|_| Outcome::Failed(gone()))
    }

    /// The same without waiting; `None` while it is not known.
    pub(super) fn poll(&self) -> Option<Outcome> {
        self.outcomes.try_recv().ok()
    }
}

impl Drop for Committer {
    fn drop(&mut self) {
        self.batches = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so; its transaction left nothing behind.
            drop(thread.join());
        }
    }
}

fn commit(store: &mut impl Store, policy: &Policy, from: &Head, batch: &Batch) -> Outcome {
    let mut attempt = || {
        let change = store.begin()?;
        if change.head()? != *from {
            return Ok(Outcome::Behind);
        }
        change.commit(policy, batch).map(|()| Outcome::Landed)
    };
    attempt().unwrap_or_else(Outcome::Failed)
}

fn gone() -> StoreError {
    StoreError::Unavailable("the thread that commits has ended".into())
}
