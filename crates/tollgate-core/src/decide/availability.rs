//! A person is away, comes back, or has left.

use std::collections::BTreeMap;

use super::route::{mean_level, weight};
use super::turn::Turn;
use super::{assign, route};
use crate::event::What;
use crate::ids::{HandoffId, PersonId};
use crate::policy::{Policy, Queue};
use crate::state::{Availability, HandoffState};

/// Takes in where a person is, and passes on what they leave behind.
pub(super) fn decide(turn: &mut Turn<'_>, person: &PersonId, availability: Availability) {
    let before = turn
        .rows
        .presence(person)
        .map_or(Availability::Here, |presence| presence.availability);
    if before == availability {
        return;
    }
    turn.follow(What::PresenceChanged {
        person: person.clone(),
        availability,
    });
    match availability {
        Availability::Here => turn.as_tollgate(|turn| come_back(turn, person)),
        Availability::Left => turn.as_tollgate(|turn| leave(turn, person)),
        Availability::Away(_) => {}
    }
}

/// The person starts level with the others in each queue, and takes what waits there.
fn come_back(turn: &mut Turn<'_>, person: &PersonId) {
    for (policy, queue) in served(turn.policy, person) {
        let key = (queue.id.clone(), person.clone());
        if let (Some(standing), Some(level)) = (
            turn.rows.standing(&key).cloned(),
            mean_level(turn, policy, queue, person),
        ) {
            let weight = weight(queue, person);
            turn.follow(What::StandingSet(standing.at_level(level * weight)));
        }
        assign::pull(turn, &queue.id);
    }
}

/// The queues that the person serves, each as the latest revision has it under which they do, in the order of their
/// names.
fn served<'p>(policy: &'p Policy, person: &PersonId) -> Vec<(&'p Policy, &'p Queue)> {
    let mut served = BTreeMap::new();
    for policy in policy.revisions() {
        let queues = policy.queues.values();
        for queue in queues.filter(|queue| assign::is_member(policy, &queue.id, person)) {
            served.entry(&queue.id).or_insert((policy, queue));
        }
    }
    served.into_values().collect()
}

/// What was offered to the person finds another receiver; what they accepted is for their manager to pass on.
fn leave(turn: &mut Turn<'_>, person: &PersonId) {
    let offered: Vec<HandoffId> = turn
        .rows
        .carried_by(person)
        .into_iter()
        .filter(|id| turn.handoff(*id).state == HandoffState::Offered)
        .collect();
    for id in offered {
        assign::release(turn, id, person, true);
        route::route(turn, id);
    }
}
