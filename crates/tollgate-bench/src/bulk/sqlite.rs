//! The same rows into a file of SQLite: a prepared insert for each.

use std::path::Path;
use std::time::Instant;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use tollgate_store::Database;

/// A table's rows, and the statement that inserts one.
type Rows = (String, Vec<Vec<Value>>);

/// How many rows the database `from` holds.
pub(crate) fn count(from: &Path) -> usize {
    let tables = read(&Connection::open(from).expect("the database that was written"));
    tables.iter().map(|(_, rows)| rows.len()).sum()
}

/// Inserts every row of the database `from` into a new one at `to`, durable like Tollgate's own, so many rows in a
/// transaction; returns the seconds.
pub(crate) fn insert_again(from: &Path, to: &Path, rows_together: usize) -> f64 {
    let tables = read(&Connection::open(from).expect("the database that was written"));
    drop(Database::open(to).expect("an empty database of the same schema"));
    let mut connection = Connection::open(to).expect("the empty database");
    for (pragma, value) in [
        ("journal_mode", "wal"),
        ("synchronous", "full"),
        ("wal_autocheckpoint", "10000"),
    ] {
        connection
            .pragma_update(None, pragma, value)
            .expect("a pragma");
    }
    let started = Instant::now();
    for (statement, rows) in &tables {
        for chunk in rows.chunks(rows_together.max(1)) {
            insert(&mut connection, statement, chunk);
        }
    }
    started.elapsed().as_secs_f64()
}

fn insert(connection: &mut Connection, statement: &str, rows: &[Vec<Value>]) {
    let transaction = connection.transaction().expect("a transaction");
    let mut prepared = transaction.prepare_cached(statement).expect("an insert");
    for row in rows {
        prepared
            .execute(params_from_iter(row))
            .expect("a row that was there before");
    }
    drop(prepared);
    transaction.commit().expect("a commit");
}

fn read(connection: &Connection) -> Vec<Rows> {
    let mut names = connection
        .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name")
        .expect("the schema");
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .expect("names")
        .map(|name| name.expect("text"))
        .collect();
    names
        .iter()
        .filter(|name| *name != "schema_version")
        .map(|name| table(connection, name))
        .collect()
}

/// A table's rows in the order in which they came: by the ledger's sequence where they have it, else as they lie there.
fn table(connection: &Connection, name: &str) -> Rows {
    let by_sequence = format!("select * from {name} order by sequence");
    let as_they_lie = format!("select * from {name}");
    let mut all = connection
        .prepare(&by_sequence)
        .or_else(|_| connection.prepare(&as_they_lie))
        .expect("a table");
    let columns = all.column_count();
    let cells = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
    let rows = all
        .query_map([], cells)
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    let places: Vec<&str> = vec!["?"; columns];
    (
        format!("insert into {name} values ({})", places.join(", ")),
        rows,
    )
}
