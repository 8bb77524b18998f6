//! The real writer in foul weather: the store fails, processes crash, others append in between, the clock jumps, and
//! somebody publishes another policy.
//!
//! [`play`] has clients send orders, each with a key and again until it is answered, to one process that decides ahead
//! and to another beside it, while endpoints outside are told what happens. What it leaves is held against every promise by [`check::after_faults`](crate::check).
//! Everything follows from the seed: the same plan leaves the same ledger, so a failure can be seen again.

mod clients;
mod model;
mod outside;
mod play;
pub(crate) mod revisions;
pub(crate) mod sky;
pub(crate) mod store;
mod telling;

use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::outbox::Outbox;
use tollgate_service::ports::{Store, StoreError};
use tollgate_service::writer::Order;

pub use clients::Acknowledged;
pub use outside::Attempt;
pub use revisions::Ours;
pub use sky::{Fault, Faults};
pub use telling::Told;

use play::World;

/// What is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Equal plans leave equal ledgers.
    pub seed: u64,
    /// How many orders the clients think of; each may be sent several times.
    pub orders: usize,
    /// The orders are carried out as they were thought of: nobody overtakes, and the clock does not jump.
    pub in_order: bool,
}

/// What was played.
#[derive(Debug)]
pub struct Played<S> {
    /// The store, as the weather left it.
    pub store: S,
    /// Every order, in the order in which they were thought of.
    pub sent: Vec<Order>,
    /// Every answer, in the order in which they came; an order that was sent twice has several.
    pub acknowledged: Vec<Acknowledged>,
    /// What went out.
    pub told: Told,
    /// What went wrong.
    pub faults: Faults,
    /// Time has passed up to here.
    pub until: Timestamp,
}

/// Plays `plan` over `store`, which is empty, under the first of `policies`; now and then somebody publishes another of them.
/// All of them declare the same fields and calendars.
///
/// `think` says what the clients send next, given the rows by now; `None` when they think of nothing more. In the end the
/// weather is calm, every order is answered, time has passed for long enough that no promise is left to break, and what
/// can be delivered is.
///
/// # Errors
/// The store itself failed, beyond what was simulated.
pub fn play<S: Store + Outbox + Send + 'static>(
    plan: Plan,
    policies: &[Ours],
    store: S,
    think: impl FnMut(&Situation<'static>) -> Option<Order>,
) -> Result<Played<S>, StoreError> {
    let mut world = World::new(plan, policies, store, think)?;
    while world.goes_on() {
        world.live()?;
    }
    world.end()
}
