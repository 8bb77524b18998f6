//! Records: fields, trail, activities, journey, suppression.

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::command::Activity;
use crate::erasure::{Erasure, Forgetting};
use crate::event::RecordObserved;
use crate::ids::{FieldName, RecordRef};
use crate::policy::{Kind, Policy, STAGE};
use crate::state::{Did, Held, Record, Situation, Trace};
use crate::time::Timestamp;
use crate::value::Value;

pub(super) fn observed(policy: &Policy, rows: &mut Situation<'_>, observed: &RecordObserved) {
    let Some(kind) = policy.kind(&observed.record.kind) else {
        return;
    };
    if rows.record(&observed.record).is_none() {
        let created_at = observed.created_at.unwrap_or(observed.changed_at);
        rows.put_record(Record::new(observed.record.clone(), kind, created_at), kind);
    }
    rows.update_record(&observed.record, kind, |record| {
        if let Some(created_at) = observed.created_at {
            record.created_at = created_at;
        }
        for (name, value) in &observed.changes {
            change(record, kind, name, value, observed.changed_at);
        }
        for name in &observed.confirmed {
            if let Some(held) = held(record, kind, name) {
                held.at = observed.changed_at;
            }
        }
    });
}

fn change(record: &mut Record, kind: &Kind, name: &FieldName, value: &Value, at: Timestamp) {
    let slot = kind.slot(name);
    if slot == Some(STAGE) {
        record.stage_since = at;
    }
    if let Some(slot) = slot.filter(|slot| kind.is_tracked(*slot)) {
        if let (Some(before), Some(after)) = (record.value(slot).as_date(), value.as_date())
            && after > before
        {
            *record.pushes.entry(name.clone()).or_default() += 1;
        }
        record.trail.push(Trace {
            at,
            field: name.clone(),
            to: value.clone(),
        });
    }
    match held(record, kind, name) {
        Some(held) => {
            *held = Held {
                value: value.clone(),
                at,
            }
        }
        None => {
            record.undeclared.insert(
                name.clone(),
                Held {
                    value: value.clone(),
                    at,
                },
            );
        }
    }
}

/// Where a field's value is kept; `None` for an undeclared field that was never seen.
fn held<'r>(record: &'r mut Record, kind: &Kind, name: &FieldName) -> Option<&'r mut Held> {
    let Some(slot) = kind.slot(name) else {
        return record.undeclared.get_mut(name);
    };
    let slot = usize::from(slot);
    if record.fields.len() <= slot {
        record.fields.resize(
            slot + 1,
            Held {
                value: Value::Missing,
                at: Timestamp::MIN,
            },
        );
    }
    record.fields.get_mut(slot)
}

pub(super) fn joined(
    policy: &Policy,
    rows: &mut Situation<'_>,
    record: &RecordRef,
    journey: &RecordRef,
) {
    let Some(kind) = policy.kind(&record.kind) else {
        return;
    };
    rows.update_record(record, kind, |record| record.journey = journey.clone());
}

pub(super) fn did(policy: &Policy, rows: &mut Situation<'_>, activity: &Activity) {
    let Some(key) = &activity.record else { return };
    let Some(kind) = policy.kind(&key.kind) else {
        return;
    };
    rows.update_record(key, kind, |record| {
        let did = record
            .did
            .entry(activity.of.clone())
            .or_insert_with(|| Did {
                last_at: Timestamp::MIN,
                ..Did::default()
            });
        did.count += 1;
        if activity.at >= did.last_at {
            did.last_at = activity.at;
            did.last_by.clone_from(&activity.by);
            did.tag = activity.tag.clone().or(did.tag.take());
        }
    });
}

pub(super) fn suppressed(
    policy: &Policy,
    rows: &mut Situation<'_>,
    record: &RecordRef,
    identity: Option<&SmolStr>,
) {
    let Some(kind) = policy.kind(&record.kind) else {
        return;
    };
    rows.update_record(record, kind, |record| record.suppressed = true);
    if let Some(identity) = identity {
        rows.suppress(record.kind.clone(), identity.clone());
    }
}

/// The rows of the records lose what told about the person before this event is written, as the bodies of the entries do that
/// made them; what is left to do is to keep in mind whom nobody may contact.
pub(super) fn erased(rows: &mut Situation<'_>, erasure: &Erasure) {
    for (kind, identity) in &erasure.suppressed {
        rows.suppress(kind.clone(), identity.clone());
    }
}

/// As with [`erased`], the values left the row and the bodies before. That they did is kept, so that a value that comes again is
/// told from the one that went.
pub(super) fn forgotten(policy: &Policy, rows: &mut Situation<'_>, forgetting: &Forgetting) {
    let Some(kind) = policy.kind(&forgetting.record.kind) else {
        return;
    };
    rows.update_record(&forgetting.record, kind, |record| {
        for field in &forgetting.fields {
            if let Some(said_at) = record.held(kind, field).map(|held| held.at) {
                record.forgotten.insert(field.clone(), said_at);
            }
        }
    });
    for (kind, identity) in &forgetting.suppressed {
        rows.suppress(kind.clone(), identity.clone());
    }
}

pub(super) fn alarm(
    policy: &Policy,
    rows: &mut Situation<'_>,
    record: &RecordRef,
    at: Option<Timestamp>,
) {
    let Some(kind) = policy.kind(&record.kind) else {
        return;
    };
    rows.update_record(record, kind, |record| record.alarm_at = at);
}

pub(super) fn started_for(
    policy: &Policy,
    rows: &mut Situation<'_>,
    record: &RecordRef,
    name: &SmolStr,
    date: Option<Date>,
) {
    let (Some(kind), Some(date)) = (policy.kind(&record.kind), date) else {
        return;
    };
    rows.update_record(record, kind, |record| {
        record.started_for.insert(name.clone(), date);
    });
}
