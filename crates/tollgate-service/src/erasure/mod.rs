//! Erasing a person: what told about them leaves the rows and the bodies of the ledger; what was decided stays decided, the
//! chain holds, and figures stay what they were.
//!
//! Values are replaced by pseudonyms that nobody can lead back, as their salt is forgotten: records that shared an address
//! still share one, and an address that could be used still reads like one. The same is done to a body and to the row that it
//! made, so that replaying the erased ledger gives the erased rows. Decision 0017.

mod forget;
mod keyed;
mod known;
mod person;
mod pseudonym;
mod rows;
mod scan;
mod scrub;
mod suppressors;
mod sweep;
mod taken;
mod text;

use smol_str::SmolStr;
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::decide::decide;
use tollgate_core::erasure::{ErasedEntry, Erasure};
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::{RecordKind, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Row, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;

pub use forget::Forgotten;
pub use keyed::keyed;
pub use known::{Known, KnownEntry, known};
pub use person::Who;
pub use sweep::{Forget, Swept, preview_sweep, sweep};

use crate::audit::last_instant;
use crate::ledger::{Digest, Sequence};
use crate::ports::{Batch, Change, Erased, Read, Store, StoreError};
use person::{Person, person};
use scan::Scan;
use scrub::Scrub;

/// Who erases whom, and the chance that it takes.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whom.
    pub who: Who,
    /// Who asks for it.
    pub by: Actor,
    /// When, by the clock of whoever asks.
    pub at: Timestamp,
    /// 32 random bytes that make the pseudonyms, to be forgotten.
    pub salt: [u8; 32],
    /// 32 random bytes that become the workspace's key for suppressions, where it has none yet.
    pub key: [u8; 32],
}

/// What an erasure changes, or would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The records that tell about the person.
    pub records: Vec<RecordRef>,
    /// How many entries of the ledger something is taken from.
    pub entries: usize,
    /// How many rows.
    pub rows: usize,
    /// Nobody may contact the person, and that is kept.
    pub suppressed: bool,
    /// The entry that says so; `None` where nothing was written.
    pub sequence: Option<Sequence>,
}

/// Why nobody was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// No record tells about them.
    #[error(
        "no record tells about `{0}`: write a record as `lead L-1`, or the address as it was imported"
    )]
    Unknown(String),
    /// The store did not answer, or holds what Tollgate did not write.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Erases a person from `store`, in one transaction.
///
/// # Errors
/// See [`EraseError`]; nothing was written.
pub fn erase<S: Store>(
    store: &mut S,
    policy: &Policy,
    order: &Order,
) -> Result<Outcome, EraseError> {
    let person = person(store, policy, &order.who)?;
    let scrub = Scrub::new(policy, person.taken(), order.salt);
    // The long look at the ledger holds nobody up; what comes meanwhile is looked at while the head is held.
    let mut scan = Scan::default();
    scan.run(store, &scrub)?;
    let change = store.begin()?;
    scan.run(&change, &scrub)?;
    let mut outcome = outcome(&person, &scan);
    if outcome.entries + outcome.rows == 0 && scan.rows(&change, &scrub)?.is_empty() {
        return Ok(outcome);
    }
    let batch = batch(&change, &scrub, &person, &scan, order)?;
    outcome.rows = batch.rows.len();
    outcome.sequence = Some(batch.head.sequence);
    change.commit(policy, &batch)?;
    Ok(outcome)
}

/// What [`erase`] would do; nothing is written.
///
/// # Errors
/// See [`EraseError`].
pub fn preview<S: Read>(store: &S, policy: &Policy, order: &Order) -> Result<Outcome, EraseError> {
    let person = person(store, policy, &order.who)?;
    let scrub = Scrub::new(policy, person.taken(), order.salt);
    let mut scan = Scan::default();
    scan.run(store, &scrub)?;
    let mut outcome = outcome(&person, &scan);
    outcome.rows = scan.rows(store, &scrub)?.len();
    Ok(outcome)
}

fn outcome(person: &Person, scan: &Scan) -> Outcome {
    Outcome {
        records: person.records.iter().cloned().collect(),
        entries: scan.bodies.len(),
        rows: 0,
        suppressed: !person.suppressed.is_empty(),
        sequence: None,
    }
}

/// What the transaction writes: the entry that tells of it, the erased rows and the erased bodies.
fn batch(
    store: &impl Read,
    scrub: &Scrub<'_>,
    person: &Person,
    scan: &Scan,
    order: &Order,
) -> Result<Batch, StoreError> {
    let kept = store.suppression_key()?;
    let key = kept.unwrap_or(order.key);
    let suppressed = hashed(&key, &person.suppressed);
    let mut batch = Batch::new(store.head()?);
    let now = last_instant(store, &batch.head)?;
    let (rows, request) = (
        Situation::default(),
        request(person, scan, &suppressed, order),
    );
    let mut ids = IdSource::new(batch.head.sequence + 1);
    for event in decide(scrub.policy, &rows, &request, now, &mut ids) {
        batch.entries.push(batch.head.append(&event, &rows));
    }
    batch.rows = scan.rows(store, scrub)?;
    let again = person.suppressed.iter();
    let again = again.map(|(kind, identity)| (kind.clone(), scrub.pseudonym(identity)));
    batch.rows.extend(
        again
            .chain(suppressed)
            .map(|(kind, identity)| Row::Suppression(kind, identity)),
    );
    batch.erased = Erased {
        bodies: scan
            .bodies
            .iter()
            .map(|(at, body)| (*at, body.clone()))
            .collect(),
        suppressions: person.suppressed.iter().cloned().collect(),
        key: kept.is_none().then_some(key),
    };
    Ok(batch)
}

fn hashed<'p>(
    key: &[u8; 32],
    suppressed: impl IntoIterator<Item = &'p (RecordKind, SmolStr)>,
) -> Vec<(RecordKind, SmolStr)> {
    let hashed =
        |(kind, identity): &(RecordKind, SmolStr)| (kind.clone(), keyed(key, kind, identity));
    suppressed.into_iter().map(hashed).collect()
}

fn request(
    person: &Person,
    scan: &Scan,
    suppressed: &[(RecordKind, SmolStr)],
    order: &Order,
) -> Request {
    Request {
        actor: order.by.clone(),
        command: Command::Erase(Erasure {
            records: person.records.iter().cloned().collect(),
            entries: entries(scan),
            suppressed: suppressed.to_vec(),
            erased_at: order.at,
        }),
    }
}

/// The entries whose bodies change, as the ledger tells of them.
fn entries(scan: &Scan) -> Vec<ErasedEntry> {
    let changed = scan.bodies.iter();
    changed
        .map(|(sequence, body)| ErasedEntry {
            sequence: *sequence,
            digest: Digest::of(body.as_bytes()).to_string().into(),
        })
        .collect()
}

/// The rows that `wants` name.
fn rows_of<R: Read + ?Sized>(
    store: &R,
    policy: &Policy,
    wants: &[Want],
) -> Result<Vec<Row>, StoreError> {
    if wants.is_empty() {
        return Ok(Vec::new());
    }
    store.load(policy, wants)
}
