//! Writing a batch: entries, rows, deliveries, head.

use rusqlite::{Connection, Result, params};
use tollgate_core::ids::{PersonId, QueueId, RecordKind, RecordRef};
use tollgate_core::policy::{InFlight, Kind, Policy};
use tollgate_core::state::{Handoff, Presence, Record, Row, Standing, Task, Violation, Waiver};
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Digest, Entry, Sequence};
use tollgate_service::ports::Batch;
use tollgate_service::stored::{Stored, put_record};

use crate::sql::{self, Sql};

pub(super) fn batch(
    connection: &Connection,
    workspace: &str,
    policy: &Policy,
    batch: &Batch,
) -> Result<()> {
    let mut put = Put {
        connection,
        workspace,
        body: String::with_capacity(4_096),
    };
    put.entries(&batch.entries)?;
    for row in &batch.rows {
        put.row(policy, row)?;
    }
    let mut remember = connection.prepare_cached(sql::REMEMBER.sqlite())?;
    for delivered in &batch.seen {
        remember.execute(params![
            workspace,
            delivered.key.as_str(),
            whole(delivered.sequence),
            whole(delivered.after),
            delivered.body.as_ref().map(Digest::as_bytes),
        ])?;
    }
    if let Some(revision) = &batch.revision {
        let digest = revision.digest.as_bytes();
        put.execute(
            &sql::PUBLISH,
            params![
                workspace,
                revision.number,
                revision.at.as_micros(),
                revision.source,
                digest,
                revision.open.map(InFlight::as_str)
            ],
        )?;
    }
    let head = &batch.head;
    let hash = head.hash.as_bytes();
    put.execute(
        &sql::PUT_HEAD,
        params![
            workspace,
            whole(head.sequence),
            hash,
            head.at.as_micros(),
            head.revision
        ],
    )
}

struct Put<'c> {
    connection: &'c Connection,
    workspace: &'c str,
    /// The stored form of the row at hand; kept so that its memory is used again.
    body: String,
}

impl Put<'_> {
    fn execute(&self, statement: &Sql, parameters: &[&dyn rusqlite::ToSql]) -> Result<()> {
        self.connection
            .prepare_cached(statement.sqlite())?
            .execute(parameters)
            .map(drop)
    }

    fn entries(&self, entries: &[Entry]) -> Result<()> {
        let mut append = self.connection.prepare_cached(sql::APPEND.sqlite())?;
        for entry in entries {
            let record = entry.record.as_ref();
            append.execute(params![
                self.workspace,
                whole(entry.sequence),
                entry.at.as_micros(),
                entry.tag.as_str(),
                record.map(|record| record.kind.as_str()),
                record.map(|record| record.id.as_str()),
                entry.handoff.map(|handoff| handoff.to_string()),
                entry.body,
                entry.digest.as_bytes(),
                entry.hash.as_bytes(),
            ])?;
        }
        Ok(())
    }

    fn row(&mut self, policy: &Policy, row: &Row) -> Result<()> {
        match row {
            Row::Record(row) => match policy.kind(&row.key.kind) {
                Some(kind) => self.record(row, kind),
                None => Ok(()),
            },
            Row::Handoff(row) => self.handoff(row),
            Row::Task(row) => self.task(row),
            Row::Standing(row) => self.standing(row),
            Row::Presence(row) => self.presence(row),
            Row::Waiver(row) => self.waiver(row),
            Row::Violation(row) => self.violation(row),
            Row::Suppression(kind, identity) => self.suppression(kind, identity),
        }
    }

    fn write(&mut self, row: &impl Stored) {
        self.body.clear();
        row.put(&mut self.body);
    }

    fn record(&mut self, row: &Record, kind: &Kind) -> Result<()> {
        self.body.clear();
        put_record(row, kind, &mut self.body);
        let RecordRef { kind: name, id } = &row.key;
        let identity = row.identity(kind);
        let identity = identity.as_ref().map(|identity| identity.as_str());
        let due_at = row.alarm_at.map(Timestamp::as_micros);
        self.execute(
            &sql::PUT_RECORD,
            params![
                self.workspace,
                name.as_str(),
                id.as_str(),
                identity,
                due_at,
                self.body
            ],
        )?;
        for (slot, link) in kind.links() {
            let field = kind.field(slot).name.as_str();
            let key = params![self.workspace, name.as_str(), id.as_str(), field];
            match row.value(slot).as_text() {
                Some(to) => {
                    let to: [&dyn rusqlite::ToSql; 2] = [&link.to.as_str(), &to.as_str()];
                    self.execute(&sql::PUT_LINK, &[key, &to].concat())?;
                }
                None => self.execute(&sql::CUT_LINK, key)?,
            }
        }
        Ok(())
    }

    fn handoff(&mut self, row: &Handoff) -> Result<()> {
        self.write(row);
        let live = row.state.is_open() || row.reopen_at.is_some() || row.waits_for_data();
        let waiting = row.queue.as_ref().filter(|queue| row.is_waiting_in(queue));
        let carrier = row.owner.as_ref().filter(|_| row.state.is_carried());
        self.execute(
            &sql::PUT_HANDOFF,
            params![
                self.workspace,
                row.id.to_string(),
                row.record.kind.as_str(),
                row.record.id.as_str(),
                live,
                waiting.map(QueueId::as_str),
                carrier.map(PersonId::as_str),
                row.next_alarm().map(Timestamp::as_micros),
                self.body,
            ],
        )
    }

    fn task(&mut self, row: &Task) -> Result<()> {
        self.write(row);
        let (kind, id) = (row.record.kind.as_str(), row.record.id.as_str());
        let due_at = row.next_alarm().map(Timestamp::as_micros);
        self.execute(
            &sql::PUT_TASK,
            params![
                self.workspace,
                row.id.to_string(),
                kind,
                id,
                due_at,
                self.body
            ],
        )
    }

    fn standing(&mut self, row: &Standing) -> Result<()> {
        self.write(row);
        let (queue, member) = (row.queue.as_str(), row.member.as_str());
        self.execute(
            &sql::PUT_STANDING,
            params![self.workspace, queue, member, self.body],
        )
    }

    fn presence(&mut self, row: &Presence) -> Result<()> {
        self.write(row);
        let due_at = row.next_alarm().map(Timestamp::as_micros);
        self.execute(
            &sql::PUT_PRESENCE,
            params![self.workspace, row.person.as_str(), due_at, self.body],
        )
    }

    fn waiver(&mut self, row: &Waiver) -> Result<()> {
        self.write(row);
        let (kind, id) = (row.record.kind.as_str(), row.record.id.as_str());
        self.execute(
            &sql::PUT_WAIVER,
            params![self.workspace, row.id.to_string(), kind, id, self.body],
        )
    }

    fn violation(&mut self, row: &Violation) -> Result<()> {
        self.write(row);
        let (kind, id) = (row.record.kind.as_str(), row.record.id.as_str());
        let open = row.closed_at.is_none();
        self.execute(
            &sql::PUT_VIOLATION,
            params![
                self.workspace,
                row.id.to_string(),
                kind,
                id,
                open,
                self.body
            ],
        )
    }

    fn suppression(&self, kind: &RecordKind, identity: &str) -> Result<()> {
        self.execute(
            &sql::PUT_SUPPRESSION,
            params![self.workspace, kind.as_str(), identity],
        )
    }
}

fn whole(sequence: Sequence) -> i64 {
    i64::try_from(sequence).expect("a ledger has fewer than 2^63 entries")
}
