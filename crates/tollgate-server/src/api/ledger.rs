//! The ledger, a page at a time.

use serde::Serialize;
use serde_json::value::RawValue;
use tollgate_service::access::mask::Mask;
use tollgate_service::ledger::Entry;
use tollgate_service::stored::to_text;
use tollgate_service::verify::Stretch;
use utoipa::ToSchema;

/// A page of the ledger, in the order asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LedgerPage {
    /// The entries; perhaps fewer than asked for, also where there are more.
    pub entries: Vec<EntryView>,
    /// Ask for what comes after this entry, in the same order, to go on; `null` at the end.
    pub next: Option<u64>,
}

/// One entry. `hash` is SHA-256 of the 32 bytes of the hash before followed by the 32 bytes of `digest`, which is SHA-256
/// of the bytes of `event`. Whoever does not see what personal fields hold is given neither where one would tell: a guess could
/// be held against it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Its place.
    pub sequence: u64,
    /// When it happened.
    pub at: String,
    /// What happened, by name.
    pub what: String,
    /// Who brought it about: a person, a system, or `tollgate`; `null` where the body was erased or cannot be read.
    pub actor: Option<String>,
    /// The record that it is about.
    pub record: Option<String>,
    /// The handoff that it is about.
    pub handoff: Option<String>,
    /// What personal fields hold is not shown.
    pub masked: bool,
    /// The event as it is stored, byte by byte, where it is not masked.
    #[schema(value_type = Object)]
    pub event: Box<RawValue>,
    /// Of the event, in hexadecimal; `null` where the event is masked.
    pub digest: Option<String>,
    /// The link of the chain, in hexadecimal; `null` for whoever does not see what personal fields hold.
    pub hash: Option<String>,
}

/// What came of checking a stretch of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CheckedStretch {
    /// The entry before the stretch, which was taken as it is.
    pub after: u64,
    /// The last entry that holds.
    pub through: u64,
    /// How many entries hold.
    pub entries: u64,
    /// The ledger's last entry.
    pub head: u64,
    /// The first entry that does not hold; `null` where all do.
    pub broken: Option<BrokenView>,
    /// Check what comes after this entry to go on; `null` at the end, and where something is broken.
    pub next: Option<u64>,
}

/// An entry of the ledger that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BrokenView {
    /// Its place.
    pub sequence: u64,
    /// What is there, and what should be.
    pub why: String,
}

impl CheckedStretch {
    pub(crate) fn new(after: u64, stretch: Stretch) -> Self {
        let Stretch {
            through,
            head,
            broken,
        } = stretch;
        Self {
            after,
            through,
            entries: through.saturating_sub(after),
            head,
            next: Some(through).filter(|through| broken.is_none() && *through < head),
            broken: broken.map(|(sequence, difference)| BrokenView {
                sequence,
                why: difference.to_string(),
            }),
        }
    }
}

impl EntryView {
    /// `entry` without what `mask` hides.
    pub(crate) fn masked(entry: Entry, mask: &Mask) -> Self {
        let event = entry.event().ok();
        let actor = event.as_ref().map(|event| event.actor.name().to_owned());
        if mask.is_empty() {
            return Self::of(entry, actor);
        }
        // What cannot be read cannot be masked either.
        let shown = event.map_or_else(String::new, |mut event| {
            mask.event(&mut event);
            to_text(&event)
        });
        let masked = shown != entry.body;
        let shown = Entry {
            body: shown,
            ..entry
        };
        let entry = Self::of(shown, actor);
        Self {
            masked,
            digest: entry.digest.filter(|_| !masked),
            // Two of them in a row tell the digest between.
            hash: None,
            ..entry
        }
    }

    fn of(entry: Entry, actor: Option<String>) -> Self {
        Self {
            masked: false,
            actor,
            sequence: entry.sequence,
            at: entry.at.to_string(),
            what: entry.tag.to_string(),
            record: entry.record.map(|record| record.to_string()),
            handoff: entry.handoff.map(|handoff| handoff.to_string()),
            // A body that was erased, or damaged, is told as it is: as text.
            event: RawValue::from_string(entry.body.clone())
                .unwrap_or_else(|_| quoted(&entry.body)),
            digest: Some(entry.digest.to_string()),
            hash: Some(entry.hash.to_string()),
        }
    }
}

fn quoted(text: &str) -> Box<RawValue> {
    let quoted = serde_json::Value::from(text).to_string();
    RawValue::from_string(quoted).expect("a quoted text is JSON")
}
