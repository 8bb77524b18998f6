//! Audit: sign-ins, tokens, exports and the like become entries of the ledger, by the same writer as every decision.

use smol_str::SmolStr;
use tollgate_core::audit::{Audit, AuditKind};
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::decide::decide;
use tollgate_core::id_source::IdSource;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

use crate::in_force::in_force;
use crate::ledger::{Head, Sequence};
use crate::ports::{Batch, Change, Read, Store, StoreError};
use crate::writer::Order;

/// What was done to `subject` at `done_at`, with `detail` for people.
///
/// Neither may hold a secret: a token is named by its id.
pub fn done(
    kind: AuditKind,
    subject: impl Into<SmolStr>,
    detail: Option<&str>,
    done_at: Timestamp,
) -> Audit {
    Audit {
        kind,
        subject: Some(subject.into()).filter(|subject| !subject.is_empty()),
        detail: detail.map(SmolStr::new),
        done_at,
    }
}

/// The order that writes `audit` down in `actor`'s name, for a workspace in service: [`Live::give`](crate::live::Live::give).
pub fn order(actor: Actor, audit: Audit) -> Order {
    Order {
        delivery: None,
        at: audit.done_at,
        request: Request {
            actor,
            command: Command::Note(audit),
        },
    }
}

/// Writes `audit` down as [`note`] does, under the policy in force; `None` where there is none yet, and nothing is written.
///
/// # Errors
/// The store did not answer; nothing was written.
pub fn note_in_force<S: Store>(
    store: &mut S,
    actor: Actor,
    audit: Audit,
) -> Result<Option<Sequence>, StoreError> {
    let number = store.head()?.revision;
    let policy = in_force(store, number)?;
    policy
        .map(|policy| note(store, &policy, actor, audit))
        .transpose()
}

/// Writes `audit` down in `actor`'s name where no service is at hand; gives the entry's place.
///
/// No alarm fires on the way: the entry stands at the ledger's last instant, and says itself when it was done. So a database
/// that was put aside keeps its figures. A service that has the workspace open notices the entry before it writes.
///
/// # Errors
/// The store did not answer; nothing was written.
pub fn note<S: Store>(
    store: &mut S,
    policy: &Policy,
    actor: Actor,
    audit: Audit,
) -> Result<Sequence, StoreError> {
    let change = store.begin()?;
    let mut batch = Batch::new(change.head()?);
    let now = last_instant(&change, &batch.head)?;
    let (rows, request) = (Situation::default(), order(actor, audit).request);
    let mut ids = IdSource::new(batch.head.sequence + 1);
    for event in decide(policy, &rows, &request, now, &mut ids) {
        batch.entries.push(batch.head.append(&event, &rows));
    }
    let sequence = batch.head.sequence;
    change.commit(policy, &batch)?;
    Ok(sequence)
}

/// The ledger's last instant; while nothing happened, that at which its policy came into force.
pub(crate) fn last_instant(store: &impl Read, head: &Head) -> Result<Timestamp, StoreError> {
    if head.sequence > 0 {
        return Ok(head.at);
    }
    let revision = store.revision(head.revision)?;
    Ok(revision.map_or(head.at, |revision| revision.at))
}
