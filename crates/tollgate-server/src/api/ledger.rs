//! The ledger, a page at a time.

use serde::Serialize;
use serde_json::value::RawValue;
use tollgate_service::ledger::Entry;
use utoipa::ToSchema;

/// A page of the ledger, in its order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LedgerPage {
    /// The entries.
    pub entries: Vec<EntryView>,
    /// Ask for what comes after this entry to go on; `null` at the end.
    pub next: Option<u64>,
}

/// One entry. `hash` is SHA-256 of the 32 bytes of the hash before followed by the 32 bytes of `digest`, which is SHA-256
/// of the bytes of `event`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Its place.
    pub sequence: u64,
    /// When it happened.
    pub at: String,
    /// What happened, by name.
    pub what: String,
    /// The record that it is about.
    pub record: Option<String>,
    /// The handoff that it is about.
    pub handoff: Option<String>,
    /// The event as it is stored, byte by byte.
    #[schema(value_type = Object)]
    pub event: Box<RawValue>,
    /// Of the event, in hexadecimal.
    pub digest: String,
    /// The link of the chain, in hexadecimal.
    pub hash: String,
}

impl From<Entry> for EntryView {
    fn from(entry: Entry) -> Self {
        Self {
            sequence: entry.sequence,
            at: entry.at.to_string(),
            what: entry.tag.to_string(),
            record: entry.record.map(|record| record.to_string()),
            handoff: entry.handoff.map(|handoff| handoff.to_string()),
            // A body that was erased, or damaged, is told as it is: as text.
            event: RawValue::from_string(entry.body.clone())
                .unwrap_or_else(|_| quoted(&entry.body)),
            digest: entry.digest.to_string(),
            hash: entry.hash.to_string(),
        }
    }
}

fn quoted(text: &str) -> Box<RawValue> {
    let quoted = serde_json::Value::from(text).to_string();
    RawValue::from_string(quoted).expect("a quoted text is JSON")
}
