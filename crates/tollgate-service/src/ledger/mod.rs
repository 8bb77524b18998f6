//! The ledger: every event of a workspace in one line, chained by digests.

mod digest;
mod subject;

use smol_str::SmolStr;
use tollgate_core::event::Event;
use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

pub use digest::Digest;
pub use subject::{RowRef, Subject};

use crate::stored::{Stored, StoredError, from_text, tag_of};

/// An event's place in its workspace's ledger; the first is 1.
pub type Sequence = u64;

/// Where a workspace's ledger ends. Whoever appends holds it for the length of the transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last entry's place; 0 while there is none.
    pub sequence: Sequence,
    /// The last entry's link of the chain.
    pub hash: Digest,
    /// The last entry's instant; the ledger's clock never goes back.
    pub at: Timestamp,
    /// The revision of the policy in force; 0 while none was published.
    pub revision: u32,
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place.
    pub sequence: Sequence,
    /// When it happened.
    pub at: Timestamp,
    /// What happened, by name: `handoff_opened`.
    pub tag: SmolStr,
    /// The record that it is about, or that its handoff or task is about.
    pub record: Option<RecordRef>,
    /// The handoff that it is about.
    pub handoff: Option<HandoffId>,
    /// The event's stored form.
    pub body: String,
    /// Of the body.
    pub digest: Digest,
    /// The link of the chain: of the link before and this entry's digest.
    pub hash: Digest,
}

impl Head {
    /// Where the ledger of `workspace` begins: nothing happened, and the chain starts from the workspace's name.
    pub fn start(workspace: &str) -> Self {
        let hash = Digest::of(format!("tollgate ledger 1: {workspace}").as_bytes());
        Self {
            sequence: 0,
            hash,
            at: Timestamp::MIN,
            revision: 0,
        }
    }

    /// The entry for `event`, which becomes the new end. `rows` are those after the event.
    ///
    /// `digest` is SHA-256 of the body's UTF-8 bytes; `hash` is SHA-256 of the 32 bytes of the link before followed
    /// by the 32 bytes of `digest`. As the chain is over digests, a body can be erased and the chain still holds.
    pub fn append(&mut self, event: &Event, rows: &Situation<'_>) -> Entry {
        let mut body = String::with_capacity(384);
        event.put(&mut body);
        let digest = Digest::of(body.as_bytes());
        self.sequence += 1;
        self.hash = self.hash.then(&digest);
        self.at = event.at;
        let subject = Subject::of(&event.what);
        Entry {
            sequence: self.sequence,
            at: event.at,
            tag: SmolStr::new_static(tag_of(&event.what)),
            record: subject.record(rows),
            handoff: subject.handoff(rows),
            body,
            digest,
            hash: self.hash,
        }
    }
}

impl Entry {
    /// What happened.
    ///
    /// # Errors
    /// The body is not an event's stored form.
    pub fn event(&self) -> Result<Event, StoredError> {
        from_text(&self.body)
    }
}
