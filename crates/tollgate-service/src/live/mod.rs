//! A workspace in service: commands from many callers are carried out in groups, alarms fire when they are due, and
//! questions are answered beside.

mod desk;
mod ledger_clock;
mod pool;
mod trouble;
mod workspace;

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;

use crate::ports::{Store, StoreError};
use crate::proposal::{NotResolved, Proposal, Resolve};
use crate::writer::{Answer, Came, Order, Publication, Writer};
use desk::{Desk, Message};
use ledger_clock::LedgerClock;
use pool::Pool;
pub use pool::Reader;
use trouble::Trouble;
pub use workspace::{Question, Workspace};

/// What time it is. The only clock that a running service asks.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The instant at hand.
    fn now(&self) -> Timestamp;
}

/// Is called once with the answers to all orders that were given together, in their order.
pub type Reply<T> = Box<dyn FnOnce(Result<T, Unanswered>) + Send>;

/// Why orders were not answered. Some of them may have been carried out: giving them again, each with its delivery key,
/// is safe.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Unanswered {
    /// The store did not answer.
    #[error(
        "the database did not answer: try again; with the same idempotency key nothing is done twice"
    )]
    Store(#[source] Arc<StoreError>),
    /// The service is being stopped.
    #[error("the service is stopping: try again at another process or in a moment")]
    Stopping,
}

/// A workspace in service.
#[derive(Debug)]
pub struct Live<S> {
    inbox: Sender<Message>,
    pool: Pool<S>,
    policy: Arc<RwLock<Arc<Policy>>>,
    trouble: Trouble,
    clock: LedgerClock,
    desk: Mutex<Option<JoinHandle<()>>>,
}

impl<S: Store + Send + 'static> Live<S> {
    /// Puts `writer`'s workspace in service. `changed` is called, on another thread, whenever something was appended.
    ///
    /// # Errors
    /// The store gives no further handles.
    pub fn start(
        writer: Writer<S>,
        clock: Arc<dyn Clock>,
        changed: impl Fn() + Send + 'static,
    ) -> Result<Self, StoreError> {
        let (inbox, messages) = channel();
        let pool = Pool::new(writer.store().another()?);
        let policy = Arc::new(RwLock::new(Arc::clone(writer.policy())));
        let trouble = Trouble::default();
        let clock = LedgerClock::new(clock, writer.store().head()?.at);
        let desk = Desk {
            messages,
            landed: inbox.clone(),
            policy: Arc::clone(&policy),
            trouble: trouble.clone(),
            clock: clock.clone(),
            changed: Box::new(changed),
        };
        let thread = std::thread::Builder::new()
            .name("desk".to_owned())
            .spawn(move || desk.run(writer))
            .map_err(|fault| StoreError::Unavailable(Box::new(fault)))?;
        Ok(Self {
            inbox,
            pool,
            policy,
            trouble,
            clock,
            desk: Mutex::new(Some(thread)),
        })
    }

    /// Has `orders` carried out one after another, together with whatever else waits, and calls `reply` once all is
    /// durable.
    pub fn give(&self, orders: Vec<Order>, reply: Reply<Vec<Answer>>) {
        self.send(Message::Orders(orders, reply));
    }

    /// Puts a policy in force and moves the open handoffs to it that it says, or proposes it where a second person has to agree;
    /// calls `reply` with what came of it.
    pub fn publish(&self, publication: Publication, reply: Reply<Came>) {
        self.send(Message::Publish(Box::new(publication), reply));
    }

    /// Approves, declines or withdraws a proposal, and calls `reply` with what it is then, or why it may not be done.
    pub fn resolve(&self, order: Resolve, reply: Reply<Result<Proposal, NotResolved>>) {
        self.send(Message::Resolve(Box::new(order), reply));
    }

    /// The policy in force.
    pub fn policy(&self) -> Arc<Policy> {
        let policy = self.policy.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&policy)
    }

    /// Why the store takes nothing at the moment, as far as the last attempt tells; `None` where it does.
    pub fn trouble(&self) -> Option<Unanswered> {
        self.trouble.get()
    }

    /// The instant at hand; never before the ledger's end, as far as this process knows it.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A handle for questions, which sees all that was answered.
    ///
    /// # Errors
    /// The store gives no further handle.
    pub fn reader(&self) -> Result<Reader<'_, S>, StoreError> {
        self.pool.take()
    }

    /// Carries out what was given, and ends. Later orders are not answered.
    pub fn stop(&self) {
        // The desk may have ended already, and then there is nothing to wait for.
        drop(self.inbox.send(Message::Stop));
        let desk = self
            .desk
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(desk) = desk {
            drop(desk.join());
        }
    }

    fn send(&self, message: Message) {
        if let Err(std::sync::mpsc::SendError(message)) = self.inbox.send(message) {
            message.refuse(&Unanswered::Stopping);
        }
    }
}
