//! YAML text into trees of nodes that know their place. Every scalar stays text until a type is asked of it, so `NO` is
//! a country and `012` keeps its zero.

mod node;
mod offset;
mod read;
mod shorthand;
mod slips;
#[cfg(test)]
mod tests;

pub(crate) use node::{Body, Node};
pub(crate) use offset::in_file;
pub(crate) use read::read;
