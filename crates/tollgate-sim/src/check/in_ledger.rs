//! The laws, held against a ledger that was written somewhere else.

use tollgate_core::apply::apply;
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::event::{Event, What};
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;

use super::{Broken, Laws, of_the_ledger};
use crate::faults::revisions::after;
use crate::{Decision, Watch as _};

/// Plays `events`, the ledger's from its first entry on, while every law that needs no more is held against them. It was
/// written under `revisions`, from the first on, each of which knows those before it.
///
/// Returns the laws that were broken, each once and as it was broken first; empty when all hold. All time up to `until` has
/// passed. A ledger does not keep where a decision ends, so a law looks at the rows after all that happened in one instant.
pub fn in_ledger(revisions: &[Policy], events: &[Event], until: Timestamp) -> Vec<Broken> {
    let mut laws = Laws::new(of_the_ledger().into_iter());
    let mut rows = Situation::default();
    let mut sequence: Sequence = 1;
    let mut policy = &revisions[0];
    for instant in events.chunk_by(|one, next| one.at == next.at && !is_publication(next)) {
        policy = after(revisions, policy, &instant[0]);
        laws.entry = Some(sequence);
        laws.decided(&Decision {
            policy,
            before: &rows,
            request: &unknown(),
            now: instant[0].at,
            sequence,
            events: instant,
        });
        for event in instant {
            apply(policy, &mut rows, event);
        }
        rows.take_changed();
        laws.applied(policy, &rows, instant);
        sequence += instant.len() as u64;
    }
    laws.entry = None;
    laws.hold(|law| law.ended(policy, &rows, until));
    laws.broken
}

fn is_publication(event: &Event) -> bool {
    matches!(event.what, What::PolicyPublished { .. })
}

/// The ledger does not keep what was asked.
fn unknown() -> Request {
    Request {
        actor: Actor::Tollgate,
        command: Command::Tick,
    }
}
