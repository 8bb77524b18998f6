//! Whether the store takes what is written, as the desk knows and callers may ask.

use std::sync::{Arc, Mutex, PoisonError};

use super::Unanswered;

/// Why the last attempt to write failed; a clone is the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<Unanswered>>>);

impl Trouble {
    /// `None` where the last attempt did not fail.
    pub(super) fn get(&self) -> Option<Unanswered> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.clone()
    }

    /// An attempt failed because of `why`; `None` where it did not.
    pub(super) fn set(&self, why: Option<Unanswered>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }
}
