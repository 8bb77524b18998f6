//! A database file: what is opened, what is refused, and how it is set.

use std::path::Path;

use rusqlite::Connection;
use tollgate_service::ports::{Read, Store};

use super::{STATEMENTS, Sqlite};
use crate::{Database, SCHEMA_VERSION, sql};

/// Opens a file that `made` made; gives what is said against it.
fn refusal(made: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.db");
    made(&path);
    let before = std::fs::read(&path).unwrap_or_default();
    let refusal = Database::open(&path).err().map(|error| error.to_string());
    let refusal = refusal.unwrap_or_default();
    assert!(
        refusal.is_empty() || std::fs::read(&path).unwrap_or_default() == before,
        "nothing is written"
    );
    refusal.replace(&path.display().to_string(), "x.db")
}

fn with_sql(sql: &str) -> String {
    refusal(|path| {
        Connection::open(path)
            .expect("a connection")
            .execute_batch(sql)
            .expect("a file");
    })
}

#[test]
fn a_file_that_is_not_there_or_empty_becomes_a_database() {
    assert_eq!(refusal(|_| ()), "");
    assert_eq!(
        refusal(|path| std::fs::write(path, "").expect("a file")),
        ""
    );
}

#[test]
fn a_file_of_something_else_is_refused() {
    let foreign = "`x.db` is not a Tollgate database: name another file; one that does not exist yet will be made";
    assert_eq!(
        refusal(|path| std::fs::write(path, "name,email\n".repeat(500)).expect("a file")),
        foreign
    );
    assert_eq!(with_sql("create table invoices (number integer)"), foreign);
    assert_eq!(with_sql("pragma user_version = 7"), foreign);
    assert_eq!(with_sql("pragma application_id = 1"), foreign);
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let newer = SCHEMA_VERSION + 1;
    let refused = refusal(|path| {
        drop(Database::open(path).expect("a database"));
        let connection = Connection::open(path).expect("a connection");
        connection
            .pragma_update(None, "user_version", newer.to_string())
            .expect("a version");
    });
    let expected = format!(
        "`x.db` was written by a newer Tollgate (its schema is {newer}, this one knows {SCHEMA_VERSION}): \
         install that version or a later one, or name another one"
    );
    assert_eq!(refused, expected);
}

#[test]
fn a_question_needs_a_database_that_is_there() {
    let error = Database::open_existing(Path::new("/nowhere/x.db"))
        .err()
        .map(|error| error.to_string());
    let said = "there is no database at `/nowhere/x.db`: name another file, or make this one with `tollgate import --db /nowhere/x.db`";
    assert_eq!(error.as_deref(), Some(said));
}

#[test]
fn every_statement_stays_prepared() {
    assert!(sql::ALL.len() < STATEMENTS, "{}", sql::ALL.len());
}

#[test]
fn what_is_acknowledged_is_durable() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = Sqlite::open(&folder.path().join("x.db")).expect("a database");
    let value = |pragma| {
        database
            .connection
            .pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
            .expect("a value")
    };
    assert_eq!(value("journal_mode"), "wal".to_owned().into());
    assert_eq!(value("synchronous"), 2.into());
    assert_eq!(value("wal_autocheckpoint"), 10_000.into());
}

#[test]
fn a_second_transaction_waits_for_the_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.db");
    let first = Database::open(&path);
    let hasty = Sqlite::open(&path).expect("a database");
    hasty
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .expect("no patience");
    let mut first = first.expect("a database").workspace("acme");
    let mut second = Database::of(hasty).workspace("acme");
    let held = first.begin().expect("a transaction");
    assert!(second.begin().is_err(), "the head is taken");
    assert!(second.head().is_ok(), "questions are answered all the same");
    drop(held);
    assert!(second.begin().is_ok());
}

#[test]
fn a_copy_of_the_file_alone_is_whole_once_all_was_brought_into_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("acme.db");
    // A connection that is still open keeps the log of changes beside the file.
    let open = Database::open(&path).expect("a database");
    open.workspaces().expect("an answer");
    let writes = Connection::open(&path).expect("a connection");
    let row = "insert into workspace (workspace, sequence, hash, at, revision) values ('acme', 0, zeroblob(32), 0, 0)";
    writes.execute_batch(row).expect("a row");
    drop(writes);
    let log = || std::fs::metadata(folder.path().join("acme.db-wal")).expect("a log");
    assert!(log().len() > 0, "the row is beside the file");
    open.fold().expect("folded");
    assert_eq!(log().len(), 0);
    let copy = folder.path().join("copy.db");
    std::fs::copy(&path, &copy).expect("a copy");
    let copy = Database::open_existing(&copy).expect("a database");
    assert_eq!(copy.workspaces().expect("an answer"), ["acme"]);
}
