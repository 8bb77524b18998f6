//! Migrate: an open handoff goes by the policy in force instead of an earlier revision.
//!
//! What its clocks have used stays used, and the original due instants stay as they were. A promise that was broken stays
//! broken, and a ladder goes on at the step that it had reached.

use super::turn::Turn;
use super::{assign, clock, reevaluate, route, withdraw};
use crate::event::{HandoffMigrated, MigratedClock, What};
use crate::ids::{HandoffId, MilestoneId};
use crate::policy::{Escalation, HandoffPoint, InFlight, Milestone, Policy, StartsAt, StopsAt};
use crate::reason::{Reason, Verdict};
use crate::state::{Clock, Handoff, HandoffState};

/// Moves the handoff to the policy in force, unless it goes by that already or is not open.
pub(super) fn decide(turn: &mut Turn<'_>, id: HandoffId, open: InFlight) {
    let is_due = turn
        .rows
        .handoff(&id)
        .is_some_and(|handoff| handoff.state.is_open() && handoff.revision != turn.policy.revision);
    if open != InFlight::Pin && is_due {
        turn.as_tollgate(|turn| migrate(turn, id, open));
    }
}

fn migrate(turn: &mut Turn<'_>, id: HandoffId, open: InFlight) {
    let why = Reason::new(
        format!("policy/revision {}", turn.policy.revision),
        Verdict::Pass,
        format!("published with `{}` for open handoffs", open.as_str()),
    );
    let Some(point) = turn.point_in_force(id) else {
        let point = &turn.handoff(id).point;
        let says = format!("the policy no longer has the handoff point `{point}`");
        return withdraw::withdraw(turn, id, says.into(), vec![why]);
    };
    cancel_vanished(turn, id, point);
    let migrated = HandoffMigrated {
        handoff: id,
        revision: turn.policy.revision,
        clocks: terms(turn, id, point),
    };
    turn.emit(What::HandoffMigrated(migrated), vec![why]);
    resume_unpaused(turn, id, point);
    start_new(turn, id, point);
    if open == InFlight::Reevaluate {
        reevaluate::look(turn, id);
    }
    offer_what_waits(turn, id);
}

/// Clocks of milestones that are measured no longer.
fn cancel_vanished(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint) {
    for milestone in clock::running_milestones(turn, id) {
        if defined(point, &milestone).is_none() {
            clock::cancel(turn, id, &milestone);
        }
    }
}

/// The running clocks on which the policy in force has other terms.
fn terms(turn: &Turn<'_>, id: HandoffId, point: &HandoffPoint) -> Vec<MigratedClock> {
    let (before, handoff) = (turn.terms(id), turn.handoff(id));
    let running = handoff.clocks.iter().filter(|clock| clock.is_running());
    let defined = running.filter_map(|clock| Some((clock, defined(point, &clock.milestone)?)));
    defined
        .filter(|(clock, milestone)| {
            !is_same((before, turn.point(id)), turn.policy, clock, milestone)
        })
        .map(|(clock, milestone)| terms_of(turn, before, clock, milestone))
        .collect()
}

/// True when nothing about the clock's promise and ladder is another under `after`.
fn is_same(
    (before, point): (&Policy, Option<&HandoffPoint>),
    after: &Policy,
    clock: &Clock,
    milestone: &Milestone,
) -> bool {
    let owner = clock.leg.owner.as_ref();
    let earlier = point.and_then(|point| defined(point, &clock.milestone));
    let rules = |policy: &Policy| {
        let id = clock.calendar.as_ref()?;
        policy.calendars.get(id).cloned()
    };
    clock.target == milestone.within
        && clock.calendar == milestone.calendar
        && rules(before) == rules(after)
        && before.zone_of(owner) == after.zone_of(owner)
        && ladder(before, earlier) == ladder(after, Some(milestone))
}

fn terms_of(
    turn: &Turn<'_>,
    before: &Policy,
    clock: &Clock,
    milestone: &Milestone,
) -> MigratedClock {
    let used = clock::elapsed(before, clock, turn.now);
    let segments = clock::segments(before, clock, turn.now);
    let mut after = clock.clone();
    after.target = milestone.within;
    after.calendar.clone_from(&milestone.calendar);
    after.leg.since = turn.now;
    after.used = used;
    let (due_at, mut rung_at) = if clock.is_paused() {
        (clock.due_at, clock.rung_at)
    } else {
        clock::promised(turn.policy, &after, Some(milestone))
    };
    if clock.rung.1 > 0 {
        // It is between two repeats, which are not counted from the beginning again.
        rung_at = clock.rung_at;
    }
    MigratedClock {
        milestone: clock.milestone.clone(),
        target: after.target,
        calendar: after.calendar,
        used,
        due_at,
        rung_at,
        segments,
    }
}

/// A clock that stands still for a condition that is asked no longer goes on.
fn resume_unpaused(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint) {
    if !turn.handoff(id).state.is_carried() {
        return;
    }
    for milestone in point.sla.iter().filter(|m| m.pauses.is_none()) {
        clock::resume(turn, id, &milestone.id);
    }
}

/// Milestones that were not measured before count from now: nobody has promised them earlier.
fn start_new(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint) {
    let now = turn.now;
    for milestone in &point.sla {
        if has_begun(turn.handoff(id), &milestone.starts)
            && !is_over(turn.handoff(id), &milestone.stops)
        {
            clock::start(turn, id, milestone, now);
        }
    }
}

/// What starts the clock has happened, and the receiver or the sender still has to do something.
fn has_begun(handoff: &Handoff, starts: &StartsAt) -> bool {
    let is_carried = handoff.state.is_carried();
    match starts {
        StartsAt::Received => handoff.state != HandoffState::Returned,
        StartsAt::Offered => is_carried,
        StartsAt::Assigned => is_carried && handoff.owner.is_some(),
        StartsAt::Accepted => handoff.state == HandoffState::Accepted,
        // Conditions are looked at once the handoff is settled.
        StartsAt::When(_) => false,
    }
}

/// What stops the clock has happened already.
fn is_over(handoff: &Handoff, stops: &StopsAt) -> bool {
    match stops {
        StopsAt::Touch(_) => handoff.touched_at.is_some(),
        StopsAt::Decided | StopsAt::Accepted => handoff.state == HandoffState::Accepted,
        StopsAt::NextStepSet => handoff.next_step.is_some(),
        StopsAt::Completed | StopsAt::TaskDone(_) | StopsAt::When(_) => false,
    }
}

/// By other terms somebody may take what nobody could take before.
fn offer_what_waits(turn: &mut Turn<'_>, id: HandoffId) {
    if let Some(queue) = assign::waits_in(turn, id)
        && !route::try_queue(turn, id, &queue)
    {
        route::wait_for_opening(turn, id, &queue);
    }
}

fn ladder<'p>(policy: &'p Policy, milestone: Option<&Milestone>) -> Option<&'p Escalation> {
    policy.escalations.get(milestone?.escalation.as_ref()?)
}

fn defined<'p>(point: &'p HandoffPoint, milestone: &MilestoneId) -> Option<&'p Milestone> {
    point.sla.iter().find(|defined| &defined.id == milestone)
}
