//! People as distribution sees them: who is here, and whose turn it is.

use crate::ids::{PersonId, QueueId};
use crate::time::Timestamp;

/// Whether a person can take handoffs.
#[derive(Clone, Debug, PartialEq)]
pub struct Presence {
    /// The person.
    pub person: PersonId,
    /// Here, away or gone.
    pub availability: Availability,
}

/// Here, away or gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Takes handoffs.
    Here,
    /// Takes none, until then where it is known.
    Away(Option<Timestamp>),
    /// Has left for good.
    Left,
}

impl Presence {
    /// When an absence ends by itself.
    pub fn next_alarm(&self) -> Option<Timestamp> {
        match self.availability {
            Availability::Away(until) => until,
            Availability::Here | Availability::Left => None,
        }
    }
}

/// A member's account in one queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The queue.
    pub queue: QueueId,
    /// The member.
    pub member: PersonId,
    /// What counts against the member: offered − returned as wrong − withdrawn, set to the others' mean on joining.
    pub credit: f64,
    /// When a handoff was last offered; the one who waited longest goes first among equals.
    pub offered_at: Option<Timestamp>,
    /// Open handoffs of this queue that the member holds.
    pub open: u32,
    /// Handoffs ever offered through this queue.
    pub offered: u32,
}

impl Standing {
    /// An account on which nothing is booked yet.
    pub fn new(queue: QueueId, member: PersonId) -> Self {
        Self {
            queue,
            member,
            credit: 0.0,
            offered_at: None,
            open: 0,
            offered: 0,
        }
    }
    /// The same account with what counts against the member set to `credit`.
    pub fn at_level(mut self, credit: f64) -> Self {
        self.credit = credit;
        self.offered = self.offered.max(credit.round() as u32);
        self
    }
}
