//! Handles for questions, each used by one caller at a time.

use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ports::{Store, StoreError};

/// Handles that are kept when they are given back; more are made when more are asked for, and dropped again.
const KEPT: usize = 8;

/// Handles of one workspace.
#[derive(Debug)]
pub(super) struct Pool<S> {
    /// Makes further ones.
    first: Mutex<S>,
    idle: Mutex<Vec<S>>,
}

/// A handle, which goes back to the others when it is dropped.
#[derive(Debug)]
pub struct Reader<'p, S> {
    pool: &'p Pool<S>,
    store: Option<S>,
}

impl<S: Store> Pool<S> {
    pub(super) fn new(first: S) -> Self {
        Self {
            first: Mutex::new(first),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// A handle that nobody else has.
    pub(super) fn take(&self) -> Result<Reader<'_, S>, StoreError> {
        let idle = lock(&self.idle).pop();
        let store = match idle {
            Some(store) => store,
            None => lock(&self.first).another()?,
        };
        Ok(Reader {
            pool: self,
            store: Some(store),
        })
    }
}

impl<S> Deref for Reader<'_, S> {
    type Target = S;
    fn deref(&self) -> &S {
        self.store.as_ref().expect("it is there until the drop")
    }
}

impl<S> Drop for Reader<'_, S> {
    fn drop(&mut self) {
        let mut idle = lock(&self.pool.idle);
        if idle.len() < KEPT {
            idle.extend(self.store.take());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
