//! Commits without a thread: a transaction lands when somebody waits for it, or when the simulator says so.

use super::committer::{Outcome, Work, commit};
use crate::ports::Store;

/// Commits when asked. Dropped, it leaves what was on its way undone, as a process that ends does.
pub(super) struct InStep {
    commit: Box<dyn FnMut(&Work) -> Outcome + Send>,
    lands: Box<dyn FnMut() -> bool + Send>,
    on_its_way: Option<Work>,
}

impl std::fmt::Debug for InStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InStep")
            .field("on_its_way", &self.on_its_way)
            .finish_non_exhaustive()
    }
}

impl InStep {
    /// Commits to `store`. Whenever somebody looks without waiting, `lands` says whether the transaction has landed.
    pub(super) fn new<S: Store + Send + 'static>(
        mut store: S,
        lands: impl FnMut() -> bool + Send + 'static,
    ) -> Self {
        Self {
            commit: Box::new(move |work| commit(&mut store, work)),
            lands: Box::new(lands),
            on_its_way: None,
        }
    }

    pub(super) fn begin(&mut self, work: Work) {
        self.on_its_way = Some(work);
    }

    /// What comes of the transaction on its way; `None` where there is none.
    pub(super) fn land(&mut self) -> Option<Outcome> {
        let work = self.on_its_way.take()?;
        Some((self.commit)(&work))
    }

    pub(super) fn poll(&mut self) -> Option<Outcome> {
        let landed = self.on_its_way.is_some() && (self.lands)();
        landed.then(|| self.land()).flatten()
    }
}
