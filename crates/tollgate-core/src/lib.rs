//! The domain of Tollgate as pure functions: no clock, no randomness, no files, no network, no serialisation.
//!
//! Read in this order: [`policy`] is what was agreed, [`state`] is what is, [`command`] is what is asked,
//! [`event`] is what happened, and [`decide`](decide::decide) goes from the first three to the last.

pub mod apply;
pub mod audit;
pub mod command;
pub mod condition;
pub mod decide;
pub mod erasure;
pub mod event;
pub mod failure;
pub mod id_source;
pub mod ids;
pub mod keyed;
pub mod measure;
pub mod policy;
pub mod reason;
pub mod retention;
pub mod state;
pub mod time;
pub mod value;
pub mod wants;
