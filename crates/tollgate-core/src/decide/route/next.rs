//! Whose turn it is in a queue, before there is a handoff to give.

use super::super::changed::Thoroughness;
use super::super::turn::Turn;
use super::pick_member;
use crate::command::Actor;
use crate::id_source::IdSource;
use crate::ids::{PersonId, QueueId};
use crate::policy::Policy;
use crate::reason::{Reason, Verdict};
use crate::state::Situation;
use crate::time::Timestamp;

/// Whom `queue` would offer its next handoff at `now`, and why: one reason for each member who is passed over and one for
/// the choice, never empty. `None` when nobody can take one, or when members pull.
///
/// It is the choice that routing makes, for a handoff that nobody has declined yet. `situation` holds the queue's standings
/// and its members' presences, and stays as it is: a newcomer joins level with the others only to be compared.
///
/// Source: POLICY.md, "Fair distribution".
pub fn next_in_queue(
    policy: &Policy,
    situation: &Situation<'_>,
    queue: &QueueId,
    now: Timestamp,
) -> (Option<PersonId>, Vec<Reason>) {
    let mut turn = Turn {
        policy,
        before: situation,
        rows: situation.overlay(),
        actor: Actor::Tollgate,
        now,
        thoroughness: Thoroughness::Selective,
        ids: &mut IdSource::new(0),
        events: Vec::new(),
    };
    let mut reasons = Vec::new();
    let member = pick_member(&mut turn, policy, None, queue, &mut reasons);
    if reasons.is_empty() {
        let rule = format!("queue/{queue}");
        reasons.push(Reason::new(rule, Verdict::Fail, "it has no members"));
    }
    (member, reasons)
}
