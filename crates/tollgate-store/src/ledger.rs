//! Entries of the ledger, page after page, in either direction.

use std::ops::ControlFlow;

use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::state::Handoff;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Digest, Entry, Sequence};
use tollgate_service::ports::{Each, Entries, StoreError};
use tollgate_service::stored::{StoredError, from_text};

use crate::driver::{Cells, Driver, Val};
use crate::sql::{self, Sql};

/// Entries that are read at a time.
const PAGE: i64 = 500;

/// A direction: the statement that goes on beyond an entry, by which entries are named.
#[derive(Debug)]
pub(crate) struct Way {
    all: &'static Sql,
    unattached: &'static Sql,
    of_record: &'static Sql,
    of_handoff: &'static Sql,
}

/// From an entry to the end.
pub(crate) static ONWARDS: Way = Way {
    all: &sql::LEDGER,
    unattached: &sql::LEDGER_UNATTACHED,
    of_record: &sql::LEDGER_OF_RECORD,
    of_handoff: &sql::LEDGER_OF_HANDOFF,
};

/// From an entry to the beginning.
pub(crate) static BACKWARDS: Way = Way {
    all: &sql::LEDGER_BEFORE,
    unattached: &sql::LEDGER_BEFORE_UNATTACHED,
    of_record: &sql::LEDGER_BEFORE_OF_RECORD,
    of_handoff: &sql::LEDGER_BEFORE_OF_HANDOFF,
};

/// A workspace's ledger.
#[derive(Clone, Copy)]
pub(crate) struct Ledger<'a> {
    pub(crate) driver: &'a dyn Driver,
    pub(crate) workspace: &'a str,
}

impl Ledger<'_> {
    /// Calls `each` with the entries that `which` names and that lie beyond `from`, in the order of `way`, until it breaks off.
    pub(crate) fn walk(
        &self,
        which: &Entries,
        way: &Way,
        from: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        let mut from = i64::try_from(from).unwrap_or(i64::MAX);
        let (statement, of) = match which {
            Entries::All => (way.all, Vec::new()),
            Entries::Unattached => (way.unattached, Vec::new()),
            Entries::Record(record) => (way.of_record, key(record)),
            Entries::Handoff(handoff) => match self.record_of(handoff)? {
                None => return Ok(()),
                Some(record) => {
                    let of = [key(&record), vec![handoff.to_string()]].concat();
                    (way.of_handoff, of)
                }
            },
        };
        let of: Vec<_> = of.iter().map(|text| Val::Text(text)).collect();
        while !self.page(statement, &mut from, &of, each)? {}
        Ok(())
    }

    /// One page beyond `from`, which becomes its last entry; true when it was the last page, or `each` broke off.
    fn page(
        &self,
        statement: &'static Sql,
        from: &mut i64,
        of: &[Val<'_>],
        each: Each<'_, Entry>,
    ) -> Result<bool, StoreError> {
        let head = [Val::Text(self.workspace), Val::Int(*from), Val::Int(PAGE)];
        let (mut count, mut is_over) = (0, false);
        self.driver
            .query(statement, &[&head, of].concat(), &mut |row| {
                count += 1;
                let entry = entry(row)?;
                *from = entry.sequence.cast_signed();
                let flow = each(entry);
                is_over = flow.is_break();
                Ok(flow)
            })?;
        Ok(is_over || count < PAGE)
    }

    /// The record that a handoff is about; by it, the ledger is asked.
    fn record_of(&self, handoff: &HandoffId) -> Result<Option<RecordRef>, StoreError> {
        let id = handoff.to_string();
        let key = [Val::Text(self.workspace), Val::Text(&id)];
        let damaged = |fault| StoreError::Damaged {
            table: "handoff",
            key: id.clone(),
            fault,
        };
        let mut found = None;
        self.driver.query(&sql::GET_HANDOFF, &key, &mut |row| {
            let body = row.cell(0).text();
            let body = body.ok_or_else(|| damaged(StoredError::expected("text")))?;
            found = Some(from_text(body).map_err(damaged)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found.map(|row: Handoff| row.record))
    }
}

fn key(record: &RecordRef) -> Vec<String> {
    vec![record.kind.to_string(), record.id.to_string()]
}

fn entry(row: &dyn Cells) -> Result<Entry, StoreError> {
    let sequence = row.cell(0).int().unwrap_or_default();
    let read = || {
        let record = match (row.cell(3), row.cell(4)) {
            (Val::Text(kind), Val::Text(id)) => Some(RecordRef::new(kind, id)),
            _ => None,
        };
        let handoff = match row.cell(5) {
            Val::Null => None,
            id => Some(id.text()?.parse().ok()?),
        };
        Some(Entry {
            sequence: row.cell(0).int()?.cast_unsigned(),
            at: Timestamp::from_micros(row.cell(1).int()?),
            tag: row.cell(2).text()?.into(),
            record,
            handoff,
            body: row.cell(6).text()?.to_owned(),
            digest: Digest::from_bytes(row.cell(7).bytes()?)?,
            hash: Digest::from_bytes(row.cell(8).bytes()?)?,
        })
    };
    read().ok_or_else(|| StoreError::Damaged {
        table: "ledger",
        key: format!("entry {sequence}"),
        fault: StoredError::expected("an entry"),
    })
}
