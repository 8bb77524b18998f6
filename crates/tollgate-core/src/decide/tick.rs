//! Tick: time passed; whatever waited for this instant is looked at, the earliest first.

use super::turn::Turn;
use super::{assign, availability, clock, escalate, open, route, watch};
use crate::event::What;
use crate::ids::{HandoffId, MilestoneId, PersonId, TaskId};
use crate::reason::{Reason, Verdict};
use crate::state::{Availability, HandoffState, RowKey, TaskState};
use crate::time::Timestamp;

/// Looks at every row whose alarm is due. Saying it twice does no harm: what was done has no alarm left.
pub(super) fn decide(turn: &mut Turn<'_>) {
    let now = turn.now;
    let due: Vec<(Timestamp, RowKey)> = turn
        .before
        .alarms()
        .take_while(|(at, _)| *at <= now)
        .map(|(at, key)| (at, key.clone()))
        .collect();
    for (at, key) in due {
        match key {
            RowKey::Record(key) => watch::look(turn, &key, at),
            RowKey::Handoff(id) => handoff(turn, id),
            RowKey::Task(id) => task(turn, id),
            RowKey::Presence(person) => presence(turn, &person),
            RowKey::Standing(..)
            | RowKey::Waiver(_)
            | RowKey::Violation(_)
            | RowKey::Suppression(..) => {}
        }
    }
}

/// What is due of one handoff: the end of a hold or of an absence, an overflow, a breach, a rung.
fn handoff(turn: &mut Turn<'_>, id: HandoffId) {
    let now = turn.now;
    let due = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
    if due(turn.handoff(id).held_until) && turn.handoff(id).state == HandoffState::Held {
        open::end_hold(turn, id);
    }
    if due(turn.handoff(id).overflow_at) {
        overflow(turn, id);
    }
    if due(turn.handoff(id).retry_at) {
        retry(turn, id);
    }
    for milestone in clock::running_milestones(turn, id) {
        climb(turn, id, &milestone);
    }
    if due(turn.handoff(id).reopen_at) {
        reopen(turn, id);
    }
}

/// The promise of one clock, and its ladder, in the order in which they come.
fn climb(turn: &mut Turn<'_>, id: HandoffId, milestone: &MilestoneId) {
    // Each rung sets the next one, so this ends with the ladder.
    loop {
        let Some(clock) = clock::running(turn, id, milestone) else {
            return;
        };
        let rung_at = clock.rung_at.filter(|at| *at <= turn.now);
        let broken = clock
            .due_at
            .filter(|due| clock.breached_at.is_none() && *due < turn.now);
        match (broken, rung_at) {
            (Some(due), rung) if rung.is_none_or(|rung| due < rung) => {
                clock::breach(turn, id, milestone)
            }
            (_, Some(_)) => escalate::climb_rung(turn, id, milestone),
            (_, None) => return,
        }
    }
}

fn overflow(turn: &mut Turn<'_>, id: HandoffId) {
    let queue = assign::waits_in(turn, id);
    let overflow = queue.and_then(|queue| turn.terms(id).queues.get(&queue)?.overflow.clone());
    if let Some((after, to)) = overflow {
        let why = Reason::new(
            "overflow",
            Verdict::Pass,
            format!("nobody took it for {after}"),
        );
        route::into_queue(turn, id, &to, why);
    }
}

/// Somebody may be able to take it by now; if not, it waits for the next who may.
fn retry(turn: &mut Turn<'_>, id: HandoffId) {
    if let Some(queue) = assign::waits_in(turn, id)
        && !route::try_queue(turn, id, &queue)
    {
        route::wait_on(turn, id, &queue);
    }
}

fn reopen(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point_in_force(id) else {
        return turn.follow(What::ReopeningEnded {
            handoff: id,
            reopened: false,
        });
    };
    let record = turn.handoff(id).record.clone();
    let condition = point.opens.condition();
    let fits = condition.is_none_or(|condition| {
        super::facts::RecordFacts::new(turn.policy, &turn.rows, &record, turn.now)
            .is_some_and(|facts| condition.truth(&facts).is_true())
    });
    if fits {
        let why = Reason::new(
            format!("{}/dispositions", point.id),
            Verdict::Pass,
            "the time that it was put aside for is over",
        );
        open::reopen(turn, point, id, Vec::new(), why);
    } else {
        turn.follow(What::ReopeningEnded {
            handoff: id,
            reopened: false,
        });
    }
}

fn task(turn: &mut Turn<'_>, id: TaskId) {
    let late = turn.rows.task(&id).is_some_and(|task| {
        task.state != TaskState::Done
            && task.overdue_at.is_none()
            && task.due_at.is_some_and(|due| due < turn.now)
    });
    if late {
        turn.follow(What::TaskOverdue { task: id });
    }
}

fn presence(turn: &mut Turn<'_>, person: &PersonId) {
    let back = turn
        .rows
        .presence(person)
        .and_then(|presence| presence.next_alarm())
        .is_some_and(|at| at <= turn.now);
    if back {
        availability::decide(turn, person, Availability::Here);
    }
}
