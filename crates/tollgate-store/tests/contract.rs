//! SQLite keeps the contract.

use tollgate_store::Database;
use tollgate_testkit::store_contract;

store_contract!(Database::scratch().expect("a database").workspace("acme"));
