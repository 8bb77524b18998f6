//! Accounts, sessions and what is good once, as they are written and read.

use tollgate_core::time::Timestamp;
use tollgate_service::access::Role;
use tollgate_service::accounts::lockout::Lockout;
use tollgate_service::accounts::session::Session;
use tollgate_service::accounts::totp::Totp;
use tollgate_service::accounts::{Account, Identity, Once, Purpose};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;
use tollgate_service::stored::StoredError;

use crate::driver::{Cells, Driver, Val};
use crate::sql;
use crate::tokens::{actor, spelled};

/// Bytes of a digest.
const DIGEST: usize = 32;

/// Reads an account.
pub(super) fn account(row: &dyn Cells) -> Result<Account, StoreError> {
    let read = || {
        Some(Account {
            name: text(row.cell(0))?,
            who: actor(row.cell(1), row.cell(2))?,
            role: Role::parse(row.cell(3).text()?)?,
            password: text(row.cell(4)),
            totp: totp(row)?,
            recovery: digests(row.cell(8).bytes()?)?,
            lockout: Lockout {
                failures: row.cell(9).int()?.try_into().ok()?,
                failed_at: instant(row.cell(10)),
            },
            identity: identity(row),
            zone: text(row.cell(16)),
            created_at: instant(row.cell(13))?,
            signed_in_at: instant(row.cell(14)),
            disabled_at: instant(row.cell(15)),
        })
    };
    let name = row.cell(0).text().unwrap_or_default();
    read().ok_or_else(|| damaged("account", name, "an account"))
}

/// The second factor, if any, without its secret; nothing at all where what is there is none.
fn totp(row: &dyn Cells) -> Option<Option<Totp>> {
    let Some(secret) = row.cell(5).bytes() else {
        return Some(None);
    };
    // It is sealed elsewhere, and put in its place by whoever asked.
    secret.is_empty().then_some(())?;
    Some(Some(Totp {
        secret: Default::default(),
        is_confirmed: row.cell(6).int()? != 0,
        last_step: row.cell(7).int()?,
    }))
}

fn identity(row: &dyn Cells) -> Option<Identity> {
    Some(Identity {
        issuer: text(row.cell(11))?,
        subject: text(row.cell(12))?,
    })
}

fn digests(bytes: &[u8]) -> Option<Vec<Digest>> {
    bytes.chunks(DIGEST).map(Digest::from_bytes).collect()
}

/// Writes an account.
pub(super) fn put_account(
    driver: &mut dyn Driver,
    workspace: &str,
    account: &Account,
) -> Result<(), StoreError> {
    let (who, person) = spelled(&account.who);
    let totp = account.totp.as_ref();
    let codes = account.recovery.iter();
    let codes: Vec<u8> = codes.flat_map(|code| *code.as_bytes()).collect();
    let identity = account.identity.as_ref();
    let values = [
        Val::Text(workspace),
        (&*account.name).into(),
        who.into(),
        person.into(),
        account.role.as_str().into(),
        account.password.as_deref().into(),
        totp.map_or(Val::Null, |_| Val::Bytes(&[])),
        totp.is_some_and(|totp| totp.is_confirmed).into(),
        totp.map_or(0, |totp| totp.last_step).into(),
        Val::Bytes(&codes),
        account.lockout.failures.into(),
        account.lockout.failed_at.map(Timestamp::as_micros).into(),
        identity.map(|identity| &*identity.issuer).into(),
        identity.map(|identity| &*identity.subject).into(),
        account.created_at.as_micros().into(),
        account.signed_in_at.map(Timestamp::as_micros).into(),
        account.disabled_at.map(Timestamp::as_micros).into(),
        account.zone.as_deref().into(),
    ];
    driver.write(&sql::PUT_ACCOUNT, &values)
}

/// Reads a session.
pub(super) fn session(row: &dyn Cells) -> Result<Session, StoreError> {
    let read = || {
        Some(Session {
            digest: Digest::from_bytes(row.cell(0).bytes()?)?,
            account: text(row.cell(1))?,
            created_at: instant(row.cell(2))?,
            issued_at: instant(row.cell(3))?,
            used_at: instant(row.cell(4))?,
            ends_at: instant(row.cell(5))?,
            agent: text(row.cell(6))?,
        })
    };
    let account = row.cell(1).text().unwrap_or_default();
    read().ok_or_else(|| damaged("session", account, "a session"))
}

/// Writes a session.
pub(super) fn put_session(
    driver: &mut dyn Driver,
    workspace: &str,
    session: &Session,
) -> Result<(), StoreError> {
    let values = [
        Val::Text(workspace),
        session.digest.as_bytes().into(),
        (&*session.account).into(),
        session.created_at.as_micros().into(),
        session.issued_at.as_micros().into(),
        session.used_at.as_micros().into(),
        session.ends_at.as_micros().into(),
        (&*session.agent).into(),
    ];
    driver.write(&sql::PUT_SESSION, &values)
}

/// Reads what is good once.
pub(super) fn once(row: &dyn Cells) -> Result<Once, StoreError> {
    let read = || {
        Some(Once {
            digest: Digest::from_bytes(row.cell(0).bytes()?)?,
            purpose: Purpose::parse(row.cell(1).text()?)?,
            account: text(row.cell(2))?,
            body: text(row.cell(3))?,
            ends_at: instant(row.cell(4))?,
        })
    };
    let account = row.cell(2).text().unwrap_or_default();
    read().ok_or_else(|| damaged("once", account, "something that is good once"))
}

/// Writes what is good once.
pub(super) fn put_once(
    driver: &mut dyn Driver,
    workspace: &str,
    once: &Once,
) -> Result<(), StoreError> {
    let values = [
        Val::Text(workspace),
        once.digest.as_bytes().into(),
        once.purpose.as_str().into(),
        (&*once.account).into(),
        (&*once.body).into(),
        once.ends_at.as_micros().into(),
    ];
    driver.write(&sql::PUT_ONCE, &values)
}

fn text(cell: Val<'_>) -> Option<String> {
    cell.text().map(str::to_owned)
}

fn instant(cell: Val<'_>) -> Option<Timestamp> {
    cell.int().map(Timestamp::from_micros)
}

fn damaged(table: &'static str, key: &str, expected: &'static str) -> StoreError {
    StoreError::Damaged {
        table,
        key: key.to_owned(),
        fault: StoredError::expected(expected),
    }
}
