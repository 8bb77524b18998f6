//! Decides one transaction while the one before is being committed.
//!
//! What is decided ahead assumes that nobody else appends in between. Where somebody did, the commit finds out before it
//! writes anything, and the orders are carried out again by the writer, which holds the head while it decides.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_core::ids::SourceKey;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;

use super::committer::{Committer, Outcome, Threaded, Work};
use super::in_step::InStep;
use super::pending::Pending;
use super::turn::{Turn, tick};
use super::{Answer, Came, Order, Publication, Writer, follow, learn_people};
use crate::ledger::{Head, Sequence};
use crate::ports::{Delivered, Store, StoreError};
use crate::proposal::{NotResolved, Proposal, Resolve};

/// A writer that decides ahead.
///
/// Answers come back in the order of the orders, once what they tell is durable. After an error the orders that were not
/// answered may or may not have been carried out; giving them again, with their source keys, is safe.
#[derive(Debug)]
pub struct Pipeline<'w, S> {
    writer: &'w mut Writer<S>,
    committer: Committer,
    /// What is being decided.
    draft: Option<Draft>,
    /// What is being committed.
    flying: Option<Flight>,
}

#[derive(Debug)]
struct Draft {
    from: Head,
    pending: Pending,
    carried: Carried,
}

#[derive(Debug)]
struct Flight {
    deliveries: BTreeMap<SourceKey, Delivered>,
    carried: Carried,
}

/// Orders, and the answers that they get once all is durable.
#[derive(Debug, Default)]
struct Carried {
    orders: Vec<Order>,
    answers: Vec<Answer>,
}

impl<'w, S: Store + Send + 'static> Pipeline<'w, S> {
    /// Lets `writer` decide ahead. `landed` is called, on another thread, when answers have become available.
    ///
    /// # Errors
    /// The store gives no second handle.
    pub fn new(
        writer: &'w mut Writer<S>,
        landed: impl Fn() + Send + 'static,
    ) -> Result<Self, StoreError> {
        let committer = Committer::Thread(Threaded::new(writer.store.another()?, landed));
        Ok(Self::with(writer, committer))
    }

    /// The same without a thread, for the simulator: a transaction lands when it is waited for, and where `lands` says so
    /// whenever somebody looks. Dropped, it leaves what was on its way undone.
    ///
    /// # Errors
    /// The store gives no second handle.
    pub fn in_step(
        writer: &'w mut Writer<S>,
        lands: impl FnMut() -> bool + Send + 'static,
    ) -> Result<Self, StoreError> {
        let committer = Committer::InStep(Box::new(InStep::new(writer.store.another()?, lands)));
        Ok(Self::with(writer, committer))
    }

    fn with(writer: &'w mut Writer<S>, committer: Committer) -> Self {
        Self {
            writer,
            committer,
            draft: None,
            flying: None,
        }
    }

    /// Decides `order`, and gives the answers to earlier ones that became durable meanwhile.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn give(&mut self, order: Order) -> Result<Vec<Answer>, StoreError> {
        let given = self.try_give(order);
        self.unless_failed(given)
    }

    /// Looks up what `orders` are about to look at, all in a few questions to the store. Given next, they are decided the
    /// same as without this, and faster.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn look_ahead(&mut self, orders: &[Order]) -> Result<(), StoreError> {
        let looked = self.try_look_ahead(orders);
        self.unless_failed(looked)
    }

    /// Hands over what was decided for commit, as soon as the transaction before has landed.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn send(&mut self) -> Result<Vec<Answer>, StoreError> {
        let sent = self.try_send();
        self.unless_failed(sent)
    }

    /// Waits until all that was given is durable.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn settle(&mut self) -> Result<Vec<Answer>, StoreError> {
        let mut settle = || {
            let mut answers = self.try_send()?;
            answers.extend(self.land()?);
            Ok(answers)
        };
        let settled = settle();
        self.unless_failed(settled)
    }

    /// Lets time pass until `at`, after all that was given.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn pass(&mut self, at: Timestamp) -> Result<Vec<Answer>, StoreError> {
        let mut answers = self.give(Order {
            delivery: None,
            request: tick(),
            at,
        })?;
        answers.extend(self.settle()?);
        // The last answer is that of time.
        answers.pop();
        Ok(answers)
    }

    /// The answers that became durable meanwhile.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn poll(&mut self) -> Result<Vec<Answer>, StoreError> {
        let polled = self.try_poll();
        self.unless_failed(polled)
    }

    /// Notices what other processes have appended, where nothing is on its way.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn catch_up(&mut self) -> Result<(), StoreError> {
        if self.flying.is_some() || self.draft.is_some() {
            return Ok(());
        }
        let head = self.writer.store.head()?;
        if self
            .writer
            .head
            .as_ref()
            .is_some_and(|known| *known != head)
        {
            self.writer.forget();
        }
        Ok(())
    }

    /// Finds out whether the store takes anything, where nothing is on its way.
    ///
    /// # Errors
    /// It does not.
    pub(crate) fn try_to_write(&mut self) -> Result<(), StoreError> {
        match (&self.flying, &self.draft) {
            (None, None) => self.writer.try_to_write(),
            _ => Ok(()),
        }
    }

    /// Puts a policy in force as of `at`, or proposes it, after all that was given; gives what came of it, and the answers that
    /// were still due.
    ///
    /// # Errors
    /// As [`Writer::publish_or_propose`].
    pub fn publish(
        &mut self,
        publication: Publication,
        at: Timestamp,
    ) -> Result<(Came, Vec<Answer>), StoreError> {
        let answers = self.settle()?;
        let published = self.writer.publish_or_propose(publication, at);
        Ok((self.unless_failed(published)?, answers))
    }

    /// Does to a proposal what `order` says as of `at`, after all that was given; gives what came of it, and the answers that
    /// were still due.
    ///
    /// # Errors
    /// As [`Writer::resolve`].
    pub(crate) fn resolve(
        &mut self,
        order: &Resolve,
        at: Timestamp,
    ) -> Result<(Result<Proposal, NotResolved>, Vec<Answer>), StoreError> {
        let answers = self.settle()?;
        let resolved = self.writer.resolve(order, at);
        Ok((self.unless_failed(resolved)?, answers))
    }

    /// The policy in force, as far as this process knows.
    pub fn policy(&self) -> &Arc<Policy> {
        self.writer.policy()
    }

    /// Where the ledger ends once all that was given has landed; `None` while that is not known.
    pub fn sequence(&self) -> Option<Sequence> {
        self.writer.head.as_ref().map(|head| head.sequence)
    }

    /// When the ledger's last entry was written, as [`Self::sequence`] tells its place.
    pub(crate) fn ends_at(&self) -> Option<Timestamp> {
        self.writer.head.as_ref().map(|head| head.at)
    }

    /// True while a transaction is on its way into the store.
    pub fn is_committing(&self) -> bool {
        self.flying.is_some()
    }

    fn try_poll(&mut self) -> Result<Vec<Answer>, StoreError> {
        match self.committer.poll() {
            Some(outcome) => self.landed(outcome),
            None => Ok(Vec::new()),
        }
    }

    fn try_give(&mut self, order: Order) -> Result<Vec<Answer>, StoreError> {
        let mut answers = self.try_poll()?;
        loop {
            let mut draft = match self.draft.take() {
                Some(draft) => draft,
                None => self.begin()?,
            };
            let answer = self.turn(&mut draft).carry_out(&order)?;
            let is_full = answer.is_none();
            if let Some(answer) = answer {
                draft.carried.answers.push(answer);
                draft.carried.orders.push(order.clone());
            }
            self.draft = Some(draft);
            if !is_full {
                return Ok(answers);
            }
            answers.extend(self.try_send()?);
        }
    }

    fn try_look_ahead(&mut self, orders: &[Order]) -> Result<(), StoreError> {
        let mut draft = match self.draft.take() {
            Some(draft) => draft,
            None => self.begin()?,
        };
        self.turn(&mut draft).look_ahead(orders)?;
        self.draft = Some(draft);
        Ok(())
    }

    /// A transaction that follows from the one before.
    fn begin(&mut self) -> Result<Draft, StoreError> {
        let writer = &mut *self.writer;
        let from = match &writer.head {
            Some(head) => head.clone(),
            None => {
                let head = writer.store.head()?;
                writer.forget();
                if let Some(policy) = follow(&writer.policy, &head, &writer.store)? {
                    writer.adopt(policy);
                }
                learn_people(&writer.store, &writer.policy, &mut writer.rows)?;
                writer.head.insert(head).clone()
            }
        };
        Ok(Draft {
            pending: Pending::after(from.clone()),
            from,
            carried: Carried::default(),
        })
    }

    fn turn<'t>(&'t mut self, draft: &'t mut Draft) -> Turn<'t, S> {
        let writer = &mut *self.writer;
        Turn {
            policy: &writer.policy,
            reach: &writer.reach,
            decide: writer.decide,
            store: &writer.store,
            rows: &mut writer.rows,
            agenda: &mut writer.agenda,
            pending: &mut draft.pending,
            asked: &mut writer.asked,
            before: self.flying.as_ref().map(|flight| &flight.deliveries),
            entries_max: writer.limits.entries.max(1),
        }
    }

    fn try_send(&mut self) -> Result<Vec<Answer>, StoreError> {
        let mut answers = self.land()?;
        let Some(draft) = self.draft.take() else {
            return Ok(answers);
        };
        if draft.pending.is_empty() {
            answers.extend(draft.carried.answers);
            return Ok(answers);
        }
        let deliveries = draft.pending.deliveries();
        let batch = draft.pending.into_batch(&mut self.writer.rows);
        self.writer.head = Some(batch.head.clone());
        self.committer.commit(Work {
            policy: Arc::clone(&self.writer.policy),
            from: draft.from,
            batch,
        })?;
        self.flying = Some(Flight {
            deliveries,
            carried: draft.carried,
        });
        if self.writer.rows.size() > self.writer.limits.rows {
            // What is on its way cannot be read from the store yet.
            answers.extend(self.land()?);
            self.writer.forget();
        }
        Ok(answers)
    }

    /// Waits until what is being committed is durable.
    fn land(&mut self) -> Result<Vec<Answer>, StoreError> {
        if self.flying.is_none() {
            return Ok(Vec::new());
        }
        let outcome = self.committer.wait();
        self.landed(outcome)
    }

    fn landed(&mut self, outcome: Outcome) -> Result<Vec<Answer>, StoreError> {
        let Some(flight) = self.flying.take() else {
            return Ok(Vec::new());
        };
        match outcome {
            Outcome::Landed => Ok(flight.carried.answers),
            Outcome::Failed(fault) => Err(fault),
            Outcome::Behind => {
                let mut orders = flight.carried.orders;
                let draft = self.draft.take();
                orders.extend(draft.into_iter().flat_map(|draft| draft.carried.orders));
                self.writer.forget();
                self.writer.execute(orders)
            }
        }
    }

    /// Leaves nothing half-decided behind a failure.
    fn unless_failed<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if result.is_err() {
            if self.flying.take().is_some() {
                self.committer.wait();
            }
            self.draft = None;
            self.writer.forget();
        }
        result
    }
}
