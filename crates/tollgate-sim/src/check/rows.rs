//! The rows in the store are those that the ledger adds up to.
//!
//! Source: ARCHITECTURE.md, "one way to write". `verify` does the same for a store that shows its tables.

use std::fmt::Debug;
use std::ops::ControlFlow;

use tollgate_core::apply::apply;
use tollgate_core::event::Event;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_service::ports::{Each, Read, StoreError};

use super::Broken;
use crate::faults::revisions::after;

pub(super) const LAW: &str = "the rows are what the ledger adds up to";

/// Holds the rows in `store` against `events`, its whole ledger, which was written under `revisions`.
pub(super) fn check(
    store: &dyn Read,
    revisions: &[Policy],
    events: &[Event],
) -> Result<(), Broken> {
    let mut rows = Situation::default();
    let mut policy = &revisions[0];
    for event in events {
        policy = after(revisions, policy, event);
        apply(policy, &mut rows, event);
    }
    let differs = compare(store, policy, &rows).map_err(|fault| fault.to_string());
    match differs.unwrap_or_else(Some) {
        None => Ok(()),
        Some(says) => Err(Broken {
            law: LAW,
            entry: None,
            says,
        }),
    }
}

/// The first row that differs.
fn compare(
    store: &dyn Read,
    policy: &Policy,
    rows: &Situation<'_>,
) -> Result<Option<String>, StoreError> {
    let (standings, presences) = store.people()?;
    let differences = [
        differ(all(|each| store.records(policy, each))?, rows.records()),
        differ(all(|each| store.handoffs(each))?, rows.handoffs()),
        differ(all(|each| store.tasks(each))?, rows.tasks()),
        differ(all(|each| store.waivers(each))?, rows.waivers()),
        differ(all(|each| store.violations(each))?, rows.violations()),
        differ(standings, rows.standings()),
        differ(presences, rows.presences()),
    ];
    Ok(differences.into_iter().flatten().next())
}

fn all<T>(ask: impl FnOnce(Each<'_, T>) -> Result<(), StoreError>) -> Result<Vec<T>, StoreError> {
    let mut rows = Vec::new();
    ask(&mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn differ<'r, R: Debug + PartialEq + 'r>(
    found: Vec<R>,
    expected: impl Iterator<Item = &'r R>,
) -> Option<String> {
    let expected: Vec<&R> = expected.collect();
    if found.len() != expected.len() {
        return Some(format!(
            "{} rows instead of {}",
            found.len(),
            expected.len()
        ));
    }
    let mut pairs = found.iter().zip(expected);
    let (found, expected) = pairs.find(|(found, expected)| found != expected)?;
    Some(format!("{found:?} instead of {expected:?}"))
}
