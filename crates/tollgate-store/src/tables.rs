//! The tables of state as they are, cell by cell.

use std::ops::ControlFlow;

use tollgate_service::ports::{Cell, StoreError, Table, Tables};

use crate::driver::{Driver, Val};
use crate::sql::{self, Sql};
use crate::store::{Held, Workspace};

macro_rules! tables {
    ($($name:ident = $page:ident, $table:literal, $key:literal, [$($column:literal),+];)*) => {
        $(pub(crate) const $name: &Table = &Table { name: $table, key: $key, columns: &[$($column),+] };)*

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
    HANDOFF = PAGE_HANDOFF, "handoff", 1, ["id", "record_kind", "record_id", "live", "waiting", "carrier", "returned_to", "live_id", "soonest_due", "point", "counted_at", "due_at", "body"];
    TASK = PAGE_TASK, "task", 1, ["id", "record_kind", "record_id", "waiting", "carrier", "due_at", "body"];
    STANDING = PAGE_STANDING, "standing", 2, ["queue", "member", "body"];
    PRESENCE = PAGE_PRESENCE, "presence", 1, ["person", "due_at", "body"];
    WAIVER = PAGE_WAIVER, "waiver", 1, ["id", "record_kind", "record_id", "body"];
    VIOLATION = PAGE_VIOLATION, "violation", 1, ["id", "record_kind", "record_id", "open", "body"];
    SUPPRESSION = PAGE_SUPPRESSION, "suppression", 2, ["kind", "identity"];
}

impl<H: Held> Tables for Workspace<H> {
    fn tables(&self) -> &'static [&'static Table] {
        ALL
    }

    fn page(
        &self,
        table: &Table,
        after: &[String],
        limit: usize,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        page(self.held.driver(), &self.name, table, after, limit)
    }
}

/// At most `limit` rows after the key `after`; from the beginning where it is empty.
pub(crate) fn page(
    driver: &dyn Driver,
    workspace: &str,
    table: &Table,
    after: &[String],
    limit: usize,
) -> Result<Vec<Vec<Cell>>, StoreError> {
    // Every key is text, and no text comes before the empty one.
    let key = |place| Val::Text(after.get(place).map_or("", String::as_str));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut values = vec![Val::Text(workspace)];
    values.extend((0..table.key).map(key));
    values.push(Val::Int(limit));
    let mut rows = Vec::new();
    driver.query(statement(table), &values, &mut |row| {
        let columns = 0..table.columns.len();
        rows.push(columns.map(|place| cell(row.cell(place))).collect());
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(rows)
}

/// The key of a row of `table`.
pub(crate) fn key(table: &Table, cells: &[Cell]) -> Vec<String> {
    let text = |cell: &Cell| {
        if let Cell::Text(text) = cell {
            text.clone()
        } else {
            String::new()
        }
    };
    cells.iter().take(table.key).map(text).collect()
}

fn cell(value: Val<'_>) -> Cell {
    match value {
        Val::Null => Cell::Null,
        Val::Int(whole) => Cell::Whole(whole),
        Val::Text(text) => Cell::Text(text.to_owned()),
        Val::Bytes(bytes) => Cell::Other(format!("{} bytes", bytes.len())),
        Val::Other(what) => Cell::Other(what.to_owned()),
    }
}
