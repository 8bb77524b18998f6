//! How much a list reads for one page.

/// Rows that are looked at for one page: the page may be short, and the next one goes on from there.
pub(super) const LOOKED_AT_MAX: usize = 20_000;

/// Rows that are read at a time.
pub(super) const READ_AT_ONCE: usize = 500;
