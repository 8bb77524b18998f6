//! The connection of a handle, which is made again after it was lost.

use std::cell::{Ref, RefCell};
use std::error::Error as StdError;

use tokio::runtime::Runtime;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error};
use tollgate_service::ports::StoreError;

use super::gathered::Gathered;
use super::target::Target;
use crate::driver::NotCommitted;
use crate::open::OpenError;

/// A connection to a target, and whether a transaction is open on it.
#[derive(Debug)]
pub(super) struct Link {
    client: RefCell<Option<Client>>,
    is_open: bool,
    target: Target,
    /// There until the drop.
    runtime: Option<Runtime>,
}

impl Link {
    /// Connects to `target`.
    pub(super) fn connect(target: &Target) -> Result<Self, OpenError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build();
        let runtime = runtime.map_err(|fault| target.unreachable(fault))?;
        let client = runtime.block_on(target.connect());
        let client = client.map_err(|fault| target.unreachable(fault))?;
        Ok(Self {
            client: RefCell::new(Some(client)),
            is_open: false,
            target: target.clone(),
            runtime: Some(runtime),
        })
    }

    fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        let runtime = self.runtime.as_ref();
        runtime.expect("it is there until the drop").block_on(work)
    }

    /// Where it leads.
    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    /// Whether a transaction is open.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Asks something that changes nothing. Outside a transaction it is asked once more where the connection turned out
    /// to be lost.
    pub(super) fn ask<T>(
        &self,
        ask: impl AsyncFn(&Client) -> Result<T, Error>,
    ) -> Result<T, StoreError> {
        let mut again = !self.is_open;
        loop {
            let client = self.client()?;
            let outcome = self.block_on(ask(&client));
            drop(client);
            match outcome {
                Ok(answer) => return Ok(answer),
                Err(fault) if self.dropped_by(&fault) && again => again = false,
                Err(fault) => return Err(refused(fault)),
            }
        }
    }

    /// Begins a transaction with `begin`, which may be done twice. Where it fails, nothing was begun.
    pub(super) fn begin<T>(
        &mut self,
        begin: impl AsyncFn(&Client) -> Result<T, Error>,
    ) -> Result<T, StoreError> {
        let outcome = self.ask(begin);
        self.is_open = true;
        outcome.inspect_err(|_| self.roll_back())
    }

    /// Sends what was gathered, and commits.
    pub(super) fn commit(&mut self, gathered: &Gathered) -> Result<(), NotCommitted> {
        let client = self.client().map_err(NotCommitted::Undone)?;
        let outcome = self.block_on(gathered.send(&client));
        drop(client);
        self.is_open = false;
        outcome.map_err(|fault| {
            // A refusal comes from a statement before the commit, which then wrote nothing. A server that goes may say so
            // after the commit.
            if self.dropped_by(&fault) || fault.as_db_error().is_none() {
                self.client.replace(None);
                NotCommitted::Unknown(unavailable(fault))
            } else {
                NotCommitted::Undone(refused(fault))
            }
        })
    }

    /// Ends the transaction; nothing of it remains.
    pub(super) fn roll_back(&mut self) {
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        let client = self.client.borrow_mut().take();
        if let Some(client) = client
            && self.block_on(client.batch_execute("rollback")).is_ok()
        {
            self.client.replace(Some(client));
        }
    }

    /// The connection. One that was lost is made again, but never within a transaction, which went with it.
    fn client(&self) -> Result<Ref<'_, Client>, StoreError> {
        let is_there = |client: &Client| !client.is_closed();
        if !self.client.borrow().as_ref().is_some_and(is_there) {
            if self.is_open {
                return Err(unavailable("the connection was lost within a transaction"));
            }
            let client = self.block_on(self.target.connect());
            self.client.replace(Some(client.map_err(unavailable)?));
        }
        let client = Ref::filter_map(self.client.borrow(), Option::as_ref);
        client.map_err(|_| unavailable("the connection was lost"))
    }

    /// True when the connection is of no use after `fault`; it is dropped then.
    fn dropped_by(&self, fault: &Error) -> bool {
        let is_lost = match fault.code() {
            Some(code) => is_going(code),
            None => {
                fault.is_closed()
                    || fault
                        .source()
                        .is_some_and(|source| source.is::<std::io::Error>())
            }
        };
        if is_lost {
            self.client.replace(None);
        }
        is_lost
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.client.take();
        if let Some(runtime) = self.runtime.take() {
            // Whoever drops a handle may be where nothing waits.
            runtime.shutdown_background();
        }
    }
}

/// True when the server goes, or became one that only answers questions.
fn is_going(code: &SqlState) -> bool {
    [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::READ_ONLY_SQL_TRANSACTION,
    ]
    .contains(code)
        || code.code().starts_with("08")
}

/// The store's error for what the server refused.
fn refused(fault: Error) -> StoreError {
    match fault.code() {
        Some(&SqlState::DISK_FULL) => StoreError::Full(Box::new(fault)),
        _ => unavailable(fault),
    }
}

/// The store's error for `fault`.
pub(super) fn unavailable(fault: impl Into<Box<dyn StdError + Send + Sync>>) -> StoreError {
    StoreError::Unavailable(fault.into())
}
