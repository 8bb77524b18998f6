//! The story of a handoff, or of a record's whole journey: what happened, in order, and why.

mod handoff;
mod journey;
mod words;

use std::ops::ControlFlow;

use jiff::tz::TimeZone;
use serde::Serialize;
use smol_str::SmolStr;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::Policy;
use tollgate_core::reason::Reason;
use tollgate_core::state::RowKey;
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_core::wants::Want;
use utoipa::ToSchema;

pub(crate) use handoff::views as handoff_views;
pub use handoff::{ClockView, GapView, HandoffView, NextStepView};
use words::Words;

use super::find::Found;
use super::handoffs::loaded;
use crate::access::mask::{MASKED, Mask};
use crate::ledger::{Entry, Subject};
use crate::ports::{Entries, Read, StoreError};

/// A story.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Story {
    /// What it is about: `handoff 0195…`, or `lead L-1`.
    pub subject: String,
    /// The zone in which times are told in words.
    pub zone: String,
    /// As of when.
    pub as_of: String,
    /// The records of the journey, in the order in which they were created.
    pub records: Vec<String>,
    /// The handoffs, the oldest first.
    pub handoffs: Vec<HandoffView>,
    /// What happened, in order.
    pub events: Vec<Block>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Block {
    /// Its place in the ledger.
    pub sequence: u64,
    /// When.
    pub at: String,
    /// The same, in the zone of the story: `Mon 2026-03-02 09:15`.
    pub at_local: String,
    /// What, as the ledger has it: `handoff_routed`.
    pub what: String,
    /// Who brought it about.
    pub actor: String,
    /// The handoff that it is about.
    pub handoff: Option<String>,
    /// The record that it is about.
    pub record: Option<String>,
    /// What happened, in words.
    pub says: String,
    /// More of it, in words.
    pub details: Vec<String>,
    /// Why: one for each rule that was consulted.
    pub reasons: Vec<ReasonView>,
}

/// A rule that was consulted.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReasonView {
    /// The rule, by its place in the policy.
    pub rule: String,
    /// `pass`, `fail`, `unknown` or `skipped`.
    pub verdict: &'static str,
    /// In words.
    pub says: String,
    /// The values that it saw.
    pub seen: Vec<SeenView>,
}

/// A value that was seen.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SeenView {
    /// Whose value: `lead.country`.
    pub name: String,
    /// The value, as people read it; `null` where it was missing.
    pub value: Option<String>,
}

impl SeenView {
    /// Hides the value where `mask` says so.
    pub(super) fn mask(&mut self, mask: &Mask) {
        if mask.hides(&self.name) && self.value.is_some() {
            self.value = Some(MASKED.to_owned());
        }
    }
}

impl From<(SmolStr, Value)> for SeenView {
    fn from((name, value): (SmolStr, Value)) -> Self {
        let shown = match value {
            Value::Missing => None,
            Value::Duration(micros) => Some(super::span(micros)),
            Value::Num(number) => Some(short_number(number)),
            other => Some(other.to_string()),
        };
        Self {
            name: name.to_string(),
            value: shown,
        }
    }
}

/// A number that was measured, to four places at most: `0.5046`.
pub(super) fn short_number(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The story of what was `found`, as of `now`, with times in words as a clock in `zone` shows them, without what `mask` hides.
///
/// # Errors
/// The store did not answer, or an entry of the ledger cannot be read.
pub fn story(
    store: &dyn Read,
    policy: &Policy,
    found: &Found,
    (now, zone): (Timestamp, &TimeZone),
    mask: &Mask,
) -> Result<Story, StoreError> {
    let (subject, records, handoffs, entries) = match found {
        Found::Handoff(row) => {
            let entries = read(store, &[Entries::Handoff(row.id)])?;
            (
                format!("handoff {}", row.id),
                vec![row.record.clone()],
                vec![row.id],
                entries,
            )
        }
        Found::Record(record) => {
            let records = journey::records(store, policy, record)?;
            let which: Vec<_> = records.iter().cloned().map(Entries::Record).collect();
            let entries = read(store, &which)?;
            let mut handoffs: Vec<HandoffId> =
                entries.iter().filter_map(|entry| entry.handoff).collect();
            handoffs.sort();
            handoffs.dedup();
            (record.to_string(), records, handoffs, entries)
        }
    };
    let wants: Vec<_> = handoffs
        .into_iter()
        .map(|id| Want::Row(RowKey::Handoff(id)))
        .collect();
    let mut rows = loaded(store, policy, &wants)?;
    rows.sort_by_key(|row| row.id);
    Ok(Story {
        subject,
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        as_of: now.to_string(),
        records: records.iter().map(ToString::to_string).collect(),
        handoffs: handoff_views(store, policy, &rows, now, mask)?,
        events: blocks(policy, zone, &entries, mask)?,
    })
}

/// The entries of all of `which`, each once, in the order of the ledger.
fn read(store: &dyn Read, which: &[Entries]) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for one in which {
        store.ledger(one, 0, &mut |entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        })?;
    }
    entries.sort_by_key(|entry| entry.sequence);
    entries.dedup_by_key(|entry| entry.sequence);
    Ok(entries)
}

fn blocks(
    policy: &Policy,
    zone: &TimeZone,
    entries: &[Entry],
    mask: &Mask,
) -> Result<Vec<Block>, StoreError> {
    let mut words = Words::new(policy, zone);
    let mut blocks = Vec::new();
    for entry in entries {
        let key = || entry.sequence.to_string();
        let mut event = entry.event().map_err(|fault| StoreError::Damaged {
            table: "ledger",
            key: key(),
            fault,
        })?;
        mask.event(&mut event);
        words.learn(&event.what, event.at);
        if !is_bookkeeping(&event) {
            blocks.push(block(&words, entry, event));
        }
    }
    Ok(blocks)
}

/// When to look again is set anew all the time, and tells nobody anything.
fn is_bookkeeping(event: &Event) -> bool {
    matches!(event.what, What::RecordAlarmSet { .. })
}

fn block(words: &Words<'_>, entry: &Entry, event: Event) -> Block {
    let (says, details) = words.tell(&event.what);
    let handoff = match Subject::of(&event.what) {
        Subject::Nothing => None,
        _ => entry.handoff,
    };
    Block {
        sequence: entry.sequence,
        at: event.at.to_string(),
        at_local: words.at(event.at),
        what: entry.tag.to_string(),
        actor: event.actor.name().to_owned(),
        handoff: handoff.map(|id| id.to_string()),
        record: entry.record.as_ref().map(ToString::to_string),
        says,
        details,
        reasons: event.reasons.into_iter().map(ReasonView::from).collect(),
    }
}

impl From<Reason> for ReasonView {
    fn from(reason: Reason) -> Self {
        Self {
            rule: reason.rule.to_string(),
            verdict: reason.verdict.as_str(),
            says: reason.says.to_string(),
            seen: reason.seen.into_iter().map(SeenView::from).collect(),
        }
    }
}

/// `at` in `zone`, as people read it: `Mon 2026-03-02 09:15`, with seconds only where there are some.
pub fn local(at: Timestamp, zone: &TimeZone) -> String {
    let civil = zone.to_datetime(at.to_jiff());
    let pattern = if civil.second() == 0 {
        "%a %Y-%m-%d %H:%M"
    } else {
        "%a %Y-%m-%d %H:%M:%S"
    };
    civil.strftime(pattern).to_string()
}
