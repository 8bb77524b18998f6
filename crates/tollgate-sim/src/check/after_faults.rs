//! Everything that must be true of a workspace after foul weather.

use std::collections::BTreeMap;

use tollgate_core::ids::SourceKey;
use tollgate_service::ports::outbox::Outbox;
use tollgate_service::ports::{Delivered, Read, Store, StoreError};
use tollgate_service::writer::Order;

use super::{Broken, acknowledged, chain, in_ledger, no_message_lost, reports, rows, twin};
use crate::faults::revisions::revisions;
use crate::faults::{Ours, Played};

/// Holds what was `played` under `policies`, the first of which was in force first, in `workspace` against every promise.
///
/// `empty` is another store, on which the same orders are carried out without faults. Returns the promises that were
/// broken, each once and as it was broken first; empty when all hold. Where the chain does not hold, nothing else is
/// looked at.
pub fn after_faults<S: Store + Outbox>(
    policies: &[Ours],
    workspace: &str,
    played: &Played<S>,
    empty: S,
) -> Vec<Broken> {
    let events = match chain::events(&played.store, workspace) {
        Ok(events) => events,
        Err(broken) => return vec![broken],
    };
    let delivered = match delivered(&played.store, &played.sent) {
        Ok(delivered) => delivered,
        Err(fault) => return vec![Broken::of(acknowledged::LAW, &fault)],
    };
    let revisions = match revisions(&played.store, policies) {
        Ok(revisions) => revisions,
        Err(fault) => return vec![Broken::of(chain::LAW, &fault)],
    };
    let policy = &revisions[revisions.len() - 1];
    let one_by_one = [
        acknowledged::check(&events, &played.acknowledged, &delivered),
        rows::check(&played.store, &revisions, &events),
        twin::check(
            policies,
            workspace,
            empty,
            &played.sent,
            (&events, &delivered),
        ),
        reports::check(&played.store, policy, &events, played.until),
        no_message_lost::check(&played.store, policy, &played.told),
    ];
    let mut broken: Vec<Broken> = one_by_one.into_iter().filter_map(Result::err).collect();
    broken.extend(in_ledger(&revisions, &events, played.until));
    broken
}

/// What the store remembers of each order that was sent.
fn delivered(
    store: &impl Read,
    sent: &[Order],
) -> Result<BTreeMap<SourceKey, Delivered>, StoreError> {
    let mut found = BTreeMap::new();
    for delivery in sent.iter().filter_map(|order| order.delivery.as_ref()) {
        if let Some(delivered) = store.seen(&delivery.key)? {
            found.insert(delivered.key.clone(), delivered);
        }
    }
    Ok(found)
}
