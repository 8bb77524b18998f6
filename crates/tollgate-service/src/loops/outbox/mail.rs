//! Entries of the ledger with what a message about them needs, read before anything is sent.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use tollgate_core::event::Event;
use tollgate_core::ids::{HandoffId, TaskId};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Row, RowKey, Task};
use tollgate_core::wants::Want;

use super::{Endpoint, recipients};
use crate::ledger::{Entry, Sequence, Subject};
use crate::ports::carrier::Recipient;
use crate::ports::outbox::{Claim, Place};
use crate::ports::{Entries, Read, StoreError};

/// What the receiver tells a repetition of the message at `place` by: `acme-17-0`. Only letters, digits, `-` and `_`, as a
/// signature is over the id, a point and more.
pub fn message_id(workspace: &str, place: Place) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let workspace: String = workspace
        .chars()
        .map(|letter| if plain(letter) { letter } else { '_' })
        .collect();
    format!("{workspace}-{}-{}", place.sequence, place.part)
}

/// What there is to send for a claim.
#[derive(Debug)]
pub(super) struct Mail {
    /// The entries of messages that are due again.
    pub(super) again: BTreeMap<Sequence, Tidings>,
    /// The entries after the cursor that the endpoint is told of, in their order.
    pub(super) fresh: Vec<Tidings>,
    /// The last entry that was looked at.
    pub(super) seen_to: Sequence,
}

/// An entry, and what its messages need.
#[derive(Debug)]
pub(super) struct Tidings {
    pub(super) entry: Entry,
    /// `None` when the entry's body cannot be read, because it was erased.
    pub(super) event: Option<Event>,
    pub(super) handoff: Option<Handoff>,
    pub(super) task: Option<Task>,
}

impl Tidings {
    fn new(entry: Entry) -> Self {
        Self {
            event: entry.event().ok(),
            entry,
            handoff: None,
            task: None,
        }
    }

    /// Who is told; one who cannot be told what happened is the endpoint itself.
    pub(super) fn recipients(&self, endpoint: &Endpoint) -> Vec<Recipient> {
        match &self.event {
            Some(event) => recipients(&endpoint.target, event, self.handoff.as_ref()),
            None => vec![Recipient::Endpoint],
        }
    }

    fn task_id(&self) -> Option<TaskId> {
        let rows = Subject::of(&self.event.as_ref()?.what).rows();
        rows.into_iter().find_map(|row| match row {
            RowKey::Task(id) => Some(id),
            _ => None,
        })
    }

    fn wants(&self) -> impl Iterator<Item = RowKey> {
        let handoff = self.entry.handoff.map(RowKey::Handoff);
        handoff.into_iter().chain(self.task_id().map(RowKey::Task))
    }
}

/// Reads what there is to send for `claim`: at most `entries_max` entries after the cursor are looked at, and at most
/// `messages_max` of them taken.
pub(super) fn read(
    ledger: &impl Read,
    policy: &Policy,
    claim: &Claim,
    entries_max: usize,
    messages_max: usize,
) -> Result<Mail, StoreError> {
    let mut again = BTreeMap::new();
    for due in &claim.due {
        let sequence = due.place.sequence;
        if let Some(entry) = entry_at(ledger, sequence)? {
            again.insert(sequence, Tidings::new(entry));
        }
    }
    let (mut fresh, seen_to) = after_cursor(ledger, claim, entries_max, messages_max)?;
    let all = || again.values().chain(&fresh).flat_map(Tidings::wants);
    let wanted: BTreeSet<RowKey> = all().collect();
    let rows = Rows::load(ledger, policy, wanted)?;
    again
        .values_mut()
        .chain(&mut fresh)
        .for_each(|tidings| rows.give(tidings));
    let filter = &claim.endpoint.filter;
    fresh.retain(|tidings| filter.takes_point(tidings.handoff.as_ref().map(|row| &row.point)));
    Ok(Mail {
        again,
        fresh,
        seen_to,
    })
}

fn entry_at(ledger: &impl Read, sequence: Sequence) -> Result<Option<Entry>, StoreError> {
    let mut found = None;
    ledger.ledger(&Entries::All, sequence.saturating_sub(1), &mut |entry| {
        found = Some(entry);
        ControlFlow::Break(())
    })?;
    Ok(found.filter(|entry| entry.sequence == sequence))
}

fn after_cursor(
    ledger: &impl Read,
    claim: &Claim,
    entries_max: usize,
    messages_max: usize,
) -> Result<(Vec<Tidings>, Sequence), StoreError> {
    let Endpoint { filter, target, .. } = &claim.endpoint;
    let (mut fresh, mut seen_to, mut seen) = (Vec::new(), claim.cursor, 0);
    ledger.ledger(&Entries::All, claim.cursor, &mut |entry| {
        seen_to = entry.sequence;
        seen += 1;
        if filter.takes(target, &entry.tag) {
            fresh.push(Tidings::new(entry));
        }
        match seen < entries_max && fresh.len() < messages_max {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok((fresh, seen_to))
}

/// Rows by their keys.
struct Rows {
    handoffs: BTreeMap<HandoffId, Handoff>,
    tasks: BTreeMap<TaskId, Task>,
}

impl Rows {
    fn load(
        ledger: &impl Read,
        policy: &Policy,
        wanted: BTreeSet<RowKey>,
    ) -> Result<Self, StoreError> {
        let wants: Vec<Want> = wanted.into_iter().map(Want::Row).collect();
        let (mut handoffs, mut tasks) = (BTreeMap::new(), BTreeMap::new());
        for row in ledger.load(policy, &wants)? {
            match row {
                Row::Handoff(row) => drop(handoffs.insert(row.id, row)),
                Row::Task(row) => drop(tasks.insert(row.id, row)),
                _ => {}
            }
        }
        Ok(Self { handoffs, tasks })
    }

    fn give(&self, tidings: &mut Tidings) {
        let handoff = tidings.entry.handoff;
        tidings.handoff = handoff.and_then(|id| self.handoffs.get(&id).cloned());
        let task = tidings.task_id();
        tidings.task = task.and_then(|id| self.tasks.get(&id).cloned());
    }
}
