//! The yardstick for writing: the same rows into the same tables in the order in which they came, with nothing decided.

pub(crate) mod postgres;
pub(crate) mod sqlite;
