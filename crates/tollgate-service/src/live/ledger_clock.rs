//! The instant at hand, as a workspace in service goes by it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tollgate_core::time::Timestamp;

use super::Clock;

/// A clock that is never before the ledger's end, as far as it is known; a clone is the same.
///
/// News that comes without an instant counts as of now. Were now before the ledger's end, because the clock was set back or
/// another process's is ahead, it would be older than what was told before, and be passed over.
#[derive(Clone, Debug)]
pub(super) struct LedgerClock {
    clock: Arc<dyn Clock>,
    end: Arc<AtomicI64>,
}

impl LedgerClock {
    /// `clock`, but not before `end`.
    pub(super) fn new(clock: Arc<dyn Clock>, end: Timestamp) -> Self {
        Self {
            clock,
            end: Arc::new(AtomicI64::new(end.as_micros())),
        }
    }

    /// The ledger has come to `end`.
    pub(super) fn reach(&self, end: Timestamp) {
        self.end.fetch_max(end.as_micros(), Ordering::Relaxed);
    }

    /// The instant at hand.
    pub(super) fn now(&self) -> Timestamp {
        let end = Timestamp::from_micros(self.end.load(Ordering::Relaxed));
        self.clock.now().max(end)
    }
}
