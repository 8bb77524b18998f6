//! Clocks: the instants and sums that the events carry.

use crate::event::{ClockMoved, ClockStarted, MigratedClock, RungReached};
use crate::ids::{HandoffId, MilestoneId};
use crate::state::{Clock, Leg, Segments, Situation};
use crate::time::Timestamp;

pub(super) fn started(rows: &mut Situation<'_>, started: &ClockStarted) {
    rows.update_handoff(&started.handoff, |handoff| {
        handoff
            .clocks
            .retain(|clock| clock.milestone != started.milestone);
        handoff.clocks.push(Clock {
            milestone: started.milestone.clone(),
            target: started.target,
            calendar: started.calendar.clone(),
            started_at: started.started_at,
            due_first_at: started.due_at,
            due_at: started.due_at,
            leg: Leg {
                since: started.started_at,
                owner: started.owner.clone(),
                queue: started.queue.clone(),
            },
            earlier: Vec::new(),
            used: 0,
            paused: Vec::new(),
            stopped_at: None,
            elapsed: None,
            breached_at: None,
            cancelled: false,
            rung: (0, 0),
            rung_at: started.rung_at,
            segments: Segments::default(),
            segments_to: started.started_at,
        });
    });
}

pub(super) fn paused(
    rows: &mut Situation<'_>,
    handoff: &HandoffId,
    milestone: &MilestoneId,
    segments: Segments,
    at: Timestamp,
) {
    change(rows, handoff, milestone, |clock| {
        clock.paused.push((at, None));
        clock.due_at = clock.due_at.filter(|_| clock.breached_at.is_some());
        clock.rung_at = None;
        attribute(clock, segments, at);
    });
}

pub(super) fn resumed(
    rows: &mut Situation<'_>,
    handoff: &HandoffId,
    milestone: &MilestoneId,
    (due_at, rung_at): (Option<Timestamp>, Option<Timestamp>),
    segments: Segments,
    at: Timestamp,
) {
    change(rows, handoff, milestone, |clock| {
        if let Some((_, to @ None)) = clock.paused.last_mut() {
            *to = Some(at);
        }
        clock.due_at = due_at;
        clock.rung_at = rung_at;
        attribute(clock, segments, at);
    });
}

pub(super) fn moved(rows: &mut Situation<'_>, moved: &ClockMoved, at: Timestamp) {
    change(rows, &moved.handoff, &moved.milestone, |clock| {
        let leg = Leg {
            since: at,
            owner: moved.owner.clone(),
            queue: moved.queue.clone(),
        };
        clock.earlier.push(std::mem::replace(&mut clock.leg, leg));
        clock.used = moved.used;
        clock.due_at = moved.due_at;
        clock.rung_at = moved.rung_at;
        attribute(clock, moved.segments, at);
    });
}

/// What was counted stays counted; the stretch that begins here counts under the new terms.
pub(super) fn migrated(
    rows: &mut Situation<'_>,
    handoff: &HandoffId,
    terms: &MigratedClock,
    at: Timestamp,
) {
    change(rows, handoff, &terms.milestone, |clock| {
        clock.target = terms.target;
        clock.calendar.clone_from(&terms.calendar);
        clock.leg.since = at;
        clock.used = terms.used;
        clock.due_at = terms.due_at;
        clock.rung_at = terms.rung_at;
        attribute(clock, terms.segments, at);
    });
}

pub(super) fn stopped(
    rows: &mut Situation<'_>,
    handoff: &HandoffId,
    milestone: &MilestoneId,
    (stopped_at, elapsed): (Timestamp, i64),
    segments: Segments,
) {
    change(rows, handoff, milestone, |clock| {
        clock.stopped_at = Some(stopped_at);
        clock.elapsed = Some(elapsed);
        // News that comes late may show that the promise was kept after all.
        clock.breached_at = clock.breached_at.filter(|_| !clock.is_met());
        clock.rung_at = None;
        attribute(clock, segments, stopped_at);
    });
}

pub(super) fn breached(
    rows: &mut Situation<'_>,
    handoff: &HandoffId,
    milestone: &MilestoneId,
    due_at: Timestamp,
) {
    change(rows, handoff, milestone, |clock| {
        clock.breached_at = Some(due_at)
    });
}

pub(super) fn cancelled(
    rows: &mut Situation<'_>,
    handoff: &HandoffId,
    milestone: &MilestoneId,
    segments: Segments,
    at: Timestamp,
) {
    change(rows, handoff, milestone, |clock| {
        clock.cancelled = true;
        clock.rung_at = None;
        attribute(clock, segments, at);
    });
}

pub(super) fn rung(rows: &mut Situation<'_>, reached: &RungReached) {
    change(rows, &reached.handoff, &reached.milestone, |clock| {
        clock.rung = reached.next;
        clock.rung_at = reached.next_at;
    });
}

fn attribute(clock: &mut Clock, segments: Segments, to: Timestamp) {
    clock.segments = segments;
    clock.segments_to = to;
}

fn change(
    rows: &mut Situation<'_>,
    handoff: &HandoffId,
    milestone: &MilestoneId,
    change: impl FnOnce(&mut Clock),
) {
    rows.update_handoff(handoff, |handoff| {
        if let Some(clock) = handoff
            .clocks
            .iter_mut()
            .find(|clock| &clock.milestone == milestone)
        {
            change(clock);
        }
    });
}
