//! The outbox's rows, as they are written and read.

use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;
use tollgate_service::loops::outbox::Endpoint;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::outbox::{Circuit, Claim, EndpointRow, Place, Progress, Undelivered};
use tollgate_service::stored::StoredError;

use crate::driver::{Cells, Driver, Val};
use crate::secrets::Sealing;
use crate::sql;

/// An endpoint, and what is kept of it.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) endpoint: Endpoint,
    pub(super) disabled_why: Option<String>,
    pub(super) reached: Sequence,
    pub(super) circuit: Circuit,
    pub(super) ticket: u64,
    pub(super) claimed_at: Timestamp,
    pub(super) claimed_until: Option<Timestamp>,
    /// Its secret is kept as it is, or it has none.
    pub(super) is_sealed: bool,
    /// When the first message that was not delivered is tried again.
    next_at: Option<Timestamp>,
}

impl Kept {
    /// As somebody set it up: claimed by nobody, and its circuit closed.
    pub(super) fn begin_anew(&mut self) {
        (self.disabled_why, self.circuit) = (None, Circuit::default());
        (self.ticket, self.claimed_until) = (self.ticket + 1, None);
    }

    pub(super) fn new(endpoint: &Endpoint, reached: Sequence) -> Self {
        Self {
            endpoint: endpoint.clone(),
            disabled_why: None,
            reached,
            circuit: Circuit::default(),
            ticket: 0,
            claimed_at: Timestamp::MIN,
            claimed_until: None,
            is_sealed: false,
            next_at: None,
        }
    }

    /// The earliest instant at which it can be claimed while the ledger ends at `head`.
    pub(super) fn due_at(&self, head: Sequence) -> Option<Timestamp> {
        let news = (self.reached < head).then_some(Timestamp::MIN);
        let first = self.next_at.into_iter().chain(news).min()?;
        let not_before = self.claimed_until.max(self.circuit.wait_until);
        let at = not_before.map_or(first, |at| at.max(first));
        self.endpoint.enabled.then_some(at)
    }

    pub(super) fn is_claimed_by(&self, claim: &Claim) -> bool {
        self.ticket == claim.ticket && self.claimed_until == Some(claim.until)
    }

    pub(super) fn record(&mut self, progress: &Progress) {
        (self.reached, self.circuit) = (progress.cursor, progress.circuit);
        self.claimed_until = None;
        if let Some(why) = &progress.disabled_why {
            self.endpoint.enabled = false;
            self.disabled_why = Some(why.clone());
        }
    }

    pub(super) fn claim(self, until: Timestamp, due: Vec<Undelivered>) -> Claim {
        Claim {
            endpoint: self.endpoint,
            ticket: self.ticket,
            until,
            cursor: self.reached,
            circuit: self.circuit,
            due,
        }
    }

    pub(super) fn row(self, waiting: u64, parked: u64) -> EndpointRow {
        EndpointRow {
            endpoint: self.endpoint,
            disabled_why: self.disabled_why,
            cursor: self.reached,
            circuit: self.circuit,
            waiting,
            parked,
        }
    }
}

/// What an endpoint is among what has secrets.
pub(super) const KIND: &str = "endpoint";

/// Reads an endpoint.
pub(super) fn kept(row: &dyn Cells, sealing: Sealing<'_>) -> Result<Kept, StoreError> {
    let name = row.cell(0).text().unwrap_or_default();
    let secret = row.cell(11).text();
    let secret = secret.map(|kept| sealing.open(KIND, name, kept));
    let secret = secret.transpose()?;
    let read = || {
        let mut endpoint = Endpoint::from_stored(row.cell(1).text()?, secret.as_ref())?;
        endpoint.enabled = row.cell(2).int()? != 0;
        Some(Kept {
            is_sealed: secret.is_some() || endpoint.secret().is_none(),
            endpoint,
            disabled_why: row.cell(3).text().map(str::to_owned),
            reached: row.cell(4).int()?.cast_unsigned(),
            circuit: Circuit {
                failures: row.cell(5).int()?.try_into().ok()?,
                wait_until: instant(row.cell(6)),
            },
            ticket: row.cell(7).int()?.cast_unsigned(),
            claimed_at: instant(row.cell(8))?,
            claimed_until: instant(row.cell(9)),
            next_at: instant(row.cell(10)),
        })
    };
    read().ok_or_else(|| damaged("endpoint", name.to_owned(), "an endpoint"))
}

/// Writes an endpoint, and its secret where that is not kept as it is.
pub(super) fn put_kept(
    driver: &mut dyn Driver,
    sealing: Sealing<'_>,
    kept: &Kept,
) -> Result<(), StoreError> {
    let name = &*kept.endpoint.name;
    match kept.endpoint.secret() {
        _ if kept.is_sealed => {}
        Some(secret) => sealing.put(driver, (KIND, name), &secret)?,
        None => sealing.cut(driver, KIND, name)?,
    }
    let body = kept.endpoint.to_stored();
    let values = [
        Val::Text(sealing.workspace),
        name.into(),
        (&*body).into(),
        kept.endpoint.enabled.into(),
        kept.disabled_why.as_deref().into(),
        whole(kept.reached).into(),
        kept.circuit.failures.into(),
        kept.circuit.wait_until.map(Timestamp::as_micros).into(),
        whole(kept.ticket).into(),
        kept.claimed_at.as_micros().into(),
        kept.claimed_until.map(Timestamp::as_micros).into(),
    ];
    driver.write(&sql::PUT_ENDPOINT, &values)
}

/// Reads a message that the endpoint `name` did not receive.
pub(super) fn undelivered(name: &str, row: &dyn Cells) -> Result<Undelivered, StoreError> {
    let read = || {
        Some(Undelivered {
            place: Place {
                sequence: row.cell(0).int()?.cast_unsigned(),
                part: row.cell(1).int()?.try_into().ok()?,
            },
            attempts: row.cell(2).int()?.try_into().ok()?,
            tried_at: instant(row.cell(3))?,
            next_at: instant(row.cell(4)),
            last_error: row.cell(5).text()?.to_owned(),
        })
    };
    let key = || {
        let sequence = row.cell(0).int().unwrap_or_default();
        format!("{name} {sequence}")
    };
    read().ok_or_else(|| damaged("undelivered", key(), "a message"))
}

/// Writes a message that the endpoint `name` did not receive.
pub(super) fn put_undelivered(
    driver: &mut dyn Driver,
    workspace: &str,
    name: &str,
    row: &Undelivered,
) -> Result<(), StoreError> {
    let values = [
        Val::Text(workspace),
        name.into(),
        whole(row.place.sequence).into(),
        row.place.part.into(),
        row.attempts.into(),
        row.tried_at.as_micros().into(),
        row.next_at.map(Timestamp::as_micros).into(),
        (&*row.last_error).into(),
    ];
    driver.write(&sql::PUT_UNDELIVERED, &values)
}

/// A count as databases hold it.
pub(super) fn whole(count: u64) -> i64 {
    i64::try_from(count).expect("nothing is counted to 2^63")
}

fn instant(cell: Val<'_>) -> Option<Timestamp> {
    cell.int().map(Timestamp::from_micros)
}

fn damaged(table: &'static str, key: String, expected: &'static str) -> StoreError {
    StoreError::Damaged {
        table,
        key,
        fault: StoredError::expected(expected),
    }
}
