//! The ledger once more, from the beginning, into an empty store.

use std::ops::ControlFlow;

use tollgate_core::apply::apply;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::wants::Want;

use super::erased::Unaccounted;
use super::{Difference, chain};
use crate::fetch::fetch;
use crate::in_force::alone;
use crate::ledger::{Entry, Head, Sequence, Subject};
use crate::ports::{Batch, Change, Entries, Read, Store, StoreError};
use crate::writer::learn_people;

/// Entries after which the rows so far are put away.
const STRIDE: u64 = 10_000;

/// Checks the chain of `store` and replays it into `shadow`; gives the number of entries that hold.
///
/// Each stretch is replayed under the revision that was in force, since that says where a record's fields are. `policy`
/// is the one in force now.
pub(super) fn replay(
    store: &impl Read,
    shadow: &mut impl Store,
    workspace: &str,
    policy: &Policy,
    progress: &mut dyn FnMut(Sequence),
) -> Result<Replayed, StoreError> {
    let expected = store.head()?;
    let mut head = Head::start(workspace);
    let mut bodies = Unaccounted::default();
    let mut revision = first_revision(store, expected.revision)?;
    loop {
        let earlier = if revision < expected.revision {
            alone(store, revision).ok().flatten()
        } else {
            None
        };
        let policy = earlier.as_ref().unwrap_or(policy);
        match stretch(store, shadow, policy, &mut head, &mut bodies, progress)? {
            Ended::Published(next) => revision = next,
            Ended::Differs(difference) => return Ok(replayed(&head, &bodies, Some(difference))),
            Ended::Here => break,
        }
    }
    let difference = lost_end(&expected, &head).or_else(|| chain::ends(&expected, &head));
    Ok(replayed(&head, &bodies, difference))
}

/// What came of a replay.
pub(super) struct Replayed {
    /// How many entries hold.
    pub(super) entries: Sequence,
    /// From how many of them a person was erased.
    pub(super) erased: u64,
    /// The first difference.
    pub(super) difference: Option<Difference>,
}

/// A body that nothing accounts for comes before whatever was found later.
fn replayed(head: &Head, bodies: &Unaccounted, difference: Option<Difference>) -> Replayed {
    let (entries, difference) = match bodies.first() {
        Some((entries, altered)) => (entries, Some(altered)),
        None => (head.sequence, difference),
    };
    Replayed {
        entries,
        erased: bodies.accounted(),
        difference,
    }
}

/// The revision that the ledger begins under. One that was published before publications were entries left no trace of
/// where it came into force, so the last of those counts for all.
fn first_revision(store: &impl Read, in_force: u32) -> Result<u32, StoreError> {
    for number in 2..=in_force {
        if store.revision(number)?.is_some_and(|it| it.open.is_some()) {
            return Ok(number - 1);
        }
    }
    Ok(in_force)
}

/// How a stretch under one revision ended.
enum Ended {
    /// Another revision came into force.
    Published(u32),
    /// Something is not as it was written.
    Differs(Difference),
    /// The ledger ends.
    Here,
}

/// Replays the entries after `head`, up to the next publication, and puts the rows away.
fn stretch(
    store: &impl Read,
    shadow: &mut impl Store,
    policy: &Policy,
    head: &mut Head,
    bodies: &mut Unaccounted,
    progress: &mut dyn FnMut(Sequence),
) -> Result<Ended, StoreError> {
    let mut rows = Situation::default();
    learn_people(shadow, policy, &mut rows)?;
    let mut outcome = Ok(Ended::Here);
    store.ledger(&Entries::All, head.sequence, &mut |entry| {
        outcome = step(shadow, policy, head, &mut rows, bodies, &entry);
        if matches!(outcome, Ok(Ended::Here)) && head.sequence.is_multiple_of(STRIDE) {
            progress(head.sequence);
            outcome = put_away(shadow, policy, head, &mut rows).map(|()| Ended::Here);
        }
        if matches!(outcome, Ok(Ended::Here)) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    let ended = outcome?;
    put_away(shadow, policy, head, &mut rows)?;
    Ok(ended)
}

/// The head knows of entries that are not there.
fn lost_end(expected: &Head, head: &Head) -> Option<Difference> {
    (expected.sequence > head.sequence).then(|| chain::missing(head.sequence + 1, "nothing"))
}

fn step(
    shadow: &impl Read,
    policy: &Policy,
    head: &mut Head,
    rows: &mut Situation<'static>,
    bodies: &mut Unaccounted,
    entry: &Entry,
) -> Result<Ended, StoreError> {
    let event = match chain::follows(head, entry) {
        Ok(event) => event,
        Err(difference) => return Ok(Ended::Differs(difference)),
    };
    bodies.take(entry, &event);
    fetch_changed(shadow, policy, rows, &event)?;
    apply(policy, rows, &event);
    (head.sequence, head.hash, head.at) = (entry.sequence, entry.hash, entry.at);
    let subject = Subject::of(&event.what);
    if let Some(difference) = about(entry, subject.record(rows), subject.handoff(rows)) {
        return Ok(Ended::Differs(difference));
    }
    Ok(match event.what {
        What::PolicyPublished { revision, .. } => Ended::Published(revision),
        _ => Ended::Here,
    })
}

/// Looks up the rows that `event` changes.
fn fetch_changed(
    shadow: &impl Read,
    policy: &Policy,
    rows: &mut Situation<'_>,
    event: &Event,
) -> Result<(), StoreError> {
    let wants = Subject::of(&event.what).rows().into_iter().map(Want::Row);
    let wants: Vec<_> = wants.filter(|want| !rows.knows(want)).collect();
    if wants.is_empty() {
        return Ok(());
    }
    fetch(shadow, policy, rows, wants)
}

/// What the entry says it is about, and what it is about.
fn about(
    entry: &Entry,
    record: Option<RecordRef>,
    handoff: Option<HandoffId>,
) -> Option<Difference> {
    fn text(of: Option<&impl ToString>) -> String {
        of.map_or_else(
            || "nothing".to_owned(),
            |of| format!("`{}`", of.to_string()),
        )
    }
    let differs = |field: &str, found, expected| {
        let key = format!("entry {}", entry.sequence);
        Some(Difference {
            table: "ledger",
            key,
            field: field.to_owned(),
            found,
            expected,
        })
    };
    if entry.record != record {
        return differs("record", text(entry.record.as_ref()), text(record.as_ref()));
    }
    if entry.handoff != handoff {
        return differs(
            "handoff",
            text(entry.handoff.as_ref()),
            text(handoff.as_ref()),
        );
    }
    None
}

/// Writes the changed rows into the shadow and forgets the others.
fn put_away(
    shadow: &mut impl Store,
    policy: &Policy,
    head: &Head,
    rows: &mut Situation<'static>,
) -> Result<(), StoreError> {
    let batch = Batch {
        rows: rows.take_changed_rows(),
        ..Batch::new(head.clone())
    };
    shadow.begin()?.commit(policy, &batch)?;
    *rows = Situation::default();
    learn_people(shadow, policy, rows)
}
