//! A database, wherever it is.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use tollgate_service::ports::StoreError;

use crate::driver::Driver;
use crate::location::Location;
use crate::open::OpenError;
use crate::postgres::Postgres;
use crate::sql;
use crate::sqlite::Sqlite;
use crate::store::{Connection, Workspace, WorkspaceStore};

/// A database: a file of SQLite, a scratch one, or one of PostgreSQL.
#[derive(Debug)]
pub struct Database {
    driver: Box<dyn Driver>,
}

impl Database {
    /// The database at `location`. A file is made where there is none, and an empty PostgreSQL database is set up; many
    /// processes may do so at once.
    ///
    /// # Errors
    /// It is not Tollgate's, is of a newer version, or cannot be used.
    pub fn at(location: &Location) -> Result<Self, OpenError> {
        match location {
            Location::File(path) => Self::open(path),
            Location::Postgres(target) => Ok(Self::of(Postgres::open(target)?)),
        }
    }

    /// The database at `location`, which must be there and be Tollgate's.
    ///
    /// # Errors
    /// As [`Self::at`], and where there is none.
    pub fn existing_at(location: &Location) -> Result<Self, OpenError> {
        match location {
            Location::File(path) => Self::open_existing(path),
            Location::Postgres(target) => Ok(Self::of(Postgres::open_existing(target)?)),
        }
    }

    /// The database in the file at `path`, which is made where there is none.
    ///
    /// # Errors
    /// The file is not a Tollgate database, is of a newer version, or cannot be used.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::of(Sqlite::open(path)?))
    }

    /// The database in the file at `path`, which must be there.
    ///
    /// # Errors
    /// As [`Self::open`], and where there is no such file.
    pub fn open_existing(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::of(Sqlite::open_existing(path)?))
    }

    /// An empty database that nobody else sees and that vanishes when it is dropped; what does not fit into memory goes
    /// to a file without a name.
    ///
    /// # Errors
    /// The folder for temporary files cannot be used.
    pub fn scratch() -> Result<Self, OpenError> {
        Ok(Self::of(Sqlite::scratch()?))
    }

    pub(crate) fn of(driver: impl Driver + 'static) -> Self {
        Self {
            driver: Box::new(driver),
        }
    }

    /// Brings all that was written into the file, so that a copy of it alone is whole; there is nothing to do on a server. What
    /// somebody reads meanwhile may keep some of it beside the file.
    ///
    /// # Errors
    /// The database did not answer.
    pub fn fold(&self) -> Result<(), StoreError> {
        self.driver.fold()
    }

    /// The workspaces that have a ledger here, in the order of their names.
    ///
    /// # Errors
    /// The database did not answer.
    pub fn workspaces(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        self.driver.query(&sql::WORKSPACES, &[], &mut |row| {
            names.extend(row.cell(0).text().map(str::to_owned));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(names)
    }

    /// The store of `workspace`, which begins to be with the first transaction.
    pub fn workspace(self, workspace: &str) -> WorkspaceStore {
        Workspace {
            held: Connection(self.driver),
            name: workspace.to_owned(),
            seals: Arc::default(),
        }
    }
}
