//! Rejection rate: the share of offered handoffs that were refused, by reason.

use super::rate::{Rate, RateWords};
use crate::policy::KpiName;
use crate::state::{Handoff, HandoffState};

pub(super) const WORDS: RateWords = RateWords {
    kpi: KpiName::RejectionRate,
    definition: "rejected / offered, by reason",
    cohort: "handoffs offered in the period",
    hits: "rejected",
    of: "offered",
};

pub(super) fn observe(rate: &mut Rate, handoff: &Handoff) {
    let rejected = handoff.state == HandoffState::Rejected;
    rate.count(rejected);
    if let Some(disposition) = handoff.disposition.as_ref().filter(|_| rejected) {
        rate.class(disposition.reason.as_text().clone());
        if !disposition.standard {
            rate.class("without a standard reason");
        }
    }
}
