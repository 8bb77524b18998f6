//! How the threads that serve endpoints hear that there may be something to do.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Tells the dispatching threads that there may be something to do.
#[derive(Clone, Debug)]
pub(super) struct Nudge(SyncSender<()>);

impl Nudge {
    /// Wakes a thread that listens.
    pub(super) fn give(&self) {
        // One that waits to be heard stands for this one too, and threads that have ended serve nobody any more.
        let _ = self.0.try_send(());
    }
}

/// Where nudges arrive. One thread listens at a time, so that one that is busy hears nothing and one nudge wakes one thread.
#[derive(Clone, Debug)]
pub(super) struct Nudges(Arc<Mutex<Receiver<()>>>);

impl Nudges {
    /// Waits for a nudge, for `wait` at most once it is this thread that listens; false when nobody can give one any more.
    pub(super) fn listen(&self, wait: Duration) -> bool {
        let nudged = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        nudged.recv_timeout(wait) != Err(RecvTimeoutError::Disconnected)
    }
}

/// A way to nudge the dispatching threads, and what they listen to.
pub(super) fn nudges() -> (Nudge, Nudges) {
    let (nudge, nudged) = sync_channel(1);
    (Nudge(nudge), Nudges(Arc::new(Mutex::new(nudged))))
}
