//! Whose a database file is, and which schema it has.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::SCHEMA_VERSION;
use crate::migrations::MIGRATIONS;
use crate::open::OpenError;

/// `Tolg` in the file's header: the file is Tollgate's.
const APPLICATION_ID: i32 = 0x546f_6c67;

/// Brings the database behind `connection` to the schema of today; `path` is its name in messages.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let path = || path.display().to_string();
    let fault = |fault: rusqlite::Error| match fault.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => OpenError::Foreign { path: path() },
        _ => OpenError::Unusable {
            path: path(),
            fault,
        },
    };
    // In one transaction: another process may be about to set up the same file.
    let schema = connection.transaction().and_then(|look| schema_of(&look));
    let version = match schema.map_err(fault)? {
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
        upgrade(connection).map_err(fault)?;
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

fn upgrade(connection: &mut Connection) -> rusqlite::Result<()> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Another process may have upgraded it meanwhile.
    let from = schema_of(&change)?.unwrap_or(SCHEMA_VERSION);
    for migration in MIGRATIONS.iter().skip(from) {
        change.execute_batch(migration.sqlite)?;
    }
    if from < SCHEMA_VERSION {
        let version = i64::try_from(SCHEMA_VERSION).expect("a small number");
        change.pragma_update(None, "application_id", APPLICATION_ID)?;
        change.pragma_update(None, "user_version", version)?;
    }
    change.commit()
}
