//! Speed to lead: from the record's arrival to the first touch, as the customer feels it.

use super::figure::Figure;
use super::scope::{Promise, Scope, promise};
use super::times::{TimeWords, Times, Took};
use crate::ids::RecordRef;
use crate::keyed::{KeySet, Keyed};
use crate::policy::{KpiName, StartsAt, StopsAt};
use crate::state::Handoff;
use crate::time::Timestamp;

const WORDS: TimeWords = TimeWords {
    kpi: KpiName::SpeedToLead,
    definition: "first touch − received, wall time",
    reached: "touched",
};

/// Notes when records were received, and when they were first touched.
///
/// The customer waits for a touch, whichever handoff it comes in: an inquiry that is handed on at once is touched by
/// whoever works it later.
#[derive(Clone, Debug, Default)]
pub(super) struct SpeedToLead {
    received: Keyed<RecordRef, Timestamp>,
    touched: Keyed<RecordRef, Timestamp>,
    open: KeySet<RecordRef>,
    promises: Times,
}

impl SpeedToLead {
    /// Takes in a handoff of any point; those of the cohort say when their records were received.
    pub(super) fn observe_handoff(&mut self, scope: &Scope<'_>, handoff: &Handoff) {
        if scope.is_in_cohort(handoff) {
            let received = self.received.entry(handoff.record.clone());
            let received = received.or_insert(handoff.received_at);
            *received = handoff.received_at.min(*received);
            self.promises.add_promise(kept(scope, handoff));
        }
    }

    /// The records of the cohort.
    pub(super) fn records(&self) -> impl Iterator<Item = &RecordRef> {
        self.received.keys()
    }

    /// Notes when a record of the cohort was touched, in whichever handoff, and whether it is still worked.
    pub(super) fn observe_beside(&mut self, handoff: &Handoff) {
        if !self.received.contains_key(&handoff.record) {
            return;
        }
        if let Some(at) = handoff.touched_at {
            let touched = self.touched.entry(handoff.record.clone()).or_insert(at);
            *touched = at.min(*touched);
        }
        if handoff.state.is_open() {
            self.open.insert(handoff.record.clone());
        }
    }

    /// Adds what another one noted.
    pub(super) fn merge(&mut self, other: Self) {
        for (record, at) in other.received {
            let received = self.received.entry(record).or_insert(at);
            *received = at.min(*received);
        }
        for (record, at) in other.touched {
            let touched = self.touched.entry(record).or_insert(at);
            *touched = at.min(*touched);
        }
        self.open.extend(other.open);
        self.promises.merge(other.promises);
    }

    /// The figure at the `at` percentile.
    pub(super) fn finish(self, at: u8) -> Figure {
        let mut times = self.promises;
        for (record, received) in self.received {
            times.add(match self.touched.get(&record) {
                Some(touched) => Took::So {
                    working: None,
                    wall: touched.since(received),
                },
                None if self.open.contains(&record) => Took::NotYet,
                None => Took::Never("ended before it happened"),
            });
        }
        times.figure(&WORDS, at)
    }
}

/// What became of the promise that began when the record was received.
fn kept(scope: &Scope<'_>, handoff: &Handoff) -> Promise {
    let promised = scope.point.sla.iter().find(|milestone| {
        matches!(
            (&milestone.starts, &milestone.stops),
            (StartsAt::Received, StopsAt::Touch(_))
        )
    });
    let clock = promised.and_then(|milestone| handoff.clock(&milestone.id));
    clock.map_or(Promise::None, |clock| promise(clock, scope.now))
}
