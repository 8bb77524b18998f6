//! Finds what everybody opens first before anybody does: the oversight matrix of the usual period, then each point's report, at start
//! and when a day begins. Over a long history that takes many seconds, and is kept. Decision 0026.

use std::time::Duration;

use jiff::ToSpan as _;
use tollgate_core::measure::{Period, date_in, start_of};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::queries::{Asked, in_order};

use crate::app::App;
use crate::problem::Problem;

/// The days of the usual period, today among them: the console's `usual`.
const DAYS: i32 = 90;
/// The weeks that it shows one by one: the console's `WEEKS`.
const WEEKS: u8 = 13;
/// How long to wait where no next day is known.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Finds them now, and whenever a day begins.
pub(crate) async fn keep_warm(app: App) {
    loop {
        let (now, policy) = (app.now(), app.policy());
        if let Some(asked) = usual(&policy, now)
            && let Err(problem) = find(&app, &policy, asked).await
        {
            tracing::warn!(
                workspace = app.name(),
                ?problem,
                "reports were not found ahead of time"
            );
        }
        tokio::time::sleep(until_tomorrow(&policy, now)).await;
    }
}

/// One after another, so that whoever else asks is answered meanwhile.
async fn find(app: &App, policy: &Policy, asked: Asked) -> Result<(), Problem> {
    app.matrix(asked).await?;
    for point in in_order(policy) {
        // The console shows a point's weeks in the matrix alone.
        app.point_report(&point.id, Asked { trend: 0, ..asked })
            .await?;
    }
    Ok(())
}

/// What the console asks for where no period was chosen.
fn usual(policy: &Policy, now: Timestamp) -> Option<Asked> {
    let zone = &policy.workspace.zone;
    let today = date_in(now, zone);
    let first = today.checked_sub((DAYS - 1).days()).ok()?;
    Some(Asked {
        period: Period::of_days(first, today, zone)?,
        week: 0,
        trend: WEEKS,
        now,
    })
}

fn until_tomorrow(policy: &Policy, now: Timestamp) -> Duration {
    let zone = &policy.workspace.zone;
    let tomorrow = date_in(now, zone).tomorrow().ok();
    let wait = tomorrow.map(|tomorrow| start_of(tomorrow, zone).since(now));
    let wait = wait.and_then(|wait| u64::try_from(wait).ok());
    wait.map_or(A_DAY, Duration::from_micros)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::tz::TimeZone;
    use tollgate_core::time::Timestamp;

    use super::{until_tomorrow, usual};
    use crate::handlers::reports::InPeriod;

    #[test]
    fn the_usual_period_is_what_the_console_asks_for() {
        let mut policy = tollgate_testkit::policy::policy();
        policy.workspace.zone = TimeZone::get("America/New_York").unwrap();
        // Still the last day of February there.
        let now = Timestamp::parse("2026-03-01T03:00:00Z").unwrap();
        let said = serde_json::json!({ "from": "2025-12-01", "to": "2026-02-28" });
        let said: InPeriod = serde_json::from_value(said).unwrap();
        let (said, usual) = (
            said.asked(&policy, now).unwrap(),
            usual(&policy, now).unwrap(),
        );
        assert_eq!((usual.period, usual.week), (said.period, said.week));
        assert_eq!(until_tomorrow(&policy, now), Duration::from_hours(2));
    }
}
