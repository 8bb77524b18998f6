//! The lines of an export.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::ledger::{Digest, Entry, Head, Sequence};

/// One line; which one it is, is told by its first field.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    Beginning(Beginning),
    Entry(Shown),
    Link(Link),
    End(End),
}

/// What was exported.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beginning {
    /// The form of the export; 1.
    pub(super) tollgate_export: u32,
    pub(super) workspace: String,
    /// `everything`, or the record or handoff.
    pub(super) about: String,
    /// Entries up to here were left out.
    pub(super) after: Sequence,
    pub(super) exported_at: String,
}

/// An entry with its proof: `digest` is SHA-256 of the bytes of `body`, `hash` that of the bytes of `previous` and `digest`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    pub(super) sequence: Sequence,
    pub(super) at: String,
    pub(super) what: String,
    pub(super) record: Option<String>,
    pub(super) handoff: Option<String>,
    /// The event as it is stored, byte by byte.
    pub(super) body: String,
    pub(super) digest: Hex,
    pub(super) hash: Hex,
    pub(super) previous: Hex,
}

/// An entry that is about something else: its place in the chain, and nothing of what it says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) sequence: Sequence,
    pub(super) digest: Hex,
}

/// Where the ledger ended.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) end: Sequence,
    pub(super) hash: Hex,
    /// How many entries were shown.
    pub(super) entries: u64,
    /// The end, signed.
    pub(super) anchor: Option<Anchor>,
}

/// A digest in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Hex(pub(super) Digest);

impl From<Hex> for String {
    fn from(hex: Hex) -> Self {
        hex.0.to_string()
    }
}

impl TryFrom<String> for Hex {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = crate::anchor::unhex(&text);
        let digest = bytes.and_then(|bytes| Digest::from_bytes(&bytes));
        digest.map(Self).ok_or("a digest is 64 hexadecimal digits")
    }
}

impl Shown {
    pub(super) fn new(entry: Entry, previous: Digest) -> Self {
        Self {
            sequence: entry.sequence,
            at: entry.at.to_string(),
            what: entry.tag.to_string(),
            record: entry.record.map(|record| record.to_string()),
            handoff: entry.handoff.map(|handoff| handoff.to_string()),
            body: entry.body,
            digest: Hex(entry.digest),
            hash: Hex(entry.hash),
            previous: Hex(previous),
        }
    }
}

impl End {
    pub(super) fn new(head: &Head, entries: u64, anchor: Option<Anchor>) -> Self {
        Self {
            end: head.sequence,
            hash: Hex(head.hash),
            entries,
            anchor,
        }
    }
}

impl Line {
    /// The line's text, without its end.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("text and numbers are JSON")
    }
}
