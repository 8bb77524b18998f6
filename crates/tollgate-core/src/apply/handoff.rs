//! Handoffs on their way to acceptance.

use smol_str::SmolStr;

use super::{clock, record, standing};
use crate::event::{HandoffMigrated, HandoffOpened, HandoffRouted};
use crate::ids::{HandoffId, PersonId};
use crate::policy::Policy;
use crate::state::{Gap, Handoff, HandoffState, Situation};
use crate::time::Timestamp;

pub(super) fn opened(
    policy: &Policy,
    rows: &mut Situation<'_>,
    opened: &HandoffOpened,
    at: Timestamp,
) {
    record::started_for(
        policy,
        rows,
        &opened.record,
        opened.point.as_text(),
        opened.for_date,
    );
    rows.put_handoff(
        opened.handoff,
        Handoff {
            id: opened.handoff,
            point: opened.point.clone(),
            revision: opened.revision,
            record: opened.record.clone(),
            journey: opened.journey.clone(),
            state: HandoffState::Held,
            sender: opened.sender.clone(),
            owner: None,
            queue: None,
            rule: None,
            dimensions: Vec::new(),
            received_at: opened.received_at,
            opened_at: at,
            offered_at: None,
            assigned_at: None,
            touched_at: None,
            touched_by: None,
            accepted_at: None,
            decided_at: None,
            closed_at: None,
            held_until: None,
            overflow_at: None,
            retry_at: None,
            reopen_at: None,
            gaps: Vec::new(),
            disposition: None,
            next_step: None,
            returns: 0,
            declined: opened.declined.clone(),
            reopened_from: opened.reopened_from,
            reopened: false,
            clocks: Vec::new(),
        },
    );
}

pub(super) fn held(rows: &mut Situation<'_>, id: &HandoffId, gaps: &[Gap], until: Timestamp) {
    rows.update_handoff(id, |handoff| {
        handoff.state = HandoffState::Held;
        handoff.gaps = gaps.to_vec();
        handoff.held_until = Some(until);
        handoff.overflow_at = None;
        handoff.retry_at = None;
    });
}

pub(super) fn offered(
    rows: &mut Situation<'_>,
    id: &HandoffId,
    gaps: &[Gap],
    dimensions: &[(SmolStr, SmolStr)],
    at: Timestamp,
) {
    rows.update_handoff(id, |handoff| {
        handoff.state = HandoffState::Offered;
        handoff.gaps = gaps.to_vec();
        handoff.dimensions = dimensions.to_vec();
        handoff.held_until = None;
        handoff.disposition = None;
        handoff.decided_at = None;
        handoff.offered_at.get_or_insert(at);
    });
}

pub(super) fn routed(rows: &mut Situation<'_>, routed: &HandoffRouted, at: Timestamp) {
    rows.update_handoff(&routed.handoff, |handoff| {
        handoff.rule.clone_from(&routed.rule);
        handoff.queue.clone_from(&routed.queue);
        handoff.owner.clone_from(&routed.owner);
        handoff.assigned_at = routed.owner.as_ref().map(|_| at);
        handoff.overflow_at = routed.overflow_at;
        handoff.retry_at = routed.retry_at;
    });
    if let (Some(queue), Some(owner)) = (&routed.queue, &routed.owner) {
        standing::offered(rows, queue, owner, at);
    }
}

pub(super) fn released(rows: &mut Situation<'_>, id: &HandoffId, from: &PersonId, declined: bool) {
    standing::given_back(rows, id);
    rows.update_handoff(id, |handoff| {
        handoff.owner = None;
        handoff.assigned_at = None;
        if declined && !handoff.declined.contains(from) {
            handoff.declined.push(from.clone());
        }
    });
}

pub(super) fn touched(
    rows: &mut Situation<'_>,
    id: &HandoffId,
    at: Timestamp,
    by: Option<&PersonId>,
) {
    rows.update_handoff(id, |handoff| {
        // Of two touches that arrive in the wrong order the earlier is the first.
        if handoff.touched_at.is_none_or(|before| at < before) {
            handoff.touched_at = Some(at);
            handoff.touched_by = by.cloned();
        }
    });
}

pub(super) fn accepted(rows: &mut Situation<'_>, id: &HandoffId, by: &PersonId, at: Timestamp) {
    rows.update_handoff(id, |handoff| {
        handoff.state = HandoffState::Accepted;
        handoff.owner = Some(by.clone());
        handoff.accepted_at = Some(at);
        handoff.decided_at = Some(at);
        handoff.overflow_at = None;
        handoff.retry_at = None;
    });
}

pub(super) fn migrated(rows: &mut Situation<'_>, migrated: &HandoffMigrated, at: Timestamp) {
    rows.update_handoff(&migrated.handoff, |handoff| {
        handoff.revision = migrated.revision;
    });
    for terms in &migrated.clocks {
        clock::migrated(rows, &migrated.handoff, terms, at);
    }
}
