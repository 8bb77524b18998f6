//! What somebody has to look at.

use tollgate_core::ids::{PersonId, QueueId};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Task};
use tollgate_core::wants::Want;

/// Whose inbox: what they carry, what waits for anybody in the queues of their teams, and what they sent and have back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    person: PersonId,
    queues: Vec<QueueId>,
}

impl Inbox {
    /// That of `person`, whose teams serve queues under `policy`.
    pub fn new(policy: &Policy, person: PersonId) -> Self {
        let teams: Vec<_> = policy.teams_of(&person).map(|team| &team.id).collect();
        let queues = policy.queues.values();
        let served = queues.filter(|queue| teams.contains(&&queue.team));
        let queues = served.map(|queue| queue.id.clone()).collect();
        Self { person, queues }
    }

    pub(super) fn takes(&self, row: &Handoff) -> bool {
        let carries = row.state.is_carried() && row.owner.as_ref() == Some(&self.person);
        carries
            || self.queues.iter().any(|queue| row.is_waiting_in(queue))
            || row.returned_to() == Some(&self.person)
    }

    pub(super) fn takes_task(&self, row: &Task) -> bool {
        let waits_here = |queue| self.queues.contains(queue);
        row.carrier() == Some(&self.person) || row.waits_in().is_some_and(waits_here)
    }

    /// What leads to the handoffs in it.
    pub(super) fn handoffs(&self) -> Vec<Want> {
        let own = [Want::CarriedBy, Want::ReturnedTo].map(|of| of(self.person.clone()));
        let waiting = self.queues.iter().cloned().map(Want::WaitingIn);
        own.into_iter().chain(waiting).collect()
    }

    /// What leads to the tasks in it.
    pub(super) fn tasks(&self) -> Vec<Want> {
        let own = Want::TasksCarriedBy(self.person.clone());
        let waiting = self.queues.iter().cloned().map(Want::TasksWaitingIn);
        std::iter::once(own).chain(waiting).collect()
    }
}
