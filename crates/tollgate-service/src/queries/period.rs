//! Which handoffs a report is about, and as of when.

use serde::Serialize;
use tollgate_core::measure::{Period, date_in};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use utoipa::ToSchema;

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Handoffs offered in it make the cohort.
    pub period: Period,
    /// So many weeks into the period the forecast is taken.
    pub week: u8,
    /// So many weeks up to the end of the period are shown one by one; 0 for none.
    pub trend: u8,
    /// As of when; nothing reads the wall clock.
    pub now: Timestamp,
}

/// The period of a report, as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PeriodView {
    /// The first day; `null` from the beginning.
    pub from: Option<String>,
    /// The last day; `null` up to the end.
    pub to: Option<String>,
    /// The zone in which days begin.
    pub zone: String,
    /// As of when.
    pub as_of: String,
}

impl Asked {
    /// As it is shown, in the zone of `policy`.
    pub(super) fn view(&self, policy: &Policy) -> PeriodView {
        let zone = &policy.workspace.zone;
        let Period { from, to } = self.period;
        let (first, last) = (from != Timestamp::MIN, to != Timestamp::MAX);
        PeriodView {
            from: first.then(|| date_in(from, zone).to_string()),
            to: last.then(|| date_in(to.plus(-1), zone).to_string()),
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            as_of: self.now.to_string(),
        }
    }
}
