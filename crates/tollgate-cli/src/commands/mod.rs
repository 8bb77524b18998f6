//! The commands, one file each, and what several of them share.

pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod import;
pub(crate) mod init;
mod output;
mod policy;
pub(crate) mod schema;
pub(crate) mod test;
