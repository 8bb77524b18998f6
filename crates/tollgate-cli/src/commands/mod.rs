//! One file a command, and what several of them share.

mod policy;
pub(crate) mod test;
