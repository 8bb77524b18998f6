//! Late renewal: the renewal is near, and nobody has accepted its handoff.

use jiff::ToSpan;
use smol_str::{SmolStr, format_smolstr};

use super::case::{days_in_words, shown};
use super::{About, Case, Finding, Subject};
use crate::decide::today;
use crate::measure::start_of;
use crate::policy::{FailureMode, FailureWatch, Opens};
use crate::time::Budget;
use crate::value::Value;

const DAYS_BEFORE: u32 = 90;

pub(super) const ABOUT: About = About {
    title: "Late renewals",
    looks_for: "a renewal date that is near without an accepted renewal handoff",
    threshold: "90 days before the date",
    subject: Subject::Record,
};

pub(super) fn find(case: &Case<'_>, watch: &FailureWatch) -> Option<Finding> {
    let kind = case
        .kind()
        .filter(|kind| !kind.is_closed(case.record.stage()))?;
    let Opens::Before { date, .. } = case.point.opens else {
        return None;
    };
    let on = case.record.value(date).as_date()?;
    let today = today(case.policy, case.now);
    let before = match watch.after {
        Some(Budget::Days(days)) => days,
        _ => DAYS_BEFORE,
    };
    let judged_on = on.checked_sub(i64::from(before).days()).ok()?;
    if today < judged_on || was_accepted(case, on) {
        return None;
    }
    let days = on.duration_since(today).as_hours() / 24;
    let name = &kind.field(date).name;
    let says = match days {
        0.. => format_smolstr!(
            "{name} is in {}, and nobody has accepted the renewal",
            days_in_words(days)
        ),
        _ => format_smolstr!(
            "{name} was {} ago, and nobody has accepted the renewal",
            days_in_words(-days)
        ),
    };
    let since = start_of(judged_on, &case.policy.workspace.zone);
    let seen = vec![
        shown(kind, case.record, date),
        (SmolStr::from("days left"), Value::Int(days)),
    ];
    Some(case.finding(FailureMode::LateRenewal, Some(since), says, seen))
}

/// An acceptance in the year before the date belongs to this renewal, not to the one before.
fn was_accepted(case: &Case<'_>, on: jiff::civil::Date) -> bool {
    let year_before = on
        .checked_sub(1.year())
        .map(|day| start_of(day, &case.policy.workspace.zone));
    let handoffs = case.rows.handoffs_of(&case.record.key);
    let mut own = handoffs
        .iter()
        .filter(|handoff| handoff.point == case.point.id);
    own.any(|handoff| {
        handoff
            .accepted_at
            .is_some_and(|at| year_before.as_ref().is_ok_and(|since| at > *since))
    })
}
