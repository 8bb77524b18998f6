//! What conditions read: the record, what it links to, what was done, the handoff, and the time.

use std::borrow::Cow;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::condition::{DidWhat, Facts, HandoffFact, Slot, Subject};
use crate::ids::{RecordId, RecordRef};
use crate::policy::{Kind, Policy};
use crate::state::{Did, Handoff, Record, Situation};
use crate::time::Timestamp;
use crate::value::{FieldType, Value};

/// The facts about one record at one instant.
pub(crate) struct RecordFacts<'a> {
    policy: &'a Policy,
    rows: &'a Situation<'a>,
    kind: &'a Kind,
    record: &'a Record,
    was: Option<&'a Record>,
    handoff: Option<&'a Handoff>,
    now: Timestamp,
}

static MISSING: Value = Value::Missing;

impl<'a> RecordFacts<'a> {
    /// The facts about the record `key`, as `rows` have it; `None` where it is not known, or its kind is not.
    pub(crate) fn new(
        policy: &'a Policy,
        rows: &'a Situation<'a>,
        key: &RecordRef,
        now: Timestamp,
    ) -> Option<Self> {
        let (record, kind) = (rows.record(key)?, policy.kind(&key.kind)?);
        Some(Self {
            policy,
            rows,
            kind,
            record,
            was: None,
            handoff: None,
            now,
        })
    }

    /// With the record as it was before the change.
    pub(super) fn was(mut self, was: Option<&'a Record>) -> Self {
        self.was = was;
        self
    }

    /// With the handoff that the condition is about.
    pub(super) fn handoff(mut self, handoff: Option<&'a Handoff>) -> Self {
        self.handoff = handoff;
        self
    }

    fn subject(&self, subject: Subject) -> Option<&'a Record> {
        match subject {
            Subject::Record => Some(self.record),
            Subject::Was => self.was,
            Subject::Linked(slot) => self.rows.record(&target(self.kind, self.record, slot)?),
        }
    }

    fn field(&self, record: &'a Record, slot: u16) -> &'a Value {
        // Only a policy of an earlier revision has slots that the record's own kind does not.
        if usize::from(slot) < record.fields.len() {
            return record.value(slot);
        }
        let kind = self.policy.kind(&record.key.kind);
        kind.map_or(&MISSING, |kind| held(kind, record, slot))
    }

    fn did(&self, activity: u16, what: DidWhat) -> Value {
        let Some(of) = self.policy.activities.get(usize::from(activity)) else {
            return Value::Missing;
        };
        let shared = self.kind.links().filter(|(_, link)| link.activities);
        let linked = shared.filter_map(|(slot, _)| self.subject(Subject::Linked(slot)));
        let all = std::iter::once(self.record)
            .chain(linked)
            .filter_map(|record| record.did.get(of));
        summary(all, what)
    }

    fn pushes(&self, subject: Subject, field: u16) -> Value {
        let Some(record) = self.subject(subject) else {
            return Value::Missing;
        };
        let Some(kind) = self.policy.kind(&record.key.kind) else {
            return Value::Missing;
        };
        let name = &kind.field(field).name;
        Value::Int(record.pushes.get(name).copied().unwrap_or(0).into())
    }

    fn twins(&self) -> Value {
        let Some(identity) = self.record.identity(self.kind) else {
            return Value::Int(0);
        };
        let others = twins_of(self.rows, self.kind, self.record, &identity);
        Value::Int(others.count().try_into().unwrap_or(i64::MAX))
    }

    fn suppressed(&self) -> Value {
        let by_identity = self.record.identity(self.kind);
        let listed = by_identity
            .is_some_and(|identity| self.rows.is_suppressed(&self.record.key.kind, &identity));
        Value::Bool(self.record.suppressed || listed)
    }

    fn handoff_fact(&self, fact: HandoffFact) -> Value {
        let Some(handoff) = self.handoff else {
            return Value::Missing;
        };
        let instant = |at: Option<Timestamp>| at.map_or(Value::Missing, Value::Instant);
        match fact {
            HandoffFact::State => Value::Text(SmolStr::new_static(handoff.state.as_str())),
            HandoffFact::Age => Value::Duration(self.now.since(handoff.opened_at)),
            HandoffFact::Owner => handoff
                .owner
                .as_ref()
                .map_or(Value::Missing, |owner| Value::Text(owner.as_text().clone())),
            HandoffFact::Returns => Value::Int(handoff.returns.into()),
            HandoffFact::OfferedAt => instant(handoff.offered_at),
            HandoffFact::AcceptedAt => instant(handoff.accepted_at),
        }
    }
}

impl Facts for RecordFacts<'_> {
    fn value(&self, slot: &Slot) -> Cow<'_, Value> {
        let of = |subject, read: fn(&Record) -> Value| {
            self.subject(subject).map_or(Value::Missing, read)
        };
        Cow::Owned(match *slot {
            Slot::Field { subject, field } => {
                return Cow::Borrowed(
                    self.subject(subject)
                        .map_or(&MISSING, |record| self.field(record, field)),
                );
            }
            Slot::Id(subject) => of(subject, |record| {
                Value::Text(record.key.id.as_text().clone())
            }),
            Slot::CreatedAt(subject) => of(subject, |record| Value::Instant(record.created_at)),
            Slot::StageSince(subject) => of(subject, |record| Value::Instant(record.stage_since)),
            Slot::Pushes { subject, field } => self.pushes(subject, field),
            Slot::Twins => self.twins(),
            Slot::Suppressed => self.suppressed(),
            Slot::Did { activity, what } => self.did(activity, what),
            Slot::Handoff(fact) => self.handoff_fact(fact),
            Slot::Now => Value::Instant(self.now),
            Slot::Today => Value::Date(today(self.policy, self.now)),
        })
    }
}

/// What `record` holds in a slot of `kind`; of a field that is no longer declared, what was said of it last.
pub(super) fn held<'r>(kind: &Kind, record: &'r Record, slot: u16) -> &'r Value {
    if usize::from(slot) < record.fields.len() {
        return record.value(slot);
    }
    let field = kind.fields.get(usize::from(slot));
    let kept = field.and_then(|field| record.undeclared.get(&field.name).zip(Some(&field.of)));
    kept.filter(|(held, of)| of.holds(&held.value))
        .map_or(&MISSING, |(held, _)| &held.value)
}

/// The date in the workspace's zone.
pub(crate) fn today(policy: &Policy, now: Timestamp) -> Date {
    now.to_jiff().to_zoned(policy.workspace.zone.clone()).date()
}

/// The record that the link in `slot` points at.
pub(crate) fn target(kind: &Kind, record: &Record, slot: u16) -> Option<RecordRef> {
    let FieldType::Link(link) = &kind.fields.get(usize::from(slot))?.of else {
        return None;
    };
    let id = record.value(slot).as_text()?;
    Some(RecordRef {
        kind: link.to.clone(),
        id: RecordId::from(id.clone()),
    })
}

/// The other open records with the same identity.
pub(crate) fn twins_of<'r>(
    rows: &'r Situation<'_>,
    kind: &'r Kind,
    record: &'r Record,
    identity: &'r SmolStr,
) -> impl Iterator<Item = RecordRef> + 'r {
    rows.with_identity(&record.key.kind, identity)
        .into_iter()
        .filter(move |other| {
            *other != record.key
                && rows.record(other).is_some_and(|other| {
                    !kind.is_closed(other.stage())
                        && other.identity(kind).as_ref() == Some(identity)
                })
        })
}

fn summary<'d>(all: impl Iterator<Item = &'d Did>, what: DidWhat) -> Value {
    let text =
        |text: Option<&SmolStr>| text.map_or(Value::Missing, |text| Value::Text(text.clone()));
    if what == DidWhat::Count {
        return Value::Int(all.map(|did| i64::from(did.count)).sum());
    }
    let Some(last) = all.max_by_key(|did| did.last_at) else {
        return Value::Missing;
    };
    match what {
        DidWhat::LastAt => Value::Instant(last.last_at),
        DidWhat::LastBy => text(last.last_by.as_ref().map(crate::ids::PersonId::as_text)),
        DidWhat::Tag | DidWhat::Count => text(last.tag.as_ref()),
    }
}
