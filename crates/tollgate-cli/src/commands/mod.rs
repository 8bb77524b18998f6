//! One file a command, and what several of them share.

pub(crate) mod import;
mod policy;
pub(crate) mod test;
