//! What foul weather leaves is what calm weather leaves: the same orders and publications, in the order in which they
//! landed, given once each to a writer whom nothing happens to, lead to the same ledger, entry by entry.
//!
//! Source: ARCHITECTURE.md, "decide is a pure function" and "deciding does not wait for the disk".

use std::collections::{BTreeMap, BTreeSet};

use smol_str::ToSmolStr as _;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::SourceKey;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Digest, Sequence};
use tollgate_service::ports::{Delivered, Read as _, Store, StoreError};
use tollgate_service::writer::{Limits, Order, Publication, Writer};

use super::{Broken, chain};
use crate::faults::Ours;
use crate::faults::revisions;
use crate::faults::sky::Sky;
use crate::faults::store::Faulty;

pub(super) const LAW: &str = "faults change nothing but the order of what was sent";

/// Gives the orders that were `sent` to a writer on `store`, which is empty, and holds what comes of it against `events`.
pub(super) fn check<S: Store>(
    policies: &[Ours],
    workspace: &str,
    store: S,
    sent: &[Order],
    (events, delivered): (&[Event], &BTreeMap<SourceKey, Delivered>),
) -> Result<(), Broken> {
    let acts = as_landed(sent, events, delivered);
    let written = Twin::open(policies, store).and_then(|mut twin| {
        acts.into_iter().try_for_each(|act| twin.perform(act))?;
        Ok(twin.writer.into_store())
    });
    let store = written.map_err(|fault| Broken::of(LAW, &fault))?;
    differ(events, &chain::events(&store, workspace)?)
}

/// What led to the next entries of a ledger.
enum Act {
    /// An order.
    Order(Box<Order>),
    /// A policy came into force, and the open handoffs were moved to it until the ledger ended here: a process may end on
    /// the way.
    Publication(Box<Event>, Sequence),
    /// Somebody opened the workspace and moved the handoffs that were left, until the ledger ended here.
    Opening(Sequence),
    /// Time was looked at, in this instant, until the ledger ended here. A process may look at the time on its way to an
    /// order that it never carries out, so no order tells of it.
    Time(Timestamp, Sequence),
}

/// The one whom nothing happens to but what is asked for.
struct Twin<'p, S> {
    policies: &'p [Ours],
    writer: Writer<Faulty<S>>,
    sky: Sky,
}

impl<'p, S: Store> Twin<'p, S> {
    fn open(policies: &'p [Ours], store: S) -> Result<Self, StoreError> {
        let sky = Sky::new(0);
        sky.calm();
        let writer = open(policies, Faulty::new(store, sky.clone()))?;
        Ok(Self {
            policies,
            writer,
            sky,
        })
    }

    fn perform(&mut self, act: Act) -> Result<(), StoreError> {
        match act {
            Act::Order(order) => self.writer.execute(vec![*order]).map(drop),
            Act::Time(at, until) => self.pass(at, until),
            Act::Publication(event, until) => {
                if let Some(publication) = self.publication(&event) {
                    self.until(until, |twin| {
                        let published = twin.writer.publish_or_propose(publication, event.at);
                        published.map(drop)
                    });
                }
                self.pass(event.at, until)
            }
            Act::Opening(until) => {
                self.until(until, |twin| {
                    twin.writer = open(twin.policies, twin.writer.store().another()?)?;
                    Ok(())
                });
                Ok(())
            }
        }
    }

    /// Ends in the middle where the ledger has come to `until`; what is missing then differs.
    fn until(&mut self, until: Sequence, acts: impl FnOnce(&mut Self) -> Result<(), StoreError>) {
        self.sky.end_at(until);
        drop(acts(self));
        self.sky.end_at(Sequence::MAX);
    }

    /// Each look comes to something, or the ledger differs.
    fn pass(&mut self, at: Timestamp, until: Sequence) -> Result<(), StoreError> {
        let mut before = None;
        loop {
            let sequence = self.writer.store().head()?.sequence;
            if sequence >= until || before.replace(sequence) == Some(sequence) {
                return Ok(());
            }
            self.writer.pass(at)?;
        }
    }

    /// The publication of which `event` tells.
    fn publication(&self, event: &Event) -> Option<Publication> {
        let What::PolicyPublished { open, digest, .. } = &event.what else {
            return None;
        };
        let is_it = |source: &str| Digest::of(source.as_bytes()).to_smolstr() == *digest;
        let (policy, source) = self.policies.iter().find(|(_, source)| is_it(source))?;
        Some(Publication {
            policy: policy.clone(),
            source: source.clone(),
            open: *open,
            by: event.actor.clone(),
        })
    }
}

/// A writer that commits each order by itself, so that it can end between any two.
fn open<S: Store>(policies: &[Ours], store: S) -> Result<Writer<S>, StoreError> {
    let writer = revisions::open(&store.another()?, policies, store)?;
    Ok(writer.within(Limits {
        entries: 1,
        ..Limits::default()
    }))
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
    let others: Vec<(Sequence, &Event)> = (1..)
        .zip(events)
        .filter(|(sequence, _)| !ordered.contains(sequence))
        .collect();
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for (sequence, event) in others {
        let last = stretches.last_mut();
        match last.filter(|stretch| stretch.goes_on(sequence, event)) {
            Some(stretch) => stretch.last = sequence,
            None => stretches.push(Stretch::new(sequence, event)),
        }
    }
    let acts = stretches.into_iter();
    acts.map(|stretch| ((stretch.first - 1, stretch.last), stretch.act()))
        .collect()
}

/// Entries of one instant that come of one act to which no order led.
struct Stretch<'e> {
    first: Sequence,
    last: Sequence,
    event: &'e Event,
}

impl<'e> Stretch<'e> {
    const fn new(sequence: Sequence, event: &'e Event) -> Self {
        Self {
            first: sequence,
            last: sequence,
            event,
        }
    }

    /// True when `event`, at `sequence`, comes of the same act.
    fn goes_on(&self, sequence: Sequence, event: &Event) -> bool {
        let same = match event.what {
            What::PolicyPublished { .. } => false,
            What::HandoffMigrated(_) => !matches!(self.act(), Act::Time(..)),
            _ => true,
        };
        same && self.last + 1 == sequence && self.event.at == event.at
    }

    fn act(&self) -> Act {
        match self.event.what {
            What::PolicyPublished { .. } => {
                Act::Publication(Box::new(self.event.clone()), self.last)
            }
            What::HandoffMigrated(_) => Act::Opening(self.last),
            _ => Act::Time(self.event.at, self.last),
        }
    }
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
