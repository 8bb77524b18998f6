//! A workspace in service, whatever its store is.

use std::sync::Arc;

use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;

use super::{Live, Reply, Unanswered};
use crate::erasure::{self, EraseError, Outcome};
use crate::ports::{Read, Store, StoreError};
use crate::proposal::{NotResolved, Proposal, Resolve};
use crate::writer::{Answer, Came, Order, Publication};

/// What is asked of the rows and the ledger.
pub type Question<'q> = &'q mut dyn FnMut(&dyn Read) -> Result<(), StoreError>;

/// A workspace in service, whatever its store is.
pub trait Workspace: Send + Sync + std::fmt::Debug {
    /// See [`Live::give`].
    fn give(&self, orders: Vec<Order>, reply: Reply<Vec<Answer>>);
    /// See [`Live::publish`].
    fn publish(&self, publication: Publication, reply: Reply<Came>);
    /// See [`Live::resolve`].
    fn resolve(&self, order: Resolve, reply: Reply<Result<Proposal, NotResolved>>);
    /// See [`Live::policy`].
    fn policy(&self) -> Arc<Policy>;
    /// See [`Live::trouble`].
    fn trouble(&self) -> Option<Unanswered>;
    /// See [`Live::now`].
    fn now(&self) -> Timestamp;
    /// Answers a question from what is durable. It may take a while, so it is asked on a thread that may wait.
    ///
    /// # Errors
    /// The store did not answer.
    fn read(&self, question: Question<'_>) -> Result<(), StoreError>;
    /// Erases a person, or says what that would do where `is_dry`. It may take a while, so it is asked on a thread that may
    /// wait.
    ///
    /// # Errors
    /// See [`EraseError`].
    fn erase(&self, order: &erasure::Order, is_dry: bool) -> Result<Outcome, EraseError>;
    /// See [`Live::stop`].
    fn stop(&self);
}

impl<S: Store + Send + std::fmt::Debug + 'static> Workspace for Live<S> {
    fn give(&self, orders: Vec<Order>, reply: Reply<Vec<Answer>>) {
        self.give(orders, reply);
    }

    fn publish(&self, publication: Publication, reply: Reply<Came>) {
        self.publish(publication, reply);
    }

    fn resolve(&self, order: Resolve, reply: Reply<Result<Proposal, NotResolved>>) {
        self.resolve(order, reply);
    }

    fn policy(&self) -> Arc<Policy> {
        self.policy()
    }

    fn trouble(&self) -> Option<Unanswered> {
        self.trouble()
    }

    fn now(&self) -> Timestamp {
        self.now()
    }

    fn read(&self, question: Question<'_>) -> Result<(), StoreError> {
        question(&*self.reader()?)
    }

    /// By a handle of its own: whoever decides meanwhile notices the new end of the ledger before it writes, and reads the rows
    /// anew.
    fn erase(&self, order: &erasure::Order, is_dry: bool) -> Result<Outcome, EraseError> {
        let policy = self.policy();
        let mut store = self.reader()?.another()?;
        if is_dry {
            return erasure::preview(&store, &policy, order);
        }
        erasure::erase(&mut store, &policy, order)
    }

    fn stop(&self) {
        self.stop();
    }
}
