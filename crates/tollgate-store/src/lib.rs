//! The store: one schema and one set of statements over two databases. SQLite keeps a database in one file; PostgreSQL
//! serves many processes. What is read and written is said once, in this folder; `sqlite` and `postgres` carry it out.

mod accounts;
mod database;
mod decoded;
mod driver;
mod hex;
mod ledger;
mod load;
mod location;
mod migrations;
mod open;
mod outbox;
mod postgres;
mod proposals;
mod put;
mod read;
mod secrets;
mod sql;
mod sqlite;
mod store;
mod suppression_key;
mod tables;
mod tokens;

pub use database::Database;
pub use location::{Location, LocationError};
pub use migrations::SCHEMA_VERSION;
pub use open::OpenError;
pub use postgres::{DistributeError, Target, WallError, distribute, lower_wall, raise_wall};
pub use store::{Change, Connection, Transaction, Workspace, WorkspaceStore};

/// The store on SQLite, which is the store on any database.
pub type SqliteStore = WorkspaceStore;
