//! Who can take a handoff, and when somebody will who cannot yet.

use super::super::turn::Turn;
use crate::ids::{HandoffId, PersonId, QueueId};
use crate::policy::{Policy, Queue, SkipWhen};
use crate::state::Availability;
use crate::time::Timestamp;

/// Why somebody is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::decide) enum Exclusion {
    Left,
    Declined,
    Away,
    OffHours,
    AtCapacity,
}

impl Exclusion {
    pub(in crate::decide) const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "has left",
            Self::Declined => "had it before",
            Self::Away => "away",
            Self::OffHours => "off hours",
            Self::AtCapacity => "at capacity",
        }
    }
}

/// Why `member` cannot take a handoff of `queue` now; `None` when they can.
pub(in crate::decide) fn exclusion(
    turn: &Turn<'_>,
    policy: &Policy,
    handoff: Option<HandoffId>,
    queue: &Queue,
    member: &PersonId,
) -> Option<Exclusion> {
    absence(turn, handoff, member, &queue.skip)
        .or_else(|| {
            queue
                .skip
                .contains(&SkipWhen::OffHours)
                .then(|| off_hours(turn, policy, queue, member))?
        })
        .or_else(|| at_capacity(turn, queue, member))
}

/// Why `person`, whom a rule names, cannot take the handoff now.
pub(super) fn of_person(
    turn: &Turn<'_>,
    handoff: HandoffId,
    person: &PersonId,
    unless: &[SkipWhen],
) -> Option<Exclusion> {
    absence(turn, Some(handoff), person, unless).or_else(|| {
        let calendar = turn
            .point(handoff)?
            .sla
            .iter()
            .find_map(|milestone| milestone.calendar.as_ref())?;
        let terms = turn.terms(handoff);
        let open = terms
            .prepared
            .get(Some(calendar), terms.zone_of(Some(person)))
            .is_open(turn.now);
        (unless.contains(&SkipWhen::OffHours) && !open).then_some(Exclusion::OffHours)
    })
}

/// When a handoff that starts to wait in `queue` overflows.
pub(super) fn overflow_at(turn: &Turn<'_>, id: HandoffId, queue: &QueueId) -> Option<Timestamp> {
    let terms = turn.terms(id);
    let queue = terms.queues.get(queue)?;
    let (after, _) = queue.overflow.as_ref()?;
    terms
        .prepared
        .get(queue.calendar.as_ref(), &terms.workspace.zone)
        .due(turn.now, *after, &[])
}

/// The first instant after now at which a member of `queue` comes back or starts work.
pub(super) fn retry_at(turn: &Turn<'_>, id: HandoffId, queue: &QueueId) -> Option<Timestamp> {
    let terms = turn.terms(id);
    let queue = terms.queues.get(queue)?;
    let team = terms.teams.get(&queue.team)?;
    if queue.pick == crate::policy::Pick::Claim || !queue.skip.contains(&SkipWhen::OffHours) {
        return None;
    }
    let openings = team.members.iter().filter_map(|member| {
        let zone = terms.zone_of(Some(member));
        let calendar = terms.prepared.get(queue.calendar.as_ref(), zone);
        calendar.next_opening(turn.now)
    });
    openings.filter(|at| *at > turn.now).min()
}

fn absence(
    turn: &Turn<'_>,
    handoff: Option<HandoffId>,
    member: &PersonId,
    skip: &[SkipWhen],
) -> Option<Exclusion> {
    let availability = turn
        .rows
        .presence(member)
        .map_or(Availability::Here, |presence| presence.availability);
    let declined = handoff.is_some_and(|id| turn.handoff(id).declined.contains(member));
    match availability {
        Availability::Left => Some(Exclusion::Left),
        _ if declined => Some(Exclusion::Declined),
        Availability::Away(_) if skip.contains(&SkipWhen::Away) => Some(Exclusion::Away),
        _ => None,
    }
}

fn off_hours(
    turn: &Turn<'_>,
    policy: &Policy,
    queue: &Queue,
    member: &PersonId,
) -> Option<Exclusion> {
    let zone = policy.zone_of(Some(member));
    let calendar = policy.prepared.get(queue.calendar.as_ref(), zone);
    (!calendar.is_open(turn.now)).then_some(Exclusion::OffHours)
}

/// A capacity binds whether or not the queue lists it among what it skips: it is what a member may hold.
fn at_capacity(turn: &Turn<'_>, queue: &Queue, member: &PersonId) -> Option<Exclusion> {
    let open = turn
        .rows
        .standing(&(queue.id.clone(), member.clone()))
        .map_or(0, |standing| standing.open);
    queue
        .capacity
        .is_some_and(|capacity| open >= capacity)
        .then_some(Exclusion::AtCapacity)
}
