//! What the use cases need of a store. The doc comments are the contract; the testkit's contract suite holds it.
//!
//! A store is one workspace's: nothing that another workspace holds is seen or changed through it.

pub mod accounts;
pub mod carrier;
pub mod identity;
mod listing;
pub mod outbox;
pub mod secrets;
pub mod tokens;

use std::ops::ControlFlow;

use smol_str::SmolStr;
use tollgate_core::ids::{HandoffId, RecordId, RecordKind, RecordRef, SourceKey, TaskId};
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::{
    Handoff, Presence, Record, Row, RowKey, Standing, Task, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;

use crate::ledger::{Digest, Entry, Head, Sequence};
use crate::proposal::Proposal;
use crate::seal::Unsealed;
use crate::stored::StoredError;

pub use listing::{InTime, Listing, NoPlace};

/// A workspace's store, which can be changed by one transaction after another.
pub trait Store: Read + Sized {
    /// A transaction.
    type Change<'store>: Change
    where
        Self: 'store;

    /// Begins the transaction and takes the workspace's head: nobody else appends until it ends.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]; nothing was begun.
    fn begin(&mut self) -> Result<Self::Change<'_>, StoreError>;

    /// Another handle on the same workspace, for another thread: what one commits, the other sees.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], also where the store can only have one.
    fn another(&self) -> Result<Self, StoreError>;
}

/// A transaction that holds the workspace's head. Dropped without a commit, it leaves nothing behind.
pub trait Change: Read {
    /// Writes everything and makes it durable; all of it is there afterwards, or none. `policy` tells the names of record
    /// fields, their links and identities.
    ///
    /// # Errors
    /// Nothing was written. Only where the database was lost in the middle and did not come back, that is not known; what
    /// was to be written is then decided again from what is found there.
    fn commit(self, policy: &Policy, batch: &Batch) -> Result<(), StoreError>;
}

/// What one transaction writes.
#[derive(Clone, Debug)]
pub struct Batch {
    /// New entries of the ledger, each following from the one before, the first from the store's head.
    pub entries: Vec<Entry>,
    /// The rows to add or replace, each once.
    pub rows: Vec<Row>,
    /// Deliveries that were dealt with, none of them seen before.
    pub seen: Vec<Delivered>,
    /// A policy revision that comes into force.
    pub revision: Option<Revision>,
    /// A proposal that is made, or that something became of.
    pub proposal: Option<Proposal>,
    /// What is taken from the ledger and the suppressions, as an entry of this batch tells.
    pub erased: Erased,
    /// The new head.
    pub head: Head,
}

impl Batch {
    /// Nothing, after which the head is `head`.
    pub fn new(head: Head) -> Self {
        Self {
            entries: Vec::new(),
            rows: Vec::new(),
            seen: Vec::new(),
            revision: None,
            proposal: None,
            erased: Erased::default(),
            head,
        }
    }
}

/// What an erasure takes out of the store; rows are replaced as ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Entries whose bodies change, and what they become; digests and links stay.
    pub bodies: Vec<(Sequence, String)>,
    /// Suppressed identities that are no longer kept as they are.
    pub suppressions: Vec<(RecordKind, SmolStr)>,
    /// The key that suppressions are kept under, where there was none.
    pub key: Option<[u8; 32]>,
}

/// A delivery that was dealt with, and the entries of the ledger that it led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// What it is recognised by.
    pub key: SourceKey,
    /// Of what was sent, where that was told.
    pub body: Option<Digest>,
    /// The entry before the first that it led to.
    pub after: Sequence,
    /// The last entry that it led to; the same as `after` when it changed nothing.
    pub sequence: Sequence,
}

/// A published policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Counts publications from 1.
    pub number: u32,
    /// When it came into force.
    pub at: Timestamp,
    /// The text as it was checked.
    pub source: String,
    /// Of the text.
    pub digest: Digest,
    /// What it did to the handoffs that were open; `None` for one that was published before this was asked.
    pub open: Option<InFlight>,
}

/// What is called with each row, in order, until it breaks off.
pub type Each<'e, T> = &'e mut dyn FnMut(T) -> ControlFlow<()>;

/// Questions to a workspace's store. Rows come in the order of their keys, text bytewise, and memory stays bounded
/// however many there are.
pub trait Read {
    /// Where the ledger ends; [`Head::start`] while nothing was written.
    fn head(&self) -> Result<Head, StoreError>;

    /// The rows that `wants` name, in any order, perhaps more than once; what is not there is left out. Records come in
    /// the slots of `policy`; those whose kind it does not declare are left out.
    fn load(&self, policy: &Policy, wants: &[Want]) -> Result<Vec<Row>, StoreError>;

    /// The key that suppressions of erased people are kept under; `None` until somebody was erased. A look-up of a suppression
    /// finds them too.
    fn suppression_key(&self) -> Result<Option<[u8; 32]>, StoreError> {
        Ok(None)
    }

    /// Every member's account and every presence.
    fn people(&self) -> Result<(Vec<Standing>, Vec<Presence>), StoreError>;

    /// Rows that wait for an instant later than `after`, the earliest first and within an instant by their keys, at most
    /// `limit`.
    fn alarms(
        &self,
        after: Timestamp,
        limit: usize,
    ) -> Result<Vec<(Timestamp, RowKey)>, StoreError>;

    /// The delivery with this key as it was dealt with; `None` when it never came.
    fn seen(&self, key: &SourceKey) -> Result<Option<Delivered>, StoreError> {
        Ok(self.seen_among(std::slice::from_ref(key))?.pop())
    }

    /// The deliveries with these keys that came, in any order.
    fn seen_among(&self, keys: &[SourceKey]) -> Result<Vec<Delivered>, StoreError>;

    /// How many deliveries were dealt with.
    fn seen_count(&self) -> Result<u64, StoreError>;

    /// The revision with this number.
    fn revision(&self, number: u32) -> Result<Option<Revision>, StoreError>;

    /// The proposal with this id.
    fn proposal(&self, id: Sequence) -> Result<Option<Proposal>, StoreError>;

    /// The proposals, the latest first, at most `limit`.
    fn proposals(&self, limit: usize) -> Result<Vec<Proposal>, StoreError>;

    /// Every record of a kind that `policy` declares.
    fn records(&self, policy: &Policy, each: Each<'_, Record>) -> Result<(), StoreError>;

    /// The records of `kind` whose ids come after `after`, in their order, at most `limit`; none where `policy` does not
    /// declare the kind.
    fn records_of(
        &self,
        policy: &Policy,
        kind: &RecordKind,
        after: Option<&RecordId>,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError>;

    /// Identities that more than one record of `policy` has, whatever their kinds, after `after`, in their order, at most `limit`.
    fn shared_identities(
        &self,
        policy: &Policy,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError>;

    /// Every handoff.
    fn handoffs(&self, each: Each<'_, Handoff>) -> Result<(), StoreError> {
        self.handoffs_after(None, each)
    }

    /// Every handoff that comes after `after`; every one where that is `None`.
    fn handoffs_after(
        &self,
        after: Option<HandoffId>,
        each: Each<'_, Handoff>,
    ) -> Result<(), StoreError>;

    /// The handoffs of `listing` that come after its place, in its order, at most `limit`.
    fn list_handoffs(&self, listing: &Listing, limit: usize) -> Result<Vec<Handoff>, StoreError>;

    /// Every task.
    fn tasks(&self, each: Each<'_, Task>) -> Result<(), StoreError> {
        self.tasks_after(None, each)
    }

    /// Every task that comes after `after`; every one where that is `None`.
    fn tasks_after(&self, after: Option<TaskId>, each: Each<'_, Task>) -> Result<(), StoreError>;

    /// Every waiver.
    fn waivers(&self, each: Each<'_, Waiver>) -> Result<(), StoreError>;

    /// Every violation.
    fn violations(&self, each: Each<'_, Violation>) -> Result<(), StoreError>;

    /// The entries of the ledger that `which` names and that come after `after`, in their order.
    fn ledger(
        &self,
        which: &Entries,
        after: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError>;

    /// The entries of the ledger that `which` names and that come before `before`, the last first.
    fn ledger_before(
        &self,
        which: &Entries,
        before: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError>;

    /// When the entry `sequence` of the ledger happened; `None` where there is none. No entry is earlier than the one before.
    fn instant_of(&self, sequence: Sequence) -> Result<Option<Timestamp>, StoreError>;
}

/// Which entries of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entries {
    /// All.
    All,
    /// Those about one record, its handoffs and tasks among them.
    Record(RecordRef),
    /// Those about one handoff, its tasks among them.
    Handoff(HandoffId),
    /// Those about no record: activities whose record the source did not say, people, refusals.
    Unattached,
}

/// A look at the rows as they are stored, for [`verify`](crate::verify::verify).
pub trait Tables {
    /// The tables that hold state, in the order in which they are checked.
    fn tables(&self) -> &'static [&'static Table];

    /// At most `limit` rows of `table` that come after `after`, in the order of their keys. A row is its cells, in the
    /// order of [`Table::columns`]; a key is the first [`Table::key`] of them, empty for the beginning.
    fn page(
        &self,
        table: &Table,
        after: &[String],
        limit: usize,
    ) -> Result<Vec<Vec<Cell>>, StoreError>;
}

/// A table that holds state.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// How many of the columns, from the first, make the key; all of them text.
    pub key: usize,
    /// Its columns but for the workspace.
    pub columns: &'static [&'static str],
}

/// What one column of a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Whole(i64),
    /// Text.
    Text(String),
    /// Something that Tollgate never writes, described.
    Other(String),
}

/// Why a store did not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be reached, or refused. Nothing is half-written; the same may be tried again.
    #[error("the database cannot be used at the moment")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no room for what was to be written. Nothing is half-written; once there is room, the same may be tried
    /// again.
    #[error("the disk that the database is on is full")]
    Full(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database holds something that Tollgate did not write.
    #[error(
        "{table} `{key}` is damaged: restore the database from a backup; `tollgate verify` says what else is"
    )]
    Damaged {
        /// The table.
        table: &'static str,
        /// The row.
        key: String,
        /// What is wrong with it.
        #[source]
        fault: StoredError,
    },
    /// A secret is sealed by a key that was not given, or was not sealed here.
    #[error("{0}")]
    Sealed(Unsealed),
}
