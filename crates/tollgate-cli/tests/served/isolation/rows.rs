//! All that a database has of a workspace, read past Tollgate.

use rusqlite::{Connection, OpenFlags};
use tollgate_testkit::postgres::psql;

/// Every row of `workspace`, as text after the name of its table; always in the same order.
pub(crate) fn rows(database: &str, workspace: &str) -> Vec<String> {
    let mut rows = match database.strip_prefix("sqlite:") {
        Some(file) => in_file(file, workspace).expect("the file can be read"),
        None => on_server(database, workspace),
    };
    rows.sort();
    rows
}

fn in_file(file: &str, workspace: &str) -> rusqlite::Result<Vec<String>> {
    let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut asked = database.prepare(
        "select t.name from sqlite_master t join pragma_table_info(t.name) c
          where t.type = 'table' and c.name = 'workspace'",
    )?;
    let tables = asked.query_map([], |row| row.get::<_, String>(0))?;
    let mut rows = Vec::new();
    for table in tables {
        let table = table?;
        let mut asked = database.prepare(&format!("select * from {table} where workspace = ?1"))?;
        let columns = asked.column_count();
        let found = asked.query_map([workspace], |row| {
            let cells = (0..columns).map(|place| Ok(format!("{:?}", row.get_ref(place)?)));
            cells.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        for cells in found {
            rows.push(format!("{table}: {}", cells?.join(", ")));
        }
    }
    Ok(rows)
}

/// As the server's own user, whom no wall holds back.
fn on_server(url: &str, workspace: &str) -> Vec<String> {
    let (before, after) = url.split_once("://").expect("a URL");
    let (_, place) = after.split_once('@').expect("a URL names a role");
    let url = format!("{before}://tollgate@{place}");
    let tables = "select table_name from information_schema.columns
        where table_schema = 'public' and column_name = 'workspace'";
    let tables = psql(&url, tables);
    let rows = tables.lines().flat_map(|table| {
        let asked = format!("select t::text from {table} t where workspace = '{workspace}'");
        let rows = psql(&url, &asked);
        let rows = rows.lines().map(|row| format!("{table}: {row}"));
        rows.collect::<Vec<_>>()
    });
    rows.collect()
}
