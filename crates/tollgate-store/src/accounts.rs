//! People who sign in. Whoever changes something holds the workspace's head meanwhile, so an account is read, changed and
//! written without anybody in between.

mod factor;
mod rows;

use std::ops::ControlFlow;

use tollgate_core::time::Timestamp;
use tollgate_service::accounts::session::Session;
use tollgate_service::accounts::{Account, Identity, Once};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::accounts::{Accounts, Change};

use crate::driver::{Cells, Driver, Val};
use crate::secrets::Sealing;
use crate::sql::{self, Sql};
use crate::store::WorkspaceStore;

/// Accounts that are read at a time, and sessions.
const PAGE: i64 = 500;

/// The first row that `statement` gives, read by `read`.
fn first<T>(
    driver: &dyn Driver,
    statement: &'static Sql,
    values: &[Val<'_>],
    read: fn(&dyn Cells) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut found = None;
    driver.query(statement, values, &mut |row| {
        found = Some(read(row)?);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

fn named(
    driver: &dyn Driver,
    sealing: Sealing<'_>,
    name: &str,
) -> Result<Option<Account>, StoreError> {
    let values = [Val::Text(sealing.workspace), name.into()];
    let found = first(driver, &sql::GET_ACCOUNT, &values, rows::account)?;
    let found = found.map(|account| factor::put_in_place(driver, sealing, account));
    found.transpose()
}

fn known_as(
    driver: &dyn Driver,
    sealing: Sealing<'_>,
    identity: &Identity,
) -> Result<Option<Account>, StoreError> {
    let (issuer, subject) = (&*identity.issuer, &*identity.subject);
    let values = [Val::Text(sealing.workspace), issuer.into(), subject.into()];
    let found = first(driver, &sql::ACCOUNT_OF_IDENTITY, &values, rows::account)?;
    let found = found.map(|account| factor::put_in_place(driver, sealing, account));
    found.transpose()
}

fn session_with(
    driver: &dyn Driver,
    workspace: &str,
    digest: &Digest,
) -> Result<Option<Session>, StoreError> {
    let values = [Val::Text(workspace), digest.as_bytes().into()];
    first(driver, &sql::GET_SESSION, &values, rows::session)
}

fn once_with(
    driver: &dyn Driver,
    workspace: &str,
    digest: &Digest,
) -> Result<Option<Once>, StoreError> {
    let values = [Val::Text(workspace), digest.as_bytes().into()];
    first(driver, &sql::GET_ONCE, &values, rows::once)
}

/// The accounts after `after`, at most `limit`.
fn page(
    driver: &dyn Driver,
    sealing: Sealing<'_>,
    after: &str,
    limit: i64,
) -> Result<Vec<Account>, StoreError> {
    let values = [Val::Text(sealing.workspace), after.into(), limit.into()];
    let mut accounts = Vec::new();
    driver.query(&sql::LIST_ACCOUNTS, &values, &mut |row| {
        accounts.push(rows::account(row)?);
        Ok(ControlFlow::Continue(()))
    })?;
    let accounts = accounts.into_iter();
    let accounts = accounts.map(|account| factor::put_in_place(driver, sealing, account));
    accounts.collect()
}

fn put(driver: &mut dyn Driver, sealing: Sealing<'_>, account: &Account) -> Result<(), StoreError> {
    rows::put_account(driver, sealing.workspace, account)?;
    factor::put(driver, sealing, account)
}

impl Accounts for WorkspaceStore {
    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut all: Vec<Account> = Vec::new();
        loop {
            let after = all.last().map_or("", |last| &last.name).to_owned();
            let next = page(&*self.held.0, self.sealing(), &after, PAGE)?;
            if next.is_empty() {
                return Ok(all);
            }
            all.extend(next);
        }
    }

    fn account(&self, name: &str) -> Result<Option<Account>, StoreError> {
        named(&*self.held.0, self.sealing(), name)
    }

    fn account_of(&self, identity: &Identity) -> Result<Option<Account>, StoreError> {
        known_as(&*self.held.0, self.sealing(), identity)
    }

    fn add_account(&mut self, account: &Account) -> Result<bool, StoreError> {
        self.within_sealed(|driver, sealing| {
            let identity = account.identity.as_ref();
            let known = identity.map(|identity| known_as(driver, sealing, identity));
            let is_known = known.transpose()?.flatten().is_some();
            if is_known || named(driver, sealing, &account.name)?.is_some() {
                return Ok(false);
            }
            put(driver, sealing, account).map(|()| true)
        })
    }

    fn add_first_account(&mut self, account: &Account) -> Result<bool, StoreError> {
        self.within_sealed(|driver, sealing| {
            if !page(driver, sealing, "", 1)?.is_empty() {
                return Ok(false);
            }
            put(driver, sealing, account).map(|()| true)
        })
    }

    fn change_account(&mut self, name: &str, change: Change<'_>) -> Result<bool, StoreError> {
        self.within_sealed(|driver, sealing| {
            let Some(before) = named(driver, sealing, name)? else {
                return Ok(false);
            };
            let mut account = before.clone();
            change(&mut account);
            if account != before {
                put(driver, sealing, &account)?;
            }
            Ok(true)
        })
    }

    fn session(&self, digest: &Digest) -> Result<Option<Session>, StoreError> {
        session_with(&*self.held.0, &self.name, digest)
    }

    fn sessions_of(&self, account: &str) -> Result<Vec<Session>, StoreError> {
        let values = [Val::Text(&self.name), account.into(), PAGE.into()];
        let mut sessions = Vec::new();
        self.held.0.query(&sql::SESSIONS_OF, &values, &mut |row| {
            sessions.push(rows::session(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(sessions)
    }

    fn put_sessions(&mut self, sessions: &[Session]) -> Result<(), StoreError> {
        self.within(|driver, workspace| {
            let mut sessions = sessions.iter();
            sessions.try_for_each(|session| rows::put_session(driver, workspace, session))
        })
    }

    fn note_session(&mut self, session: &Session) -> Result<bool, StoreError> {
        self.within(|driver, workspace| {
            if session_with(driver, workspace, &session.digest)?.is_none() {
                return Ok(false);
            }
            rows::put_session(driver, workspace, session).map(|()| true)
        })
    }

    fn end_session(&mut self, account: &str, created_at: Timestamp) -> Result<bool, StoreError> {
        self.within(|driver, workspace| {
            let begun = created_at.as_micros().into();
            let values = [Val::Text(workspace), account.into(), begun];
            if first(driver, &sql::SESSION_BEGUN, &values, rows::session)?.is_none() {
                return Ok(false);
            }
            driver.write(&sql::CUT_SESSION, &values).map(|()| true)
        })
    }

    fn end_sessions_of(&mut self, account: &str) -> Result<(), StoreError> {
        self.within(|driver, workspace| {
            let values = [Val::Text(workspace), account.into()];
            driver.write(&sql::CUT_SESSIONS_OF, &values)
        })
    }

    fn put_once(&mut self, once: &Once) -> Result<(), StoreError> {
        self.within(|driver, workspace| rows::put_once(driver, workspace, once))
    }

    fn once(&self, digest: &Digest) -> Result<Option<Once>, StoreError> {
        once_with(&*self.held.0, &self.name, digest)
    }

    fn take_once(&mut self, digest: &Digest) -> Result<Option<Once>, StoreError> {
        self.within(|driver, workspace| {
            let found = once_with(driver, workspace, digest)?;
            let values = [Val::Text(workspace), digest.as_bytes().into()];
            driver.write(&sql::CUT_ONCE, &values)?;
            Ok(found)
        })
    }

    fn forget_ended(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.within(|driver, workspace| {
            let values = [Val::Text(workspace), now.as_micros().into()];
            driver.write(&sql::CUT_SESSIONS_ENDED, &values)?;
            driver.write(&sql::CUT_ONCE_ENDED, &values)
        })
    }
}
