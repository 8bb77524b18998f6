//! Import: history from files, replayed under the policy as it happened.
//!
//! A mapping ([`Plan`]) says what the rows of each file are. [`gather`] reads and checks every row and puts them in
//! order; [`Gathered::replay`] gives them to the writer, with the clock of the history, so that alarms fire in between.
//! Each row carries a source key, so that the same files imported again change nothing, and an import that was
//! interrupted goes on where it stopped.

mod ask;
mod cell;
mod dates;
mod error;
mod files;
mod folder;
mod gather;
mod key;
mod lookup;
mod map;
mod number;
mod plan;
mod problem;
mod read;
mod rejects;
mod replay;
mod row;
mod sort;
mod summary;
mod target;
mod typed;

pub(crate) use dates::DateForms;
pub use error::ImportError;
pub use files::not_given;
pub use folder::FolderError;
pub use gather::{Gathered, Input, Watch, gather};
pub(crate) use number::NumberForm;
pub use plan::Plan;
pub use read::{MapPlace, ReadError};
pub use row::Reject;
pub use summary::{FileSummary, Summary};
pub(crate) use typed::{Spelling, value as typed_value};
