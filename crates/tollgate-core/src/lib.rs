//! The domain of Tollgate as pure functions: no clock, no randomness, no files, no network, no serialisation.
//!
//! Read in this order: [`policy`] is what was agreed, [`state`] is what is, [`command`] is what is asked,
//! [`event`] is what happened, and [`decide`](decide::decide) goes from the first three to the last.

pub mod condition;
pub mod ids;
pub mod time;
pub mod value;
