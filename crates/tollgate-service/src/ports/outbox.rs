//! What the dispatcher needs of a store. The doc comments are the contract; the testkit's `outbox_contract!` holds it.
//!
//! The ledger is the outbox: an endpoint is a reader of it with a cursor, and only what could not be delivered is written
//! down. An outbox is one workspace's, as its store is.

use tollgate_core::time::Timestamp;

use super::StoreError;
use crate::ledger::Sequence;
use crate::loops::outbox::Endpoint;

/// A workspace's endpoints, and what they have not received.
pub trait Outbox {
    /// Every endpoint, in the bytewise order of the names.
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError>;

    /// Adds the endpoint, or replaces the one of its name, which then is no longer claimed and whose circuit closes.
    ///
    /// It goes on after `after` where that is said. Otherwise a new one begins at the end of the ledger, so that it is
    /// not told of the past, and one that was there goes on where it stood. What it did not receive stays.
    fn put_endpoint(
        &mut self,
        endpoint: &Endpoint,
        after: Option<Sequence>,
    ) -> Result<(), StoreError>;

    /// Says whether the endpoint of this name is told anything, and leaves what else is set. As one that is put, it is no
    /// longer claimed then, its circuit closes, and it goes on where it stood. False when there is none.
    fn switch_endpoint(&mut self, name: &str, enabled: bool) -> Result<bool, StoreError>;

    /// Removes the endpoint of this name and all that it did not receive; false when there is none.
    fn remove_endpoint(&mut self, name: &str) -> Result<bool, StoreError>;

    /// Claims an endpoint for whom there is something to do at `now`, until `until`; `None` when there is none.
    ///
    /// That is one that is enabled, not claimed by anybody else, not told to wait, and whose cursor is before the
    /// ledger's end or for whom a message is due again. The one whose last claim is the longest ago comes first, and
    /// among those the first by name. It comes with at most `limit` of the messages that are due, the one first that is due
    /// the longest.
    fn claim(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Option<Claim>, StoreError>;

    /// Writes what came of a claim and ends it, in one transaction. False when the claim was lost: somebody else has
    /// claimed the endpoint since, or it was put or removed, or the claim was recorded before. Nothing is written then.
    fn record(&mut self, claim: &Claim, progress: &Progress) -> Result<bool, StoreError>;

    /// The earliest instant at which [`Self::claim`] could give something if nothing else happens until then; it may have
    /// passed. `None` when only a new entry, or a person, could change that.
    fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// What the endpoint `name` did not receive and that is in `state`, after the message `after`, in the order of entries
    /// and parts, at most `limit`.
    fn undelivered(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError>;

    /// Has dead letters of the endpoint `name` sent again from `now` on, with all their attempts before them: the one at
    /// `place`, or all. How many there were.
    fn redeliver(
        &mut self,
        name: &str,
        place: Option<Place>,
        now: Timestamp,
    ) -> Result<u64, StoreError>;
}

/// A message of an endpoint: the entry that it tells of, and which of the messages that tell of it, first is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The entry.
    pub sequence: Sequence,
    /// Which message.
    pub part: u32,
}

/// An endpoint, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointRow {
    /// The endpoint; not enabled also when it said itself that it wants no more.
    pub endpoint: Endpoint,
    /// Why it was disabled, where nobody here did.
    pub disabled_why: Option<String>,
    /// The last entry that is settled, or whose messages are written down as undelivered.
    pub cursor: Sequence,
    /// Whether it answers.
    pub circuit: Circuit,
    /// Messages that are tried again.
    pub waiting: u64,
    /// Dead letters.
    pub parked: u64,
}

/// Whether an endpoint answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circuit {
    /// Failures since the last success.
    pub failures: u32,
    /// Nothing is sent before this instant.
    pub wait_until: Option<Timestamp>,
}

/// A claimed endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// Counts the endpoint's claims; a later one takes the place of this one.
    pub ticket: u64,
    /// Until when nobody else claims it.
    pub until: Timestamp,
    /// Where it stands.
    pub cursor: Sequence,
    /// Whether it answers.
    pub circuit: Circuit,
    /// Messages that are due again.
    pub due: Vec<Undelivered>,
}

/// A message that was not delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// Which message.
    pub place: Place,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was tried last, or put off.
    pub tried_at: Timestamp,
    /// When it is tried again; `None` for a dead letter.
    pub next_at: Option<Timestamp>,
    /// What went wrong the last time; empty when it was put off before it was tried.
    pub last_error: String,
}

/// Which undelivered messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeliverable {
    /// Those that are tried again.
    Waiting,
    /// Those that are not: dead letters.
    Parked,
}

/// What came of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The last entry that is dealt with.
    pub cursor: Sequence,
    /// Whether the endpoint answers.
    pub circuit: Circuit,
    /// Set when the endpoint wants no more: why. It is disabled.
    pub disabled_why: Option<String>,
    /// Messages that were not delivered, to add or replace.
    pub undelivered: Vec<Undelivered>,
    /// Messages that were undelivered and are no longer.
    pub settled: Vec<Place>,
}
