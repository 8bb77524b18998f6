//! A queue: who takes what waits in it, and in which order.

use std::collections::BTreeMap;

use crate::ids::{CalendarId, PersonId, QueueId, TeamId};
use crate::time::Budget;

/// A queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The queue.
    pub id: QueueId,
    /// The team whose members serve it.
    pub team: TeamId,
    /// How the next member is picked.
    pub pick: Pick,
    /// Shares, for [`Pick::Fair`] and [`Pick::Weighted`]; 1 where not said.
    pub weights: BTreeMap<PersonId, f64>,
    /// How many open handoffs of this queue a member may hold.
    pub capacity: Option<u32>,
    /// Who is left out.
    pub skip: Vec<SkipWhen>,
    /// What to do while nobody is eligible.
    pub when_nobody: WhenNobody,
    /// Where a handoff goes that waited too long.
    pub overflow: Option<(Budget, QueueId)>,
    /// The working hours that `off_hours` and waiting are counted in.
    pub calendar: Option<CalendarId>,
}

/// How a queue picks the next member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The lowest level: (offered − returned as wrong − withdrawn) / weight.
    Fair,
    /// In proportion to the weights alone, smoothly interleaved.
    Weighted,
    /// The fewest open handoffs per weight.
    LeastLoaded,
    /// The first in the team's order who is eligible.
    InOrder,
    /// Members pull.
    Claim,
}

/// Why a member is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipWhen {
    /// Said to be away.
    Away,
    /// Outside the working hours.
    OffHours,
    /// Holds as many as the capacity allows.
    AtCapacity,
}

/// What to do while nobody is eligible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhenNobody {
    /// Wait in the queue.
    Wait,
    /// Try another queue.
    Queue(QueueId),
}
