//! What time alone brings about for a record: handoffs and playbooks that open by date, conditions on time.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::changed::{Changed, Thoroughness};
use super::facts::{RecordFacts, today};
use super::turn::Turn;
use super::{open, playbook, settle};
use crate::condition::Condition;
use crate::event::What;
use crate::ids::RecordRef;
use crate::policy::{HandoffPoint, Opens, PlaybookStart, Policy, StartsAt, StopsAt};
use crate::reason::{Reason, Verdict};
use crate::state::Record;
use crate::time::{Budget, Timestamp};

/// Time reached the instant that the record waited for, `looked_at`.
pub(super) fn look(turn: &mut Turn<'_>, key: &RecordRef, looked_at: Timestamp) {
    let changed = Changed {
        time: true,
        everything: turn.thoroughness == Thoroughness::Everything,
        ..Changed::default()
    };
    // What holds from this instant on did not hold the instant before.
    settle::open_by_condition(turn, key, &changed, looked_at.plus(-1));
    settle::record(turn, key, &changed);
}

/// Opens the handoffs and starts the playbooks whose date has come near enough.
pub(super) fn open_by_date(turn: &mut Turn<'_>, key: &RecordRef) {
    let policy = turn.policy;
    for point in policy.points_of(&key.kind) {
        if let Opens::Before { date, by, only } = &point.opens
            && let Some(date) = due_date(turn, key, point.id.as_text(), (*date, *by))
            && only.as_ref().is_none_or(|only| is_true(turn, key, only))
        {
            let why = Reason::new(
                format!("{}/opens", point.id),
                Verdict::Pass,
                format!("{by} before {date}"),
            );
            open::open_for(turn, point, key, Some(date), why);
        }
    }
    for playbook in policy
        .playbooks
        .values()
        .filter(|playbook| playbook.record == key.kind)
    {
        if let PlaybookStart::Before { date, by } = &playbook.starts
            && let Some(date) = due_date(turn, key, playbook.id.as_text(), (*date, *by))
        {
            playbook::start(turn, playbook, key, None, Some(date));
        }
    }
}

/// Keeps the instant at which to look at the record again.
pub(super) fn set_alarm(turn: &mut Turn<'_>, key: &RecordRef) {
    let Some(record) = turn.record(key) else {
        return;
    };
    let at = next_look(turn, key, record);
    if at != record.alarm_at {
        turn.follow(What::RecordAlarmSet {
            record: key.clone(),
            at,
        });
    }
}

/// The date that has come near enough and was not acted on; a date that is past is not acted on any more.
fn due_date(
    turn: &Turn<'_>,
    key: &RecordRef,
    name: &SmolStr,
    (slot, by): (u16, Budget),
) -> Option<Date> {
    let record = turn.record(key)?;
    let date = waiting_date(turn.policy, record, name, slot)?;
    let near = opens_at(turn.policy, date, by)? <= turn.now;
    (near && date >= today(turn.policy, turn.now)).then_some(date)
}

/// The date in the field, unless it was acted on already.
fn waiting_date(policy: &Policy, record: &Record, name: &SmolStr, slot: u16) -> Option<Date> {
    let date = record.value(slot).as_date()?;
    let closed = policy
        .kind(&record.key.kind)
        .is_some_and(|kind| kind.is_closed(record.stage()));
    (!closed && record.started_for.get(name) != Some(&date)).then_some(date)
}

/// The start of the day, in the workspace's zone, that lies `by` before `date`.
fn opens_at(policy: &Policy, date: Date, by: Budget) -> Option<Timestamp> {
    let zone = &policy.workspace.zone;
    let start = Timestamp::from_jiff(date.to_zoned(zone.clone()).ok()?.timestamp());
    policy.prepared.get(None, zone).back(start, by, &[])
}

fn next_look(turn: &Turn<'_>, key: &RecordRef, record: &Record) -> Option<Timestamp> {
    let dates = turn
        .policy
        .points_of(&key.kind)
        .filter_map(|point| match &point.opens {
            Opens::Before { date, by, .. } => opens_at(
                turn.policy,
                waiting_date(turn.policy, record, point.id.as_text(), *date)?,
                *by,
            ),
            Opens::When(_) => None,
        });
    let playbooks = turn
        .policy
        .playbooks
        .values()
        .filter(|playbook| playbook.record == key.kind)
        .filter_map(|playbook| match &playbook.starts {
            PlaybookStart::Before { date, by } => opens_at(
                turn.policy,
                waiting_date(turn.policy, record, playbook.id.as_text(), *date)?,
                *by,
            ),
            PlaybookStart::Handoff(..) => None,
        });
    let dates = dates.chain(playbooks).filter(|at| *at > turn.now);
    dates.chain(conditions_on_time(turn, key)).min()
}

/// When the conditions that read the time may come to something else.
fn conditions_on_time(turn: &Turn<'_>, key: &RecordRef) -> Option<Timestamp> {
    let live = turn.rows.live_handoffs(key);
    let facts = || RecordFacts::new(turn.policy, &turn.rows, key, turn.now);
    let mut next: Option<Timestamp> = None;
    let mut consider = |at: Option<Timestamp>| next = [next, at].into_iter().flatten().min();
    for point in turn.policy.points_of(&key.kind) {
        if let Some(condition) = point
            .opens
            .condition()
            .filter(|condition| condition.reads_time())
        {
            consider(facts().and_then(|facts| condition.next_look(&facts, turn.now)));
        }
    }
    for id in live {
        let handoff = turn.handoff(id);
        let Some(point) = turn.point(id).filter(|_| handoff.state.is_open()) else {
            continue;
        };
        for condition in conditions_of_open(point).filter(|condition| condition.reads_time()) {
            let facts = RecordFacts::new(turn.terms(id), &turn.rows, key, turn.now);
            consider(
                facts
                    .and_then(|facts| condition.next_look(&facts.handoff(Some(handoff)), turn.now)),
            );
        }
    }
    next
}

/// The conditions that can change an open handoff.
fn conditions_of_open(point: &HandoffPoint) -> impl Iterator<Item = &Condition> {
    let of_clocks = point.sla.iter().flat_map(|milestone| {
        let starts = match &milestone.starts {
            StartsAt::When(condition) => Some(condition),
            _ => None,
        };
        let stops = match &milestone.stops {
            StopsAt::When(condition) => Some(condition),
            _ => None,
        };
        [starts, stops, milestone.pauses.as_ref()]
            .into_iter()
            .flatten()
    });
    let accepts = match &point.accepts_on {
        crate::policy::Acceptance::When(condition) => Some(condition),
        _ => None,
    };
    let criteria = point.criteria.iter().map(|criterion| &criterion.check);
    point
        .completes
        .iter()
        .chain(&point.withdraws)
        .chain(accepts)
        .chain(criteria)
        .chain(of_clocks)
}

fn is_true(turn: &Turn<'_>, key: &RecordRef, condition: &Condition) -> bool {
    RecordFacts::new(turn.policy, &turn.rows, key, turn.now)
        .is_some_and(|facts| condition.truth(&facts).is_true())
}
