//! Any row of state, as it comes out of a store.

use smol_str::SmolStr;

use super::{Handoff, Presence, Record, RowKey, Standing, Task, Violation, Waiver};
use crate::ids::RecordKind;

/// A row of any table.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "rows are moved once, from the store into a situation")]
pub enum Row {
    /// A record.
    Record(Record),
    /// A handoff.
    Handoff(Handoff),
    /// A task.
    Task(Task),
    /// A member's account in a queue.
    Standing(Standing),
    /// A person's presence.
    Presence(Presence),
    /// A waiver.
    Waiver(Waiver),
    /// A violation.
    Violation(Violation),
    /// An identity that nobody may contact.
    Suppression(RecordKind, SmolStr),
}

impl Row {
    /// The row's key.
    pub fn key(&self) -> RowKey {
        match self {
            Self::Record(row) => RowKey::Record(row.key.clone()),
            Self::Handoff(row) => RowKey::Handoff(row.id),
            Self::Task(row) => RowKey::Task(row.id),
            Self::Standing(row) => RowKey::Standing(row.queue.clone(), row.member.clone()),
            Self::Presence(row) => RowKey::Presence(row.person.clone()),
            Self::Waiver(row) => RowKey::Waiver(row.id),
            Self::Violation(row) => RowKey::Violation(row.id),
            Self::Suppression(kind, identity) => RowKey::Suppression(kind.clone(), identity.clone()),
        }
    }
}
