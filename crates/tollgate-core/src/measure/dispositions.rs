//! Dispositions: how handoffs ended that did not complete, by outcome and reason.

use std::collections::BTreeMap;

use crate::ids::ReasonCode;
use crate::policy::{NextKind, Outcome};
use crate::state::Handoff;

/// Counts dispositions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dispositions {
    /// By outcome and reason: how many, the next action, and whether the policy lists the reason.
    pub by_reason: BTreeMap<(Outcome, ReasonCode), Disposed>,
    /// All of them.
    pub total: u64,
    /// Those whose reason the policy does not list.
    pub without_standard_reason: u64,
}

/// The dispositions of one outcome and reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disposed {
    /// How many.
    pub count: u64,
    /// What happens to the record.
    pub next: NextKind,
    /// The policy lists the reason.
    pub standard: bool,
}

impl Dispositions {
    /// Counts the disposition of a handoff of the cohort, if it has one.
    pub fn observe(&mut self, handoff: &Handoff) {
        let Some(disposition) = &handoff.disposition else {
            return;
        };
        let key = (disposition.outcome, disposition.reason.clone());
        let (next, standard) = (disposition.next, disposition.standard);
        self.by_reason
            .entry(key)
            .or_insert(Disposed {
                count: 0,
                next,
                standard,
            })
            .count += 1;
        self.total += 1;
        self.without_standard_reason += u64::from(!standard);
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: Self) {
        for (key, more) in other.by_reason {
            self.by_reason
                .entry(key)
                .or_insert(Disposed { count: 0, ..more })
                .count += more.count;
        }
        self.total += other.total;
        self.without_standard_reason += other.without_standard_reason;
    }

    /// The share without a standard reason; `None` where nothing was disposed of.
    pub fn share_without_standard_reason(&self) -> Option<f64> {
        (self.total > 0).then(|| self.without_standard_reason as f64 / self.total as f64)
    }
}
