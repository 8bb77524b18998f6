//! Whoever a fair queue picks has the lowest level among those who could take the handoff.

use tollgate_core::apply::apply;
use tollgate_core::event::{HandoffRouted, What};
use tollgate_core::ids::PersonId;
use tollgate_core::policy::{Pick, Policy, Queue, SkipWhen};
use tollgate_core::state::{Availability, Situation};
use tollgate_core::time::Timestamp;

use super::Law;
use crate::Decision;

pub(super) struct Fairness;

impl Law for Fairness {
    fn decided(&mut self, decision: &Decision<'_>) -> Result<(), String> {
        let routed = |what: &What| matches!(what, What::HandoffRouted(_));
        if !decision.events.iter().any(|event| routed(&event.what)) {
            return Ok(());
        }
        let mut rows = decision.before.overlay();
        for event in decision.events {
            // Picks are told from other ways to an owner by their reason.
            let picked = event
                .reasons
                .iter()
                .any(|reason| reason.says.contains("is next at level"));
            if let What::HandoffRouted(routed) = &event.what
                && picked
            {
                was_next(decision.policy, &rows, routed, event.at)?;
            }
            apply(decision.policy, &mut rows, event);
        }
        Ok(())
    }
}

fn was_next(
    policy: &Policy,
    rows: &Situation<'_>,
    routed: &HandoffRouted,
    now: Timestamp,
) -> Result<(), String> {
    let handoff = rows.handoff(&routed.handoff);
    let policy = handoff.map_or(policy, |handoff| policy.terms_of(handoff));
    let queue = routed
        .queue
        .as_ref()
        .and_then(|queue| policy.queues.get(queue));
    let (Some(queue), Some(owner)) = (
        queue.filter(|queue| queue.pick == Pick::Fair),
        &routed.owner,
    ) else {
        return Ok(());
    };
    let declined = handoff
        .map(|handoff| handoff.declined.clone())
        .unwrap_or_default();
    let members = policy
        .teams
        .get(&queue.team)
        .map(|team| team.members.as_slice())
        .unwrap_or_default();
    for member in members
        .iter()
        .filter(|member| !declined.contains(member) && can_take(policy, rows, queue, member, now))
    {
        if level(rows, queue, member) + 1e-9 < level(rows, queue, owner) {
            return Err(format!(
                "{} went to {owner} at {now}, though {member} had a lower level",
                routed.handoff
            ));
        }
    }
    Ok(())
}

fn can_take(
    policy: &Policy,
    rows: &Situation<'_>,
    queue: &Queue,
    member: &PersonId,
    now: Timestamp,
) -> bool {
    let here = rows
        .presence(member)
        .is_none_or(|presence| presence.availability == Availability::Here);
    let calendar = policy
        .prepared
        .get(queue.calendar.as_ref(), policy.zone_of(Some(member)));
    let at_work = !queue.skip.contains(&SkipWhen::OffHours) || calendar.is_open(now);
    let open = rows
        .standing(&(queue.id.clone(), member.clone()))
        .map_or(0, |standing| standing.open);
    here && at_work && queue.capacity.is_none_or(|capacity| open < capacity)
}

fn level(rows: &Situation<'_>, queue: &Queue, member: &PersonId) -> f64 {
    let credit = rows
        .standing(&(queue.id.clone(), member.clone()))
        .map_or(0.0, |standing| standing.credit);
    credit / queue.weights.get(member).copied().unwrap_or(1.0)
}
