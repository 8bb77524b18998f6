//! Stale close date: the close date of an open deal is past, or was put off too often.

use smol_str::{SmolStr, format_smolstr};

use super::case::{days_in_words, shown};
use super::{About, Case, Finding, Subject};
use crate::decide::today;
use crate::ids::ActivityType;
use crate::policy::{FailureMode, FailureWatch, Kind, Policy};
use crate::state::Record;
use crate::time::Timestamp;
use crate::value::Value;

const PUSHES_MAX: u32 = 2;
const SILENCE_MAX: i64 = 14 * 86_400_000_000;

pub(super) const ABOUT: About = About {
    title: "Stale close dates",
    looks_for: "an open record whose close date is past, or was put off too often",
    threshold: "put off more than twice",
    subject: Subject::Record,
};

pub(super) fn find(case: &Case<'_>, watch: &FailureWatch) -> Option<Finding> {
    let kind = case
        .kind()
        .filter(|kind| !kind.is_closed(case.record.stage()))?;
    let slot = close_slot(kind)?;
    let name = &kind.field(slot).name;
    let pushes = case.record.pushes.get(name).copied().unwrap_or(0);
    let on = case.record.value(slot).as_date();
    let days = on.map_or(0, |on| {
        today(case.policy, case.now).duration_since(on).as_hours() / 24
    });
    let says = if days > 0 {
        format_smolstr!("{name} passed {} ago", days_in_words(days))
    } else if pushes > watch.more_than.unwrap_or(PUSHES_MAX) {
        format_smolstr!("{name} was put off {pushes} times")
    } else {
        return None;
    };
    let since = on
        .filter(|_| days > 0)
        .map(|on| crate::measure::start_of(on, &case.policy.workspace.zone));
    let often = (SmolStr::from("times put off"), Value::Int(pushes.into()));
    let seen = std::iter::once(shown(kind, case.record, slot)).chain((pushes > 0).then_some(often));
    Some(case.finding(FailureMode::StaleCloseDate, since, says, seen.collect()))
}

/// True when the close date of `record` is past, or nothing two-way happened on it in the last 14 days.
///
/// Two-way is a held meeting, where the policy knows the activity `meeting_held`; otherwise any activity.
pub fn is_stale(policy: &Policy, kind: &Kind, record: &Record, now: Timestamp) -> bool {
    let overdue = close_slot(kind)
        .and_then(|slot| record.value(slot).as_date())
        .is_some_and(|on| on < today(policy, now));
    let meeting = ActivityType::from("meeting_held");
    let two_way = |of: &ActivityType| !policy.activities.contains(&meeting) || of == &meeting;
    let last = record
        .did
        .iter()
        .filter(|(of, _)| two_way(of))
        .map(|(_, did)| did.last_at)
        .max();
    overdue || last.is_none_or(|at| now.since(at) > SILENCE_MAX)
}

/// The date on which the record's amount is expected.
fn close_slot(kind: &Kind) -> Option<u16> {
    kind.forecast
        .as_ref()
        .map(|forecast| forecast.close)
        .or_else(|| kind.slot(&"close_date".into()))
}
