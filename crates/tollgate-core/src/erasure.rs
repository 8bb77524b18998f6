//! What is taken out of the ledger, as the ledger keeps it: who is erased is not said, only what changed.

use smol_str::SmolStr;

use crate::event::What;
use crate::ids::{FieldName, RecordKind, RecordRef};
use crate::time::Timestamp;

/// A person was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The records that told about the person.
    pub records: Vec<RecordRef>,
    /// The entries from which something was taken, and what their bodies became.
    pub entries: Vec<ErasedEntry>,
    /// Keyed hashes of identities that nobody may contact, should they come again.
    pub suppressed: Vec<(RecordKind, SmolStr)>,
    /// When, by the clock of whoever asked for it.
    pub erased_at: Timestamp,
}

/// Values of a record are no longer kept, as the policy says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgetting {
    /// The record.
    pub record: RecordRef,
    /// The fields whose values are gone: those of today and every earlier one.
    pub fields: Vec<FieldName>,
    /// The entries from which they were taken, and what their bodies became.
    pub entries: Vec<ErasedEntry>,
    /// Keyed hashes of identities that nobody may contact, should they come again.
    pub suppressed: Vec<(RecordKind, SmolStr)>,
    /// When, by the clock of whoever looked.
    pub forgotten_at: Timestamp,
}

/// An entry of the ledger from which something was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedEntry {
    /// Which entry.
    pub sequence: u64,
    /// SHA-256 of the body as it is from here on, in hexadecimal. The chain goes on over the digest of before.
    pub digest: SmolStr,
}

/// The entries from which `what` took something.
pub fn erased_entries(what: &What) -> &[ErasedEntry] {
    match what {
        What::PersonErased(erasure) => &erasure.entries,
        What::RecordForgotten(forgetting) => &forgetting.entries,
        _ => &[],
    }
}
