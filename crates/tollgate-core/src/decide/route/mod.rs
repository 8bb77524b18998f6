//! Routing: the first rule that yields a receiver, and why each rule before it did not.

mod eligible;
mod next;
mod pick;
mod place;

use super::assign;
use super::facts::RecordFacts;
use super::turn::Turn;
use crate::condition::{Condition, Truth};
use crate::event::{HandoffRouted, What};
use crate::ids::{HandoffId, PersonId, QueueId, RuleId};
use crate::policy::{Pick, Policy, Queue, RouteRule, RouteTo, WhenNobody};
use crate::reason::{Reason, Verdict};
use crate::state::Standing;

pub(super) use eligible::{Exclusion, exclusion};
pub use next::next_in_queue;
pub(super) use pick::{mean_level, weight};
pub(super) use place::is_where_it_belongs;

/// Where a rule led.
enum Found {
    Owner(PersonId, Option<QueueId>),
    Waits(QueueId),
    Nobody,
}

/// Finds the handoff's receiver and says so; where no rule yields one it stays with nobody, and that is said too.
pub(super) fn route(turn: &mut Turn<'_>, id: HandoffId) {
    let Some(point) = turn.point(id) else { return };
    let mut reasons = Vec::new();
    for rule in &point.route {
        let name = format!("{}/route/{}", point.id, rule.id);
        if !applies(turn, id, rule, &name, &mut reasons) {
            continue;
        }
        let found = follow(turn, id, rule, &name, &mut reasons);
        if !matches!(found, Found::Nobody) {
            return settle(turn, id, Some(rule.id.clone()), found, reasons);
        }
    }
    reasons.push(Reason::new(
        format!("{}/route", point.id),
        Verdict::Fail,
        "no rule yields a receiver",
    ));
    settle(turn, id, None, Found::Nobody, reasons);
}

/// Offers a waiting handoff to a member of `queue`; false when nobody can take it.
pub(super) fn try_queue(turn: &mut Turn<'_>, id: HandoffId, queue: &QueueId) -> bool {
    let mut reasons = Vec::new();
    let terms = turn.terms(id);
    match pick_member(turn, terms, Some(id), queue, &mut reasons) {
        Some(member) => {
            let rule = turn.handoff(id).rule.clone();
            settle(
                turn,
                id,
                rule,
                Found::Owner(member, Some(queue.clone())),
                reasons,
            );
            true
        }
        None => false,
    }
}

/// Nobody in `queue` could take the handoff yet: it waits for the next who may.
pub(super) fn wait_on(turn: &mut Turn<'_>, id: HandoffId, queue: &QueueId) {
    let handoff = turn.handoff(id);
    let routed = HandoffRouted {
        handoff: id,
        rule: handoff.rule.clone(),
        queue: Some(queue.clone()),
        owner: None,
        overflow_at: handoff.overflow_at,
        retry_at: eligible::retry_at(turn, id, queue),
    };
    assign::settle_on(turn, routed, Vec::new());
}

/// A handoff that waits without an instant to look again gets one, where a member of `queue` starts work later.
pub(super) fn wait_for_opening(turn: &mut Turn<'_>, id: HandoffId, queue: &QueueId) {
    if turn.handoff(id).retry_at.is_none() && eligible::retry_at(turn, id, queue).is_some() {
        wait_on(turn, id, queue);
    }
}

/// Puts the handoff into `queue`: to a member, or waiting.
pub(super) fn into_queue(turn: &mut Turn<'_>, id: HandoffId, queue: &QueueId, why: Reason) {
    let mut reasons = vec![why];
    let rule = turn.handoff(id).rule.clone();
    let found = through_queue(turn, id, queue, &mut reasons);
    settle(turn, id, rule, found, reasons);
}

/// True when some member of `queue` under `policy` could take a handoff now, if it is one that they have not had before.
pub(super) fn has_room(turn: &Turn<'_>, policy: &Policy, queue: &QueueId) -> bool {
    let definition = policy.queues.get(queue);
    let team = definition.and_then(|definition| policy.teams.get(&definition.team));
    definition.zip(team).is_some_and(|(definition, team)| {
        team.members
            .iter()
            .any(|member| exclusion(turn, policy, None, definition, member).is_none())
    })
}

/// A member of `queue` for work that is not a handoff, such as a task; the choice is not booked.
pub(super) fn member_for_task(turn: &Turn<'_>, queue: &QueueId) -> Option<PersonId> {
    let policy = turn.policy;
    let definition = policy.queues.get(queue)?;
    let team = policy.teams.get(&definition.team)?;
    let here = team
        .members
        .iter()
        .filter(|member| exclusion(turn, policy, None, definition, member).is_none());
    pick::pick(turn, definition, &here.collect::<Vec<_>>()).cloned()
}

fn applies(
    turn: &Turn<'_>,
    id: HandoffId,
    rule: &RouteRule,
    name: &str,
    reasons: &mut Vec<Reason>,
) -> bool {
    let Some(when) = &rule.when else { return true };
    let handoff = turn.handoff(id);
    let Some(facts) = RecordFacts::new(turn.terms(id), &turn.rows, &handoff.record, turn.now)
    else {
        return false;
    };
    let facts = facts.handoff(Some(handoff));
    let (verdict, says) = match when.truth(&facts) {
        Truth::True => (Verdict::Pass, when.source().to_string()),
        Truth::False => (Verdict::Fail, when.source().to_string()),
        Truth::Unknown(missing) => (
            Verdict::Unknown,
            format!("{} is missing", missing.join(", ")),
        ),
    };
    reasons.push(Reason::new(name, verdict, says).seeing(when.seen(&facts)));
    verdict == Verdict::Pass
}

fn follow(
    turn: &mut Turn<'_>,
    id: HandoffId,
    rule: &RouteRule,
    name: &str,
    reasons: &mut Vec<Reason>,
) -> Found {
    match &rule.to {
        RouteTo::Queue(queue) => through_queue(turn, id, queue, reasons),
        RouteTo::Person(person) => named(turn, id, person.clone(), &[], name, reasons),
        RouteTo::Owner { owner, unless } => match person(turn, id, owner) {
            Some(person) => named(turn, id, person, unless, name, reasons),
            None => {
                let says = format!("{} is missing", owner.source());
                reasons.push(Reason::new(name, Verdict::Unknown, says));
                Found::Nobody
            }
        },
    }
}

/// The person whom the expression yields for the handoff.
fn person(turn: &Turn<'_>, id: HandoffId, owner: &Condition) -> Option<PersonId> {
    let handoff = turn.handoff(id);
    let facts = RecordFacts::new(turn.terms(id), &turn.rows, &handoff.record, turn.now)?;
    let value = owner.value(&facts.handoff(Some(handoff)));
    value.as_text().map(|person| PersonId::from(person.clone()))
}

/// A person whom a rule names, unless something speaks against them.
fn named(
    turn: &Turn<'_>,
    id: HandoffId,
    person: PersonId,
    unless: &[crate::policy::SkipWhen],
    name: &str,
    reasons: &mut Vec<Reason>,
) -> Found {
    match eligible::of_person(turn, id, &person, unless) {
        None => Found::Owner(person, None),
        Some(exclusion) => {
            reasons.push(Reason::new(
                name,
                Verdict::Skipped,
                format!("{person}: {}", exclusion.as_str()),
            ));
            Found::Nobody
        }
    }
}

/// A member of the queue, or of the queues it falls back to; else the first queue that waits.
fn through_queue(
    turn: &mut Turn<'_>,
    id: HandoffId,
    queue: &QueueId,
    reasons: &mut Vec<Reason>,
) -> Found {
    let terms = turn.terms(id);
    let mut visited = Vec::new();
    let mut next = Some(queue.clone());
    while let Some(queue) = next.filter(|queue| !visited.contains(queue)) {
        if let Some(member) = pick_member(turn, terms, Some(id), &queue, reasons) {
            return Found::Owner(member, Some(queue));
        }
        next = terms
            .queues
            .get(&queue)
            .and_then(|definition| match &definition.when_nobody {
                WhenNobody::Wait => None,
                WhenNobody::Queue(other) => Some(other.clone()),
            });
        visited.push(queue);
    }
    visited.pop().map_or(Found::Nobody, Found::Waits)
}

/// The member whose turn it is under `terms`, with each exclusion on record; `id` is `None` before there is a handoff.
fn pick_member(
    turn: &mut Turn<'_>,
    terms: &Policy,
    id: Option<HandoffId>,
    queue: &QueueId,
    reasons: &mut Vec<Reason>,
) -> Option<PersonId> {
    let definition = terms.queues.get(queue)?;
    let team = terms.teams.get(&definition.team)?;
    let rule = format!("queue/{queue}");
    if definition.pick == Pick::Claim {
        reasons.push(Reason::new(
            rule,
            Verdict::Skipped,
            "members pull from this queue",
        ));
        return None;
    }
    let mut here = Vec::new();
    for member in &team.members {
        match exclusion(turn, terms, id, definition, member) {
            None => here.push(member),
            Some(exclusion) => {
                reasons.push(Reason::new(
                    rule.as_str(),
                    Verdict::Skipped,
                    format!("{member}: {}", exclusion.as_str()),
                ));
            }
        }
    }
    join_newcomers(turn, (terms, definition), &here);
    let picked = pick::pick(turn, definition, &here)?.clone();
    reasons.push(Reason::new(
        rule,
        Verdict::Pass,
        pick::says(turn, definition, &picked),
    ));
    Some(picked)
}

/// A member who is seen for the first time starts level with the others, so that nobody is flooded.
fn join_newcomers(turn: &mut Turn<'_>, (policy, queue): (&Policy, &Queue), members: &[&PersonId]) {
    for member in members {
        let key = (queue.id.clone(), (*member).clone());
        if turn.rows.standing(&key).is_some() {
            continue;
        }
        let Some(level) = mean_level(turn, policy, queue, member) else {
            continue;
        };
        let standing = Standing::new(key.0, key.1).at_level(level * weight(queue, member));
        turn.follow(What::StandingSet(standing));
    }
}

fn settle(
    turn: &mut Turn<'_>,
    id: HandoffId,
    rule: Option<RuleId>,
    found: Found,
    reasons: Vec<Reason>,
) {
    let mut routed = HandoffRouted {
        handoff: id,
        rule,
        queue: None,
        owner: None,
        overflow_at: None,
        retry_at: None,
    };
    match found {
        Found::Owner(owner, queue) => {
            routed.owner = Some(owner);
            routed.queue = queue;
        }
        Found::Waits(queue) => {
            routed.overflow_at = eligible::overflow_at(turn, id, &queue);
            routed.retry_at = eligible::retry_at(turn, id, &queue);
            routed.queue = Some(queue);
        }
        Found::Nobody => {}
    }
    assign::settle_on(turn, routed, reasons);
}
