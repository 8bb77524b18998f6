//! Which year is played.

use jiff::ToSpan as _;
use jiff::civil::Date;
use tollgate_core::time::Timestamp;
use tollgate_sim::Scenario;

/// A year of the made-up company.
#[derive(Clone, Debug)]
pub(in super::super) struct WhichYear {
    pub(super) scenario: Scenario,
    /// Nothing is played that lies after it.
    pub(super) until: Option<Timestamp>,
}

impl WhichYear {
    /// The year of `seed`: the one that ends with the instant `until`, or the one that is always the same.
    pub(in super::super) fn new(seed: u64, until: Option<jiff::Timestamp>) -> Self {
        let scenario = Scenario {
            seed,
            ..Scenario::default()
        };
        let Some(until) = until else {
            return Self {
                scenario,
                until: None,
            };
        };
        let today = until.to_zoned(jiff::tz::TimeZone::UTC).date();
        let from = today.saturating_sub((i64::from(scenario.days) - 1).days());
        Self {
            scenario: Scenario { from, ..scenario },
            until: Some(Timestamp::from_jiff(until)),
        }
    }

    /// The first and the last day.
    pub(super) fn days(&self) -> (Date, Date) {
        let Scenario { from, days, .. } = self.scenario;
        (from, from.saturating_add((i64::from(days) - 1).days()))
    }
}

#[cfg(test)]
mod tests {
    use super::WhichYear;

    #[test]
    fn a_year_that_ends_now_ends_today() {
        let now = "2026-03-04T12:00:00Z".parse().expect("an instant");
        let (from, to) = WhichYear::new(1, Some(now)).days();
        assert_eq!(from.to_string(), "2025-03-05");
        assert_eq!(to.to_string(), "2026-03-04");
    }
}
