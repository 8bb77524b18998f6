//! All that is known about a person, to be given to them.

use std::ops::ControlFlow;

use serde::Serialize;
use serde_json::Value as Json;
use tollgate_core::event::What;
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Record, Row, RowKey};
use tollgate_core::wants::Want;

use super::person::{Person, Who, person};
use super::{EraseError, rows_of};
use crate::ledger::Entry;
use crate::ports::{Entries, Read, StoreError};
use crate::stored::{put_record, to_text};

/// All that a workspace knows about a person. What is stored is given as it is stored; instants there are microseconds since
/// 1970.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Known {
    /// Nobody may contact the person.
    pub suppressed: bool,
    /// The records that tell about them, with the latest value of each field and since when.
    pub records: Vec<Json>,
    /// What was done on these records.
    pub activities: Vec<Json>,
    /// The handoffs that these records went through.
    pub handoffs: Vec<Json>,
    /// Every entry of the ledger about them, in its order.
    pub entries: Vec<KnownEntry>,
}

/// An entry of the ledger about a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KnownEntry {
    /// Its place.
    pub sequence: u64,
    /// When it happened.
    pub at: String,
    /// What happened, by name.
    pub what: String,
    /// The record that it is about.
    pub record: String,
    /// The event as it is stored.
    pub event: Json,
}

/// Gathers all that is known about a person.
///
/// # Errors
/// No record tells about them, or the store did not answer.
pub fn known<R: Read + ?Sized>(store: &R, policy: &Policy, who: &Who) -> Result<Known, EraseError> {
    let person = person(store, policy, who)?;
    let mut known = Known {
        suppressed: !person.suppressed.is_empty(),
        records: Vec::new(),
        activities: Vec::new(),
        handoffs: Vec::new(),
        entries: Vec::new(),
    };
    let mut handoffs = Vec::new();
    for record in &person.records {
        let which = Entries::Record(record.clone());
        store.ledger(&which, 0, &mut |entry| {
            known.take(&entry, &mut handoffs);
            ControlFlow::Continue(())
        })?;
    }
    known.entries.sort_by_key(|entry| entry.sequence);
    known.rows(store, policy, &person, &handoffs)?;
    Ok(known)
}

impl Known {
    fn take(&mut self, entry: &Entry, handoffs: &mut Vec<HandoffId>) {
        if let Ok(event) = entry.event()
            && let What::ActivityLogged(activity) = &event.what
        {
            self.activities.push(json(&to_text(activity)));
        }
        let new = entry.handoff.filter(|handoff| !handoffs.contains(handoff));
        handoffs.extend(new);
        let record = entry.record.as_ref();
        self.entries.push(KnownEntry {
            sequence: entry.sequence,
            at: entry.at.to_string(),
            what: entry.tag.to_string(),
            record: record.map_or_else(String::new, ToString::to_string),
            event: json(&entry.body),
        });
    }

    fn rows<R: Read + ?Sized>(
        &mut self,
        store: &R,
        policy: &Policy,
        person: &Person,
        handoffs: &[HandoffId],
    ) -> Result<(), StoreError> {
        let records = person.records.iter().cloned().map(RowKey::Record);
        let keys = records.chain(handoffs.iter().copied().map(RowKey::Handoff));
        let wants: Vec<_> = keys.map(Want::Row).collect();
        for row in rows_of(store, policy, &wants)? {
            match row {
                Row::Record(record) => {
                    self.suppressed |= record.suppressed;
                    self.records.push(stored(policy, &record));
                }
                Row::Handoff(handoff) => self.handoffs.push(json(&to_text(&handoff))),
                _ => {}
            }
        }
        Ok(())
    }
}

fn stored(policy: &Policy, record: &Record) -> Json {
    let mut text = String::new();
    if let Some(kind) = policy.kind(&record.key.kind) {
        put_record(record, kind, &mut text);
    }
    json(&text)
}

/// `text` as JSON; as it is, where it is none.
fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}
