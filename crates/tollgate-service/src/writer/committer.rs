//! Commits one transaction after another while the next is decided, on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

use tollgate_core::policy::Policy;

use super::in_step::InStep;
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

/// A transaction to commit.
#[derive(Debug)]
pub(super) struct Work {
    /// Tells the names of record fields.
    pub(super) policy: Arc<Policy>,
    /// Where the ledger ended when it was decided.
    pub(super) from: Head,
    /// What to write.
    pub(super) batch: Batch,
}

/// Who commits while the next transaction is decided.
#[derive(Debug)]
pub(super) enum Committer {
    /// A thread of its own.
    Thread(Threaded),
    /// Whoever asks, so that a seed decides when it lands.
    InStep(Box<InStep>),
}

impl Committer {
    /// Begins to commit.
    pub(super) fn commit(&mut self, work: Work) -> Result<(), StoreError> {
        match self {
            Self::Thread(thread) => thread.commit(work),
            Self::InStep(step) => {
                step.begin(work);
                Ok(())
            }
        }
    }

    /// Waits for what came of the transaction that was given first.
    pub(super) fn wait(&mut self) -> Outcome {
        match self {
            Self::Thread(thread) => thread.wait(),
            Self::InStep(step) => step.land().unwrap_or_else(|| Outcome::Failed(gone())),
        }
    }

    /// The same without waiting; `None` while it is not known.
    pub(super) fn poll(&mut self) -> Option<Outcome> {
        match self {
            Self::Thread(thread) => thread.poll(),
            Self::InStep(step) => step.poll(),
        }
    }
}

/// A thread that commits. Dropped, it ends after the transaction at hand.
#[derive(Debug)]
pub(super) struct Threaded {
    work: Option<SyncSender<Work>>,
    outcomes: Receiver<Outcome>,
    thread: Option<JoinHandle<()>>,
}

impl Threaded {
    /// A thread that commits to `store`, and calls `landed` whenever an outcome is there.
    pub(super) fn new<S: Store + Send + 'static>(
        mut store: S,
        landed: impl Fn() + Send + 'static,
    ) -> Self {
        let (work, taken) = sync_channel::<Work>(1);
        let (tell, outcomes): (Sender<Outcome>, _) = channel();
        let thread = std::thread::spawn(move || {
            for work in taken {
                let outcome = commit(&mut store, &work);
                if tell.send(outcome).is_err() {
                    return;
                }
                landed();
            }
        });
        Self {
            work: Some(work),
            outcomes,
            thread: Some(thread),
        }
    }

    fn commit(&self, work: Work) -> Result<(), StoreError> {
        let given = self.work.as_ref().ok_or_else(gone)?;
        given.send(work).map_err(|_| gone())
    }

    fn wait(&self) -> Outcome {
        let outcome = self.outcomes.recv();
        outcome.unwrap_or_else(|_| Outcome::Failed(gone()))
    }

    fn poll(&self) -> Option<Outcome> {
        self.outcomes.try_recv().ok()
    }
}

impl Drop for Threaded {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so; its transaction left nothing behind.
            drop(thread.join());
        }
    }
}

pub(super) fn commit(store: &mut impl Store, work: &Work) -> Outcome {
    let mut attempt = || {
        let change = store.begin()?;
        if change.head()? != work.from {
            return Ok(Outcome::Behind);
        }
        change
            .commit(&work.policy, &work.batch)
            .map(|()| Outcome::Landed)
    };
    attempt().unwrap_or_else(Outcome::Failed)
}

fn gone() -> StoreError {
    StoreError::Unavailable("the thread that commits has ended".into())
}
