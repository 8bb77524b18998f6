//! What follows from a change of a record: for its handoffs, its tasks, and the handoffs that open.

use std::collections::BTreeSet;

use super::changed::{Changed, Thoroughness};
use super::facts::{RecordFacts, target};
use super::turn::Turn;
use super::{accept, clock, complete, criteria, open, playbook, violation, watch, withdraw};
use crate::condition::{Condition, Truth};
use crate::ids::{HandoffId, PointId, RecordRef, TaskId};
use crate::policy::{Acceptance, HandoffPoint, Milestone, StartsAt, StopsAt};
use crate::reason::{Reason, Verdict};
use crate::state::{HandoffState, RowKey, TaskState};
use crate::time::Timestamp;

/// Settles the record that changed, and those whose conditions read it through a link.
pub(super) fn after(turn: &mut Turn<'_>, key: &RecordRef, changed: &Changed) {
    record(turn, key, changed);
    for from in turn.rows.linked_from(key) {
        for link in links_to(turn, &from, key) {
            let through = Changed {
                linked: Some((link, changed.fields.clone())),
                is_new: false,
                everything: turn.thoroughness == Thoroughness::Everything,
                ..Changed::default()
            };
            record(turn, &from, &through);
        }
    }
}

/// Settles what the turn itself has changed, until nothing more follows: a handoff that was just offered may be
/// complete already, and a task that was just created may be done.
pub(super) fn finish(turn: &mut Turn<'_>) {
    let everything = Changed {
        everything: true,
        ..Changed::default()
    };
    let mut records = BTreeSet::new();
    for _ in 0..ROUNDS_MAX {
        let changed = turn.rows.take_changed();
        let rows = changed.len();
        for key in changed {
            match key {
                RowKey::Handoff(id) => {
                    records.insert(turn.handoff(id).record.clone());
                    handoff(turn, id, &everything);
                }
                RowKey::Task(id) if task_is_done(turn, id, &everything) => playbook::done(turn, id),
                _ => {}
            }
        }
        if rows == 0 {
            break;
        }
    }
    for record in records {
        watch::set_alarm(turn, &record);
    }
}

/// Ends a policy that goes round in circles: what one round leaves, the next change takes up.
const ROUNDS_MAX: usize = 8;

/// The links of `from` that point at `to`.
fn links_to(turn: &Turn<'_>, from: &RecordRef, to: &RecordRef) -> Vec<u16> {
    let (Some(row), Some(kind)) = (turn.record(from), turn.policy.kind(&from.kind)) else {
        return Vec::new();
    };
    kind.links()
        .map(|(slot, _)| slot)
        .filter(|slot| target(kind, row, *slot).as_ref() == Some(to))
        .collect()
}

/// Settles one record: its handoffs first, then what opens.
pub(super) fn record(turn: &mut Turn<'_>, key: &RecordRef, changed: &Changed) {
    for id in turn.rows.live_handoffs(key) {
        handoff(turn, id, changed);
    }
    tasks(turn, key, changed);
    violation::close_mended(turn, key);
    open_by_condition(turn, key, changed, turn.now);
    watch::open_by_date(turn, key);
    watch::set_alarm(turn, key);
}

/// Settles one handoff: it may be withdrawn, completed, accepted, offered at last, and its clocks may turn.
fn handoff(turn: &mut Turn<'_>, id: HandoffId, changed: &Changed) {
    if !turn.handoff(id).state.is_open() {
        return reopen_on_data(turn, id, changed);
    }
    let Some(point) = turn.point(id) else { return };
    if let Some(reason) = holds(
        turn,
        id,
        point.withdraws.as_ref(),
        changed,
        (&point.id, "withdraws"),
    ) {
        return withdraw::withdraw(turn, id, reason.says.clone(), vec![reason]);
    }
    // One change may say both that it was taken over and that it served its purpose: then it was accepted, too.
    if turn.handoff(id).state == HandoffState::Offered {
        accept_on_condition(turn, id, point, changed);
    }
    if let Some(reason) = holds(
        turn,
        id,
        point.completes.as_ref(),
        changed,
        (&point.id, "completes"),
    ) {
        stop_on_condition(turn, id, point, changed);
        return complete::complete(turn, id, vec![reason]);
    }
    match turn.handoff(id).state {
        HandoffState::Held => recheck(turn, id, point, changed),
        HandoffState::Returned => mend(turn, id, point, changed),
        _ => {}
    }
    turn_clocks(turn, id, point, changed);
}

/// Criteria that read something that changed may be met by now.
fn recheck(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint, changed: &Changed) {
    if point
        .criteria
        .iter()
        .any(|criterion| changed.concerns(&criterion.check))
    {
        open::qualify(turn, id);
    }
}

/// A returned handoff is offered again once the sender has filled every gap that can be checked.
fn mend(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint, changed: &Changed) {
    let named = turn.handoff(id).gaps.clone();
    let checkable = |name: &str| {
        let kind = turn.terms(id).kind(&point.record);
        let is_context = kind.is_some_and(|kind| {
            point
                .context
                .iter()
                .any(|slot| kind.field(*slot).name.as_str() == name)
        });
        is_context
            || point
                .criteria
                .iter()
                .any(|criterion| criterion.id.as_str() == name)
    };
    if changed.fields.is_empty()
        || named.is_empty()
        || !named.iter().all(|gap| checkable(&gap.name))
    {
        return;
    }
    let checked = criteria::check(turn, id, point);
    let still = |name| checked.gaps.iter().any(|gap| gap.name == name);
    if checked.lets_through() && !named.into_iter().any(|gap| still(gap.name)) {
        open::offer(turn, id, checked);
    }
}

fn accept_on_condition(
    turn: &mut Turn<'_>,
    id: HandoffId,
    point: &HandoffPoint,
    changed: &Changed,
) {
    let Acceptance::When(condition) = &point.accepts_on else {
        return;
    };
    if holds(
        turn,
        id,
        Some(condition),
        changed,
        (&point.id, "accepts_on"),
    )
    .is_none()
    {
        return;
    }
    let handoff = turn.handoff(id);
    let owner = handoff
        .owner
        .clone()
        .or_else(|| turn.record(&handoff.record)?.owner());
    if let Some(owner) = owner {
        accept::take_over(turn, id, owner);
    }
}

fn turn_clocks(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint, changed: &Changed) {
    if !turn.handoff(id).state.is_carried() {
        return;
    }
    let now = turn.now;
    for milestone in &point.sla {
        if let StartsAt::When(condition) = &milestone.starts
            && holds(turn, id, Some(condition), changed, (&point.id, "starts")).is_some()
        {
            clock::start(turn, id, milestone, now);
        }
        if concerns_pause(milestone, changed) {
            clock::pause_where_it_holds(turn, id, milestone);
        }
    }
    stop_on_condition(turn, id, point, changed);
}

fn concerns_pause(milestone: &Milestone, changed: &Changed) -> bool {
    milestone
        .pauses
        .as_ref()
        .is_some_and(|condition| changed.concerns(condition))
}

fn stop_on_condition(turn: &mut Turn<'_>, id: HandoffId, point: &HandoffPoint, changed: &Changed) {
    let now = turn.now;
    for milestone in &point.sla {
        if let StopsAt::When(condition) = &milestone.stops
            && holds(turn, id, Some(condition), changed, (&point.id, "stops")).is_some()
        {
            clock::stop(turn, id, &milestone.id, now);
        }
    }
}

/// A handoff that was put aside until its data is mended opens again when the data changed and the record still fits.
fn reopen_on_data(turn: &mut Turn<'_>, id: HandoffId, changed: &Changed) {
    let Some(point) = turn.point_in_force(id) else {
        return;
    };
    let record = turn.handoff(id).record.clone();
    if !turn.handoff(id).waits_for_data() || changed.fields.is_empty() {
        return;
    }
    let Some(condition) = point.opens.condition() else {
        return;
    };
    let fits = RecordFacts::new(turn.policy, &turn.rows, &record, turn.now)
        .is_some_and(|facts| condition.truth(&facts).is_true());
    if fits {
        let why = Reason::new(
            format!("{}/dispositions", point.id),
            Verdict::Pass,
            "the data changed",
        );
        open::reopen(turn, point, id, Vec::new(), why);
    }
}

/// Opens the handoffs whose condition has turned true since `before`.
pub(super) fn open_by_condition(
    turn: &mut Turn<'_>,
    key: &RecordRef,
    changed: &Changed,
    before: Timestamp,
) {
    let policy = turn.policy;
    for point in policy.points_of(&key.kind) {
        if let crate::policy::Opens::When(condition) = &point.opens
            && changed.concerns(condition)
            && let Some(why) = turned_true(turn, key, condition, before, &point.id)
        {
            open::open(turn, point, key, why);
        }
    }
}

/// The reason why the condition holds and did not hold before; `None` otherwise.
fn turned_true(
    turn: &Turn<'_>,
    key: &RecordRef,
    condition: &Condition,
    before: Timestamp,
    point: &PointId,
) -> Option<Reason> {
    let was = turn.before.record(key);
    let facts = RecordFacts::new(turn.policy, &turn.rows, key, turn.now)?.was(was);
    if !condition.truth(&facts).is_true() {
        return None;
    }
    let earlier = RecordFacts::new(turn.policy, turn.before, key, before);
    if earlier.is_some_and(|facts| condition.truth(&facts).is_true()) {
        return None;
    }
    Some(
        Reason::new(
            format!("{point}/opens"),
            Verdict::Pass,
            condition.source().clone(),
        )
        .seeing(condition.seen(&facts)),
    )
}

fn tasks(turn: &mut Turn<'_>, key: &RecordRef, changed: &Changed) {
    let candidates: Vec<TaskId> = turn
        .rows
        .tasks_of(key)
        .into_iter()
        .filter(|task| task.state != TaskState::Done)
        .map(|task| task.id)
        .collect();
    for id in candidates {
        if task_is_done(turn, id, changed) {
            playbook::done(turn, id);
        }
    }
}

fn task_is_done(turn: &Turn<'_>, id: TaskId, changed: &Changed) -> bool {
    let Some(task) = turn
        .rows
        .task(&id)
        .filter(|task| task.state != TaskState::Done)
    else {
        return false;
    };
    let playbook = turn.policy.playbooks.get(&task.playbook);
    let template = playbook.and_then(|playbook| {
        playbook
            .tasks
            .iter()
            .find(|template| template.id == task.name)
    });
    let Some(condition) = template.and_then(|template| template.completes.as_ref()) else {
        return false;
    };
    let facts = RecordFacts::new(turn.policy, &turn.rows, &task.record, turn.now);
    changed.concerns(condition) && facts.is_some_and(|facts| condition.truth(&facts).is_true())
}

/// The reason why the handoff's condition holds; `None` when it does not, or nothing that it reads has changed.
fn holds(
    turn: &Turn<'_>,
    id: HandoffId,
    condition: Option<&Condition>,
    changed: &Changed,
    (point, part): (&PointId, &str),
) -> Option<Reason> {
    let condition = condition.filter(|condition| changed.concerns(condition))?;
    let handoff = turn.handoff(id);
    let was = turn.before.record(&handoff.record);
    let facts = RecordFacts::new(turn.terms(id), &turn.rows, &handoff.record, turn.now)?
        .was(was)
        .handoff(Some(handoff));
    match condition.truth(&facts) {
        Truth::True => {
            let reason = Reason::new(
                format!("{point}/{part}"),
                Verdict::Pass,
                condition.source().clone(),
            );
            Some(reason.seeing(condition.seen(&facts)))
        }
        Truth::False | Truth::Unknown(_) => None,
    }
}
