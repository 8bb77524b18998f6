//! For development only: the story runner, the memory store (the model), the store contract, and rows, values and
//! histories to try them with.

pub mod any;
pub mod clock;
pub mod contents;
pub mod contract;
pub mod history;
pub mod memory;
pub mod policy;
pub mod postgres;
pub mod seed;
pub mod story;
