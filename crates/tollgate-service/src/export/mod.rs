//! Exports of the ledger for auditors: NDJSON in which every line carries its proof, to be checked without the database.
//!
//! The first line says what was exported; then each entry, with the link before it and its own; then where the ledger ended,
//! signed where a key was at hand. Where an export is about one record or handoff, the entries between are there by their
//! digests alone, so that the chain is whole and nothing about others is given out.

mod check;
mod line;
mod write;

pub use check::{Checked, Flaw, check};
pub use write::{Exported, Scope, export};
