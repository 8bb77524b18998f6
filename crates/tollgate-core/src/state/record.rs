//! A record as Tollgate knows it: the latest value of each field, what was done on it, and its trail.

use std::collections::BTreeMap;

use crate::ids::{ActivityType, FieldName, PersonId, RecordRef};
use crate::policy::{Kind, OWNER, STAGE};
use crate::time::Timestamp;
use crate::value::Value;

/// One record.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Which record.
    pub key: RecordRef,
    /// The record that its journey began with; itself, where it follows from none.
    pub journey: RecordRef,
    /// When it was created in the system it comes from.
    pub created_at: Timestamp,
    /// When it entered its stage.
    pub stage_since: Timestamp,
    /// The fields by slot of its kind.
    pub fields: Vec<Held>,
    /// Fields that were recorded under an earlier policy and are no longer declared.
    pub undeclared: BTreeMap<FieldName, Held>,
    /// How often each date field moved later.
    pub pushes: BTreeMap<FieldName, u32>,
    /// What was done on it, by type of activity.
    pub did: BTreeMap<ActivityType, Did>,
    /// The changes of stage, owner, dates and money, oldest first.
    pub trail: Vec<Trace>,
    /// The last date for which each date-opened handoff point or playbook started, by its name.
    pub started_for: BTreeMap<smol_str::SmolStr, jiff::civil::Date>,
    /// Nobody may contact it again.
    pub suppressed: bool,
    /// Fields whose value was not kept any longer, each with when the source had said that value.
    pub forgotten: BTreeMap<FieldName, Timestamp>,
    /// When to look at it again though nothing changed: a date-opened handoff, a condition on time.
    pub alarm_at: Option<Timestamp>,
}

/// What a field holds, and since when, by the source's own clock.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Held {
    /// The value.
    pub value: Value,
    /// When the source said so; older news does not overwrite it.
    pub at: Timestamp,
}

/// A summary of one type of activity on a record.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Did {
    /// How often.
    pub count: u32,
    /// When last.
    pub last_at: Timestamp,
    /// By whom last.
    pub last_by: Option<PersonId>,
    /// The tag of the last one that had one.
    pub tag: Option<smol_str::SmolStr>,
}

/// One change of a tracked field.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// When the source said so.
    pub at: Timestamp,
    /// The field.
    pub field: FieldName,
    /// What it became.
    pub to: Value,
}

impl Record {
    /// A record of which nothing is known yet, created at `at`.
    pub fn new(key: RecordRef, kind: &Kind, at: Timestamp) -> Self {
        Self {
            journey: key.clone(),
            key,
            created_at: at,
            stage_since: at,
            fields: vec![
                Held {
                    value: Value::Missing,
                    at: Timestamp::MIN
                };
                kind.fields.len()
            ],
            undeclared: BTreeMap::new(),
            pushes: BTreeMap::new(),
            did: BTreeMap::new(),
            trail: Vec::new(),
            started_for: BTreeMap::new(),
            suppressed: false,
            forgotten: BTreeMap::new(),
            alarm_at: None,
        }
    }

    /// What the field in `slot` holds; missing where the slot was declared after the record was read.
    pub fn value(&self, slot: u16) -> &Value {
        static MISSING: Value = Value::Missing;
        self.fields
            .get(usize::from(slot))
            .map_or(&MISSING, |held| &held.value)
    }

    /// What the field `name` holds, declared or not; `None` where it was never heard of.
    pub fn held(&self, kind: &Kind, name: &FieldName) -> Option<&Held> {
        let held = match kind.slot(name) {
            Some(slot) => self.fields.get(usize::from(slot)),
            None => self.undeclared.get(name),
        };
        held.filter(|held| held.at != Timestamp::MIN)
    }

    /// Who owns the record.
    pub fn owner(&self) -> Option<PersonId> {
        self.value(OWNER)
            .as_text()
            .map(|text| PersonId::from(text.clone()))
    }

    /// The stage it is in, as text; empty where none is known.
    pub fn stage(&self) -> &str {
        self.value(STAGE).as_text().map_or("", |text| text.as_str())
    }

    /// What identifies the record beside its id, in the one spelling that twins share.
    pub fn identity(&self, kind: &Kind) -> Option<smol_str::SmolStr> {
        Self::identity_of(self.value(kind.key?))
    }

    /// The identity that a key field holding `value` gives.
    pub fn identity_of(value: &Value) -> Option<smol_str::SmolStr> {
        let text = value.as_text()?;
        Some(if text.chars().any(char::is_uppercase) {
            text.to_lowercase().into()
        } else {
            text.clone()
        })
    }

    /// What a tracked field held at `at`, by its trail. Shape: `None` before the first entry.
    pub fn as_of<'a>(&'a self, field: &FieldName, at: Timestamp) -> Option<&'a Value> {
        self.trail
            .iter()
            .rev()
            .find(|trace| &trace.field == field && trace.at <= at)
            .map(|trace| &trace.to)
    }
}
