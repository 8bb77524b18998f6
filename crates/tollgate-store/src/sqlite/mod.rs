//! SQLite: one file, one writer.

mod migrate;
mod row;

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, params_from_iter};
use tollgate_service::ports::StoreError;

use crate::driver::{Ask, Driver, EachFound, EachRow, NotCommitted, Val};
use crate::open::OpenError;
use crate::sql::Sql;
use row::Found;

/// A connection to a database file, or to a scratch one.
#[derive(Debug)]
pub(crate) struct Sqlite {
    pub(crate) connection: Connection,
}

impl Sqlite {
    /// The database in the file at `path`, which is made where there is none.
    pub(crate) fn open(path: &Path) -> Result<Self, OpenError> {
        Self::with(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )
    }

    /// The database in the file at `path`, which must be there.
    pub(crate) fn open_existing(path: &Path) -> Result<Self, OpenError> {
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
        migrate::migrate(&mut connection, path)?;
        settle(&connection).map_err(fault)?;
        Ok(Self { connection })
    }

    /// One transaction for this many questions; none where one is open, or they are few.
    fn together(&self, questions: usize) -> rusqlite::Result<Option<Transaction<'_>>> {
        let wants = questions > MANY && self.connection.is_autocommit();
        wants
            .then(|| self.connection.unchecked_transaction())
            .transpose()
    }

    /// An empty database that nobody else sees.
    pub(crate) fn scratch() -> Result<Self, OpenError> {
        let path = Path::new("");
        let fault = |fault| OpenError::Unusable {
            path: "a temporary file".to_owned(),
            fault,
        };
        let mut connection = Connection::open(path).map_err(fault)?;
        migrate::migrate(&mut connection, path)?;
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
}

/// Fewer questions are asked one by one.
const MANY: usize = 8;
/// How long to wait for another process's transaction.
const BUSY: std::time::Duration = std::time::Duration::from_secs(10);
/// Pages kept in memory; negative counts KiB.
const CACHE_KIB: i64 = -32_000;
/// Bytes of the file that are read where the system has them in memory, without a copy of each page: SQLite's own limit. A report
/// over a long history spends half its time on copies otherwise.
const MAPPED: i64 = 0x7fff_0000;
/// More than there are statements, so that each is prepared once.
const STATEMENTS: usize = 160;

/// Durable when acknowledged, and the log of changes folded back in large steps only.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 10_000)?;
    connection.pragma_update(None, "foreign_keys", "off")?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "mmap_size", MAPPED)?;
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

impl Driver for Sqlite {
    fn query(
        &self,
        statement: &'static Sql,
        values: &[Val<'_>],
        each: EachRow<'_>,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(statement.sqlite())
            .map_err(unavailable)?;
        let values = params_from_iter(values);
        let mut rows = statement.query(values).map_err(unavailable)?;
        while let Some(row) = rows.next().map_err(unavailable)? {
            if each(&Found(row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn query_many(
        &self,
        workspace: &str,
        asks: &[Ask<'_>],
        each: EachFound<'_>,
    ) -> Result<(), StoreError> {
        // Dropped, it ends; nothing was written. Without it, each question takes the file's locks for itself and gives them back.
        let _together = self.together(asks.len()).map_err(unavailable)?;
        for (place, ask) in asks.iter().enumerate() {
            let (values, count) = ask.key.after(workspace);
            let mut each = |row: &dyn crate::driver::Cells| {
                each(place, row).map(std::ops::ControlFlow::Continue)
            };
            self.query(ask.statement, &values[..count], &mut each)?;
        }
        Ok(())
    }

    fn begin(&mut self, _: &str) -> Result<(), StoreError> {
        // Immediate: the head is taken at once, not when the first row is written.
        self.connection
            .execute_batch("begin immediate")
            .map_err(unavailable)
    }

    fn write(&mut self, statement: &'static Sql, values: &[Val<'_>]) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(statement.sqlite())
            .and_then(|mut statement| statement.execute(params_from_iter(values)))
            .map(drop)
            .map_err(unavailable)
    }

    fn commit(&mut self) -> Result<(), NotCommitted> {
        let committed = self.connection.execute_batch("commit");
        committed.map_err(|fault| NotCommitted::Undone(unavailable(fault)))
    }

    fn roll_back(&mut self) {
        if !self.connection.is_autocommit() {
            // What cannot be rolled back now is when the connection is closed.
            drop(self.connection.execute_batch("rollback"));
        }
    }

    fn scrub(&mut self) -> Result<(), StoreError> {
        // Rewriting the file leaves no page behind that was freed; the log of changes still has them until it is folded back.
        self.connection
            .execute_batch("vacuum; pragma wal_checkpoint(truncate)")
            .map_err(unavailable)
    }

    fn fold(&self) -> Result<(), StoreError> {
        let folded = self
            .connection
            .execute_batch("pragma wal_checkpoint(truncate)");
        folded.map_err(unavailable)
    }

    fn another(&self) -> Result<Box<dyn Driver>, StoreError> {
        let path = self.connection.path().filter(|path| !path.is_empty());
        let path = path.ok_or_else(|| StoreError::Unavailable(ONE_HANDLE.into()))?;
        Ok(Box::new(Self::open_existing(Path::new(path))?))
    }
}

const ONE_HANDLE: &str = "a scratch database has one handle";

fn unavailable(fault: rusqlite::Error) -> StoreError {
    match fault.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full(Box::new(fault)),
        _ => StoreError::Unavailable(Box::new(fault)),
    }
}

#[cfg(test)]
mod tests;
