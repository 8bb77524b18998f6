//! What foul weather leaves is what calm weather leaves: the same orders, in the order in which they landed, given once
//! each to a writer whom nothing happens to, lead to the same ledger, entry by entry.
//!
//! Source: ARCHITECTURE.md, "decide is a pure function" and "deciding does not wait for the disk".

use std::collections::{BTreeMap, BTreeSet};

use tollgate_core::decide::decide;
use tollgate_core::event::Event;
use tollgate_core::ids::SourceKey;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;
use tollgate_service::ports::{Delivered, Store, StoreError};
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
    let acts = as_landed(sent, events, delivered);
    let writer = Writer::open(store, policy.clone(), source, decide, Timestamp::MIN);
    let written = writer.and_then(|mut writer| {
        acts.into_iter()
            .try_for_each(|act| act.perform(&mut writer))?;
        Ok(writer.into_store())
    });
    let store = written.map_err(|fault| Broken::of(LAW, &fault))?;
    differ(events, &chain::events(&store, workspace)?)
}

/// What led to the next entries of a ledger.
enum Act {
    /// An order.
    Order(Box<Order>),
    /// Time was looked at, in this instant, until the ledger ended here. A process may look at the time on its way to an
    /// order that it never carries out, so no order tells of it.
    Time(Timestamp, Sequence),
}

impl Act {
    fn perform<S: Store>(self, writer: &mut Writer<S>) -> Result<(), StoreError> {
        match self {
            Self::Order(order) => writer.execute(vec![*order]).map(drop),
            Self::Time(at, until) => {
                // Each look comes to something, or the ledger differs.
                let mut before = None;
                loop {
                    let sequence = writer.store().head()?.sequence;
                    if sequence >= until || before.replace(sequence) == Some(sequence) {
                        return Ok(());
                    }
                    writer.pass(at)?;
                }
            }
        }
    }
}

/// What led to `events`, in order. Orders that changed nothing come before what changed something next.
fn as_landed(
    sent: &[Order],
    events: &[Event],
    delivered: &BTreeMap<SourceKey, Delivered>,
) -> Vec<Act> {
    let orders = sent.iter().filter_map(|order| {
        let delivered = delivered.get(&order.delivery.as_ref()?.key)?;
        let place = (delivered.after, delivered.sequence);
        Some((place, Act::Order(Box::new(order.clone()))))
    });
    let mut acts: Vec<_> = orders.chain(times(events, delivered)).collect();
    acts.sort_by_key(|(place, _)| *place);
    acts.into_iter().map(|(_, act)| act).collect()
}

/// The stretches of the ledger to which no order led, each in one instant.
fn times(
    events: &[Event],
    delivered: &BTreeMap<SourceKey, Delivered>,
) -> Vec<((Sequence, Sequence), Act)> {
    let ordered: BTreeSet<Sequence> = delivered
        .values()
        .flat_map(|delivered| delivered.after + 1..=delivered.sequence)
        .collect();
    let others: Vec<(Sequence, Timestamp)> = (1..)
        .zip(events)
        .filter(|(sequence, _)| !ordered.contains(sequence))
        .map(|(sequence, event)| (sequence, event.at))
        .collect();
    let stretches = others.chunk_by(|one, next| one.0 + 1 == next.0 && one.1 == next.1);
    stretches
        .map(|stretch| {
            let (first, at) = stretch[0];
            let last = first + stretch.len() as Sequence - 1;
            ((first - 1, last), Act::Time(at, last))
        })
        .collect()
}

pub(super) fn differ(events: &[Event], twin: &[Event]) -> Result<(), Broken> {
    let differs = events
        .iter()
        .zip(twin)
        .position(|(one, other)| one != other);
    let place = differs.or((events.len() != twin.len()).then(|| events.len().min(twin.len())));
    let Some(place) = place else { return Ok(()) };
    let says = format!(
        "happened otherwise with faults: {:?}\nand without: {:?}",
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
