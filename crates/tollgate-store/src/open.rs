//! Why a database was not opened.

use tollgate_service::ports::StoreError;

/// Why a database was not opened. Nothing was written to it.
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
    /// The PostgreSQL database is there, and empty.
    #[error(
        "`{path}` holds nothing of Tollgate yet: name another database, or fill this one with `tollgate import --db {path}`"
    )]
    Empty {
        /// The database's URL, without a password.
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
    /// The PostgreSQL database has tables of something else.
    #[error(
        "`{path}` holds tables that are not Tollgate's: name a database of its own, which `createdb` makes"
    )]
    Taken {
        /// The database's URL, without a password.
        path: String,
    },
    /// The database comes from a later version.
    #[error(
        "`{path}` was written by a newer Tollgate (its schema is {found}, this one knows {known}): \
         install that version or a later one, or name another one"
    )]
    Newer {
        /// The file, or the database's URL without a password.
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
    /// The server cannot be reached, or refuses.
    #[error(
        "`{path}` cannot be opened: see that the server is up, that the database is there, and that this user may use it"
    )]
    Unreachable {
        /// The database's URL, without a password.
        path: String,
        /// What the driver says.
        #[source]
        fault: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl From<OpenError> for StoreError {
    fn from(fault: OpenError) -> Self {
        Self::Unavailable(Box::new(fault))
    }
}
