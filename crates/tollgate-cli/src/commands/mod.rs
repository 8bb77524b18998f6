//! The commands, one file each, and what several of them share.

pub(crate) mod account;
pub(crate) mod calendar;
mod chance;
pub(crate) mod check;
mod database;
pub(crate) mod db;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod failures;
pub(crate) mod import;
pub(crate) mod init;
mod one_workspace;
mod output;
mod policy;
pub(crate) mod publish;
pub(crate) mod report;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod test;
pub(crate) mod token;
pub(crate) mod verify;
