//! Answering questions.

use std::ops::ControlFlow;

use tollgate_core::ids::{HandoffId, PersonId, RecordId, RecordKind, RecordRef, SourceKey, TaskId};
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::{
    Handoff, Presence, Record, Row, RowKey, Standing, Task, Violation, Waiver,
};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::Want;
use tollgate_service::ledger::{Digest, Entry, Head, Sequence};
use tollgate_service::ports::{
    Cell, Delivered, Each, Entries, InTime, Listing, Read, Revision, StoreError, Table,
};
use tollgate_service::proposal::Proposal;
use tollgate_service::stored::{Stored, StoredError, from_text, get_record};

use crate::decoded::decoded;
use crate::driver::{Ask, Cells, Driver, Key, Val};
use crate::ledger::Ledger;
use crate::sql::{self, Sql};
use crate::store::{Held, Workspace};
use crate::{ledger, load, proposals, suppression_key, tables};

/// Rows that are read at a time.
const PAGE: usize = 500;

/// A workspace to ask.
#[derive(Clone, Copy)]
struct Asked<'a> {
    driver: &'a dyn Driver,
    workspace: &'a str,
}

fn asked<H: Held>(workspace: &Workspace<H>) -> Asked<'_> {
    Asked {
        driver: workspace.held.driver(),
        workspace: &workspace.name,
    }
}

impl<'a> Asked<'a> {
    fn ledger(self) -> Ledger<'a> {
        Ledger {
            driver: self.driver,
            workspace: self.workspace,
        }
    }

    /// What `read` makes of the one row that `statement` gives, if any.
    fn one<T>(
        &self,
        statement: &'static Sql,
        key: &[Val<'_>],
        read: impl Fn(&dyn Cells) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.driver.query(statement, key, &mut |row| {
            found = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// The id and the stored form of each row that `statement` gives.
    fn bodies(
        &self,
        statement: &'static Sql,
        key: &[Val<'_>],
    ) -> Result<Vec<(String, String)>, StoreError> {
        let mut found = Vec::new();
        self.driver.query(statement, key, &mut |row| {
            let [id, body] = [0, 1].map(|cell| row.cell(cell).text().unwrap_or_default());
            found.push((id.to_owned(), body.to_owned()));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// The workspace, as every statement's first parameter.
    fn of(&self) -> Val<'a> {
        Val::Text(self.workspace)
    }

    /// Calls `each` with every row of `table`, in the order of the keys.
    fn stream<T: Send>(
        &self,
        table: &'static Table,
        read: impl Fn(&[Cell], &str) -> Result<Option<T>, StoredError> + Sync + Send,
        each: Each<'_, T>,
    ) -> Result<(), StoreError> {
        self.stream_after(table, Vec::new(), read, each)
    }

    /// The same with those rows only whose key comes after `after`.
    fn stream_after<T: Send>(
        &self,
        table: &'static Table,
        mut after: Vec<String>,
        read: impl Fn(&[Cell], &str) -> Result<Option<T>, StoredError> + Sync + Send,
        each: Each<'_, T>,
    ) -> Result<(), StoreError> {
        loop {
            let page = tables::page(self.driver, self.workspace, table, &after, PAGE)?;
            let rows = decoded(&page, |cells| read_row(table, cells, &read))?;
            if rows.into_iter().flatten().any(|row| each(row).is_break()) {
                return Ok(());
            }
            match page.last().filter(|_| page.len() == PAGE) {
                Some(last) => after = tables::key(table, last),
                None => return Ok(()),
            }
        }
    }

    fn all<T: Stored + Send>(
        &self,
        table: &'static Table,
        each: Each<'_, T>,
    ) -> Result<(), StoreError> {
        self.all_after(table, None::<HandoffId>, each)
    }

    /// Those whose only key comes after the id `after`.
    fn all_after<T: Stored + Send>(
        &self,
        table: &'static Table,
        after: Option<impl ToString>,
        each: Each<'_, T>,
    ) -> Result<(), StoreError> {
        let after = after.map(|id| id.to_string()).into_iter().collect();
        self.stream_after(table, after, |_, body| from_text(body).map(Some), each)
    }
}

/// What `read` makes of a row of `table`, whose stored form stands last.
fn read_row<T>(
    table: &'static Table,
    cells: &[Cell],
    read: impl Fn(&[Cell], &str) -> Result<Option<T>, StoredError>,
) -> Result<Option<T>, StoreError> {
    let Some(Cell::Text(body)) = cells.last() else {
        return Ok(None);
    };
    read(cells, body).map_err(|fault| StoreError::Damaged {
        table: table.name,
        key: tables::key(table, cells).join(" "),
        fault,
    })
}

impl<H: Held> Read for Workspace<H> {
    fn head(&self) -> Result<Head, StoreError> {
        let found =
            asked(self).one(&sql::HEAD, &[asked(self).of()], |row| head(row, &self.name))?;
        Ok(found.unwrap_or_else(|| Head::start(&self.name)))
    }

    fn load(&self, policy: &Policy, wants: &[Want]) -> Result<Vec<Row>, StoreError> {
        load::load(self.held.driver(), self.sealing(), policy, wants)
    }

    fn suppression_key(&self) -> Result<Option<[u8; 32]>, StoreError> {
        suppression_key::get(self.held.driver(), self.sealing())
    }

    fn people(&self) -> Result<(Vec<Standing>, Vec<Presence>), StoreError> {
        let (mut standings, mut presences) = (Vec::new(), Vec::new());
        asked(self).all(tables::STANDING, &mut |row| push(&mut standings, row))?;
        asked(self).all(tables::PRESENCE, &mut |row| push(&mut presences, row))?;
        Ok((standings, presences))
    }

    fn alarms(
        &self,
        after: Timestamp,
        limit: usize,
    ) -> Result<Vec<(Timestamp, RowKey)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let values = [
            asked(self).of(),
            Val::Int(after.as_micros()),
            Val::Int(limit),
        ];
        let mut alarms = Vec::new();
        asked(self)
            .driver
            .query(&sql::ALARMS, &values, &mut |row| {
                alarms.push(alarm(row)?);
                Ok(ControlFlow::Continue(()))
            })?;
        Ok(alarms)
    }

    fn seen_among(&self, keys: &[SourceKey]) -> Result<Vec<Delivered>, StoreError> {
        let ask = |key: &SourceKey| Ask {
            statement: &sql::SEEN,
            key: Key::One(key.as_str().to_owned().into()),
        };
        let asks: Vec<_> = keys.iter().map(ask).collect();
        let mut seen = Vec::new();
        let driver = self.held.driver();
        driver.query_many(&self.name, &asks, &mut |place, row| {
            seen.push(delivered(&keys[place], row)?);
            Ok(())
        })?;
        Ok(seen)
    }

    fn seen_count(&self) -> Result<u64, StoreError> {
        let count = asked(self).one(&sql::SEEN_COUNT, &[asked(self).of()], |row| {
            Ok(row.cell(0).int())
        })?;
        Ok(count.flatten().unwrap_or(0).cast_unsigned())
    }

    fn revision(&self, number: u32) -> Result<Option<Revision>, StoreError> {
        asked(self).one(&sql::REVISION, &[asked(self).of(), number.into()], |row| {
            let read = || {
                Some(Revision {
                    number,
                    at: Timestamp::from_micros(row.cell(0).int()?),
                    source: row.cell(1).text()?.to_owned(),
                    digest: Digest::from_bytes(row.cell(2).bytes()?)?,
                    open: row.cell(3).text().and_then(InFlight::parse),
                })
            };
            let expected = "an instant, a text and a digest of 32 bytes";
            read().ok_or_else(|| damaged("revision", &number.to_string(), expected))
        })
    }

    fn proposal(&self, id: Sequence) -> Result<Option<Proposal>, StoreError> {
        proposals::get(self.held.driver(), &self.name, id)
    }

    fn proposals(&self, limit: usize) -> Result<Vec<Proposal>, StoreError> {
        proposals::list(self.held.driver(), &self.name, limit)
    }

    fn records(&self, policy: &Policy, each: Each<'_, Record>) -> Result<(), StoreError> {
        let read = |cells: &[Cell], body: &str| match cells.first() {
            Some(Cell::Text(kind)) => {
                let kind = policy.kind(&RecordKind::from(kind.as_str()));
                kind.map(|kind| get_record(body, kind)).transpose()
            }
            _ => Ok(None),
        };
        asked(self).stream(tables::RECORD, read, each)
    }

    fn records_of(
        &self,
        policy: &Policy,
        kind: &RecordKind,
        after: Option<&RecordId>,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError> {
        let Some(kind) = policy.kind(kind) else {
            return Ok(Vec::new());
        };
        let values = [
            asked(self).of(),
            kind.name.as_str().into(),
            after.map_or("", RecordId::as_str).into(),
            Val::Int(i64::try_from(limit).unwrap_or(i64::MAX)),
        ];
        let found = asked(self).bodies(&sql::RECORDS_OF_KIND, &values)?;
        decoded(&found, |(id, body)| {
            get_record(body, kind).map_err(|fault| StoreError::Damaged {
                table: "record",
                key: format!("{} {id}", kind.name),
                fault,
            })
        })
    }

    fn shared_identities(
        &self,
        _: &Policy,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let limit = Val::Int(i64::try_from(limit).unwrap_or(i64::MAX));
        let values = [
            asked(self).of(),
            Val::Text(after.unwrap_or_default()),
            limit,
        ];
        let mut found = Vec::new();
        asked(self)
            .driver
            .query(&sql::SHARED_IDENTITIES, &values, &mut |row| {
                found.extend(row.cell(0).text().map(str::to_owned));
                Ok(ControlFlow::Continue(()))
            })?;
        Ok(found)
    }

    fn handoffs_after(
        &self,
        after: Option<HandoffId>,
        each: Each<'_, Handoff>,
    ) -> Result<(), StoreError> {
        asked(self).all_after(tables::HANDOFF, after, each)
    }

    fn list_handoffs(&self, listing: &Listing, limit: usize) -> Result<Vec<Handoff>, StoreError> {
        let text = |id: Option<HandoffId>| id.map_or_else(String::new, |id| id.to_string());
        let at = |place: &Option<InTime>| {
            Val::Int(place.map_or(Timestamp::MIN, |place| place.at).as_micros())
        };
        let (statement, place, id) = match listing {
            Listing::LiveByRecord(after) => {
                let record = after.as_ref().map(|(record, _)| record);
                let (kind, of) = record.map_or(("", ""), |it| (it.kind.as_str(), it.id.as_str()));
                let id = after.as_ref().map(|(_, id)| *id);
                (&sql::LIVE_BY_RECORD, vec![kind.into(), of.into()], id)
            }
            Listing::LiveOldest(after) => (&sql::LIVE_OLDEST, Vec::new(), *after),
            Listing::LiveOfPoint(point, after) => {
                (&sql::LIVE_OF_POINT, vec![point.as_str().into()], *after)
            }
            Listing::LiveSoonestDue(after) => (
                &sql::LIVE_SOONEST_DUE,
                vec![at(after)],
                after.map(|place| place.id),
            ),
            Listing::OfPoint(point, after) => {
                let place = vec![point.as_str().into(), at(after)];
                (&sql::HANDOFFS_OF_POINT, place, after.map(|place| place.id))
            }
        };
        let id = text(id);
        let limit = Val::Int(i64::try_from(limit).unwrap_or(i64::MAX));
        let values = [&[asked(self).of()], &*place, &[Val::Text(&id), limit]].concat();
        let found = asked(self).bodies(statement, &values)?;
        decoded(&found, |(id, body)| {
            from_text(body).map_err(|fault| StoreError::Damaged {
                table: "handoff",
                key: id.clone(),
                fault,
            })
        })
    }

    fn tasks_after(&self, after: Option<TaskId>, each: Each<'_, Task>) -> Result<(), StoreError> {
        asked(self).all_after(tables::TASK, after, each)
    }

    fn waivers(&self, each: Each<'_, Waiver>) -> Result<(), StoreError> {
        asked(self).all(tables::WAIVER, each)
    }

    fn violations(&self, each: Each<'_, Violation>) -> Result<(), StoreError> {
        asked(self).all(tables::VIOLATION, each)
    }

    fn ledger(
        &self,
        which: &Entries,
        after: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        asked(self)
            .ledger()
            .walk(which, &ledger::ONWARDS, after, each)
    }

    fn ledger_before(
        &self,
        which: &Entries,
        before: Sequence,
        each: Each<'_, Entry>,
    ) -> Result<(), StoreError> {
        asked(self)
            .ledger()
            .walk(which, &ledger::BACKWARDS, before, each)
    }

    fn instant_of(&self, sequence: Sequence) -> Result<Option<Timestamp>, StoreError> {
        let sequence = Val::Int(i64::try_from(sequence).unwrap_or(i64::MAX));
        let at = asked(self).one(&sql::LEDGER_INSTANT, &[asked(self).of(), sequence], |row| {
            Ok(row.cell(0).int())
        })?;
        Ok(at.flatten().map(Timestamp::from_micros))
    }
}

fn push<T>(rows: &mut Vec<T>, row: T) -> ControlFlow<()> {
    rows.push(row);
    ControlFlow::Continue(())
}

fn delivered(key: &SourceKey, row: &dyn Cells) -> Result<Delivered, StoreError> {
    let (Some(sequence), Some(after)) = (row.cell(0).int(), row.cell(1).int()) else {
        return Err(damaged("source_key", key.as_str(), "two sequences"));
    };
    Ok(Delivered {
        key: key.clone(),
        body: row.cell(2).bytes().and_then(Digest::from_bytes),
        after: after.cast_unsigned(),
        sequence: sequence.cast_unsigned(),
    })
}

/// A workspace's head; `workspace` is whose it is.
fn head(row: &dyn Cells, workspace: &str) -> Result<Head, StoreError> {
    let read = || {
        Some(Head {
            sequence: row.cell(0).int()?.try_into().ok()?,
            hash: Digest::from_bytes(row.cell(1).bytes()?)?,
            at: Timestamp::from_micros(row.cell(2).int()?),
            revision: row.cell(3).int()?.try_into().ok()?,
        })
    };
    let expected = "a sequence and a hash of 32 bytes";
    read().ok_or_else(|| damaged("workspace", workspace, expected))
}

fn alarm(row: &dyn Cells) -> Result<(Timestamp, RowKey), StoreError> {
    let cells = (
        row.cell(0).int(),
        row.cell(1).text(),
        row.cell(2).text(),
        row.cell(3).text(),
    );
    let (Some(at), Some(table), Some(kind), Some(id)) = cells else {
        return Err(damaged("alarm", "a row", "an instant and a key"));
    };
    let bad = || damaged("alarm", id, "an id");
    let key = match table {
        "record" => RowKey::Record(RecordRef::new(kind, id)),
        "handoff" => RowKey::Handoff(id.parse().map_err(|_| bad())?),
        "task" => RowKey::Task(id.parse::<TaskId>().map_err(|_| bad())?),
        _ => RowKey::Presence(PersonId::from(id)),
    };
    Ok((Timestamp::from_micros(at), key))
}

fn damaged(table: &'static str, key: &str, expected: &'static str) -> StoreError {
    StoreError::Damaged {
        table,
        key: key.to_owned(),
        fault: StoredError::expected(expected),
    }
}
