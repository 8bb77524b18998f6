//! Proof that nothing was altered: the chain holds, and the state is what the ledger adds up to.

mod chain;
mod compare;
mod erased;
mod replay;
mod stretch;

use std::fmt;

use tollgate_core::policy::Policy;

pub use stretch::{Stretch, stretch};

use crate::ledger::{Digest, Sequence};
use crate::ports::{Read, Store, StoreError, Tables};

/// What was checked, and the first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries of the ledger hold.
    pub entries: Sequence,
    /// From how many of them a person was erased since they were written, as a later entry tells.
    pub erased: u64,
    /// How many rows of each table are what the ledger adds up to, in the order in which they were compared.
    pub rows: Vec<(&'static str, u64)>,
    /// The first difference; nothing after it was looked at.
    pub difference: Option<Difference>,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table: `ledger`, `workspace`, `handoff`.
    pub table: &'static str,
    /// The row.
    pub key: String,
    /// The column, and within a body the place: `body.clocks.0.due_at`. Empty when the whole row is meant.
    pub field: String,
    /// What is there.
    pub found: String,
    /// What should be there.
    pub expected: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            table,
            key,
            field,
            found,
            expected,
        } = self;
        write!(f, "{table} `{key}`")?;
        if !field.is_empty() {
            write!(f, ", {field}")?;
        }
        write!(f, ": found {found}, expected {expected}")
    }
}

/// Reads the whole ledger of `workspace` from `store`, recomputes every link of its chain, replays it into `shadow`, which
/// must be empty, and compares every row.
///
/// `policy` tells the slots of record fields; records of kinds that it does not declare are passed over. Memory stays
/// bounded. `progress` hears how many entries were read, now and then.
///
/// # Errors
/// One of the stores did not answer. What is damaged is a difference, not an error.
pub fn verify<S: Read + Tables, T: Store + Tables>(
    store: &S,
    shadow: &mut T,
    workspace: &str,
    policy: &Policy,
    progress: &mut dyn FnMut(Sequence),
) -> Result<Verdict, StoreError> {
    let mut verdict = Verdict {
        entries: 0,
        erased: 0,
        rows: Vec::new(),
        difference: None,
    };
    let outcome = check(store, shadow, workspace, policy, progress, &mut verdict);
    match outcome {
        Err(StoreError::Damaged { table, key, fault }) => {
            let (found, expected) = (fault.to_string(), "what Tollgate writes".to_owned());
            let field = String::new();
            verdict.difference = Some(Difference {
                table,
                key,
                field,
                found,
                expected,
            });
            Ok(verdict)
        }
        outcome => outcome.map(|()| verdict),
    }
}

fn check<S: Read + Tables, T: Store + Tables>(
    store: &S,
    shadow: &mut T,
    workspace: &str,
    policy: &Policy,
    progress: &mut dyn FnMut(Sequence),
    verdict: &mut Verdict,
) -> Result<(), StoreError> {
    let replayed = replay::replay(store, shadow, workspace, policy, progress)?;
    (verdict.entries, verdict.erased) = (replayed.entries, replayed.erased);
    verdict.difference = replayed.difference;
    if verdict.difference.is_none() {
        verdict.difference = altered_revision(store)?;
    }
    for table in store.tables() {
        if verdict.difference.is_some() {
            break;
        }
        let (same, difference) = compare::compare(store, shadow, table, policy)?;
        verdict.rows.push((table.name, same));
        verdict.difference = difference;
    }
    Ok(())
}

/// The first published policy that is not there, or whose text is not the one that was published.
fn altered_revision(store: &impl Read) -> Result<Option<Difference>, StoreError> {
    for number in 1..=store.head()?.revision {
        let (field, found, expected) = match store.revision(number)? {
            None => ("", "no row".to_owned(), "one, by the head".to_owned()),
            Some(revision) => {
                let digest = Digest::of(revision.source.as_bytes());
                if digest == revision.digest {
                    continue;
                }
                let shown = |digest| format!("digest {digest}");
                ("source", shown(digest), shown(revision.digest))
            }
        };
        let (key, field) = (number.to_string(), field.to_owned());
        return Ok(Some(Difference {
            table: "revision",
            key,
            field,
            found,
            expected,
        }));
    }
    Ok(None)
}
