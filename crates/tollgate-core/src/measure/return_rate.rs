//! Return rate: the share of offered handoffs that went back to the sender at least once.

use super::rate::{Rate, RateWords};
use crate::policy::KpiName;
use crate::state::{Handoff, HandoffState};

pub(super) const WORDS: RateWords = RateWords {
    kpi: KpiName::ReturnRate,
    definition: "returned at least once / offered",
    cohort: "handoffs offered in the period",
    hits: "returned",
    of: "offered",
};

pub(super) fn observe(rate: &mut Rate, handoff: &Handoff) {
    let returned = handoff.returns > 0 || handoff.state == HandoffState::Returned;
    rate.count(returned);
    if returned {
        for gap in &handoff.gaps {
            rate.class(gap.name.clone());
        }
    }
}
