//! The one way to write: commands become events, events become rows, and all of it goes in one transaction.

mod agenda;
mod asked;
mod committer;
mod in_step;
mod pending;
mod pipeline;
mod proposal;
mod publication;
mod turn;

use std::sync::Arc;

use tollgate_core::command::{Actor, Request};
use tollgate_core::event::Event;
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::SourceKey;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::{Row, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Reach;

use crate::in_force::{in_force, keep_earlier};
use crate::ledger::{Digest, Head, Sequence};
use crate::ports::{Batch, Change, Delivered, Read, Store, StoreError};
use agenda::Agenda;
use asked::Asked;
use pending::Pending;
pub use pipeline::Pipeline;
use publication::to_open_under;
pub use publication::{Came, Publication, PublishError};
use turn::{Turn, tick};

/// What decides: the core's `decide`, or a test's own.
pub type Decide = fn(&Policy, &Situation<'_>, &Request, Timestamp, &mut IdSource) -> Vec<Event>;

/// A command on its way into the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// What makes it recognisable when it comes again; `None` for an act that is never delivered twice.
    pub delivery: Option<Delivery>,
    /// The command, and who gives it.
    pub request: Request,
    /// When it is given. The ledger's clock never goes back: an earlier instant than its last counts as its last.
    pub at: Timestamp,
}

/// How an order is recognised when it comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The key that the sender gave it.
    pub key: SourceKey,
    /// Of what was sent, where the same key with something else is to be told apart.
    pub body: Option<Digest>,
}

impl From<SourceKey> for Delivery {
    fn from(key: SourceKey) -> Self {
        Self { key, body: None }
    }
}

/// What came of an order.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It was decided: these events, in their order, the last of them at `sequence`.
    Done {
        /// The last entry of the ledger after the decision.
        sequence: Sequence,
        /// What happened; a refusal among it.
        events: Vec<Event>,
    },
    /// It came before, and nothing happened again. The entries that it led to are its first answer.
    Seen(Delivered),
    /// Something else came before with the same key. Nothing happened.
    Differs(Delivered),
}

/// How much is done in one transaction, and how much is kept in memory.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Entries after which a transaction is committed.
    pub entries: usize,
    /// Rows and look-ups after which the memory of earlier transactions is dropped.
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 4_000,
            rows: 60_000,
        }
    }
}

/// The writer of one workspace. There is one at a time, as it holds on to rows between transactions; another one's
/// writes are noticed at the next transaction, and the rows are read anew.
#[derive(Debug)]
pub struct Writer<S> {
    store: S,
    policy: Arc<Policy>,
    reach: Reach,
    decide: Decide,
    limits: Limits,
    rows: Situation<'static>,
    /// The head that `rows` belong to; `None` while they were not read.
    head: Option<Head>,
    agenda: Agenda,
    asked: Asked,
}

/// How many orders are looked ahead at a time.
const AHEAD: usize = 500;

impl<S: Store> Writer<S> {
    /// A writer for `store` under `policy`, whose text is `source`.
    ///
    /// A text that is not the one in force becomes the next revision as of `at`; open handoffs go on under theirs.
    ///
    /// # Errors
    /// The store did not answer, or a second person has to agree to another text; nothing was published.
    pub fn open(
        store: S,
        policy: Policy,
        source: &str,
        decide: Decide,
        at: Timestamp,
    ) -> Result<Self, PublishError> {
        let publication = Publication {
            policy: policy.clone(),
            source: source.to_owned(),
            open: InFlight::Pin,
            by: Actor::Tollgate,
        };
        let mut policy = to_open_under(&store, policy, source)?;
        keep_earlier(&store, &mut policy)?;
        let mut writer = Self {
            store,
            reach: Reach::new(&policy),
            policy: Arc::new(policy),
            decide,
            limits: Limits::default(),
            rows: Situation::default(),
            head: None,
            agenda: Agenda::default(),
            asked: Asked::default(),
        };
        writer.finish_publication(at)?;
        writer.publish(publication, at)?;
        Ok(writer)
    }

    /// The same writer within other limits.
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The policy in force.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// The store, for questions.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The store, the writer being done with.
    pub fn into_store(self) -> S {
        self.store
    }

    /// Carries out `orders` one after another and answers each, in their order, once all is durable.
    ///
    /// Before each order the alarms that fall due before it fire, each at its own instant. What the policy forbids is an
    /// answer. Every order is carried out wholly or not at all; many or long ones take several transactions.
    ///
    /// # Errors
    /// The store did not answer. The orders up to some point are durable, the others left no trace; giving all of them
    /// again, with their source keys, is safe.
    pub fn execute(&mut self, orders: Vec<Order>) -> Result<Vec<Answer>, StoreError> {
        let mut answers = Vec::with_capacity(orders.len());
        let mut orders = orders.into_iter();
        while !orders.as_slice().is_empty() {
            if let Err(fault) = self.transaction(&mut orders, &mut answers) {
                self.forget();
                return Err(fault);
            }
            if self.rows.size() > self.limits.rows {
                self.forget();
            }
        }
        Ok(answers)
    }

    /// Lets time pass until `at`: every alarm up to that instant fires.
    ///
    /// # Errors
    /// As [`Self::execute`].
    pub fn pass(&mut self, at: Timestamp) -> Result<(), StoreError> {
        self.execute(vec![Order {
            delivery: None,
            request: tick(),
            at,
        }])
        .map(drop)
    }

    /// Writes where the ledger ends, which is written there already: finds out whether the store takes anything.
    ///
    /// # Errors
    /// It does not.
    pub(crate) fn try_to_write(&mut self) -> Result<(), StoreError> {
        let change = self.store.begin()?;
        let head = change.head()?;
        change.commit(&self.policy, &Batch::new(head))
    }

    fn transaction(
        &mut self,
        orders: &mut std::vec::IntoIter<Order>,
        answers: &mut Vec<Answer>,
    ) -> Result<(), StoreError> {
        let change = self.store.begin()?;
        let head = change.head()?;
        if self.head.as_ref() != Some(&head) {
            (self.rows, self.agenda) = (Situation::default(), Agenda::default());
            self.asked = Asked::default();
            if let Some(policy) = follow(&self.policy, &head, &change)? {
                self.reach = Reach::new(&policy);
                self.policy = Arc::new(policy);
            }
            learn_people(&change, &self.policy, &mut self.rows)?;
        }
        let mut pending = Pending::after(head);
        let mut turn = Turn {
            policy: &self.policy,
            reach: &self.reach,
            decide: self.decide,
            store: &change,
            rows: &mut self.rows,
            agenda: &mut self.agenda,
            pending: &mut pending,
            asked: &mut self.asked,
            before: None,
            entries_max: self.limits.entries.max(1),
        };
        'full: while !orders.as_slice().is_empty() {
            let together = orders.len().min(AHEAD);
            turn.look_ahead(&orders.as_slice()[..together])?;
            for _ in 0..together {
                let Some(answer) = turn.carry_out(&orders.as_slice()[0])? else {
                    break 'full;
                };
                answers.push(answer);
                orders.next();
            }
        }
        if pending.is_empty() {
            return Ok(());
        }
        let batch = pending.into_batch(&mut self.rows);
        change.commit(&self.policy, &batch)?;
        self.head = Some(batch.head);
        Ok(())
    }

    fn adopt(&mut self, policy: Policy) {
        self.reach = Reach::new(&policy);
        self.policy = Arc::new(policy);
        self.forget();
    }

    fn forget(&mut self) {
        self.rows = Situation::default();
        self.agenda = Agenda::default();
        self.asked = Asked::default();
        self.head = None;
    }
}

/// The policy that another process has published meanwhile; `None` while `policy` is the one in force.
fn follow(policy: &Policy, head: &Head, store: &impl Read) -> Result<Option<Policy>, StoreError> {
    if policy.revision == head.revision {
        return Ok(None);
    }
    in_force(store, head.revision)
}

/// Takes in every member's account and every presence: they are few, and every distribution may look at them.
pub(crate) fn learn_people(
    store: &dyn Read,
    policy: &Policy,
    rows: &mut Situation<'_>,
) -> Result<(), StoreError> {
    let (standings, presences) = store.people()?;
    standings
        .into_iter()
        .for_each(|row| rows.learn(policy, Row::Standing(row)));
    presences
        .into_iter()
        .for_each(|row| rows.learn(policy, Row::Presence(row)));
    Ok(())
}
