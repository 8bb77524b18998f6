//! SQLite keeps the contract.

use tempfile::TempDir;
use tollgate_store::{Database, SqliteStore};
use tollgate_testkit::store_contract;

fn store() -> (TempDir, SqliteStore) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = Database::open(&folder.path().join("acme.db")).expect("a database");
    (folder, database.workspace("acme"))
}

store_contract!(store());
