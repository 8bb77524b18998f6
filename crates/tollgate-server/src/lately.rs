//! Who was let in lately, so that not every call waits for the database.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tollgate_service::access::Caller;
use tollgate_service::ledger::Digest;

/// The most callers that are remembered; beyond, all are looked up anew.
const MOST: usize = 10_000;

/// What the book of tokens said, for as long as it is believed without being asked again.
#[derive(Debug)]
pub(crate) struct Lately {
    known_for: Duration,
    callers: Mutex<HashMap<Digest, (Instant, Caller)>>,
    in_use: Mutex<Option<(Instant, bool)>>,
}

impl Lately {
    pub(crate) fn new(known_for: Duration) -> Self {
        Self {
            known_for,
            callers: Mutex::default(),
            in_use: Mutex::default(),
        }
    }

    /// Whose token this is, where it was looked up lately.
    pub(crate) fn caller(&self, digest: &Digest) -> Option<Caller> {
        let callers = lock(&self.callers);
        let (at, caller) = callers.get(digest)?;
        (at.elapsed() < self.known_for).then(|| caller.clone())
    }

    /// `caller`'s token was looked up and is good.
    pub(crate) fn let_in(&self, digest: Digest, caller: &Caller) {
        let mut callers = lock(&self.callers);
        if callers.len() >= MOST {
            callers.clear();
        }
        callers.insert(digest, (Instant::now(), caller.clone()));
    }

    /// Everybody is looked up anew: somebody's way in has changed.
    pub(crate) fn forget(&self) {
        lock(&self.callers).clear();
    }

    /// Whether there are tokens, where that was asked lately.
    pub(crate) fn is_in_use(&self) -> Option<bool> {
        let (at, in_use) = (*lock(&self.in_use))?;
        (at.elapsed() < self.known_for).then_some(in_use)
    }

    /// The book was asked whether there are tokens.
    pub(crate) fn set_in_use(&self, in_use: bool) {
        *lock(&self.in_use) = Some((Instant::now(), in_use));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
