//! What opens before a date is open when the date is near.

use tollgate_core::policy::{HandoffPoint, Opens, Policy};
use tollgate_core::state::{Record, Situation};
use tollgate_core::time::{Budget, Timestamp};

use super::Law;

pub(super) struct NoDateMissed;

impl Law for NoDateMissed {
    fn ended(
        &mut self,
        policy: &Policy,
        rows: &Situation<'static>,
        at: Timestamp,
    ) -> Result<(), String> {
        for point in policy.points.values() {
            for record in rows
                .records()
                .filter(|record| record.key.kind == point.record)
            {
                if is_missed(policy, rows, point, record, at) {
                    return Err(format!("{} did not open for {}", point.id, record.key));
                }
            }
        }
        Ok(())
    }
}

/// Holds of points whose condition says nothing but that the record is live, as the starter policy's does.
fn is_missed(
    policy: &Policy,
    rows: &Situation<'_>,
    point: &HandoffPoint,
    record: &Record,
    at: Timestamp,
) -> bool {
    let Opens::Before {
        date,
        by: Budget::Days(days),
        ..
    } = &point.opens
    else {
        return false;
    };
    let Some(date) = record
        .value(*date)
        .as_date()
        .filter(|_| record.stage() == "live")
    else {
        return false;
    };
    let today = at
        .plus(-1)
        .to_jiff()
        .to_zoned(policy.workspace.zone.clone())
        .date();
    let near = today
        .until(date)
        .is_ok_and(|left| (0..i32::try_from(*days).unwrap_or(i32::MAX)).contains(&left.get_days()));
    let opened = record.started_for.get(point.id.as_text()) == Some(&date);
    let another_is_open = || {
        let live = rows.live_handoffs(&record.key);
        live.iter()
            .filter_map(|id| rows.handoff(id))
            .any(|handoff| handoff.point == point.id && handoff.state.is_open())
    };
    near && !opened && !another_is_open()
}
