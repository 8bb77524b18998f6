//! The periods that the console offers to choose from, so that their reports can be found before anybody asks: its `presets`.

use jiff::ToSpan as _;
use jiff::civil::Date;
use tollgate_core::measure::{Period, date_in};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::queries::Asked;

/// The days of the usual period, today among them: the console's `usual`.
const DAYS: i32 = 90;
/// The weeks that it shows one by one: the console's `WEEKS`.
const WEEKS: u8 = 13;

/// What the console asks for where no period was chosen.
pub(crate) fn usual(policy: &Policy, now: Timestamp) -> Option<Asked> {
    let today = date_in(now, &policy.workspace.zone);
    asked(policy, now, last(DAYS, today)?)
}

/// What it asks for where another one of those was chosen that it offers, up to a quarter, or the usual one is compared with the days
/// before it. A year, and all of it, take as long as these together.
pub(crate) fn others(policy: &Policy, now: Timestamp) -> Vec<Asked> {
    let today = date_in(now, &policy.workspace.zone);
    let periods = [
        before(DAYS, today),
        last(30, today),
        Some((today.first_of_month(), today)),
        last_month(today),
        this_quarter(today),
    ];
    let periods = periods.into_iter().flatten();
    periods
        .filter_map(|days| asked(policy, now, days))
        .collect()
}

/// The first day, and the last.
type Days = (Date, Date);

fn last(days: i32, today: Date) -> Option<Days> {
    Some((today.checked_sub((days - 1).days()).ok()?, today))
}

/// As many days right before.
fn before(days: i32, today: Date) -> Option<Days> {
    last(days, today.checked_sub(days.days()).ok()?)
}

fn last_month(today: Date) -> Option<Days> {
    let day = today.first_of_month().yesterday().ok()?;
    Some((day.first_of_month(), day))
}

fn this_quarter(today: Date) -> Option<Days> {
    let month = today.month() - (today.month() - 1) % 3;
    Some((Date::new(today.year(), month, 1).ok()?, today))
}

fn asked(policy: &Policy, now: Timestamp, (first, last): Days) -> Option<Asked> {
    Some(Asked {
        period: Period::of_days(first, last, &policy.workspace.zone)?,
        week: 0,
        trend: WEEKS,
        now,
    })
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use tollgate_core::time::Timestamp;

    use super::{others, usual};
    use crate::handlers::reports::InPeriod;

    #[test]
    fn they_are_what_the_console_asks_for() {
        let mut policy = tollgate_testkit::policy::policy();
        policy.workspace.zone = TimeZone::get("America/New_York").unwrap();
        // Still the last day of February there.
        let now = Timestamp::parse("2026-03-01T03:00:00Z").unwrap();
        let said = [
            serde_json::json!({ "from": "2025-12-01", "to": "2026-02-28" }),
            serde_json::json!({ "from": "2025-09-02", "to": "2025-11-30" }),
            serde_json::json!({ "from": "2026-01-30", "to": "2026-02-28" }),
            serde_json::json!({ "from": "2026-02-01", "to": "2026-02-28" }),
            serde_json::json!({ "from": "2026-01-01", "to": "2026-01-31" }),
            serde_json::json!({ "from": "2026-01-01", "to": "2026-02-28" }),
        ];
        let said = said.map(|said| {
            let said: InPeriod = serde_json::from_value(said).unwrap();
            said.asked(&policy, now).unwrap().period
        });
        let found: Vec<_> = usual(&policy, now)
            .into_iter()
            .chain(others(&policy, now))
            .collect();
        let periods: Vec<_> = found.iter().map(|asked| asked.period).collect();
        assert_eq!(periods, said);
        assert!(
            found
                .iter()
                .all(|asked| (asked.week, asked.trend) == (0, 13))
        );
    }
}
