//! Values and rows as SQLite has them.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::driver::{Cells, Val};

impl ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Val::Null => ValueRef::Null,
            Val::Int(whole) => ValueRef::Integer(whole),
            Val::Text(text) | Val::Other(text) => ValueRef::Text(text.as_bytes()),
            Val::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A row that a statement gives.
pub(super) struct Found<'f>(pub(super) &'f rusqlite::Row<'f>);

impl Cells for Found<'_> {
    fn cell(&self, place: usize) -> Val<'_> {
        match self.0.get_ref(place) {
            Ok(ValueRef::Integer(whole)) => Val::Int(whole),
            Ok(ValueRef::Text(text)) => {
                std::str::from_utf8(text).map_or(Val::Other("text that is not UTF-8"), Val::Text)
            }
            Ok(ValueRef::Blob(bytes)) => Val::Bytes(bytes),
            Ok(ValueRef::Real(_)) => Val::Other("a number with a fraction"),
            Ok(ValueRef::Null) | Err(_) => Val::Null,
        }
    }
}
