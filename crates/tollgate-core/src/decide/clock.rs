//! Clocks: when they start, stand still, change hands, stop, and when their promises are broken.

use super::escalate;
use super::facts::RecordFacts;
use super::turn::Turn;
use crate::condition::Truth;
use crate::event::{ClockMoved, ClockStarted, What};
use crate::ids::{HandoffId, MilestoneId, PersonId};
use crate::policy::{Milestone, Policy, StartsAt, StopsAt};
use crate::reason::{Reason, Verdict};
use crate::state::{Clock, Leg, Segment, Segments};
use crate::time::{Budget, Calendar, Pause, Timestamp};

/// Starts the clocks of the milestones that `starts` selects, unless they have been started.
pub(super) fn start_where(
    turn: &mut Turn<'_>,
    id: HandoffId,
    at: Timestamp,
    starts: impl Fn(&StartsAt) -> bool,
) {
    let Some(point) = turn.point(id) else { return };
    for milestone in point
        .sla
        .iter()
        .filter(|milestone| starts(&milestone.starts))
    {
        start(turn, id, milestone, at);
    }
}

/// Starts the clock of `milestone`, unless it has been started.
pub(super) fn start(turn: &mut Turn<'_>, id: HandoffId, milestone: &Milestone, at: Timestamp) {
    let handoff = turn.handoff(id);
    if handoff.clock(&milestone.id).is_some() {
        return;
    }
    let (owner, queue) = (handoff.owner.clone(), handoff.queue.clone());
    let calendar = calendar(turn.terms(id), milestone.calendar.as_ref(), owner.as_ref());
    let due_at = milestone
        .within
        .and_then(|budget| calendar.due(at, budget, &[]));
    let mut started = ClockStarted {
        handoff: id,
        milestone: milestone.id.clone(),
        target: milestone.within,
        calendar: milestone.calendar.clone(),
        started_at: at,
        due_at,
        owner,
        queue,
        rung_at: None,
    };
    started.rung_at = escalate::first_rung_at(turn.terms(id), milestone, &started);
    turn.follow(What::ClockStarted(started));
    pause_where_it_holds(turn, id, milestone);
}

/// Stops the running clocks of the milestones that `stops` selects. `at` may lie before now, when news comes late.
pub(super) fn stop_where(
    turn: &mut Turn<'_>,
    id: HandoffId,
    at: Timestamp,
    stops: impl Fn(&StopsAt) -> bool,
) {
    let Some(point) = turn.point(id) else { return };
    for milestone in point.sla.iter().filter(|milestone| stops(&milestone.stops)) {
        stop(turn, id, &milestone.id, at);
    }
}

/// Stops one clock, if it runs and had started by `at`.
pub(super) fn stop(turn: &mut Turn<'_>, id: HandoffId, milestone: &MilestoneId, at: Timestamp) {
    let Some(clock) = running(turn, id, milestone).filter(|clock| clock.started_at <= at) else {
        return;
    };
    let elapsed = elapsed(turn.terms(id), clock, at);
    let segments = segments(turn.terms(id), clock, at);
    turn.follow(What::ClockStopped {
        handoff: id,
        milestone: milestone.clone(),
        stopped_at: at,
        elapsed,
        segments,
    });
}

/// The handoff ended: what still runs no longer applies.
pub(super) fn cancel_all(turn: &mut Turn<'_>, id: HandoffId) {
    for milestone in running_milestones(turn, id) {
        cancel(turn, id, &milestone);
    }
}

/// The milestone no longer applies.
pub(super) fn cancel(turn: &mut Turn<'_>, id: HandoffId, milestone: &MilestoneId) {
    let Some(clock) = running(turn, id, milestone) else {
        return;
    };
    let segments = segments(turn.terms(id), clock, turn.now);
    turn.follow(What::ClockCancelled {
        handoff: id,
        milestone: milestone.clone(),
        segments,
    });
}

/// Responsibility passed to another owner or queue: each clock goes on in the calendar of whoever has it.
pub(super) fn move_all(turn: &mut Turn<'_>, id: HandoffId) {
    let handoff = turn.handoff(id);
    let (owner, queue) = (handoff.owner.clone(), handoff.queue.clone());
    for milestone in running_milestones(turn, id) {
        let Some(clock) = running(turn, id, &milestone)
            .filter(|clock| clock.leg.owner != owner || clock.leg.queue != queue)
        else {
            continue;
        };
        let used = elapsed(turn.terms(id), clock, turn.now);
        let segments = segments(turn.terms(id), clock, turn.now);
        let mut after = clock.clone();
        after.leg.since = turn.now;
        after.leg.owner.clone_from(&owner);
        after.used = used;
        let (due_at, rung_at) = promise(turn, id, &after);
        let moved = ClockMoved {
            handoff: id,
            milestone,
            owner: owner.clone(),
            queue: queue.clone(),
            used,
            due_at,
            rung_at,
            segments,
        };
        turn.follow(What::ClockMoved(moved));
    }
}

/// The handoff is with the sender: nothing runs against the receiver.
pub(super) fn pause_all(turn: &mut Turn<'_>, id: HandoffId) {
    for milestone in running_milestones(turn, id) {
        pause(turn, id, &milestone, Vec::new());
    }
}

/// The handoff is with the receiver again.
pub(super) fn resume_all(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point(id) else { return };
    for milestone in &point.sla {
        if !pause_holds(turn, id, milestone).is_some_and(|truth| truth.is_true()) {
            resume(turn, id, &milestone.id);
        }
    }
}

/// Pauses or resumes the clock of `milestone` as its condition says.
pub(super) fn pause_where_it_holds(turn: &mut Turn<'_>, id: HandoffId, milestone: &Milestone) {
    let Some(truth) = pause_holds(turn, id, milestone) else {
        return;
    };
    if truth.is_true() {
        let says = milestone
            .pauses
            .as_ref()
            .map(|condition| condition.source().clone())
            .unwrap_or_default();
        pause(
            turn,
            id,
            &milestone.id,
            vec![Reason::new(
                format!("sla/{}/pauses", milestone.id),
                Verdict::Pass,
                says,
            )],
        );
    } else {
        resume(turn, id, &milestone.id);
    }
}

/// The promise of a running clock was broken when its due instant passed.
pub(super) fn breach(turn: &mut Turn<'_>, id: HandoffId, milestone: &MilestoneId) {
    let Some(clock) = running(turn, id, milestone).filter(|clock| clock.breached_at.is_none())
    else {
        return;
    };
    let Some(due_at) = clock.due_at.filter(|due| *due < turn.now) else {
        return;
    };
    turn.follow(What::ClockBreached {
        handoff: id,
        milestone: milestone.clone(),
        due_at,
    });
}

/// The milestones whose clocks run, in the order they started.
pub(super) fn running_milestones(turn: &Turn<'_>, id: HandoffId) -> Vec<MilestoneId> {
    let clocks = turn.handoff(id).clocks.iter();
    clocks
        .filter(|clock| clock.is_running())
        .map(|clock| clock.milestone.clone())
        .collect()
}

/// The clock of `milestone`, if it runs.
pub(super) fn running<'t>(
    turn: &'t Turn<'_>,
    id: HandoffId,
    milestone: &MilestoneId,
) -> Option<&'t Clock> {
    turn.handoff(id)
        .clock(milestone)
        .filter(|clock| clock.is_running())
}

/// The calendar as it is for whoever is responsible.
pub(super) fn calendar<'p>(
    policy: &'p Policy,
    id: Option<&crate::ids::CalendarId>,
    owner: Option<&PersonId>,
) -> &'p Calendar {
    policy.prepared.get(id, policy.zone_of(owner))
}

/// Working microseconds from the clock's start to `at`.
pub fn elapsed(policy: &Policy, clock: &Clock, at: Timestamp) -> i64 {
    let open = |leg: &Leg, from, to| {
        let calendar = calendar(policy, clock.calendar.as_ref(), leg.owner.as_ref());
        calendar.elapsed(from, to, &pauses(clock))
    };
    if at >= clock.leg.since {
        return clock.used + open(&clock.leg, clock.leg.since, at);
    }
    let stretches = legs_until(clock, at);
    stretches.map(|(leg, from, to)| open(leg, from, to)).sum()
}

/// Wall time from the clock's start to `at`, attributed.
pub fn segments(policy: &Policy, clock: &Clock, at: Timestamp) -> Segments {
    if at < clock.segments_to {
        return segments_anew(policy, clock, at);
    }
    let mut segments = clock.segments;
    let (from, to) = (clock.segments_to, at);
    if clock.is_paused() {
        segments.add(Segment::Paused, to.since(from));
    } else {
        attribute(policy, clock, (&clock.leg, from, to), &mut segments);
    }
    segments
}

/// The same where more was attributed already than the time up to `at`, as news came late.
fn segments_anew(policy: &Policy, clock: &Clock, at: Timestamp) -> Segments {
    let mut segments = Segments::default();
    for (leg, from, to) in legs_until(clock, at) {
        let mut from = from;
        for (paused, resumed) in &clock.paused {
            let (pause, resume) = (
                (*paused).clamp(from, to),
                resumed.unwrap_or(to).clamp(from, to),
            );
            attribute(policy, clock, (leg, from, pause), &mut segments);
            segments.add(Segment::Paused, resume.since(pause));
            from = resume;
        }
        attribute(policy, clock, (leg, from, to), &mut segments);
    }
    segments
}

/// Attributes a stretch under one owner in which the clock did not stand still.
fn attribute(
    policy: &Policy,
    clock: &Clock,
    (leg, from, to): (&Leg, Timestamp, Timestamp),
    segments: &mut Segments,
) {
    let wall = to.since(from);
    match (&leg.owner, &leg.queue) {
        (None, Some(_)) => segments.add(Segment::Queue, wall),
        (None, None) => segments.add(Segment::System, wall),
        (Some(owner), _) => {
            let calendar = calendar(policy, clock.calendar.as_ref(), Some(owner));
            let working = calendar.elapsed(from, to, &[]);
            segments.add(Segment::Working, working);
            segments.add(Segment::OffHours, wall - working);
        }
    }
}

/// The stretches up to `at`, each with where it begins and ends; those that had not begun by then have no length.
fn legs_until(clock: &Clock, at: Timestamp) -> impl Iterator<Item = (&Leg, Timestamp, Timestamp)> {
    let legs = clock.earlier.iter().chain([&clock.leg]);
    let ends = legs.clone().skip(1).map(|leg| leg.since).chain([at]);
    legs.zip(ends)
        .map(move |(leg, end)| (leg, leg.since.min(at), end.min(at)))
}

/// When the clock's promise falls due as things stand, and when its ladder's next rung is reached.
pub(super) fn promise(
    turn: &Turn<'_>,
    id: HandoffId,
    clock: &Clock,
) -> (Option<Timestamp>, Option<Timestamp>) {
    let milestone = turn
        .point(id)
        .and_then(|point| point.sla.iter().find(|m| m.id == clock.milestone));
    promised(turn.terms(id), clock, milestone)
}

/// The same under `policy`, whose milestone it is.
pub(super) fn promised(
    policy: &Policy,
    clock: &Clock,
    milestone: Option<&Milestone>,
) -> (Option<Timestamp>, Option<Timestamp>) {
    if clock.breached_at.is_some() {
        return (clock.due_at, clock.rung_at);
    }
    let due_at = due_at(policy, clock);
    let rung_at =
        milestone.and_then(|milestone| escalate::rung_at(policy, milestone, clock, due_at));
    (due_at, rung_at)
}

/// The instant by which the promise must be kept: what is left of the budget, counted from the present leg.
fn due_at(policy: &Policy, clock: &Clock) -> Option<Timestamp> {
    let calendar = calendar(policy, clock.calendar.as_ref(), clock.leg.owner.as_ref());
    match clock.target? {
        Budget::Time(micros) => calendar.due(
            clock.leg.since,
            Budget::Time((micros - clock.used).max(0)),
            &pauses(clock),
        ),
        days => calendar.due(clock.started_at, days, &pauses(clock)),
    }
}

pub(super) fn pauses(clock: &Clock) -> Vec<Pause> {
    clock
        .paused
        .iter()
        .map(|&(from, to)| Pause { from, to })
        .collect()
}

fn pause(turn: &mut Turn<'_>, id: HandoffId, milestone: &MilestoneId, reasons: Vec<Reason>) {
    let Some(clock) = running(turn, id, milestone).filter(|clock| !clock.is_paused()) else {
        return;
    };
    let segments = segments(turn.terms(id), clock, turn.now);
    turn.emit(
        What::ClockPaused {
            handoff: id,
            milestone: milestone.clone(),
            segments,
        },
        reasons,
    );
}

pub(super) fn resume(turn: &mut Turn<'_>, id: HandoffId, milestone: &MilestoneId) {
    let Some(clock) = running(turn, id, milestone).filter(|clock| clock.is_paused()) else {
        return;
    };
    let segments = segments(turn.terms(id), clock, turn.now);
    let mut after = clock.clone();
    if let Some((_, to)) = after.paused.last_mut() {
        *to = Some(turn.now);
    }
    let (due_at, rung_at) = promise(turn, id, &after);
    turn.follow(What::ClockResumed {
        handoff: id,
        milestone: milestone.clone(),
        due_at,
        rung_at,
        segments,
    });
}

fn pause_holds(turn: &Turn<'_>, id: HandoffId, milestone: &Milestone) -> Option<Truth> {
    let handoff = turn.handoff(id);
    let facts = RecordFacts::new(turn.terms(id), &turn.rows, &handoff.record, turn.now)?
        .handoff(Some(handoff));
    Some(milestone.pauses.as_ref()?.truth(&facts))
}
