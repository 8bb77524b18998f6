//! How a law was broken, and where.

use std::fmt;

use tollgate_service::ledger::Sequence;
use tollgate_service::ports::StoreError;

/// A law that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The law, in words.
    pub law: &'static str,
    /// The first entry of the ledger that breaks it, where one does.
    pub entry: Option<Sequence>,
    /// How it was broken.
    pub says: String,
}

impl Broken {
    /// The law could not be held against anything, as the store failed.
    pub(super) fn of(law: &'static str, fault: &StoreError) -> Self {
        Self {
            law,
            entry: None,
            says: fault.to_string(),
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.law)?;
        if let Some(entry) = self.entry {
            write!(f, "entry {entry}: ")?;
        }
        write!(f, "{}", self.says)
    }
}
