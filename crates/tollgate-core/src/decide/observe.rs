//! News of a record: what changed, what was older than what is known, and what follows.

use super::changed::{Changed, Thoroughness};
use super::facts::target;
use super::turn::Turn;
use super::{settle, violation};
use crate::command::RecordChange;
use crate::event::{RecordObserved, What};
use crate::ids::{FieldName, RecordKind, RecordRef};
use crate::policy::{Kind, STAGE};
use crate::state::Record;
use crate::time::Timestamp;
use crate::value::{FieldType, Value};

const OBSERVE: &str = "observe";

/// Takes in what the record's master system says.
pub(super) fn decide(turn: &mut Turn<'_>, change: &RecordChange) {
    let Some(kind) = known_kind(turn, OBSERVE, &change.record) else {
        return;
    };
    if !fields_fit(turn, kind, change) {
        return;
    }
    let Some(observed) = news(turn, kind, change) else {
        return;
    };
    let changed = changed(turn, kind, &observed);
    let left = turn
        .record(&change.record)
        .map(|record| record.stage().to_owned());
    turn.emit(What::RecordObserved(observed), Vec::new());
    turn.as_tollgate(|turn| {
        join_journeys(turn, kind, &change.record, &changed);
        if changed.fields.contains(&STAGE) {
            violation::look(turn, &change.record, left.as_deref());
        }
        settle::after(turn, &change.record, &changed);
    });
}

/// The record's kind; refuses when the policy does not have it.
pub(super) fn known_kind<'p>(
    turn: &mut Turn<'p>,
    command: &'static str,
    record: &RecordRef,
) -> Option<&'p Kind> {
    let policy = turn.policy;
    let kind = policy.kind(&record.kind);
    if kind.is_none() {
        let known: Vec<&str> = policy.kinds.keys().map(RecordKind::as_str).collect();
        let says = format!(
            "the policy has no record kind `{}`; it has {}",
            record.kind,
            known.join(", ")
        );
        turn.refuse(command, record, "unknown_kind", says);
    }
    kind
}

/// True when each field is declared and holds what it may; refuses otherwise, naming every one that does not.
fn fields_fit(turn: &mut Turn<'_>, kind: &Kind, change: &RecordChange) -> bool {
    let wrong: Vec<String> = change
        .fields
        .iter()
        .filter_map(|(name, value)| misfit(kind, name, value))
        .collect();
    if !wrong.is_empty() {
        turn.refuse(OBSERVE, &change.record, "unusable_fields", wrong.join("; "));
    }
    wrong.is_empty()
}

fn misfit(kind: &Kind, name: &FieldName, value: &Value) -> Option<String> {
    let Some(slot) = kind.slot(name) else {
        return Some(format!("{} has no field `{name}`", kind.name));
    };
    let of = &kind.field(slot).of;
    match (of, value) {
        (FieldType::Choice(choices), Value::Text(text)) if !choices.contains(text) => {
            Some(format!(
                "`{text}` is no {name} of {}; it may be {}",
                kind.name,
                choices.join(", ")
            ))
        }
        _ if of.holds(value) => None,
        _ => Some(format!(
            "`{value}` does not fit the field `{name}` of {}",
            kind.name
        )),
    }
}

/// What is new in what the source says; `None` when nothing is. Older news never overwrites newer, field by field.
fn news(turn: &Turn<'_>, kind: &Kind, change: &RecordChange) -> Option<RecordObserved> {
    let known = turn.record(&change.record);
    let mut observed = RecordObserved {
        record: change.record.clone(),
        created_at: match known {
            None => Some(change.created_at.unwrap_or(change.changed_at)),
            Some(record) => change
                .created_at
                .filter(|at| *at < record.created_at || is_undescribed(record)),
        },
        changed_at: change.changed_at,
        changes: Vec::new(),
        confirmed: Vec::new(),
    };
    for (name, value) in &change.fields {
        let slot = kind.slot(name)?;
        let held = known.and_then(|record| record.fields.get(usize::from(slot)));
        match held {
            Some(held) if held.at > change.changed_at => {}
            Some(held) if held.value == *value => {
                if held.at < change.changed_at && !value.is_missing() {
                    observed.confirmed.push(name.clone());
                }
            }
            None if value.is_missing() => {}
            _ => observed.changes.push((name.clone(), value.clone())),
        }
    }
    let says_something = known.is_none() || observed.created_at.is_some();
    (says_something || !observed.changes.is_empty() || !observed.confirmed.is_empty())
        .then_some(observed)
}

fn changed(turn: &Turn<'_>, kind: &Kind, observed: &RecordObserved) -> Changed {
    Changed {
        is_new: turn.record(&observed.record).is_none(),
        fields: observed
            .changes
            .iter()
            .filter_map(|(name, _)| kind.slot(name))
            .collect(),
        everything: turn.thoroughness == Thoroughness::Everything,
        ..Changed::default()
    }
}

/// The journey goes on in the records that this one's journey links point at, and came from those that point here.
fn join_journeys(turn: &mut Turn<'_>, kind: &Kind, key: &RecordRef, changed: &Changed) {
    for (slot, _) in kind
        .links()
        .filter(|(slot, link)| link.journey && changed.fields.contains(slot))
    {
        let next = turn
            .record(key)
            .and_then(|record| target(kind, record, slot));
        if let Some(next) = next {
            join(turn, key, next);
        }
    }
    if changed.is_new {
        for from in turn.rows.linked_from(key) {
            if goes_on(turn, &from, key) {
                join(turn, &from, key.clone());
            }
        }
    }
}

/// True when a journey link of `from` points at `to`.
fn goes_on(turn: &Turn<'_>, from: &RecordRef, to: &RecordRef) -> bool {
    let (Some(record), Some(kind)) = (turn.record(from), turn.policy.kind(&from.kind)) else {
        return false;
    };
    kind.links()
        .any(|(slot, link)| link.journey && target(kind, record, slot).as_ref() == Some(to))
}

fn join(turn: &mut Turn<'_>, from: &RecordRef, to: RecordRef) {
    let journey = turn
        .record(from)
        .map(|record: &Record| record.journey.clone());
    let joined = turn.record(&to).map(|record| record.journey.clone());
    if let (Some(journey), Some(joined)) = (journey, joined)
        && journey != joined
        && journey != to
    {
        turn.follow(What::JourneyJoined {
            record: to.clone(),
            journey,
        });
        go_on(turn, &to);
    }
}

/// Whatever the record's journey has gone on in joins too.
fn go_on(turn: &mut Turn<'_>, key: &RecordRef) {
    let (Some(record), Some(kind)) = (turn.record(key), turn.policy.kind(&key.kind)) else {
        return;
    };
    let next: Vec<RecordRef> = kind
        .links()
        .filter(|(_, link)| link.journey)
        .filter_map(|(slot, _)| target(kind, record, slot))
        .collect();
    for next in next {
        join(turn, key, next);
    }
}

/// True for a record of which only activities are known yet.
fn is_undescribed(record: &Record) -> bool {
    record.fields.iter().all(|held| held.at == Timestamp::MIN)
}
