//! Failure modes: the ways in which a handoff point fails, each found by itself. One file per mode.

mod case;
mod duplicates;
mod health;
mod late_renewal;
mod missing_routing_fields;
mod missing_scope;
mod orphaned;
mod owner_mismatch;
mod slow_response;
mod stage_inflation;
mod stale_close_date;
mod unqualified_meeting;
mod untracked_risk;
mod unworked;
mod wrong_first_toucher;

#[cfg(test)]
mod tests;

pub use case::{Case, Finding};
pub use health::{Band, HealthScore, health_of};
pub use missing_routing_fields::routing_fields;
pub use stage_inflation::{UnmetRule, unmet_gate_rules};
pub use stale_close_date::is_stale;

use crate::policy::{FailureMode, FailureWatch};

/// What is to be known about a failure mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name on screen.
    pub title: &'static str,
    /// What it looks for.
    pub looks_for: &'static str,
    /// The threshold, where the policy sets none.
    pub threshold: &'static str,
    /// What it is looked for in.
    pub subject: Subject,
}

/// What a failure mode is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Each handoff of the point.
    Handoff,
    /// Each record of the point's kind.
    Record,
}

/// What is to be known about `mode`.
pub const fn about(mode: FailureMode) -> About {
    match mode {
        FailureMode::Duplicates => duplicates::ABOUT,
        FailureMode::MissingRoutingFields => missing_routing_fields::ABOUT,
        FailureMode::SlowResponse => slow_response::ABOUT,
        FailureMode::Unworked => unworked::ABOUT,
        FailureMode::UnqualifiedMeeting => unqualified_meeting::ABOUT,
        FailureMode::StageInflation => stage_inflation::ABOUT,
        FailureMode::StaleCloseDate => stale_close_date::ABOUT,
        FailureMode::MissingScope => missing_scope::ABOUT,
        FailureMode::LateRenewal => late_renewal::ABOUT,
        FailureMode::UntrackedRisk => untracked_risk::ABOUT,
        FailureMode::Orphaned => orphaned::ABOUT,
        FailureMode::WrongFirstToucher => wrong_first_toucher::ABOUT,
        FailureMode::OwnerMismatch => owner_mismatch::ABOUT,
    }
}

/// Looks for the failure mode of `watch` in `case`; `None` when the case is sound.
///
/// A mode that is looked for in handoffs finds nothing in a case without one.
pub fn find(case: &Case<'_>, watch: &FailureWatch) -> Option<Finding> {
    match watch.mode {
        FailureMode::Duplicates => duplicates::find(case),
        FailureMode::MissingRoutingFields => missing_routing_fields::find(case),
        FailureMode::SlowResponse => slow_response::find(case, watch),
        FailureMode::Unworked => unworked::find(case, watch),
        FailureMode::UnqualifiedMeeting => unqualified_meeting::find(case),
        FailureMode::StageInflation => stage_inflation::find(case),
        FailureMode::StaleCloseDate => stale_close_date::find(case, watch),
        FailureMode::MissingScope => missing_scope::find(case),
        FailureMode::LateRenewal => late_renewal::find(case, watch),
        FailureMode::UntrackedRisk => untracked_risk::find(case),
        FailureMode::Orphaned => orphaned::find(case),
        FailureMode::WrongFirstToucher => wrong_first_toucher::find(case),
        FailureMode::OwnerMismatch => owner_mismatch::find(case),
    }
}
