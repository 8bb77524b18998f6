//! A database file: whose it is, and which schema it has.

use std::path::Path;

use rusqlite::Connection;

/// `Tolg` in the file's header: the file is Tollgate's.
const APPLICATION_ID: i32 = 0x546f_6c67;

/// Each brings the schema from the version before to its own; the first is 1.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_first.sqlite.sql"),
    include_str!("../migrations/0002_deliveries.sqlite.sql"),
    include_str!("../migrations/0003_in_flight.sqlite.sql"),
];

/// The version of the schema that this Tollgate writes.
pub const SCHEMA_VERSION: usize = MIGRATIONS.len();

/// Why a file was not opened. Nothing was written to it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error(
        "there is no database at `{path}`: name another file, or make this one with `tollgate import --db {path}`"
    )]
    Missing {
        /// The file.
        path: String,
    },
    /// The file is something else.
    #[error(
        "`{path}` is not a Tollgate database: name another file; one that does not exist yet will be made"
    )]
    Foreign {
        /// The file.
        path: String,
    },
    /// The file comes from a later version.
    #[error(
        "`{path}` was written by a newer Tollgate (its schema is {found}, this one knows {known}): \
         install that version or a later one, or name another file"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its schema.
        found: usize,
        /// The latest schema that is known here.
        known: usize,
    },
    /// The file cannot be read or written.
    #[error(
        "`{path}` cannot be opened as a database: see that the file and its folder can be read and written"
    )]
    Unusable {
        /// The file.
        path: String,
        /// What SQLite says.
        #[source]
        fault: rusqlite::Error,
    },
}

/// Brings the database behind `connection` to the schema of today; `path` is its name in messages.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let path = || path.display().to_string();
    let fault = |fault: rusqlite::Error| match fault.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => OpenError::Foreign { path: path() },
        _ => OpenError::Unusable {
            path: path(),
            fault,
        },
    };
    let version = match schema_of(connection).map_err(fault)? {
        Some(version) if version > SCHEMA_VERSION => {
            return Err(OpenError::Newer {
                path: path(),
                found: version,
                known: SCHEMA_VERSION,
            });
        }
        Some(version) => version,
        None => return Err(OpenError::Foreign { path: path() }),
    };
    if version < SCHEMA_VERSION {
        upgrade(connection, version).map_err(fault)?;
    }
    Ok(())
}

/// The version of the schema, 0 for an empty file; `None` when the file is not Tollgate's.
fn schema_of(connection: &Connection) -> rusqlite::Result<Option<usize>> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    if application == APPLICATION_ID {
        return Ok(usize::try_from(version).ok());
    }
    let tables: i64 =
        connection.query_row("select count(*) from sqlite_master", [], |row| row.get(0))?;
    let is_empty = application == 0 && version == 0 && tables == 0;
    Ok(is_empty.then_some(0))
}

fn upgrade(connection: &mut Connection, from: usize) -> rusqlite::Result<()> {
    let change = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)?;
    for migration in &MIGRATIONS[from..] {
        change.execute_batch(migration)?;
    }
    change.pragma_update(None, "application_id", APPLICATION_ID)?;
    change.pragma_update(
        None,
        "user_version",
        i64::try_from(SCHEMA_VERSION).expect("a small number"),
    )?;
    change.commit()
}
