//! Whether a handoff is where the rules lead. Nobody's turn is taken: a member whom the queue picked keeps it.

use super::super::assign;
use super::super::turn::Turn;
use super::{Found, applies, named, person};
use crate::ids::{HandoffId, PersonId, QueueId};
use crate::policy::{RouteRule, RouteTo, SkipWhen, WhenNobody};

/// True when the first rule that yields a receiver yields the one that the handoff has, where a person or a ladder gave it
/// to its owner, and where no rule yields anybody.
pub(in crate::decide) fn is_where_it_belongs(turn: &Turn<'_>, id: HandoffId) -> bool {
    let handoff = turn.handoff(id);
    if handoff.owner.is_some() && handoff.rule.is_none() {
        return true;
    }
    let rules = turn.point(id).map_or(&[][..], |point| &point.route);
    let mut applying = rules
        .iter()
        .filter(|rule| applies(turn, id, rule, "", &mut Vec::new()));
    applying
        .find_map(|rule| leads_here(turn, id, rule))
        .unwrap_or(true)
}

/// Whether the rule yields whoever has the handoff; `None` where it yields nobody.
fn leads_here(turn: &Turn<'_>, id: HandoffId, rule: &RouteRule) -> Option<bool> {
    match &rule.to {
        RouteTo::Queue(queue) => Some(is_within(turn, id, queue)),
        RouteTo::Person(person) => is_with(turn, id, person.clone(), &[]),
        RouteTo::Owner { owner, unless } => is_with(turn, id, person(turn, id, owner)?, unless),
    }
}

fn is_with(turn: &Turn<'_>, id: HandoffId, to: PersonId, unless: &[SkipWhen]) -> Option<bool> {
    if turn.handoff(id).owner.as_ref() == Some(&to) {
        return Some(true);
    }
    let found = named(turn, id, to, unless, "", &mut Vec::new());
    matches!(found, Found::Owner(..)).then_some(false)
}

/// True when the handoff waits in `queue` or one that it passes on to, or a member of such a queue has it.
fn is_within(turn: &Turn<'_>, id: HandoffId, queue: &QueueId) -> bool {
    let (handoff, terms) = (turn.handoff(id), turn.terms(id));
    let Some(present) = &handoff.queue else {
        return false;
    };
    let serves = |owner| assign::is_member(terms, present, owner);
    let (mut reached, mut next) = (vec![queue], 0);
    while let Some(queue) = reached.get(next).copied() {
        next += 1;
        let Some(definition) = terms.queues.get(queue) else {
            continue;
        };
        if queue == present {
            return handoff.owner.as_ref().is_none_or(serves);
        }
        let overflow = definition.overflow.as_ref().map(|(_, to)| to);
        let passes_on = match &definition.when_nobody {
            WhenNobody::Queue(other) => Some(other),
            WhenNobody::Wait => None,
        };
        for queue in overflow.into_iter().chain(passes_on) {
            if !reached.contains(&queue) {
                reached.push(queue);
            }
        }
    }
    false
}
