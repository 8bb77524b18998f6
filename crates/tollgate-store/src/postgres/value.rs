//! Values and rows as PostgreSQL has them.

use std::error::Error;

use tokio_postgres::Row;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::nul;
use crate::driver::{Cells, Val};

/// Values with their types, so that the server need not be asked what it expects. What is nothing gets the type of the
/// column that it goes to.
pub(super) fn typed<'v>(values: &'v [Val<'v>]) -> Vec<(&'v (dyn ToSql + Sync), Type)> {
    let typed = |value: &'v Val<'v>| (value as &(dyn ToSql + Sync), type_of(value));
    values.iter().map(typed).collect()
}

/// The type that a value is given as.
pub(super) fn type_of(value: &Val<'_>) -> Type {
    match value {
        Val::Null => Type::UNKNOWN,
        Val::Int(_) => Type::INT8,
        Val::Text(_) | Val::Other(_) => Type::TEXT,
        Val::Bytes(_) => Type::BYTEA,
    }
}

impl ToSql for Val<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Val::Null => Ok(IsNull::Yes),
            Val::Int(whole) => whole.to_sql(ty, out),
            Val::Text(text) | Val::Other(text) => nul::kept(text).to_sql(ty, out),
            Val::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A row that a statement gives.
pub(super) struct Found<'f> {
    row: &'f Row,
    /// Columns before the statement's own.
    first: usize,
    /// The texts that are kept otherwise than they are meant, with their places.
    meant: Vec<(usize, String)>,
}

impl<'f> Found<'f> {
    pub(super) fn new(row: &'f Row) -> Self {
        Self::after(row, 0)
    }

    /// The row but for its `first` columns.
    pub(super) fn after(row: &'f Row, first: usize) -> Self {
        let meant = |place| {
            let text = cell(row, place).text()?;
            Some((place, nul::meant(text)?))
        };
        let meant = (first..row.len()).filter_map(meant).collect();
        Self { row, first, meant }
    }
}

impl Cells for Found<'_> {
    fn cell(&self, place: usize) -> Val<'_> {
        let place = place + self.first;
        let meant = self.meant.iter().find(|(at, _)| *at == place);
        meant.map_or_else(|| cell(self.row, place), |(_, text)| Val::Text(text))
    }
}

fn cell(row: &Row, place: usize) -> Val<'_> {
    let Some(column) = row.columns().get(place) else {
        return Val::Null;
    };
    let found = match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(place).map(Val::from),
        Type::TEXT => row.try_get::<_, Option<&str>>(place).map(Val::from),
        Type::BYTEA => {
            let bytes = row.try_get::<_, Option<&[u8]>>(place);
            bytes.map(|bytes| bytes.map_or(Val::Null, Val::Bytes))
        }
        _ => return Val::Other("a column of another type"),
    };
    found.unwrap_or(Val::Other("something that cannot be read"))
}
