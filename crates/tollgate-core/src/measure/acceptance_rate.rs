//! Acceptance rate: the share of offered handoffs that somebody took over.

use super::rate::{Rate, RateWords};
use crate::policy::KpiName;
use crate::state::Handoff;

pub(super) const WORDS: RateWords = RateWords {
    kpi: KpiName::AcceptanceRate,
    definition: "accepted / offered",
    cohort: "handoffs offered in the period",
    hits: "accepted",
    of: "offered",
};

pub(super) fn observe(rate: &mut Rate, handoff: &Handoff) {
    rate.count(handoff.accepted_at.is_some());
    if handoff.state.is_open() && handoff.decided_at.is_none() {
        rate.class("not yet decided");
    }
}
