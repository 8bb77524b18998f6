//! Tokens as the service looks them up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tollgate_core::audit::AuditKind;
use tollgate_core::time::Timestamp;
use tollgate_server::TokenBook;
use tollgate_service::access::Caller;
use tollgate_service::accounts::caller_with;
use tollgate_service::audit;
use tollgate_service::ledger::Digest;
use tollgate_service::live::Clock;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::accounts::Accounts as _;
use tollgate_service::ports::tokens::{Token, Tokens};
use tollgate_store::WorkspaceStore;

/// How long a token's last use may lag behind: each note of it is a transaction.
const NOTED_EVERY: i64 = 60_000_000;

/// The tokens of a workspace, looked up each time; who asks remembers for a moment.
#[derive(Debug)]
pub(super) struct Book {
    store: Mutex<WorkspaceStore>,
    clock: Arc<dyn Clock>,
    /// There was an account or a token: revoking the last one opens the door to nobody.
    in_use: AtomicBool,
}

impl Book {
    pub(super) fn new(store: WorkspaceStore, clock: Arc<dyn Clock>) -> Self {
        Self {
            store: Mutex::new(store),
            clock,
            in_use: AtomicBool::new(false),
        }
    }
}

/// Writes into the ledger that a token is in use; once a day is enough to know whose hands were on what.
fn note_use(store: &mut WorkspaceStore, token: &Token, now: Timestamp) -> Result<(), StoreError> {
    let used = audit::done(
        AuditKind::TokenUsed,
        token.id.as_str(),
        Some(&token.name),
        now,
    );
    audit::note_in_force(store, token.caller.who.clone(), used).map(drop)
}

/// Days since 1970, UTC.
fn day(at: Timestamp) -> i64 {
    at.as_micros().div_euclid(24 * 3_600_000_000)
}

impl TokenBook for Book {
    fn caller(&self, digest: &Digest) -> Result<Option<Caller>, StoreError> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let found = store.token(digest)?.filter(|token| token.is_good(now));
        let Some(mut token) = found else {
            return Ok(None);
        };
        if token
            .used_at
            .is_none_or(|used| now.since(used) >= NOTED_EVERY)
        {
            let is_first_today = token.used_at.is_none_or(|used| day(used) < day(now));
            token.used_at = Some(now);
            // Where nothing can be written, questions are answered all the same.
            let kept = store.put_token(&token).and_then(|()| {
                if is_first_today {
                    note_use(&mut store, &token, now)?;
                }
                Ok(())
            });
            if let Err(fault) = kept {
                tracing::warn!(
                    "when token `{}` was last used is not noted: {fault}",
                    token.id
                );
            }
        }
        caller_with(&*store, &token)
    }

    fn is_in_use(&self) -> Result<bool, StoreError> {
        if self.in_use.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let tokens = store.tokens()?;
        let in_use =
            tokens.iter().any(|token| token.revoked_at.is_none()) || !store.accounts()?.is_empty();
        self.in_use.fetch_or(in_use, Ordering::Relaxed);
        Ok(in_use)
    }
}
