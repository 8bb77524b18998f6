//! The store: one schema and one set of statements. SQLite keeps a database in one file.

mod migrations;
mod sql;
mod sqlite;

pub use migrations::{OpenError, SCHEMA_VERSION};
pub use sqlite::{Change, Database, Sqlite, SqliteStore};
