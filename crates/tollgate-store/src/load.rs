//! Fetching the rows that a decision wants, all that are known to be wanted in one go.

use std::borrow::Cow;

use tollgate_core::ids::{RecordKind, RecordRef};
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::state::{Row, RowKey};
use tollgate_core::wants::Want;
use tollgate_service::erasure::keyed;
use tollgate_service::ports::StoreError;
use tollgate_service::stored::{StoredError, from_text, get_record};

use crate::decoded::decoded;
use crate::driver::{Ask, Cells, Driver, Key};
use crate::secrets::Sealing;
use crate::sql::{self, Sql};
use crate::suppression_key;

/// The rows that `wants` name.
pub(crate) fn load(
    driver: &dyn Driver,
    sealing: Sealing<'_>,
    policy: &Policy,
    wants: &[Want],
) -> Result<Vec<Row>, StoreError> {
    let mut rows = Vec::with_capacity(wants.len());
    let mut questions = Questions::of(policy, wants.len());
    wants.iter().for_each(|want| questions.want(want));
    let found = questions.fetch(driver, sealing, &mut rows)?;
    // What points at a record is known by its key only once that was asked, and so is how the erased are kept.
    let hashed = hashed(wants, found.key.as_ref());
    let mut questions = Questions::of(policy, found.linked.len());
    found
        .linked
        .iter()
        .for_each(|record| questions.around(record));
    hashed
        .iter()
        .for_each(|(kind, identity, hash)| questions.suppressed(kind, identity, hash));
    questions.fetch(driver, sealing, &mut rows)?;
    Ok(rows)
}

/// The identities that `wants` ask about, with the keyed hashes under which they are kept where their people were erased.
fn hashed<'q>(wants: &'q [Want], key: Option<&[u8; 32]>) -> Vec<(&'q RecordKind, &'q str, String)> {
    let Some(key) = key else {
        return Vec::new();
    };
    let hashed = wants.iter().filter_map(|want| match want {
        Want::Row(RowKey::Suppression(kind, identity)) => Some((
            kind,
            identity.as_str(),
            keyed(key, kind, identity).to_string(),
        )),
        _ => None,
    });
    hashed.collect()
}

/// What an answer leads to.
#[derive(Default)]
struct Found {
    /// Records that point at one.
    linked: Vec<RecordRef>,
    /// The key that suppressions of erased people are kept under.
    key: Option<[u8; 32]>,
}

/// What is asked together, and what the rows of each answer are.
struct Questions<'q> {
    policy: &'q Policy,
    asks: Vec<Ask<'q>>,
    readings: Vec<Reading<'q>>,
}

/// What a row of an answer is.
#[derive(Clone, Copy)]
enum Reading<'q> {
    Record(&'q Kind),
    Handoff,
    Task,
    Waiver,
    Violation,
    Suppression(&'q RecordKind, &'q str),
    /// Not a row, but the key of a record to ask for.
    Link,
    /// Not a row, but the key under which suppressions of the erased are kept.
    Key,
    /// The same where it lies in the open.
    OpenKey,
}

impl<'q> Questions<'q> {
    fn of(policy: &'q Policy, wants: usize) -> Self {
        Self {
            policy,
            asks: Vec::with_capacity(wants),
            readings: Vec::with_capacity(wants),
        }
    }

    fn ask(&mut self, statement: &'static Sql, key: Key<'q>, reading: Reading<'q>) {
        self.asks.push(Ask { statement, key });
        self.readings.push(reading);
    }

    fn want(&mut self, want: &'q Want) {
        let one = |id: &'q str| Key::One(Cow::Borrowed(id));
        match want {
            Want::Row(key) => self.row(key),
            Want::Record(record) => self.around(record),
            Want::LinkedFrom(record) => self.ask(&sql::LINKS_TO, of(record), Reading::Link),
            Want::Identity(kind, identity) => {
                let key = Key::Two(kind.as_str(), identity.as_str());
                self.records(&sql::RECORDS_WITH_IDENTITY, key, kind);
            }
            Want::HandoffsOf(record) => {
                self.ask(&sql::HANDOFFS_OF_RECORD, of(record), Reading::Handoff);
            }
            Want::WaitingIn(queue) => {
                self.ask(&sql::WAITING_IN, one(queue.as_str()), Reading::Handoff);
            }
            Want::CarriedBy(person) => {
                self.ask(&sql::CARRIED_BY, one(person.as_str()), Reading::Handoff);
            }
            Want::ReturnedTo(person) => {
                self.ask(&sql::RETURNED_TO, one(person.as_str()), Reading::Handoff);
            }
            Want::TasksWaitingIn(queue) => {
                self.ask(&sql::TASKS_WAITING_IN, one(queue.as_str()), Reading::Task);
            }
            Want::TasksCarriedBy(person) => {
                self.ask(&sql::TASKS_CARRIED_BY, one(person.as_str()), Reading::Task);
            }
        }
    }

    fn row(&mut self, key: &'q RowKey) {
        let one = |id: &dyn ToString| Key::One(Cow::Owned(id.to_string()));
        match key {
            RowKey::Record(record) => self.records(&sql::GET_RECORD, of(record), &record.kind),
            RowKey::Handoff(id) => self.ask(&sql::GET_HANDOFF, one(id), Reading::Handoff),
            RowKey::Task(id) => self.ask(&sql::GET_TASK, one(id), Reading::Task),
            RowKey::Waiver(id) => self.ask(&sql::GET_WAIVER, one(id), Reading::Waiver),
            RowKey::Violation(id) => self.ask(&sql::GET_VIOLATION, one(id), Reading::Violation),
            RowKey::Suppression(kind, identity) => {
                self.suppressed(kind, identity, identity);
                self.key();
            }
            // Accounts and presences come with `people`.
            RowKey::Standing(..) | RowKey::Presence(_) => {}
        }
    }

    /// Whether `identity` is suppressed, being kept as `spelled`.
    fn suppressed(&mut self, kind: &'q RecordKind, identity: &'q str, spelled: &'q str) {
        let key = Key::Two(kind.as_str(), spelled);
        let reading = Reading::Suppression(kind, identity);
        self.ask(&sql::GET_SUPPRESSION, key, reading);
    }

    /// The key is asked for once, beside the first suppression.
    fn key(&mut self) {
        if !self
            .readings
            .iter()
            .any(|reading| matches!(reading, Reading::Key))
        {
            let key = Key::Two(suppression_key::KIND, suppression_key::NAME);
            self.ask(&sql::GET_SECRET, key, Reading::Key);
            let key = Key::One(Cow::Borrowed(suppression_key::NAME));
            self.ask(&sql::PERSONAL_KEY, key, Reading::OpenKey);
        }
    }

    /// A record with what is on it. Even a record that is not known may have a waiver.
    fn around(&mut self, record: &'q RecordRef) {
        self.records(&sql::GET_RECORD, of(record), &record.kind);
        self.ask(&sql::LIVE_HANDOFFS, of(record), Reading::Handoff);
        self.ask(&sql::TASKS_OF_RECORD, of(record), Reading::Task);
        self.ask(&sql::WAIVERS_OF_RECORD, of(record), Reading::Waiver);
        self.ask(&sql::VIOLATIONS_OF_RECORD, of(record), Reading::Violation);
    }

    fn records(&mut self, statement: &'static Sql, key: Key<'q>, kind: &RecordKind) {
        if let Some(kind) = self.policy.kind(kind) {
            self.ask(statement, key, Reading::Record(kind));
        }
    }

    /// Adds what is there to `rows`; gives what else is to be asked for.
    fn fetch(
        self,
        driver: &dyn Driver,
        sealing: Sealing<'_>,
        rows: &mut Vec<Row>,
    ) -> Result<Found, StoreError> {
        let (mut all, mut stored) = (Found::default(), Vec::new());
        if self.asks.is_empty() {
            return Ok(all);
        }
        driver.query_many(sealing.workspace, &self.asks, &mut |place, found| {
            match self.readings[place] {
                Reading::Link => all.linked.extend(link(found)),
                Reading::Key => all.key = Some(suppression_key::opened(sealing, found)?),
                Reading::OpenKey => all.key = suppression_key::open(found),
                reading => stored.push((reading, reading.stored(found)?)),
            }
            Ok(())
        })?;
        rows.extend(decoded(&stored, |(reading, body)| reading.row(body))?);
        Ok(all)
    }
}

impl Reading<'_> {
    fn table(self) -> &'static str {
        match self {
            Self::Record(_) => "record",
            Self::Handoff => "handoff",
            Self::Task => "task",
            Self::Waiver => "waiver",
            Self::Violation => "violation",
            Self::Suppression(..) => "suppression",
            Self::Link => "link",
            Self::Key => "secret",
            Self::OpenKey => "personal_key",
        }
    }

    /// The stored form of a row that was found.
    fn stored(self, found: &dyn Cells) -> Result<String, StoreError> {
        let body = found.cell(0).text().map(str::to_owned);
        body.ok_or_else(|| self.damaged("a body".to_owned(), StoredError::expected("text")))
    }

    fn row(self, body: &str) -> Result<Row, StoreError> {
        self.read(body)
            .map_err(|fault| self.damaged(shortened(body), fault))
    }

    fn damaged(self, key: String, fault: StoredError) -> StoreError {
        StoreError::Damaged {
            table: self.table(),
            key,
            fault,
        }
    }

    fn read(self, body: &str) -> Result<Row, StoredError> {
        Ok(match self {
            Self::Record(kind) => Row::Record(get_record(body, kind)?),
            Self::Handoff => Row::Handoff(from_text(body)?),
            Self::Task => Row::Task(from_text(body)?),
            Self::Waiver => Row::Waiver(from_text(body)?),
            Self::Violation => Row::Violation(from_text(body)?),
            Self::Suppression(kind, identity) => Row::Suppression(kind.clone(), identity.into()),
            Self::Link | Self::Key | Self::OpenKey => return Err(StoredError::expected("a row")),
        })
    }
}

fn of(record: &RecordRef) -> Key<'_> {
    Key::Two(record.kind.as_str(), record.id.as_str())
}

fn link(found: &dyn Cells) -> Option<RecordRef> {
    let (kind, id) = (found.cell(0).text()?, found.cell(1).text()?);
    Some(RecordRef::new(kind, id))
}

/// The beginning of a damaged body, which names the row.
fn shortened(body: &str) -> String {
    body.chars().take(80).collect()
}
