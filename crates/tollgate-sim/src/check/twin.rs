//! What foul weather leaves is what calm weather leaves: the same orders, in the order in which they landed, given once
//! each to a writer whom nothing happens to, lead to the same ledger, entry by entry.
//!
//! Source: ARCHITECTURE.md, "decide is a pure function" and "deciding does not wait for the disk".

use std::collections::BTreeMap;

use tollgate_core::decide::decide;
use tollgate_core::event::Event;
use tollgate_core::ids::SourceKey;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;
use tollgate_service::ports::{Delivered, Store};
use tollgate_service::writer::{Order, Writer};

use super::{Broken, chain};

pub(super) const LAW: &str = "faults change nothing but the order of what was sent";

/// Gives the orders that were `sent` to a writer on `store`, which is empty, and holds what comes of it against `events`.
pub(super) fn check<S: Store>(
    (policy, source): (&Policy, &str),
    workspace: &str,
    store: S,
    sent: &[Order],
    (events, delivered): (&[Event], &BTreeMap<SourceKey, Delivered>),
) -> Result<(), Broken> {
    let orders = as_landed(sent, delivered);
    let writer = Writer::open(store, policy.clone(), source, decide, Timestamp::MIN);
    let written = writer.and_then(|mut writer| {
        writer.execute(orders)?;
        Ok(writer.into_store())
    });
    let store = written.map_err(|fault| broken(None, fault.to_string()))?;
    differ(events, &chain::events(&store, workspace)?)
}

/// The orders in which they landed. Those that changed nothing come before the one that changed something next.
fn as_landed(sent: &[Order], delivered: &BTreeMap<SourceKey, Delivered>) -> Vec<Order> {
    let landed = |order: &&Order| {
        let key = order.delivery.as_ref().map(|delivery| &delivery.key);
        let delivered = key.and_then(|key| delivered.get(key));
        delivered.map(|delivered| (delivered.after, delivered.sequence))
    };
    let mut orders: Vec<&Order> = sent.iter().collect();
    orders.sort_by_key(landed);
    orders.into_iter().cloned().collect()
}

pub(super) fn differ(events: &[Event], twin: &[Event]) -> Result<(), Broken> {
    let differs = events
        .iter()
        .zip(twin)
        .position(|(one, other)| one != other);
    let place = differs.or((events.len() != twin.len()).then(|| events.len().min(twin.len())));
    let Some(place) = place else { return Ok(()) };
    let says = format!(
        "is {:?}, and without faults {:?}",
        events.get(place),
        twin.get(place)
    );
    Err(broken(Some(place as Sequence + 1), says))
}

fn broken(entry: Option<Sequence>, says: String) -> Broken {
    Broken {
        law: LAW,
        entry,
        says,
    }
}
