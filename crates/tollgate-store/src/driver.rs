//! What the store needs of a database. Everything above this is written once; a driver connects, runs statements and
//! hands out cells, and knows no table.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::ControlFlow;

use tollgate_service::ports::StoreError;

use crate::sql::Sql;

/// A value that a statement is given, or that a row holds. It is borrowed: nothing is copied on the way to SQLite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Val<'v> {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(&'v str),
    /// Bytes.
    Bytes(&'v [u8]),
    /// Found, never given: something that Tollgate does not write, in words.
    Other(&'static str),
}

impl<'v> Val<'v> {
    /// The text; `None` where it is something else.
    pub(crate) fn text(self) -> Option<&'v str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number; `None` where it is something else.
    pub(crate) fn int(self) -> Option<i64> {
        match self {
            Self::Int(whole) => Some(whole),
            _ => None,
        }
    }

    /// The bytes; `None` where it is something else.
    pub(crate) fn bytes(self) -> Option<&'v [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl<'v> From<&'v str> for Val<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Val<'_> {
    fn from(whole: i64) -> Self {
        Self::Int(whole)
    }
}

impl From<u32> for Val<'_> {
    fn from(whole: u32) -> Self {
        Self::Int(whole.into())
    }
}

impl From<bool> for Val<'_> {
    fn from(holds: bool) -> Self {
        Self::Int(holds.into())
    }
}

impl<'v> From<&'v [u8; 32]> for Val<'v> {
    fn from(digest: &'v [u8; 32]) -> Self {
        Self::Bytes(digest)
    }
}

impl<'v, T: Into<Val<'v>>> From<Option<T>> for Val<'v> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row that a statement gives.
pub(crate) trait Cells {
    /// What stands in the column at `place`, counted from 0; nothing where there is no such column.
    fn cell(&self, place: usize) -> Val<'_>;
}

/// What is called with each row, in their order, until it breaks off or fails.
pub(crate) type EachRow<'e> = &'e mut dyn FnMut(&dyn Cells) -> Result<ControlFlow<()>, StoreError>;

/// What is called with each row of several questions, and the place of its question.
pub(crate) type EachFound<'e> = &'e mut dyn FnMut(usize, &dyn Cells) -> Result<(), StoreError>;

/// One question of several that are asked together: the rows with a key, which the workspace goes before.
#[derive(Clone, Debug)]
pub(crate) struct Ask<'a> {
    /// The statement; `$1` is the workspace, what follows the key.
    pub(crate) statement: &'static Sql,
    /// The key.
    pub(crate) key: Key<'a>,
}

/// What rows are looked up by.
#[derive(Clone, Debug)]
pub(crate) enum Key<'a> {
    /// An id.
    One(Cow<'a, str>),
    /// A kind, and an id or identity of that kind.
    Two(&'a str, &'a str),
}

impl Key<'_> {
    /// The workspace and the key, in the order of the parameters.
    pub(crate) fn after<'v>(&'v self, workspace: &'v str) -> ([Val<'v>; 3], usize) {
        match self {
            Self::One(id) => ([workspace.into(), Val::Text(id), Val::Null], 2),
            Self::Two(kind, id) => ([workspace.into(), (*kind).into(), (*id).into()], 3),
        }
    }
}

/// A connection to a database.
///
/// Outside a transaction every question sees what is committed; within one, also what the transaction wrote, but only
/// [`Driver::commit`] promises that it was written.
pub(crate) trait Driver: Debug + Send {
    /// Asks one question.
    fn query(
        &self,
        statement: &'static Sql,
        values: &[Val<'_>],
        each: EachRow<'_>,
    ) -> Result<(), StoreError>;

    /// Asks several questions, in one go where that saves time; their rows come in any order.
    fn query_many(
        &self,
        workspace: &str,
        asks: &[Ask<'_>],
        each: EachFound<'_>,
    ) -> Result<(), StoreError>;

    /// Begins a transaction and takes the head of `workspace`.
    fn begin(&mut self, workspace: &str) -> Result<(), StoreError>;

    /// Writes a row, at once or by the commit. What is written between two commits has different keys, so that the order
    /// makes no difference.
    fn write(&mut self, statement: &'static Sql, values: &[Val<'_>]) -> Result<(), StoreError>;

    /// Makes everything durable that was written since the beginning.
    fn commit(&mut self) -> Result<(), NotCommitted>;

    /// Undoes everything that was written since the beginning.
    fn roll_back(&mut self);

    /// Clears what was replaced from where the database keeps it, as far as that can be done beside others.
    fn scrub(&mut self) -> Result<(), StoreError>;

    /// Brings all that was written into the database's own file, where there is one.
    fn fold(&self) -> Result<(), StoreError>;

    /// Another connection to the same database.
    fn another(&self) -> Result<Box<dyn Driver>, StoreError>;
}

/// Why a commit did not succeed.
#[derive(Debug)]
pub(crate) enum NotCommitted {
    /// Nothing was written.
    Undone(StoreError),
    /// The connection was lost on the way: everything was written, or nothing.
    Unknown(StoreError),
}
