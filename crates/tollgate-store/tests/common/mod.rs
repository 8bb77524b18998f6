//! The databases that the tests run on.

#![allow(dead_code, reason = "no test uses all of it")]

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
