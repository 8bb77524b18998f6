//! Answering questions.

use std::ops::ControlFlow;

use rusqlite::{OptionalExtension as _, Row as SqlRow, ToSql};
use tollgate_core::ids::{HandoffId, PersonId, RecordKind, RecordRef, SourceKey, TaskId};
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::{
    Handoff, Presence, Record, Row, RowKey, Standing, Task, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Digest, Entry, Head, Sequence};
use tollgate_service::ports::{Cell, Delivered, Each, Entries, Read, Revision, StoreError, Table};
use tollgate_service::stored::{Stored, StoredError, from_text, get_record};

use super::{Connected, Sqlite, load, tables, unavailable};
use crate::sql::{self, Sql};

/// Rows that are read at a time.
const PAGE: usize = 500;

impl<C: Connected> Sqlite<C> {
    /// The one row that `statement` gives, if any.
    fn one<T>(
        &self,
        statement: &Sql,
        key: &[&dyn ToSql],
        read: impl FnOnce(&SqlRow<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self
            .held
            .connection()
            .prepare_cached(statement.sqlite())
            .map_err(unavailable)?;
        statement
            .query_row(key, read)
            .optional()
            .map_err(unavailable)
    }

    /// Calls `each` with every row of `table`, in the order of the keys.
    fn stream<T>(
        &self,
        table: &'static Table,
        read: impl Fn(&[Cell], &str) -> Result<Option<T>, StoredError>,
        each: Each<'_, T>,
    ) -> Result<(), StoreError> {
        self.stream_after(table, Vec::new(), read, each)
    }

    /// The same with those rows only whose key comes after `after`.
    fn stream_after<T>(
        &self,
        table: &'static Table,
        mut after: Vec<String>,
        read: impl Fn(&[Cell], &str) -> Result<Option<T>, StoredError>,
        each: Each<'_, T>,
    ) -> Result<(), StoreError> {
        loop {
            let page = tables::page(self.held.connection(), &self.workspace, table, &after, PAGE)?;
            let is_last = page.len() < PAGE;
            for cells in page {
                after = tables::key(table, &cells);
                let Some(Cell::Text(body)) = cells.last() else {
                    continue;
                };
                let row = read(&cells, body).map_err(|fault| StoreError::Damaged {
                    table: table.name,
                    key: after.join(" "),
                    fault,
                })?;
                if row.is_some_and(|row| each(row).is_break()) {
                    return Ok(());
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }

    fn all<T: Stored>(&self, table: &'static Table, each: Each<'_, T>) -> Result<(), StoreError> {
        self.stream(table, |_, body| from_text(body).map(Some), each)
    }

    /// The record that a handoff is about; by it, the ledger is asked.
    fn record_of(&self, handoff: &HandoffId) -> Result<Option<RecordRef>, StoreError> {
        let id = handoff.to_string();
        let body = self.one(&sql::GET_HANDOFF, &[&self.workspace, &id], |row| {
            row.get::<_, String>(0)
        })?;
        let damaged = |fault| StoreError::Damaged {
            table: "handoff",
            key: id.clone(),
            fault,
        };
        let row: Option<Handoff> = body
            .map(|body| from_text(&body).map_err(damaged))
            .transpose()?;
        Ok(row.map(|row| row.record))
    }

    /// One page of the ledger; true when it was the last, or `each` broke off.
    fn entries(
        &self,
        statement: &Sql,
        after: &mut i64,
        of: &[&dyn ToSql],
        each: Each<'_, Entry>,
    ) -> Result<bool, StoreError> {
        let limit = i64::try_from(PAGE).expect("a small number");
        let mut statement = self
            .held
            .connection()
            .prepare_cached(statement.sqlite())
            .map_err(unavailable)?;
        let from = *after;
        let parameters = [&[&self.workspace as &dyn ToSql, &from, &limit], of].concat();
        let mut rows = statement.query(&parameters[..]).map_err(unavailable)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(unavailable)? {
            count += 1;
            *after = row.get(0).map_err(unavailable)?;
            if each(entry(row)?).is_break() {
                return Ok(true);
            }
        }
        Ok(count < limit)
    }
}

impl<C: Connected> Read for Sqlite<C> {
    fn head(&self) -> Result<Head, StoreError> {
        let head = self.one(&sql::HEAD, &[&self.workspace], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, Vec<u8>>(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        })?;
        let Some((sequence, hash, at, revision)) = head else {
            return Ok(Head::start(&self.workspace));
        };
        let fault = || {
            damaged(
                "workspace",
                &self.workspace,
                "a sequence and a hash of 32 bytes",
            )
        };
        let hash = Digest::from_bytes(&hash).ok_or_else(fault)?;
        let sequence = sequence.try_into().map_err(|_| fault())?;
        Ok(Head {
            sequence,
            hash,
            at: Timestamp::from_micros(at),
            revision,
        })
    }

    fn load(&self, policy: &Policy, wants: &[Want]) -> Result<Vec<Row>, StoreError> {
        load::load(self.held.connection(), &self.workspace, policy, wants)
    }

    fn people(&self) -> Result<(Vec<Standing>, Vec<Presence>), StoreError> {
        let (mut standings, mut presences) = (Vec::new(), Vec::new());
        self.all(tables::STANDING, &mut |row| push(&mut standings, row))?;
        self.all(tables::PRESENCE, &mut |row| push(&mut presences, row))?;
        Ok((standings, presences))
    }

    fn alarms(
        &self,
        after: Timestamp,
        limit: usize,
    ) -> Result<Vec<(Timestamp, RowKey)>, StoreError> {
        let mut statement = self
            .held
            .connection()
            .prepare_cached(sql::ALARMS.sqlite())
            .map_err(unavailable)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement
            .query((&self.workspace, after.as_micros(), limit))
            .map_err(unavailable)?;
        let mut alarms = Vec::new();
        while let Some(row) = rows.next().map_err(unavailable)? {
            let read = || {
                rusqlite::Result::Ok((
                    row.get(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, String>(3)?,
                ))
            };
            let (at, table, kind, id) = read().map_err(unavailable)?;
            alarms.push((Timestamp::from_micros(at), row_key(&table, kind, id)?));
        }
        Ok(alarms)
    }

    fn seen(&self, key: &SourceKey) -> Result<Option<Delivered>, StoreError> {
        self.one(&sql::SEEN, &[&self.workspace, &key.as_str()], |row| {
            let body: Option<Vec<u8>> = row.get(2)?;
            Ok(Delivered {
                key: key.clone(),
                body: body.as_deref().and_then(Digest::from_bytes),
                after: row.get::<_, i64>(1)?.cast_unsigned(),
                sequence: row.get::<_, i64>(0)?.cast_unsigned(),
            })
        })
    }

    fn seen_count(&self) -> Result<u64, StoreError> {
        let count = self.one(&sql::SEEN_COUNT, &[&self.workspace], |row| {
            row.get::<_, i64>(0)
        })?;
        Ok(count.unwrap_or(0).cast_unsigned())
    }

    fn revision(&self, number: u32) -> Result<Option<Revision>, StoreError> {
        let found = self.one(&sql::REVISION, &[&self.workspace, &number], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get::<_, Vec<u8>>(2)?,
                row.get::<_, Option<String>>(3)?,
            ))
        })?;
        let Some((at, source, digest, open)) = found else {
            return Ok(None);
        };
        let digest = Digest::from_bytes(&digest)
            .ok_or_else(|| damaged("revision", &number.to_string(), "a digest of 32 bytes"))?;
        Ok(Some(Revision {
            number,
            at: Timestamp::from_micros(at),
            source,
            digest,
            open: open.as_deref().and_then(InFlight::parse),
        }))
    }

    fn records(&self, policy: &Policy, each: Each<'_, Record>) -> Result<(), StoreError> {
        let read = |cells: &[Cell], body: &str| match cells.first() {
            Some(Cell::Text(kind)) => {
                let kind = policy.kind(&RecordKind::from(kind.as_str()));
                kind.map(|kind| get_record(body, kind)).transpose()
            }
            _ => Ok(None),
        };
        self.stream(tables::RECORD, read, each)
    }

    fn handoffs(&self, each: Each<'_, Handoff>) -> Result<(), StoreError> {
        self.all(tables::HANDOFF, each)
    }

    fn handoffs_after(
        &self,
        after: Option<HandoffId>,
        each: Each<'_, Handoff>,
    ) -> Result<(), StoreError> {
        let after = after.map(|id| id.to_string()).into_iter().collect();
        let read = |_: &[Cell], body: &str| from_text(body).map(Some);
        self.stream_after(tables::HANDOFF, after, read, each)
    }

    fn live_handoffs(
        &self,
        after: Option<&Handoff>,
        limit: usize,
    ) -> Result<Vec<Handoff>, StoreError> {
        let (kind, record, id) = after.map_or_else(Default::default, |row| {
            (
                row.record.kind.to_string(),
                row.record.id.to_string(),
                row.id.to_string(),
            )
        });
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self
            .held
            .connection()
            .prepare_cached(sql::LIVE_HANDOFFS_AFTER.sqlite())
            .map_err(unavailable)?;
        let mut rows = statement
            .query((&self.workspace, kind, record, id, limit))
            .map_err(unavailable)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(unavailable)? {
            let (id, body): (String, String) = (
                row.get(0).map_err(unavailable)?,
                row.get(1).map_err(unavailable)?,
            );
            found.push(from_text(&body).map_err(|fault| StoreError::Damaged {
                table: "handoff",
                key: id,
                fault,
            })?);
        }
        Ok(found)
    }

    fn tasks(&self, each: Each<'_, Task>) -> Result<(), StoreError> {
        self.all(tables::TASK, each)
    }

    fn waivers(&self, each: Each<'_, Waiver>) -> Result<(), StoreError> {
        self.all(tables::WAIVER, each)
    }

    fn violations(&self, each: Each<'_, Violation>) -> Result<(), StoreError> {
        self.all(tables::VIOLATION, each)
    }

    fn ledger(
        &self,
        which: &Entries,
        after: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        let mut after = i64::try_from(after).unwrap_or(i64::MAX);
        let record = match which {
            Entries::Record(record) => Some(record.clone()),
            Entries::Handoff(handoff) => match self.record_of(handoff)? {
                Some(record) => Some(record),
                None => return Ok(()),
            },
            Entries::All | Entries::Unattached => None,
        };
        let (kind, id) = record.as_ref().map_or(("", ""), |record| {
            (record.kind.as_str(), record.id.as_str())
        });
        loop {
            let is_last = match which {
                Entries::All => self.entries(&sql::LEDGER, &mut after, &[], each)?,
                Entries::Unattached => {
                    self.entries(&sql::LEDGER_UNATTACHED, &mut after, &[], each)?
                }
                Entries::Record(_) => {
                    self.entries(&sql::LEDGER_OF_RECORD, &mut after, &[&kind, &id], each)?
                }
                Entries::Handoff(handoff) => self.entries(
                    &sql::LEDGER_OF_HANDOFF,
                    &mut after,
                    &[&kind, &id, &handoff.to_string()],
                    each,
                )?,
            };
            if is_last {
                return Ok(());
            }
        }
    }
}

fn push<T>(rows: &mut Vec<T>, row: T) -> ControlFlow<()> {
    rows.push(row);
    ControlFlow::Continue(())
}

fn row_key(table: &str, kind: String, id: String) -> Result<RowKey, StoreError> {
    let bad = |id: &str| damaged("alarm", id, "an id");
    Ok(match table {
        "record" => RowKey::Record(RecordRef::new(kind, id)),
        "handoff" => RowKey::Handoff(id.parse().map_err(|_| bad(&id))?),
        "task" => RowKey::Task(id.parse::<TaskId>().map_err(|_| bad(&id))?),
        _ => RowKey::Presence(PersonId::from(id)),
    })
}

fn entry(row: &SqlRow<'_>) -> Result<Entry, StoreError> {
    let sequence: i64 = row.get(0).map_err(unavailable)?;
    let fault = |_| damaged("ledger", &format!("entry {sequence}"), "an entry");
    let read = || -> rusqlite::Result<Option<Entry>> {
        let record = match (
            row.get::<_, Option<String>>(3)?,
            row.get::<_, Option<String>>(4)?,
        ) {
            (Some(kind), Some(id)) => Some(RecordRef::new(kind, id)),
            _ => None,
        };
        let handoff = match row.get_ref(5)?.as_str_or_null()? {
            Some(id) => id.parse().ok().map(Some),
            None => Some(None),
        };
        let digests = (
            Digest::from_bytes(row.get_ref(7)?.as_blob()?),
            Digest::from_bytes(row.get_ref(8)?.as_blob()?),
        );
        let (Some(handoff), (Some(digest), Some(hash))) = (handoff, digests) else {
            return Ok(None);
        };
        Ok(Some(Entry {
            sequence: sequence.cast_unsigned(),
            at: Timestamp::from_micros(row.get(1)?),
            tag: row.get_ref(2)?.as_str()?.into(),
            record,
            handoff,
            body: row.get(6)?,
            digest,
            hash,
        }))
    };
    read()
        .map_err(fault)?
        .ok_or(())
        .map_err(|()| damaged("ledger", &format!("entry {sequence}"), "an entry"))
}

fn damaged(table: &'static str, key: &str, expected: &'static str) -> StoreError {
    StoreError::Damaged {
        table,
        key: key.to_owned(),
        fault: StoredError::expected(expected),
    }
}
