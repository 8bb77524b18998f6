//! Finds what everybody opens first before anybody does: the oversight matrix of the usual period, each point's report and the map, then
//! those of the other periods that the console offers; at start and when a day begins. Over a long history that takes many seconds, and is
//! kept. Decision 0026.

use std::time::{Duration, Instant};

use tollgate_core::measure::{date_in, start_of};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::queries::{Asked, in_order};

use crate::app::App;
use crate::offered::{others, usual};
use crate::problem::Problem;

/// How long to wait where no next day is known.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Finds them now, and whenever a day begins.
pub(crate) async fn keep_warm(app: App) {
    loop {
        let (now, policy) = (app.now(), app.policy());
        if let Err(problem) = find_all(&app, &policy, now).await {
            tracing::warn!(
                workspace = app.name(),
                ?problem,
                "reports were not found ahead of time"
            );
        }
        tokio::time::sleep(until_tomorrow(&policy, now)).await;
    }
}

async fn find_all(app: &App, policy: &Policy, now: Timestamp) -> Result<(), Problem> {
    if let Some(usual) = usual(policy, now) {
        find(app, policy, usual).await?;
        app.handovers(usual).await?;
        app.moves(usual).await?;
    }
    for other in others(policy, now) {
        let begun = Instant::now();
        find(app, policy, other).await?;
        // Whoever works meanwhile has the machine for as long.
        tokio::time::sleep(begun.elapsed()).await;
    }
    Ok(())
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

    use super::until_tomorrow;

    #[test]
    fn a_day_begins_where_the_workspace_is() {
        let mut policy = tollgate_testkit::policy::policy();
        policy.workspace.zone = TimeZone::get("America/New_York").unwrap();
        let now = Timestamp::parse("2026-03-01T03:00:00Z").unwrap();
        assert_eq!(until_tomorrow(&policy, now), Duration::from_hours(2));
    }
}
