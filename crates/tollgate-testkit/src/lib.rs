//! For tests: the memory store, which is the model; the store contract; rows, values and histories to try them with.

pub mod any;
pub mod clock;
pub mod contract;
pub mod history;
pub mod memory;
pub mod policy;
pub mod seed;
