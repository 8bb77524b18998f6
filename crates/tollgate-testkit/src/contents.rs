//! Everything that a store holds, to compare one with another.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use tollgate_core::policy::Policy;
use tollgate_core::state::{
    Handoff, Presence, Record, Row, RowKey, Standing, Task, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Entry, Head};
use tollgate_service::ports::{Each, Entries, Read, StoreError};

/// Everything that a store holds, in one value to compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// The head.
    pub head: Head,
    /// The ledger.
    pub ledger: Vec<Entry>,
    /// The records.
    pub records: Vec<Record>,
    /// The handoffs.
    pub handoffs: Vec<Handoff>,
    /// The tasks.
    pub tasks: Vec<Task>,
    /// The waivers.
    pub waivers: Vec<Waiver>,
    /// The violations.
    pub violations: Vec<Violation>,
    /// The members' accounts and the presences.
    pub people: (Vec<Standing>, Vec<Presence>),
    /// The alarms.
    pub alarms: Vec<(Timestamp, RowKey)>,
    /// How many deliveries were dealt with.
    pub seen: u64,
}

/// Everything that `store` holds.
///
/// # Errors
/// The store did not answer.
pub fn contents(store: &impl Read, policy: &Policy) -> Result<Contents, StoreError> {
    fn all<T>(
        ask: impl FnOnce(Each<'_, T>) -> Result<(), StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut rows = Vec::new();
        ask(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }
    Ok(Contents {
        head: store.head()?,
        ledger: all(|each| store.ledger(&Entries::All, 0, each))?,
        records: all(|each| store.records(policy, each))?,
        handoffs: all(|each| store.handoffs(each))?,
        tasks: all(|each| store.tasks(each))?,
        waivers: all(|each| store.waivers(each))?,
        violations: all(|each| store.violations(each))?,
        people: store.people()?,
        alarms: store.alarms(Timestamp::from_micros(i64::MIN), usize::MAX)?,
        seen: store.seen_count()?,
    })
}

/// The keys of `rows`, each once.
pub fn keys(rows: &[Row]) -> BTreeSet<RowKey> {
    rows.iter().map(Row::key).collect()
}
