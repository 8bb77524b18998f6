//! A database for one measurement, durable when it says so: a file of SQLite, or on a server of PostgreSQL.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use tollgate_store::{Database, Location};
use tollgate_testkit::postgres::{self, Server};

use super::bulk;

/// Where a measurement takes place.
pub(crate) enum Bed {
    /// In a folder of its own.
    Sqlite(TempDir),
    /// At this URL.
    Postgres(String),
}

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    pub(crate) const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// An empty database.
    pub(crate) fn bed(self) -> Bed {
        match self {
            Self::Sqlite => Bed::Sqlite(tempfile::tempdir().expect("a temporary folder")),
            Self::Postgres => Bed::Postgres(server().create(&name(), "template1")),
        }
    }
}

impl Bed {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgres(_) => Kind::Postgres,
        }
    }

    /// Where it is, as a user writes it.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", file(folder.path()).display()),
            Self::Postgres(url) => url.clone(),
        }
    }

    pub(crate) fn location(&self) -> Location {
        self.url().parse().expect("a location")
    }

    /// How many rows it holds.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Self::Sqlite(folder) => bulk::sqlite::count(&file(folder.path())),
            Self::Postgres(url) => bulk::postgres::count(url),
        }
    }

    /// Inserts every row again elsewhere on the same machine, so many in a transaction; returns the seconds.
    pub(crate) fn insert_again(&self, rows_together: usize) -> f64 {
        match self {
            Self::Sqlite(folder) => {
                let to = folder.path().join("bulk.db");
                bulk::sqlite::insert_again(&file(folder.path()), &to, rows_together)
            }
            Self::Postgres(url) => {
                let to = server().create(&name(), "template1");
                drop(Database::at(&to.parse().expect("a location")).expect("an empty schema"));
                bulk::postgres::insert_again(url, &to, rows_together)
            }
        }
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("served.db")
}

fn name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("bench_{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The server of this run, which waits for the disk as one in production does.
pub(crate) fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(postgres::durable_server)
}
