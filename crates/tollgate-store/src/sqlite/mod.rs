//! SQLite: one file, one writer.

mod load;
mod put;
mod read;
mod tables;

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tollgate_core::policy::Policy;
use tollgate_service::ports::{Batch, Store, StoreError};

use crate::migrations::{OpenError, migrate};
use crate::sql;

/// A database file, or a scratch one.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
}

/// One workspace in a database, by way of a connection or a transaction.
#[derive(Debug)]
pub struct Sqlite<C> {
    pub(crate) held: C,
    pub(crate) workspace: String,
}

/// One workspace's store.
pub type SqliteStore = Sqlite<Connection>;

/// A transaction on one workspace.
pub type Change<'store> = Sqlite<Transaction<'store>>;

impl Database {
    /// The database in the file at `path`, which is made where there is none.
    ///
    /// # Errors
    /// The file is not a Tollgate database, is of a newer version, or cannot be used.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Self::with(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )
    }

    /// The database in the file at `path`, which must be there.
    ///
    /// # Errors
    /// As [`Self::open`], and where there is no such file.
    pub fn open_existing(path: &Path) -> Result<Self, OpenError> {
        if !path.exists() {
            return Err(OpenError::Missing {
                path: path.display().to_string(),
            });
        }
        Self::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    fn with(path: &Path, flags: OpenFlags) -> Result<Self, OpenError> {
        let fault = |fault| OpenError::Unusable {
            path: path.display().to_string(),
            fault,
        };
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(fault)?;
        connection.busy_timeout(BUSY).map_err(fault)?;
        migrate(&mut connection, path)?;
        settle(&connection).map_err(fault)?;
        Ok(Self { connection })
    }

    /// An empty database that nobody else sees and that vanishes when it is dropped; what does not fit into memory goes
    /// to a file without a name.
    ///
    /// # Errors
    /// The folder for temporary files cannot be used.
    pub fn scratch() -> Result<Self, OpenError> {
        let path = Path::new("");
        let fault = |fault| OpenError::Unusable {
            path: "a temporary file".to_owned(),
            fault,
        };
        let mut connection = Connection::open(path).map_err(fault)?;
        migrate(&mut connection, path)?;
        // Nothing in it needs to outlive the process, so nothing waits for the disk.
        connection
            .pragma_update(None, "synchronous", "off")
            .map_err(fault)?;
        connection
            .pragma_update(None, "cache_size", CACHE_KIB)
            .map_err(fault)?;
        prepare_once(&connection).map_err(fault)?;
        Ok(Self { connection })
    }

    /// The workspaces that have a ledger here, in the order of their names.
    ///
    /// # Errors
    /// The database did not answer.
    pub fn workspaces(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql::WORKSPACES.sqlite())
            .map_err(unavailable)?;
        let names = statement
            .query_map([], |row| row.get(0))
            .map_err(unavailable)?;
        names.collect::<Result<_, _>>().map_err(unavailable)
    }

    /// The store of `workspace`, which begins to be with the first transaction.
    pub fn workspace(self, workspace: &str) -> SqliteStore {
        Sqlite {
            held: self.connection,
            workspace: workspace.to_owned(),
        }
    }

    /// The connection, for tests of the schema.
    #[cfg(test)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// How long to wait for another process's transaction.
const BUSY: std::time::Duration = std::time::Duration::from_secs(10);
/// Pages kept in memory; negative counts KiB.
const CACHE_KIB: i64 = -32_000;
/// More than there are statements, so that each is prepared once.
const STATEMENTS: usize = 100;

/// Durable when acknowledged, and the log of changes folded back in large steps only.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 10_000)?;
    connection.pragma_update(None, "foreign_keys", "off")?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    prepare_once(connection)
}

/// Keeps prepared statements for good. Without the stability guarantee, SQLite plans a statement anew whenever a value is
/// bound that the plan might depend on: a third of a replay's time.
fn prepare_once(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map(drop)
}

impl Store for SqliteStore {
    type Change<'store> = Change<'store>;

    fn begin(&mut self) -> Result<Change<'_>, StoreError> {
        // Immediate: the head is taken at once, not when the first row is written.
        let transaction = self
            .held
            .transaction_with_behavior(TransactionBehavior::Immediate);
        Ok(Sqlite {
            held: transaction.map_err(unavailable)?,
            workspace: self.workspace.clone(),
        })
    }

    fn another(&self) -> Result<Self, StoreError> {
        let path = self.held.path().filter(|path| !path.is_empty());
        let path = path.ok_or_else(|| StoreError::Unavailable(ONE_HANDLE.into()))?;
        let database = Database::open_existing(Path::new(path))
            .map_err(|fault| StoreError::Unavailable(Box::new(fault)))?;
        Ok(database.workspace(&self.workspace))
    }
}

const ONE_HANDLE: &str = "a scratch database has one handle";

impl tollgate_service::ports::Change for Change<'_> {
    fn commit(self, policy: &Policy, batch: &Batch) -> Result<(), StoreError> {
        put::batch(&self.held, &self.workspace, policy, batch).map_err(unavailable)?;
        self.held.commit().map_err(unavailable)
    }
}

/// Something that gives a connection.
pub trait Connected {
    /// The connection.
    fn connection(&self) -> &Connection;
}

impl Connected for Connection {
    fn connection(&self) -> &Connection {
        self
    }
}

impl Connected for Transaction<'_> {
    fn connection(&self) -> &Connection {
        self
    }
}

pub(crate) fn unavailable(fault: rusqlite::Error) -> StoreError {
    StoreError::Unavailable(Box::new(fault))
}

#[cfg(test)]
mod tests;
