//! No handoff waits in a queue while a member could take it.

use tollgate_core::event::Event;
use tollgate_core::ids::{PersonId, QueueId};
use tollgate_core::policy::{Pick, Policy, SkipWhen};
use tollgate_core::state::{Availability, Handoff, Situation};
use tollgate_core::time::Timestamp;

use super::Law;

pub(super) struct NobodyWaits;

impl Law for NobodyWaits {
    fn applied(
        &mut self,
        policy: &Policy,
        rows: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        let Some(now) = events.last().map(|event| event.at) else {
            return Ok(());
        };
        for queue in policy.queues.values() {
            for id in rows.waiting_in(&queue.id) {
                let waits = rows
                    .handoff(&id)
                    .and_then(|handoff| who_could(policy, rows, &queue.id, handoff, now));
                if let Some(member) = waits {
                    let happened: Vec<_> = events.iter().map(|event| &event.what).collect();
                    return Err(format!(
                        "handoff {id} waits in {} at {now}, and {member} could take it, after {happened:?}",
                        queue.id
                    ));
                }
            }
        }
        Ok(())
    }
}

fn who_could<'p>(
    policy: &'p Policy,
    rows: &Situation<'_>,
    queue: &QueueId,
    handoff: &Handoff,
    now: Timestamp,
) -> Option<&'p PersonId> {
    let policy = policy.terms_of(handoff);
    let queue = policy
        .queues
        .get(queue)
        .filter(|queue| queue.pick != Pick::Claim)?;
    let members = &policy.teams.get(&queue.team)?.members;
    members
        .iter()
        .filter(|member| !handoff.declined.contains(member))
        .find(|member| {
            let availability = rows
                .presence(member)
                .map_or(Availability::Here, |presence| presence.availability);
            // Whoever comes back or opens at this very instant takes it at the next one, when the alarm rings.
            let here = match availability {
                Availability::Here => true,
                Availability::Left => false,
                Availability::Away(_) => !queue.skip.contains(&SkipWhen::Away),
            };
            let calendar = policy
                .prepared
                .get(queue.calendar.as_ref(), policy.zone_of(Some(member)));
            let at_work = !queue.skip.contains(&SkipWhen::OffHours)
                || calendar.is_open(now) && calendar.is_open(now.plus(-1));
            let open = rows
                .standing(&(queue.id.clone(), (*member).clone()))
                .map_or(0, |standing| standing.open);
            here && at_work && queue.capacity.is_none_or(|capacity| open < capacity)
        })
}
