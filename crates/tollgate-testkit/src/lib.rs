//! For development only: builders, the story runner, the memory store, the store contract.

pub mod story;
