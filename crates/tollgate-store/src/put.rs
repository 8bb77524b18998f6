//! Writing a batch: entries, rows, deliveries, head.

use tollgate_core::ids::{PersonId, QueueId, RecordKind, RecordRef};
use tollgate_core::policy::{InFlight, Kind, Policy};
use tollgate_core::state::{Handoff, Presence, Record, Row, Standing, Task, Violation, Waiver};
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Digest, Entry, Head, Sequence};
use tollgate_service::ports::{Batch, Delivered, Erased, InTime, Revision, StoreError};
use tollgate_service::stored::{Stored, put_record};

use crate::driver::{Driver, Val};
use crate::secrets::Sealing;
use crate::{proposals, sql, suppression_key};

type Result<T> = std::result::Result<T, StoreError>;

/// Gives everything in `batch` to `driver`.
pub(crate) fn batch(
    driver: &mut dyn Driver,
    sealing: Sealing<'_>,
    policy: &Policy,
    batch: &Batch,
) -> Result<()> {
    let workspace = sealing.workspace;
    let mut put = Put {
        driver,
        workspace,
        body: String::with_capacity(4_096),
    };
    batch
        .entries
        .iter()
        .try_for_each(|entry| put.entry(entry))?;
    let mut rows = batch.rows.iter();
    rows.try_for_each(|row| put.row(policy, row))?;
    let mut seen = batch.seen.iter();
    seen.try_for_each(|delivered| put.delivered(delivered))?;
    let mut revision = batch.revision.iter();
    revision.try_for_each(|revision| put.revision(revision))?;
    let mut proposal = batch.proposal.iter();
    proposal.try_for_each(|it| proposals::put(put.driver, workspace, it))?;
    put.erased(&batch.erased)?;
    let mut key = batch.erased.key.iter();
    key.try_for_each(|key| suppression_key::put(put.driver, sealing, key))?;
    put.head(&batch.head)
}

struct Put<'c> {
    driver: &'c mut dyn Driver,
    workspace: &'c str,
    /// The stored form of the row at hand; kept so that its memory is used again.
    body: String,
}

/// Writes a row of `$put`: `$statement` with the workspace and these values.
macro_rules! put {
    ($put:expr, $statement:ident, $($value:expr),+ $(,)?) => {
        $put.driver.write(&sql::$statement, &[Val::Text($put.workspace), $(Val::from($value)),+])
    };
}

impl Put<'_> {
    fn entry(&mut self, entry: &Entry) -> Result<()> {
        let record = entry.record.as_ref();
        let handoff = entry.handoff.map(|handoff| handoff.to_string());
        put!(
            self,
            APPEND,
            whole(entry.sequence),
            entry.at.as_micros(),
            entry.tag.as_str(),
            record.map(|record| record.kind.as_str()),
            record.map(|record| record.id.as_str()),
            handoff.as_deref(),
            &*entry.body,
            entry.digest.as_bytes(),
            entry.hash.as_bytes(),
        )
    }

    fn delivered(&mut self, delivered: &Delivered) -> Result<()> {
        put!(
            self,
            REMEMBER,
            delivered.key.as_str(),
            whole(delivered.sequence),
            whole(delivered.after),
            delivered.body.as_ref().map(Digest::as_bytes),
        )
    }

    fn revision(&mut self, revision: &Revision) -> Result<()> {
        let at = revision.at.as_micros();
        let digest = revision.digest.as_bytes();
        put!(
            self,
            PUBLISH,
            revision.number,
            at,
            &*revision.source,
            digest,
            revision.open.map(InFlight::as_str)
        )
    }

    fn erased(&mut self, erased: &Erased) -> Result<()> {
        for (sequence, body) in &erased.bodies {
            put!(self, ERASE_ENTRY, whole(*sequence), &**body)?;
        }
        for (kind, identity) in &erased.suppressions {
            put!(self, CUT_SUPPRESSION, kind.as_str(), identity.as_str())?;
        }
        Ok(())
    }

    fn head(&mut self, head: &Head) -> Result<()> {
        put!(
            self,
            PUT_HEAD,
            whole(head.sequence),
            head.hash.as_bytes(),
            head.at.as_micros(),
            head.revision
        )
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
        let (name, id) = (name.as_str(), id.as_str());
        let identity = row.identity(kind);
        let identity = identity.as_ref().map(|identity| identity.as_str());
        let due_at = row.alarm_at.map(Timestamp::as_micros);
        put!(self, PUT_RECORD, name, id, identity, due_at, &*self.body)?;
        for (slot, link) in kind.links() {
            let field = kind.field(slot).name.as_str();
            match row.value(slot).as_text() {
                Some(to) => {
                    let (to_kind, to_id) = (link.to.as_str(), to.as_str());
                    put!(self, PUT_LINK, name, id, field, to_kind, to_id)?;
                }
                None => put!(self, CUT_LINK, name, id, field)?,
            }
        }
        Ok(())
    }

    fn handoff(&mut self, row: &Handoff) -> Result<()> {
        self.write(row);
        let id = row.id.to_string();
        let waiting = row.queue.as_ref().filter(|queue| row.is_waiting_in(queue));
        let carrier = row.owner.as_ref().filter(|_| row.state.is_carried());
        let live = Some(row).filter(|row| row.is_live());
        put!(
            self,
            PUT_HANDOFF,
            &*id,
            row.record.kind.as_str(),
            row.record.id.as_str(),
            live.is_some(),
            waiting.map(QueueId::as_str),
            carrier.map(PersonId::as_str),
            row.returned_to().map(PersonId::as_str),
            live.map(|_| &*id),
            live.map(|row| InTime::due(row).at.as_micros()),
            row.point.as_str(),
            row.counted_at().as_micros(),
            row.next_alarm().map(Timestamp::as_micros),
            &*self.body,
        )
    }

    fn task(&mut self, row: &Task) -> Result<()> {
        self.write(row);
        let (kind, id) = (row.record.kind.as_str(), row.record.id.as_str());
        put!(
            self,
            PUT_TASK,
            &*row.id.to_string(),
            kind,
            id,
            row.waits_in().map(QueueId::as_str),
            row.carrier().map(PersonId::as_str),
            row.next_alarm().map(Timestamp::as_micros),
            &*self.body,
        )
    }

    fn standing(&mut self, row: &Standing) -> Result<()> {
        self.write(row);
        let (queue, member) = (row.queue.as_str(), row.member.as_str());
        put!(self, PUT_STANDING, queue, member, &*self.body)
    }

    fn presence(&mut self, row: &Presence) -> Result<()> {
        self.write(row);
        let due_at = row.next_alarm().map(Timestamp::as_micros);
        put!(self, PUT_PRESENCE, row.person.as_str(), due_at, &*self.body)
    }

    fn waiver(&mut self, row: &Waiver) -> Result<()> {
        self.write(row);
        let (kind, id) = (row.record.kind.as_str(), row.record.id.as_str());
        put!(
            self,
            PUT_WAIVER,
            &*row.id.to_string(),
            kind,
            id,
            &*self.body
        )
    }

    fn violation(&mut self, row: &Violation) -> Result<()> {
        self.write(row);
        let (kind, id) = (row.record.kind.as_str(), row.record.id.as_str());
        let open = row.closed_at.is_none();
        let body = &*self.body;
        put!(
            self,
            PUT_VIOLATION,
            &*row.id.to_string(),
            kind,
            id,
            open,
            body
        )
    }

    fn suppression(&mut self, kind: &RecordKind, identity: &str) -> Result<()> {
        put!(self, PUT_SUPPRESSION, kind.as_str(), identity)
    }
}

fn whole(sequence: Sequence) -> i64 {
    i64::try_from(sequence).expect("a ledger has fewer than 2^63 entries")
}
