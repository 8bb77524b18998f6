//! One handoff as it stands, with its clocks.

use serde::Serialize;
use tollgate_core::decide::{elapsed, segments};
use tollgate_core::measure::{Promise, is_at_risk, promise};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Clock, Handoff};
use tollgate_core::time::{Calendar, Timestamp};
use utoipa::ToSchema;

use crate::access::mask::Mask;
use crate::ports::{Read, StoreError};
use crate::queries::called::Called;
use crate::queries::view::SegmentsView;

/// A handoff.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HandoffView {
    /// Its id.
    pub id: String,
    /// The handoff point.
    pub point: String,
    /// The handoff point's name on screen.
    pub title: String,
    /// The policy revision that opened it.
    pub revision: u32,
    /// The record that is handed over.
    pub record: String,
    /// What the record is called on screen, where the policy says by which fields.
    pub record_title: Option<String>,
    /// The record that the journey began with.
    pub journey: String,
    /// Where it stands.
    pub state: &'static str,
    /// Who hands over.
    pub sender: Option<String>,
    /// Who has it, or had it last.
    pub owner: Option<String>,
    /// The queue it came through.
    pub queue: Option<String>,
    /// The routing rule that found the receiver.
    pub rule: Option<String>,
    /// When the record was received.
    pub received_at: String,
    /// When it opened.
    pub opened_at: String,
    /// When it was first offered.
    pub offered_at: Option<String>,
    /// When it was first touched.
    pub touched_at: Option<String>,
    /// By whom.
    pub touched_by: Option<String>,
    /// When it was accepted.
    pub accepted_at: Option<String>,
    /// When it was accepted, returned, rejected or recycled.
    pub decided_at: Option<String>,
    /// When it ended.
    pub closed_at: Option<String>,
    /// How often it was returned.
    pub returns: u32,
    /// What is not met.
    pub gaps: Vec<GapView>,
    /// How it ended, where it did not complete: `rejected: duplicate, next merge`.
    pub disposition: Option<String>,
    /// What happens next.
    pub next_step: Option<NextStepView>,
    /// Its clocks, in the order of the policy.
    pub clocks: Vec<ClockView>,
    /// Whether who asks may act on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub may_act: Option<bool>,
}

/// A dated, owned action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextStepView {
    /// What is to be done.
    pub what: String,
    /// By whom.
    pub owner: String,
    /// By when.
    pub due_at: String,
}

/// What is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GapView {
    /// The criterion, or the context field.
    pub name: String,
    /// What to tell the sender.
    pub says: String,
}

/// A clock; times are in microseconds.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ClockView {
    /// What it measures.
    pub milestone: String,
    /// What was promised.
    pub target: Option<String>,
    /// The calendar that it counts in; `null` for wall time.
    pub calendar: Option<String>,
    /// `met`, `missed`, `overdue`, `running`, `paused`, `measured` (nothing was promised) or `cancelled`.
    pub state: &'static str,
    /// When it started.
    pub started_at: String,
    /// When the promise fell due at first.
    pub due_first_at: Option<String>,
    /// When the promise falls due, after pauses and changes of owner.
    pub due_at: Option<String>,
    /// When it stopped.
    pub stopped_at: Option<String>,
    /// When the promise was broken.
    pub breached_at: Option<String>,
    /// Working time so far; wall time where no calendar counts.
    pub elapsed: i64,
    /// Working time left until it falls due, negative once it is late; `null` where nothing runs or was promised.
    pub remaining: Option<i64>,
    /// It is nearly used up, as reports count what is at risk.
    pub at_risk: bool,
    /// When its time counts again, where the calendar is closed now; `null` while it counts, stands still, or has ended.
    pub resumes_at: Option<String>,
    /// The zone of whose working time counts.
    pub zone: String,
    /// Wall time so far, by what it went into.
    pub segments: SegmentsView,
}

/// `rows` as they stand at `now`, in their order, without what `mask` hides.
///
/// # Errors
/// The store did not answer.
pub(crate) fn views(
    store: &dyn Read,
    policy: &Policy,
    rows: &[Handoff],
    now: Timestamp,
    mask: &Mask,
) -> Result<Vec<HandoffView>, StoreError> {
    let called = Called::load(store, policy, rows.iter().map(|row| &row.record), mask)?;
    let views = rows.iter().map(|row| view(policy, row, &called, now));
    Ok(views.collect())
}

fn view(policy: &Policy, row: &Handoff, called: &Called, now: Timestamp) -> HandoffView {
    let text = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let title = policy
        .points
        .get(&row.point)
        .map_or_else(|| row.point.to_string(), |point| point.title.to_string());
    HandoffView {
        id: row.id.to_string(),
        point: row.point.to_string(),
        title,
        revision: row.revision,
        record: row.record.to_string(),
        record_title: called.name(&row.record),
        journey: row.journey.to_string(),
        state: row.state.as_str(),
        sender: row.sender.as_ref().map(ToString::to_string),
        owner: row.owner.as_ref().map(ToString::to_string),
        queue: row.queue.as_ref().map(ToString::to_string),
        rule: row.rule.as_ref().map(ToString::to_string),
        received_at: row.received_at.to_string(),
        opened_at: row.opened_at.to_string(),
        offered_at: text(row.offered_at),
        touched_at: text(row.touched_at),
        touched_by: row.touched_by.as_ref().map(ToString::to_string),
        accepted_at: text(row.accepted_at),
        decided_at: text(row.decided_at),
        closed_at: text(row.closed_at),
        returns: row.returns,
        gaps: row
            .gaps
            .iter()
            .map(|gap| GapView {
                name: gap.name.to_string(),
                says: gap.says.to_string(),
            })
            .collect(),
        disposition: row.disposition.as_ref().map(|it| {
            format!(
                "{}: {}, next {}",
                it.outcome.as_str(),
                it.reason,
                it.next.as_str()
            )
        }),
        next_step: row.next_step.as_ref().map(|step| NextStepView {
            what: step.what.to_string(),
            owner: step.owner.to_string(),
            due_at: step.due_at.to_string(),
        }),
        clocks: row
            .clocks
            .iter()
            .map(|clock| clock_view(policy, clock, now))
            .collect(),
        may_act: None,
    }
}

fn clock_view(policy: &Policy, clock: &Clock, now: Timestamp) -> ClockView {
    let text = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let running = clock.is_running();
    ClockView {
        milestone: clock.milestone.to_string(),
        target: clock.target.map(|budget| budget.to_string()),
        calendar: clock.calendar.as_ref().map(ToString::to_string),
        state: state(clock, now),
        started_at: clock.started_at.to_string(),
        due_first_at: text(clock.due_first_at),
        due_at: text(clock.due_at),
        stopped_at: text(clock.stopped_at),
        breached_at: text(clock.breached_at),
        elapsed: match clock.elapsed {
            Some(elapsed) => elapsed,
            None => elapsed(policy, clock, if running { now } else { clock.segments_to }),
        },
        remaining: remaining(policy, clock, now),
        at_risk: running && is_at_risk(clock, now),
        resumes_at: text(resumes_at(policy, clock, now)),
        zone: zone(responsible(policy, clock)),
        segments: if running {
            segments(policy, clock, now)
        } else {
            clock.segments
        }
        .into(),
    }
}

/// The calendar as it is for whoever is responsible.
fn responsible<'p>(policy: &'p Policy, clock: &Clock) -> &'p Calendar {
    let zone = policy.zone_of(clock.leg.owner.as_ref());
    policy.prepared.get(clock.calendar.as_ref(), zone)
}

fn zone(calendar: &Calendar) -> String {
    calendar.zone().iana_name().unwrap_or("UTC").to_owned()
}

fn remaining(policy: &Policy, clock: &Clock, now: Timestamp) -> Option<i64> {
    let due = clock.due_at.filter(|_| clock.is_running())?;
    let calendar = responsible(policy, clock);
    Some(match due >= now {
        true => calendar.elapsed(now, due, &[]),
        false => -calendar.elapsed(due, now, &[]),
    })
}

fn resumes_at(policy: &Policy, clock: &Clock, now: Timestamp) -> Option<Timestamp> {
    let counts = clock.is_running() && !clock.is_paused();
    let calendar = counts.then(|| responsible(policy, clock))?;
    let is_closed = clock.calendar.is_some() && !calendar.is_open(now);
    is_closed.then(|| calendar.next_opening(now)).flatten()
}

fn state(clock: &Clock, now: Timestamp) -> &'static str {
    match promise(clock, now) {
        Promise::Missed if clock.is_running() => "overdue",
        Promise::Missed => "missed",
        Promise::Met => "met",
        _ if clock.cancelled => "cancelled",
        _ if clock.stopped_at.is_some() => "measured",
        _ if clock.is_paused() => "paused",
        _ => "running",
    }
}
