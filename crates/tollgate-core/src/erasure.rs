//! The erasure of a person, as the ledger keeps it: who is erased is not said, only what changed.

use smol_str::SmolStr;

use crate::ids::{RecordKind, RecordRef};
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

/// An entry of the ledger from which something was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedEntry {
    /// Which entry.
    pub sequence: u64,
    /// SHA-256 of the body as it is from here on, in hexadecimal. The chain goes on over the digest of before.
    pub digest: SmolStr,
}
