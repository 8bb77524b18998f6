//! Ladders: when the next rung is reached, who is told, and what is done.

use super::clock::{self, calendar};
use super::turn::Turn;
use super::{assign, route};
use crate::event::{ClockStarted, RungReached, What};
use crate::ids::{HandoffId, MilestoneId, PersonId};
use crate::policy::{Escalation, Milestone, Notify, Policy, Rung, RungAction, RungAt};
use crate::reason::{Reason, Verdict};
use crate::state::{Clock, Handoff, HandoffState};
use crate::time::{Budget, Pause, Timestamp};

/// What a ladder is climbed by: the budget from the start of a leg, and the instant it is due.
struct Climb<'a> {
    milestone: &'a Milestone,
    target: Budget,
    due_at: Timestamp,
    started_at: Timestamp,
    leg_since: Timestamp,
    owner: Option<&'a PersonId>,
    used: i64,
    pauses: Vec<Pause>,
}

/// When the first rung of a clock that is about to start is reached.
pub(super) fn first_rung_at(
    policy: &Policy,
    milestone: &Milestone,
    started: &ClockStarted,
) -> Option<Timestamp> {
    let climb = Climb {
        milestone,
        target: started.target?,
        due_at: started.due_at?,
        started_at: started.started_at,
        leg_since: started.started_at,
        owner: started.owner.as_ref(),
        used: 0,
        pauses: Vec::new(),
    };
    reached_at(policy, &climb, ladder(policy, milestone)?.rungs.first()?)
}

/// When the next rung of a clock is reached, its promise being due at `due_at`.
pub(super) fn rung_at(
    policy: &Policy,
    milestone: &Milestone,
    clock: &Clock,
    due_at: Option<Timestamp>,
) -> Option<Timestamp> {
    let rung = ladder(policy, milestone)?
        .rungs
        .get(usize::from(clock.rung.0))?;
    reached_at(policy, &climb(milestone, clock, due_at)?, rung)
}

/// Climbs one rung of a clock's ladder.
pub(super) fn climb_rung(turn: &mut Turn<'_>, id: HandoffId, milestone: &MilestoneId) {
    let Some(definition) = turn
        .point(id)
        .and_then(|point| point.sla.iter().find(|m| &m.id == milestone))
    else {
        return;
    };
    let Some(clock) = clock::running(turn, id, milestone) else {
        return;
    };
    let Some(reached_at) = clock.rung_at.filter(|at| *at <= turn.now) else {
        return;
    };
    let (number, repeat) = clock.rung;
    let Some(rung) =
        ladder(turn.terms(id), definition).and_then(|ladder| ladder.rungs.get(usize::from(number)))
    else {
        return;
    };
    let (next, next_at) = next(turn.terms(id), definition, clock, rung, reached_at);
    let due_at = clock.due_at;
    let warning = due_at.is_some_and(|due| reached_at <= due);
    let notify = told(turn, id, &rung.notify);
    let act = rung
        .act
        .filter(|act| is_called_for(turn.handoff(id), *act, due_at));
    turn.emit(
        What::RungReached(RungReached {
            handoff: id,
            milestone: milestone.clone(),
            rung: number,
            repeat,
            warning,
            notify,
            act,
            next,
            next_at,
        }),
        vec![reason(definition, rung, number)],
    );
    if let Some(act) = act {
        carry_out(turn, id, act);
    }
}

fn carry_out(turn: &mut Turn<'_>, id: HandoffId, action: RungAction) {
    let handoff = turn.handoff(id);
    let owner = handoff.owner.clone();
    match (action, owner) {
        (RungAction::Reroute, Some(owner)) => {
            let left = handoff.queue.clone();
            assign::release(turn, id, &owner, true);
            route::route(turn, id);
            // The silent owner may have room for the next one.
            if let Some(left) = left {
                assign::pull(turn, &left);
            }
        }
        (RungAction::AssignManager, owner) => {
            let managers = told(turn, id, &[Notify::Manager]);
            if let Some(manager) = managers
                .into_iter()
                .find(|manager| Some(manager) != owner.as_ref())
            {
                assign::hand_to(turn, id, manager);
            }
        }
        (RungAction::Reroute, None) => {}
    }
}

/// A handoff is taken only from an owner who was offered it and let the promise be broken: who got it since then has not
/// been silent.
fn is_called_for(handoff: &Handoff, action: RungAction, due_at: Option<Timestamp>) -> bool {
    match action {
        RungAction::Reroute => {
            handoff.state == HandoffState::Offered
                && handoff.owner.is_some()
                && handoff.assigned_at <= due_at
        }
        RungAction::AssignManager => true,
    }
}

fn ladder<'p>(policy: &'p Policy, milestone: &Milestone) -> Option<&'p Escalation> {
    policy.escalations.get(milestone.escalation.as_ref()?)
}

fn climb<'a>(
    milestone: &'a Milestone,
    clock: &'a Clock,
    due_at: Option<Timestamp>,
) -> Option<Climb<'a>> {
    Some(Climb {
        milestone,
        target: clock.target?,
        due_at: due_at?,
        started_at: clock.started_at,
        leg_since: clock.leg.since,
        owner: clock.leg.owner.as_ref(),
        used: clock.used,
        pauses: clock::pauses(clock),
    })
}

/// When `rung` is reached for the first time.
fn reached_at(policy: &Policy, climb: &Climb<'_>, rung: &Rung) -> Option<Timestamp> {
    let calendar = calendar(policy, climb.milestone.calendar.as_ref(), climb.owner);
    match rung.at {
        // An act at exactly the due instant is in time, so the breach is an instant later.
        RungAt::Percent(100) => Some(climb.due_at.plus(1)),
        RungAt::Percent(share) => match climb.target {
            Budget::Time(micros) => {
                let left = micros / 100 * i64::from(share) + micros % 100 * i64::from(share) / 100
                    - climb.used;
                calendar.due(climb.leg_since, Budget::Time(left.max(0)), &climb.pauses)
            }
            // Days have no length of their own, so the share is of the open time up to the due instant: nobody is
            // warned at night.
            Budget::Days(_) | Budget::WorkingDays(_) => {
                let open = calendar.elapsed(climb.started_at, climb.due_at, &climb.pauses);
                let part = i128::from(open) * i128::from(share) / 100;
                let part = Budget::Time(part.try_into().ok()?);
                calendar.due(climb.started_at, part, &climb.pauses)
            }
        },
        RungAt::After(budget) => calendar.due(climb.due_at, budget, &climb.pauses),
    }
}

/// Where the ladder stands after `rung` was reached at `reached_at`, and when it goes on.
fn next(
    policy: &Policy,
    milestone: &Milestone,
    clock: &Clock,
    rung: &Rung,
    reached_at: Timestamp,
) -> ((u16, u32), Option<Timestamp>) {
    let (number, repeat) = clock.rung;
    if let Some((every, times)) = rung.repeat
        && repeat < times
    {
        let calendar = calendar(policy, clock.calendar.as_ref(), clock.leg.owner.as_ref());
        return (
            (number, repeat + 1),
            calendar.due(reached_at, every, &clock::pauses(clock)),
        );
    }
    let after = (number + 1, 0);
    let mut clock = clock.clone();
    clock.rung = after;
    (after, rung_at(policy, milestone, &clock, clock.due_at))
}

/// The people whom `notify` means for this handoff, each once.
fn told(turn: &Turn<'_>, id: HandoffId, notify: &[Notify]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for person in notify.iter().flat_map(|notify| meant(turn, id, notify)) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

fn meant(turn: &Turn<'_>, id: HandoffId, notify: &Notify) -> Vec<PersonId> {
    let (handoff, terms) = (turn.handoff(id), turn.terms(id));
    let team = handoff
        .queue
        .as_ref()
        .and_then(|queue| terms.teams.get(&terms.queues.get(queue)?.team));
    match notify {
        Notify::Owner => handoff.owner.iter().cloned().collect(),
        Notify::Sender => handoff.sender.iter().cloned().collect(),
        Notify::Queue => team.map(|team| team.members.clone()).unwrap_or_default(),
        Notify::Manager => {
            let of_owner = handoff
                .owner
                .as_ref()
                .and_then(|owner| terms.manager_of(owner));
            of_owner
                .or(team.and_then(|team| team.manager.as_ref()))
                .into_iter()
                .cloned()
                .collect()
        }
        Notify::Sponsor => turn
            .point(id)
            .and_then(|point| point.sponsor.clone())
            .into_iter()
            .collect(),
        Notify::Person(person) => vec![person.clone()],
    }
}

fn reason(milestone: &Milestone, rung: &Rung, number: u16) -> Reason {
    let ladder = milestone
        .escalation
        .as_ref()
        .map_or("", |ladder| ladder.as_str());
    let says = match rung.at {
        RungAt::Percent(share) => format!("{share}% of the target of {} is used up", milestone.id),
        RungAt::After(budget) => format!("{budget} after {} was due", milestone.id),
    };
    Reason::new(format!("{ladder}/step {}", number + 1), Verdict::Pass, says)
}
