//! The tables of state as they are, cell by cell.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ToSql};
use tollgate_service::ports::{Cell, StoreError, Table, Tables};

use super::{Connected, Sqlite, unavailable};
use crate::sql::{self, Sql};

macro_rules! tables {
    ($($name:ident = $page:ident, $table:literal, $key:literal, [$($column:literal),+];)*) => {
        $(pub(super) const $name: &Table = &Table { name: $table, key: $key, columns: &[$($column),+] };)*

        static ALL: &[&Table] = &[$($name),*];

        fn statement(table: &Table) -> &'static Sql {
            match table.name {
                $($table => &sql::$page,)*
                other => unreachable!("the store has no table {other}"),
            }
        }
    };
}

tables! {
    RECORD = PAGE_RECORD, "record", 2, ["kind", "id", "identity", "due_at", "body"];
    LINK = PAGE_LINK, "link", 3, ["kind", "id", "field", "to_kind", "to_id"];
    HANDOFF = PAGE_HANDOFF, "handoff", 1, ["id", "record_kind", "record_id", "live", "waiting", "carrier", "due_at", "body"];
    TASK = PAGE_TASK, "task", 1, ["id", "record_kind", "record_id", "due_at", "body"];
    STANDING = PAGE_STANDING, "standing", 2, ["queue", "member", "body"];
    PRESENCE = PAGE_PRESENCE, "presence", 1, ["person", "due_at", "body"];
    WAIVER = PAGE_WAIVER, "waiver", 1, ["id", "record_kind", "record_id", "body"];
    VIOLATION = PAGE_VIOLATION, "violation", 1, ["id", "record_kind", "record_id", "open", "body"];
    SUPPRESSION = PAGE_SUPPRESSION, "suppression", 2, ["kind", "identity"];
}

impl<C: Connected> Tables for Sqlite<C> {
    fn tables(&self) -> &'static [&'static Table] {
        ALL
    }

    fn page(
        &self,
        table: &Table,
        after: &[String],
        limit: usize,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        page(self.held.connection(), &self.workspace, table, after, limit)
    }
}

/// At most `limit` rows after the key `after`; from the beginning where it is empty.
pub(super) fn page(
    connection: &Connection,
    workspace: &str,
    table: &Table,
    after: &[String],
    limit: usize,
) -> Result<Vec<Vec<Cell>>, StoreError> {
    let mut statement = connection
        .prepare_cached(statement(table).sqlite())
        .map_err(unavailable)?;
    // Every key is text, and no text comes before the empty one.
    let empty = vec![String::new(); table.key];
    let after = if after.is_empty() { &empty } else { after };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut parameters: Vec<&dyn ToSql> = vec![&workspace];
    parameters.extend(after.iter().map(|part| part as &dyn ToSql));
    parameters.push(&limit);
    let read = |row: &rusqlite::Row<'_>| {
        (0..table.columns.len())
            .map(|place| row.get_ref(place).map(cell))
            .collect()
    };
    let rows = statement
        .query_map(&parameters[..], read)
        .map_err(unavailable)?;
    rows.collect::<Result<_, _>>().map_err(unavailable)
}

/// The key of a row of `table`.
pub(super) fn key(table: &Table, cells: &[Cell]) -> Vec<String> {
    let text = |cell: &Cell| {
        if let Cell::Text(text) = cell {
            text.clone()
        } else {
            String::new()
        }
    };
    cells.iter().take(table.key).map(text).collect()
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(whole) => Cell::Whole(whole),
        ValueRef::Real(number) => Cell::Other(number.to_string()),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Cell::Text(text.to_owned()),
            Err(_) => Cell::Other("text that is not UTF-8".to_owned()),
        },
        ValueRef::Blob(bytes) => Cell::Other(format!("{} bytes", bytes.len())),
    }
}
