//! Placeholder.

pub mod cel;
