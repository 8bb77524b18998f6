//! One statement for many rows, made from the statement for one.
//!
//! The rows go as an array for each column, so that the statement is as short for a thousand rows as for two: the server
//! reads and plans it in no time.

use std::borrow::Cow;

use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Error};

use super::nul;
use super::value::typed;
use crate::driver::Val;

/// One column of many rows.
enum Column<'v> {
    /// Nothing in any of them: it needs no type then.
    Null,
    Ints(Vec<Option<i64>>),
    Texts(Vec<Option<Cow<'v, str>>>),
    Bytes(Vec<Option<&'v [u8]>>),
}

/// Writes `rows` by the statement `text` for one row; `first` is its `$1`, and each row has the same number of values after
/// it.
pub(super) async fn write(
    client: &Client,
    text: &str,
    first: Val<'_>,
    rows: &[Vec<Val<'_>>],
) -> Result<(), Error> {
    if let [only] = rows {
        let values: Vec<_> = std::iter::once(first).chain(only.iter().copied()).collect();
        return client.execute_typed(text, &typed(&values)).await.map(drop);
    }
    let own = rows.first().map_or(0, Vec::len);
    let columns: Vec<_> = (0..own).map(|place| Column::of(rows, place)).collect();
    let text = many(text, &columns);
    let first = [first];
    let mut values = typed(&first);
    values.extend(columns.iter().filter_map(Column::given));
    client.execute_typed(&text, &values).await.map(drop)
}

impl<'v> Column<'v> {
    fn of(rows: &[Vec<Val<'v>>], place: usize) -> Self {
        let cells = || rows.iter().map(|row| row[place]);
        match cells().find(|cell| *cell != Val::Null) {
            None => Self::Null,
            Some(Val::Int(_)) => Self::Ints(cells().map(Val::int).collect()),
            Some(Val::Bytes(_)) => Self::Bytes(cells().map(Val::bytes).collect()),
            Some(_) => Self::Texts(cells().map(|cell| cell.text().map(nul::kept)).collect()),
        }
    }

    fn given(&self) -> Option<(&(dyn ToSql + Sync), Type)> {
        match self {
            Self::Null => None,
            Self::Ints(cells) => Some((cells, Type::INT8_ARRAY)),
            Self::Texts(cells) => Some((cells, Type::TEXT_ARRAY)),
            Self::Bytes(cells) => Some((cells, Type::BYTEA_ARRAY)),
        }
    }
}

/// The statement `text` with rows out of arrays in place of its `values (…)`. `$1` stays; what follows comes out of the
/// arrays, or is null.
fn many(text: &str, columns: &[Column<'_>]) -> String {
    let (before, rest) = text.split_once("values (").unwrap_or((text, ")"));
    let (one, after) = rest.split_once(')').unwrap_or((rest, ""));
    let cells: Vec<_> = one
        .split(", ")
        .map(|cell| replaced(cell, columns))
        .collect();
    let given = |(place, column): (usize, &Column<'_>)| {
        let is_given = !matches!(column, Column::Null);
        is_given.then(|| format!("c{}", place + 2))
    };
    let names: Vec<_> = columns.iter().enumerate().filter_map(given).collect();
    let arrays: Vec<_> = (0..names.len())
        .map(|place| format!("${}", place + 2))
        .collect();
    format!(
        "{before}select {} from unnest({}) as given ({}){after}",
        cells.join(", "),
        arrays.join(", "),
        names.join(", ")
    )
}

/// What stands for the parameter `cell`.
fn replaced(cell: &str, columns: &[Column<'_>]) -> String {
    let number: usize = cell.trim_start_matches('$').parse().unwrap_or(1);
    match number.checked_sub(2).map(|place| &columns[place]) {
        None => cell.to_owned(),
        Some(Column::Null) => "null".to_owned(),
        Some(_) => format!("c{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, many};
    use crate::driver::Val;
    use crate::sql;

    fn columns(rows: &[Vec<Val<'static>>]) -> Vec<Column<'static>> {
        (0..rows[0].len())
            .map(|place| Column::of(rows, place))
            .collect()
    }

    #[test]
    fn rows_come_out_of_arrays() {
        let rows = vec![vec![Val::Text("lead"), Val::Text("a@b.example")]; 3];
        let put = many(sql::PUT_SUPPRESSION.postgres(), &columns(&rows));
        assert!(
            put.contains(
                "select $1, c2, c3 from unnest($2, $3) as given (c2, c3)\n    on conflict"
            ),
            "{put}"
        );
        let rows = vec![vec![Val::Text("lead"), Val::Text("L-1"), Val::Text("account")]; 2];
        let cut = many(sql::CUT_LINK.postgres(), &columns(&rows));
        assert!(
            cut.contains("in (select c2, c3, c4 from unnest($2, $3, $4) as given (c2, c3, c4))"),
            "{cut}"
        );
    }

    #[test]
    fn a_column_of_nothing_needs_no_array() {
        let rows = vec![vec![Val::Null, Val::Int(7)], vec![Val::Null, Val::Null]];
        let put = many("insert into t values ($1, $2, $3)", &columns(&rows));
        assert_eq!(
            put,
            "insert into t select $1, null, c3 from unnest($2) as given (c3)"
        );
    }
}
