//! The ledger once more, from the beginning, into an empty store.

use std::ops::ControlFlow;

use tollgate_core::apply::apply;
use tollgate_core::event::Event;
use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::wants::Want;

use super::{Difference, chain};
use crate::ledger::{Entry, Head, Sequence, Subject};
use crate::ports::{Batch, Change, Entries, Read, Store, StoreError};
use crate::writer::learn_people;

/// Entries after which the rows so far are put away.
const STRIDE: u64 = 10_000;

/// Checks the chain of `store` and replays it into `shadow`; gives the number of entries that hold.
pub(super) fn replay(
    store: &impl Read,
    shadow: &mut impl Store,
    workspace: &str,
    policy: &Policy,
    progress: &mut dyn FnMut(Sequence),
) -> Result<(Sequence, Option<Difference>), StoreError> {
    let expected = store.head()?;
    let mut head = Head::start(workspace);
    let mut rows = Situation::default();
    let mut outcome: Result<Option<Difference>, StoreError> = Ok(None);
    store.ledger(&Entries::All, 0, &mut |entry| {
        outcome = step(shadow, policy, &mut head, &mut rows, &entry);
        if matches!(outcome, Ok(None)) && head.sequence.is_multiple_of(STRIDE) {
            progress(head.sequence);
            outcome = put_away(shadow, policy, &head, &mut rows).map(|()| None);
        }
        if matches!(outcome, Ok(None)) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    let difference = outcome?;
    put_away(shadow, policy, &head, &mut rows)?;
    Ok((
        head.sequence,
        difference
            .or_else(|| lost_end(&expected, &head))
            .or_else(|| chain::ends(&expected, &head)),
    ))
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
    entry: &Entry,
) -> Result<Option<Difference>, StoreError> {
    let event = match chain::follows(head, entry) {
        Ok(event) => event,
        Err(difference) => return Ok(Some(difference)),
    };
    fetch(shadow, policy, rows, &event)?;
    apply(policy, rows, &event);
    (head.sequence, head.hash, head.at) = (entry.sequence, entry.hash, entry.at);
    let subject = Subject::of(&event.what);
    Ok(about(entry, subject.record(rows), subject.handoff(rows)))
}

/// Looks up the rows that `event` changes.
fn fetch(
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
    for row in shadow.load(policy, &wants)? {
        rows.learn(policy, row);
    }
    wants.into_iter().for_each(|want| rows.know(want));
    Ok(())
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
