//! Whose turn it is among those who can take a handoff.

use std::cmp::Ordering;

use super::super::turn::Turn;
use crate::ids::PersonId;
use crate::policy::{Pick, Policy, Queue};
use crate::state::Standing;

/// The member whose turn it is; `None` when there is nobody, or members pull.
pub(super) fn pick<'m>(
    turn: &Turn<'_>,
    queue: &Queue,
    members: &[&'m PersonId],
) -> Option<&'m PersonId> {
    match queue.pick {
        Pick::Claim => None,
        Pick::InOrder => members.first().copied(),
        Pick::Fair | Pick::Weighted | Pick::LeastLoaded => members
            .iter()
            .copied()
            .min_by(|a, b| before(turn, queue, a, b)),
    }
}

/// Why it is this member's turn, in words.
pub(super) fn says(turn: &Turn<'_>, queue: &Queue, member: &PersonId) -> String {
    match queue.pick {
        Pick::InOrder => format!("{member} is first in order"),
        Pick::Claim => format!("{member} pulled it"),
        Pick::Fair | Pick::Weighted => format!(
            "{member} is next at level {:.2}",
            level(turn, queue, member)
        ),
        Pick::LeastLoaded => format!(
            "{member} carries least at {:.2}",
            level(turn, queue, member)
        ),
    }
}

/// The mean level of the members other than `member` who have an account; `None` where nobody has.
///
/// Source: POLICY.md, "Fair distribution".
pub(in crate::decide) fn mean_level(
    turn: &Turn<'_>,
    policy: &Policy,
    queue: &Queue,
    member: &PersonId,
) -> Option<f64> {
    let team = policy.teams.get(&queue.team)?;
    let others = team
        .members
        .iter()
        .filter(|other| *other != member && standing(turn, queue, other).is_some());
    let levels: Vec<f64> = others.map(|other| level(turn, queue, other)).collect();
    (!levels.is_empty()).then(|| levels.iter().sum::<f64>() / levels.len() as f64)
}

pub(in crate::decide) fn weight(queue: &Queue, member: &PersonId) -> f64 {
    queue.weights.get(member).copied().unwrap_or(1.0)
}

/// The lowest level first, then who waited longest, then by name.
fn before(turn: &Turn<'_>, queue: &Queue, a: &PersonId, b: &PersonId) -> Ordering {
    let waited = |member| standing(turn, queue, member).and_then(|standing| standing.offered_at);
    level(turn, queue, a)
        .total_cmp(&level(turn, queue, b))
        .then_with(|| waited(a).cmp(&waited(b)))
        .then_with(|| a.cmp(b))
}

fn level(turn: &Turn<'_>, queue: &Queue, member: &PersonId) -> f64 {
    let Some(standing) = standing(turn, queue, member) else {
        return 0.0;
    };
    let counted = match queue.pick {
        Pick::LeastLoaded => f64::from(standing.open),
        // In proportion to the weights alone: what came back counts as offered.
        Pick::Weighted => f64::from(standing.offered),
        Pick::Fair | Pick::InOrder | Pick::Claim => standing.credit,
    };
    counted / weight(queue, member)
}

fn standing<'t>(turn: &'t Turn<'_>, queue: &Queue, member: &PersonId) -> Option<&'t Standing> {
    turn.rows.standing(&(queue.id.clone(), member.clone()))
}
