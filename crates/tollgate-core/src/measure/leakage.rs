//! Leakage: what is lost where promises are broken.

use super::conversion_rate::is_mature;
use super::rate::Rate;
use super::scope::{Promise, Scope, promise};
use crate::state::{Handoff, HandoffState};

/// Compares how handoffs convert whose promises were kept with those of which one was broken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leakage {
    /// The handoffs that kept every promise, of those decided or due.
    pub within: Rate,
    /// The handoffs that broke one.
    pub breached: Rate,
}

impl Leakage {
    /// Counts a handoff of the cohort, once it is decided or due.
    pub fn observe(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        if !is_mature(handoff, scope.now) {
            return;
        }
        let completed = handoff.state == HandoffState::Completed;
        let promises = || handoff.clocks.iter().map(|clock| promise(clock, scope.now));
        if promises().any(|promise| promise == Promise::Missed) {
            self.breached.count(completed);
        } else if promises().any(|promise| promise == Promise::Met) {
            self.within.count(completed);
        }
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: Self) {
        self.within.merge(other.within);
        self.breached.merge(other.breached);
    }

    /// How many more handoffs would have completed, had the breached ones converted like the others.
    ///
    /// `None` where there is nothing to compare; below 0 where the breached ones converted better.
    pub fn handoffs_lost(&self) -> Option<f64> {
        Some((self.within.share()? - self.breached.share()?) * self.breached.of as f64)
    }
}
