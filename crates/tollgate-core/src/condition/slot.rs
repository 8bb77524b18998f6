//! What a condition may read: slots, resolved from names when the policy is checked.

use std::borrow::Cow;

use smol_str::SmolStr;

use crate::value::Value;

/// Whose field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The record that the condition is about.
    Record,
    /// The same record before the change that is being decided.
    Was,
    /// The record that this link field of the record points at; counted as in [`Slot::Field`].
    Linked(u16),
}

/// One thing a condition reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// A field, by its place in the record kind: 0 is the owner, 1 the stage, then the declared ones in order.
    Field {
        /// Whose field.
        subject: Subject,
        /// Its place in the subject's kind.
        field: u16,
    },
    /// The record's id, as text.
    Id(Subject),
    /// The instant at which the record was created.
    CreatedAt(Subject),
    /// The instant at which the record entered its stage.
    StageSince(Subject),
    /// How often a date field moved to a later day, as a whole number: `opportunity.close_date_pushes`.
    Pushes {
        /// Whose field.
        subject: Subject,
        /// The date field's place in the subject's kind.
        field: u16,
    },
    /// How many other open records carry the same natural key, as a whole number: `lead.twins`.
    Twins,
    /// Whether the record is on a suppression list: `lead.suppressed`.
    Suppressed,
    /// What was done on the record.
    Did {
        /// The activity type, by its place in the workspace's list.
        activity: u16,
        /// What of it.
        what: DidWhat,
    },
    /// A fact of the handoff that the condition is about.
    Handoff(HandoffFact),
    /// The instant of the decision.
    Now,
    /// The date of the decision in the workspace's zone.
    Today,
}

impl Slot {
    /// Whether passing time alone changes what it holds.
    pub fn moves(&self) -> bool {
        matches!(
            self,
            Self::Now | Self::Today | Self::Handoff(HandoffFact::Age)
        )
    }
}

/// What is known of the activities of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DidWhat {
    /// How many, as a whole number; 0 when there was none.
    Count,
    /// The instant of the latest.
    LastAt,
    /// The person who did the latest.
    LastBy,
    /// The tag of the latest.
    Tag,
}

/// What is known of a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandoffFact {
    /// Its state, as text: `offered`.
    State,
    /// The time since it was opened.
    Age,
    /// The person it was offered to or accepted by.
    Owner,
    /// How often it was returned, as a whole number.
    Returns,
    /// The instant of the latest offer.
    OfferedAt,
    /// The instant of acceptance.
    AcceptedAt,
}

/// The values a condition is evaluated against.
pub trait Facts {
    /// The value in `slot`, [`Value::Missing`] where nothing is known; of the type that the slot was declared with.
    fn value(&self, slot: &Slot) -> Cow<'_, Value>;
}

/// A slot with the name that the policy gives it, such as `lead.country`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Read {
    /// What is read.
    pub slot: Slot,
    /// Its name as the condition wrote it.
    pub name: SmolStr,
}
