//! What the dispatcher needs of whoever carries messages out of the house.

use tollgate_core::event::Event;
use tollgate_core::ids::PersonId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Task};
use tollgate_core::time::Timestamp;

use crate::ledger::Entry;
use crate::loops::outbox::Endpoint;

/// Carries messages to endpoints of every kind.
pub trait Carrier {
    /// Sends `message` to `endpoint` and waits for the answer, for a bounded time. `now` is the instant of the attempt.
    ///
    /// The same message may be sent again, after a failure or when its answer was lost; its id is the same then.
    fn send(&self, endpoint: &Endpoint, message: &Message<'_>, now: Timestamp) -> Outcome;
}

/// One message.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// What the receiver tells a repetition by: letters, digits, `-` and `_`.
    pub id: &'a str,
    /// Who is told.
    pub to: &'a Recipient,
    /// The entry that it tells of.
    pub entry: &'a Entry,
    /// The entry's event.
    pub event: &'a Event,
    /// The handoff that it is about, as it stands now.
    pub handoff: Option<&'a Handoff>,
    /// The task that it is about, as it stands now.
    pub task: Option<&'a Task>,
    /// The policy in force.
    pub policy: &'a Policy,
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The endpoint, which is one receiver.
    Endpoint,
    /// A person of the policy.
    Person(PersonId),
    /// An e-mail address.
    Address(String),
}

/// What came of an attempt. Every `why` is for people: lower case, no full stop, no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has it.
    Delivered,
    /// It may succeed later.
    Failed {
        /// What went wrong.
        why: String,
    },
    /// The receiver asks for patience: nothing at all is sent to it for so long.
    Busy {
        /// What it said.
        why: String,
        /// Microseconds, where it said how long.
        wait: Option<i64>,
    },
    /// This message cannot be delivered, however often it is tried; others can.
    Undeliverable {
        /// What stands against it, and what to do.
        why: String,
    },
    /// The receiver wants no more messages at all.
    Gone {
        /// What it said.
        why: String,
    },
}
