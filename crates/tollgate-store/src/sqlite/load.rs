//! Fetching the rows that a decision wants.

use rusqlite::{Connection, params_from_iter};
use tollgate_core::ids::{RecordKind, RecordRef};
use tollgate_core::policy::Policy;
use tollgate_core::state::{Row, RowKey};
use tollgate_core::wants::Want;
use tollgate_service::ports::StoreError;
use tollgate_service::stored::{Stored, StoredError, from_text, get_record};

use super::unavailable;
use crate::sql::{self, Sql};

pub(super) fn load(connection: &Connection, workspace: &str, policy: &Policy, wants: &[Want]) -> Result<Vec<Row>, StoreError> {
    let mut load = Load { connection, workspace, policy, rows: Vec::with_capacity(wants.len()) };
    for want in wants {
        load.want(want)?;
    }
    Ok(load.rows)
}

struct Load<'l> {
    connection: &'l Connection,
    workspace: &'l str,
    policy: &'l Policy,
    rows: Vec<Row>,
}

impl Load<'_> {
    fn want(&mut self, want: &Want) -> Result<(), StoreError> {
        match want {
            Want::Row(key) => self.row(key),
            Want::Record(record) => self.around(record),
            Want::LinkedFrom(record) => self.linked_from(record),
            Want::Identity(kind, identity) => {
                self.records(&sql::RECORDS_WITH_IDENTITY, &[kind.as_str(), identity.as_str()], kind)
            }
            Want::WaitingIn(queue) => self.bodies(&sql::WAITING_IN, "handoff", &[queue.as_str()], Row::Handoff),
            Want::CarriedBy(person) => self.bodies(&sql::CARRIED_BY, "handoff", &[person.as_str()], Row::Handoff),
        }
    }

    fn row(&mut self, key: &RowKey) -> Result<(), StoreError> {
        match key {
            RowKey::Record(record) => self.record(record),
            RowKey::Handoff(id) => self.bodies(&sql::GET_HANDOFF, "handoff", &[&id.to_string()], Row::Handoff),
            RowKey::Task(id) => self.bodies(&sql::GET_TASK, "task", &[&id.to_string()], Row::Task),
            RowKey::Waiver(id) => self.bodies(&sql::GET_WAIVER, "waiver", &[&id.to_string()], Row::Waiver),
            RowKey::Violation(id) => self.bodies(&sql::GET_VIOLATION, "violation", &[&id.to_string()], Row::Violation),
            RowKey::Suppression(kind, identity) => {
                let row = |_: &str| Ok(Row::Suppression(kind.clone(), identity.clone()));
                self.each(&sql::GET_SUPPRESSION, "suppression", &[kind.as_str(), identity.as_str()], row)
            }
            // Accounts and presences come with `people`.
            RowKey::Standing(..) | RowKey::Presence(_) => Ok(()),
        }
    }

    fn record(&mut self, record: &RecordRef) -> Result<(), StoreError> {
        self.records(&sql::GET_RECORD, &[record.kind.as_str(), record.id.as_str()], &record.kind)
    }

    /// A record with what is on it. Even a record that is not known may have a waiver.
    fn around(&mut self, record: &RecordRef) -> Result<(), StoreError> {
        self.record(record)?;
        let key = [record.kind.as_str(), record.id.as_str()];
        self.bodies(&sql::LIVE_HANDOFFS, "handoff", &key, Row::Handoff)?;
        self.bodies(&sql::TASKS_OF_RECORD, "task", &key, Row::Task)?;
        self.bodies(&sql::WAIVERS_OF_RECORD, "waiver", &key, Row::Waiver)?;
        self.bodies(&sql::VIOLATIONS_OF_RECORD, "violation", &key, Row::Violation)
    }

    fn linked_from(&mut self, record: &RecordRef) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql::LINKS_TO.sqlite()).map_err(unavailable)?;
        let key = [self.workspace, record.kind.as_str(), record.id.as_str()];
        let read = |row: &rusqlite::Row<'_>| Ok(RecordRef::new(row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let others = statement.query_map(key, read).map_err(unavailable)?;
        let others: Vec<_> = others.collect::<Result<_, _>>().map_err(unavailable)?;
        others.iter().try_for_each(|other| self.around(other))
    }

    fn records(&mut self, statement: &Sql, key: &[&str], kind: &RecordKind) -> Result<(), StoreError> {
        let Some(kind) = self.policy.kind(kind) else { return Ok(()) };
        self.each(statement, "record", key, |body| get_record(body, kind).map(Row::Record))
    }

    fn bodies<T: Stored>(
        &mut self,
        statement: &Sql,
        table: &'static str,
        key: &[&str],
        row: fn(T) -> Row,
    ) -> Result<(), StoreError> {
        self.each(statement, table, key, |body| from_text(body).map(row))
    }

    /// Reads every row that `statement` gives for `key`, which the workspace goes before.
    fn each(
        &mut self,
        statement: &Sql,
        table: &'static str,
        key: &[&str],
        read: impl Fn(&str) -> Result<Row, StoredError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(statement.sqlite()).map_err(unavailable)?;
        let key = params_from_iter(std::iter::once(&self.workspace).chain(key));
        let mut found = statement.query(key).map_err(unavailable)?;
        while let Some(row) = found.next().map_err(unavailable)? {
            let body = row.get_ref(0).map_err(unavailable)?.as_str().map_err(|fault| unavailable(fault.into()))?;
            let row = read(body).map_err(|fault| StoreError::Damaged { table, key: shortened(body), fault })?;
            self.rows.push(row);
        }
        Ok(())
    }
}

/// The beginning of a damaged body, which names the row.
fn shortened(body: &str) -> String {
    body.chars().take(80).collect()
}
