//! The databases that the tests run on.

#![allow(dead_code, reason = "no test uses all of it")]

use std::path::Path;

use rusqlite::Connection;
use tempfile::TempDir;
use tollgate_store::{Database, Location, WorkspaceStore};
use tollgate_testkit::postgres;

/// Where an empty database is; kept as long as it is used.
pub(crate) struct Place {
    pub(crate) location: Location,
    _folder: Option<TempDir>,
}

impl Place {
    /// An empty database of each kind.
    pub(crate) fn both() -> [Self; 2] {
        [Self::sqlite(), Self::postgres()]
    }

    /// In a file.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self {
            location: Location::File(folder.path().join("acme.db")),
            _folder: Some(folder),
        }
    }

    /// On the server that the tests share.
    pub(crate) fn postgres() -> Self {
        Self::of(&postgres::database())
    }

    /// Another database with the same in it; nobody may use this one meanwhile.
    pub(crate) fn copy(&self) -> Self {
        let Location::File(from) = &self.location else {
            return Self::of(&postgres::copy(&self.location.to_string()));
        };
        let copy = Self::sqlite();
        let to = copy.location.file().expect("a file");
        for end in ["", "-wal", "-shm"] {
            let file = |path: &Path| format!("{}{end}", path.display());
            // Where there is no such file, there is nothing to copy.
            let _ = std::fs::copy(file(from), file(to));
        }
        copy
    }

    /// Runs `statements` past Tollgate; `zeroblob(n)` is n bytes of nothing on either database.
    pub(crate) fn alter(&self, statements: &str) {
        match &self.location {
            Location::File(path) => {
                let connection = Connection::open(path).expect("a connection");
                connection.execute_batch(statements).expect(statements);
            }
            Location::Postgres(target) => {
                let bytes = "decode(repeat('00', ";
                let statements = statements
                    .replace("zeroblob(32)", &format!("{bytes}32), 'hex')"))
                    .replace("zeroblob(31)", &format!("{bytes}31), 'hex')"));
                postgres::psql(&target.to_string(), &statements);
            }
        }
    }

    /// Everything that lies where the database is: a file with its log of changes, or what the server has of the outbox.
    pub(crate) fn at_rest(&self) -> String {
        match &self.location {
            Location::File(path) => {
                let file = |end| std::fs::read(format!("{}{end}", path.display()));
                let parts = ["", "-wal"].map(|end| file(end).unwrap_or_default());
                String::from_utf8_lossy(&parts.concat()).into_owned()
            }
            Location::Postgres(target) => postgres::psql(
                &target.to_string(),
                "select * from endpoint; select * from secret; select * from personal_key",
            ),
        }
    }

    /// At `url`.
    pub(crate) fn of(url: &str) -> Self {
        Self {
            location: url.parse().expect("a place"),
            _folder: None,
        }
    }

    /// Opens the store of the workspace `acme`.
    pub(crate) fn store(&self) -> WorkspaceStore {
        let database = Database::at(&self.location).expect("a database");
        database.workspace("acme")
    }

    /// The place and the store.
    pub(crate) fn kept_with_store(self) -> (Self, WorkspaceStore) {
        let store = self.store();
        (self, store)
    }
}

/// An empty store that nobody else sees.
pub(crate) fn scratch() -> WorkspaceStore {
    Database::scratch().expect("a database").workspace("acme")
}

/// Tests every claim, a function of how an empty database is made, on each database.
#[macro_export]
macro_rules! on_both_databases {
    ($($claim:ident)+) => {
        mod on_sqlite {
            use super::common::Place;
            $(#[test]
            fn $claim() {
                super::$claim(Place::sqlite);
            })+
        }

        mod on_postgres {
            use super::common::Place;
            $(#[test]
            fn $claim() {
                super::$claim(Place::postgres);
            })+
        }
    };
}
