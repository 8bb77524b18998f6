//! What people see: widths, colours, tables and figures in words.

mod amount;
mod page;
mod table;

pub(crate) use amount::{amount, count, optional_percent, optional_span};
pub(crate) use page::{Page, Tone};
pub(crate) use table::{Column, Table};
