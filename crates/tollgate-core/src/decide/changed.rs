//! What changed, as far as conditions can read it: a condition that reads none of it is not evaluated.

use crate::condition::{Condition, Slot, Subject};
use crate::policy::STAGE;

/// Whether conditions are passed over when nothing that they read has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Thoroughness {
    /// Only those are evaluated that read something that changed.
    #[default]
    Selective,
    /// All are evaluated. The result is the same, later.
    Everything,
}

/// What changed about one record.
#[derive(Clone, Debug, Default)]
pub(super) struct Changed {
    /// The record was not known before.
    pub(super) is_new: bool,
    /// Its own fields.
    pub(super) fields: Vec<u16>,
    /// Fields of the record that one of its links points at: the link, and the fields there.
    pub(super) linked: Option<(u16, Vec<u16>)>,
    /// A type of activity, by its place in the policy's list.
    pub(super) activity: Option<u16>,
    /// Time reached an instant that some condition waits for.
    pub(super) time: bool,
    /// A handoff of the record.
    pub(super) handoff: bool,
    /// Evaluate everything.
    pub(super) everything: bool,
}

impl Changed {
    /// Whether the change could alter the result of `condition`.
    pub(super) fn concerns(&self, condition: &Condition) -> bool {
        self.everything || self.is_new || condition.touches(|slot| self.has(slot))
    }

    fn has(&self, slot: &Slot) -> bool {
        match *slot {
            Slot::Field {
                subject: Subject::Record,
                field,
            }
            | Slot::Pushes {
                subject: Subject::Record,
                field,
            } => self.fields.contains(&field),
            Slot::StageSince(Subject::Record) => self.fields.contains(&STAGE),
            Slot::Field {
                subject: Subject::Linked(link),
                field,
            }
            | Slot::Pushes {
                subject: Subject::Linked(link),
                field,
            } => self.linked(link, Some(field)),
            Slot::StageSince(Subject::Linked(link)) => self.linked(link, Some(STAGE)),
            Slot::Id(Subject::Linked(link)) | Slot::CreatedAt(Subject::Linked(link)) => {
                self.linked(link, None)
            }
            // What a condition reads of the time before the change is another thing after every change.
            Slot::Field {
                subject: Subject::Was,
                ..
            }
            | Slot::Pushes {
                subject: Subject::Was,
                ..
            }
            | Slot::Id(Subject::Was)
            | Slot::CreatedAt(Subject::Was)
            | Slot::StageSince(Subject::Was) => true,
            // These depend on other rows, whose changes are not followed here.
            Slot::Twins | Slot::Suppressed => true,
            Slot::Did { activity, .. } => {
                self.activity == Some(activity) || !self.fields.is_empty() || self.linked.is_some()
            }
            Slot::Handoff(_) => self.handoff || self.time,
            Slot::Now | Slot::Today => self.time,
            Slot::Id(Subject::Record) | Slot::CreatedAt(Subject::Record) => false,
        }
    }

    fn linked(&self, link: u16, field: Option<u16>) -> bool {
        self.fields.contains(&link)
            || self.linked.as_ref().is_some_and(|(changed, fields)| {
                *changed == link && field.is_none_or(|field| fields.contains(&field))
            })
    }
}
