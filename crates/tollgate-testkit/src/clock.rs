//! A clock that stands still until it is told.

use tollgate_core::time::Timestamp;

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
