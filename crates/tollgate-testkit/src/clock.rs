//! A clock that stands still until it is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tollgate_core::time::Timestamp;
use tollgate_service::live::Clock;

/// A clock that tests turn by hand.
#[derive(Clone, Copy, Debug)]
pub struct ManualClock(Timestamp);

impl ManualClock {
    /// A clock that shows `text`, such as `2026-03-02T09:00:00Z`.
    ///
    /// # Panics
    /// `text` is not an instant.
    pub fn at(text: &str) -> Self {
        Self(Timestamp::parse(text).expect("an instant in RFC 3339"))
    }

    /// What it shows.
    pub const fn now(&self) -> Timestamp {
        self.0
    }

    /// Turns it on by `minutes`.
    pub fn pass_minutes(&mut self, minutes: i64) -> Timestamp {
        self.0 = self.0.plus(minutes * 60_000_000);
        self.0
    }
}

/// A clock that a service and its test share: the test turns it, the service reads it.
#[derive(Clone, Debug)]
pub struct SharedClock(Arc<AtomicI64>);

impl SharedClock {
    /// A clock that shows `text`, such as `2026-03-02T09:00:00Z`.
    ///
    /// # Panics
    /// `text` is not an instant.
    pub fn at(text: &str) -> Self {
        let at = ManualClock::at(text).now();
        Self(Arc::new(AtomicI64::new(at.as_micros())))
    }

    /// Turns it on by `minutes`, or back by negative ones.
    pub fn pass_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000_000, Ordering::SeqCst);
    }
}

impl Clock for SharedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}
