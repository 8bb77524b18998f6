//! Queues and people: who carries what, and who is here.

use serde::{Deserialize, Serialize};
use tollgate_core::state::Availability;
use utoipa::ToSchema;

use super::maybe_instant;
use crate::problem::Problem;

/// Whether a person can take handoffs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Available {
    /// Takes handoffs.
    Here,
    /// Takes none.
    Away,
    /// Has left for good.
    Left,
}

/// Saying whether a person can take handoffs.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAvailability {
    /// Here, away or gone.
    pub availability: Available,
    /// Until when the person is away, where it is known.
    pub until: Option<String>,
}

impl SetAvailability {
    pub(crate) fn availability(&self) -> Result<Availability, Problem> {
        match (self.availability, &self.until) {
            (Available::Away, until) => {
                Ok(Availability::Away(maybe_instant("until", until.as_ref())?))
            }
            (_, Some(_)) => Err(Problem::invalid(
                "until",
                "only who is away is so until then",
            )),
            (Available::Here, None) => Ok(Availability::Here),
            (Available::Left, None) => Ok(Availability::Left),
        }
    }
}

/// A person, and whether they can take handoffs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PersonView {
    /// The person.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The teams that they belong to.
    pub teams: Vec<String>,
    /// The zone in which they work.
    pub zone: String,
    /// Here, away or gone.
    pub availability: Available,
    /// Until when they are away, where it is known.
    pub until: Option<String>,
}

/// A queue, with what waits in it and who serves it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QueueView {
    /// The queue.
    pub id: String,
    /// The team whose members serve it.
    pub team: String,
    /// How the next member is picked: `fair`, `weighted`, `least_loaded`, `in_order`, `claim`.
    pub pick: &'static str,
    /// How many open handoffs of this queue a member may hold.
    pub capacity: Option<u32>,
    /// The handoffs that wait in it without an owner, the one offered first in front.
    pub waiting: Vec<String>,
    /// Its members, in the team's order.
    pub members: Vec<MemberView>,
    /// Whom it would offer its next handoff now.
    pub next: NextMember,
}

/// Whose turn it is in a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextMember {
    /// The member; `null` where nobody can take a handoff, or members pull.
    pub member: Option<String>,
    /// Why, and why not those who are passed over: `ana: away; ben is next at level 0.50`.
    pub says: String,
}

/// A member's account in one queue.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MemberView {
    /// The member.
    pub id: String,
    /// Here, away or gone.
    pub availability: Available,
    /// Open handoffs of this queue that the member holds.
    pub open: u32,
    /// Handoffs ever offered to the member through this queue.
    pub offered: u32,
    /// What distribution is decided by: (offered − returned as wrong − withdrawn) / weight.
    pub level: f64,
    /// When a handoff was last offered.
    pub offered_at: Option<String>,
}

impl From<Availability> for Available {
    fn from(availability: Availability) -> Self {
        match availability {
            Availability::Here => Self::Here,
            Availability::Away(_) => Self::Away,
            Availability::Left => Self::Left,
        }
    }
}
