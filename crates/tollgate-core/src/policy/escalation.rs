//! An escalation: a ladder of rungs, climbed as a clock runs out.

use crate::ids::{EscalationId, PersonId};
use crate::time::Budget;

/// A ladder of rungs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The ladder.
    pub id: EscalationId,
    /// Its rungs, in the order they are climbed.
    pub rungs: Vec<Rung>,
}

/// One rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// When it is reached.
    pub at: RungAt,
    /// Who is told.
    pub notify: Vec<Notify>,
    /// What is done.
    pub act: Option<RungAction>,
    /// Again after so long, so many times.
    pub repeat: Option<(Budget, u32)>,
}

/// When a rung is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RungAt {
    /// At this share of the target, in per cent; 100 is the breach.
    Percent(u32),
    /// So much of the clock's own time after the breach.
    After(Budget),
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notify {
    /// The handoff's owner.
    Owner,
    /// The members of its queue.
    Queue,
    /// The manager of the owner, or of the queue's team.
    Manager,
    /// Who sent it.
    Sender,
    /// Who answers for the handoff point.
    Sponsor,
    /// One person.
    Person(PersonId),
}

/// What a rung does beside telling people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RungAction {
    /// Take it from a silent owner and route it again; that owner is not offered it again.
    Reroute,
    /// Give it to the manager.
    AssignManager,
}
