//! One workspace's store, whatever the database behind it.

use std::ops::ControlFlow;
use std::sync::Arc;

use tollgate_core::policy::Policy;
use tollgate_service::ports::{self, Batch, Entries, Read, Store, StoreError};
use tollgate_service::seal::Seals;

use crate::driver::{Driver, NotCommitted};
use crate::put;
use crate::secrets::Sealing;

/// One workspace in a database, by way of a connection or a transaction.
#[derive(Debug)]
pub struct Workspace<H> {
    pub(crate) held: H,
    pub(crate) name: String,
    /// How its secrets are sealed.
    pub(crate) seals: Arc<Seals>,
}

/// One workspace's store.
pub type WorkspaceStore = Workspace<Connection>;

/// A transaction on one workspace.
pub type Change<'store> = Workspace<Transaction<'store>>;

/// A connection of a workspace's own.
#[derive(Debug)]
pub struct Connection(pub(crate) Box<dyn Driver>);

/// A transaction; dropped without a commit, it leaves nothing behind.
#[derive(Debug)]
pub struct Transaction<'store> {
    driver: &'store mut dyn Driver,
    is_open: bool,
}

/// What gives a way to the database.
pub(crate) trait Held {
    /// The way.
    fn driver(&self) -> &dyn Driver;
}

impl Held for Connection {
    fn driver(&self) -> &dyn Driver {
        &*self.0
    }
}

impl Held for Transaction<'_> {
    fn driver(&self) -> &dyn Driver {
        self.driver
    }
}

impl<H> Workspace<H> {
    /// The workspace, and how its secrets are sealed.
    pub(crate) fn sealing(&self) -> Sealing<'_> {
        Sealing {
            workspace: &self.name,
            seals: &self.seals,
        }
    }
}

impl WorkspaceStore {
    /// The same store, which seals secrets by `seals`; until this is said it keeps them in the open. So do the handles that
    /// [`Store::another`] gives from then on.
    pub fn sealed_by(mut self, seals: &Arc<Seals>) -> Self {
        self.seals = Arc::clone(seals);
        self
    }
}

impl Store for WorkspaceStore {
    type Change<'store> = Change<'store>;

    fn begin(&mut self) -> Result<Change<'_>, StoreError> {
        self.held.0.begin(&self.name)?;
        Ok(Workspace {
            held: Transaction {
                driver: &mut *self.held.0,
                is_open: true,
            },
            name: self.name.clone(),
            seals: Arc::clone(&self.seals),
        })
    }

    fn another(&self) -> Result<Self, StoreError> {
        Ok(Self {
            held: Connection(self.held.0.another()?),
            name: self.name.clone(),
            seals: Arc::clone(&self.seals),
        })
    }
}

impl WorkspaceStore {
    /// The name of the workspace.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Does `work` in a transaction of its own.
    pub(crate) fn within<T>(
        &mut self,
        work: impl FnOnce(&mut dyn Driver, &str) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let driver = &mut *self.held.0;
        driver.begin(&self.name)?;
        let done = work(driver, &self.name).and_then(|done| {
            // An answer that was lost is a failure: whoever repeats the change does no harm.
            match driver.commit() {
                Ok(()) => Ok(done),
                Err(NotCommitted::Undone(fault) | NotCommitted::Unknown(fault)) => Err(fault),
            }
        });
        done.inspect_err(|_| driver.roll_back())
    }
}

impl ports::Change for Change<'_> {
    fn commit(mut self, policy: &Policy, batch: &Batch) -> Result<(), StoreError> {
        let sealing = Sealing {
            workspace: &self.name,
            seals: &self.seals,
        };
        put::batch(self.held.driver, sealing, policy, batch)?;
        match self.held.driver.commit() {
            Ok(()) => {
                self.held.is_open = false;
                Ok(())
            }
            Err(NotCommitted::Undone(fault)) => Err(fault),
            Err(NotCommitted::Unknown(fault)) => self.settle_doubt(batch, fault),
        }
    }
}

impl Change<'_> {
    /// Looks whether `batch` was written, its connection being lost with `fault` on the way. To take the head again is to
    /// wait until the lost transaction is over, so the answer holds.
    fn settle_doubt(mut self, batch: &Batch, fault: StoreError) -> Result<(), StoreError> {
        self.held.driver.roll_back();
        self.held.is_open = false;
        if self.held.driver.begin(&self.name).is_err() {
            return Err(fault);
        }
        self.held.is_open = true;
        if self.holds(batch)? {
            Ok(())
        } else {
            Err(fault)
        }
    }

    /// True when what `batch` brings is in the database, also where others have appended since.
    fn holds(&self, batch: &Batch) -> Result<bool, StoreError> {
        if let Some(last) = batch.entries.last() {
            let mut found = None;
            self.ledger(&Entries::All, last.sequence - 1, &mut |entry| {
                found = Some(entry.hash);
                ControlFlow::Break(())
            })?;
            return Ok(found.as_ref() == Some(&last.hash));
        }
        if let Some(delivered) = batch.seen.first() {
            return Ok(self.seen(&delivered.key)?.as_ref() == Some(delivered));
        }
        match &batch.revision {
            Some(revision) => Ok(self.revision(revision.number)?.as_ref() == Some(revision)),
            None => Ok(self.head()? == batch.head),
        }
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.is_open {
            self.driver.roll_back();
        }
    }
}
