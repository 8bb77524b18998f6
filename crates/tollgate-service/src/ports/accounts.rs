//! What is kept of people who sign in. The doc comments are the contract; the testkit's `accounts_contract!` holds it.
//!
//! No secret is kept: passwords as hashes, what was drawn as digests. Only the second factor's secret is needed as it is.

use tollgate_core::time::Timestamp;

use super::StoreError;
use crate::accounts::session::Session;
use crate::accounts::{Account, Identity, Once};
use crate::ledger::Digest;

/// What is done to an account that is read and written without anybody in between.
pub type Change<'c> = &'c mut dyn FnMut(&mut Account);

/// A workspace's accounts, sessions, and what is good once. What a method wrote is durable when it returns.
///
/// # Errors
/// Each method fails where the store did not answer; nothing was written then.
pub trait Accounts {
    /// Every account, also those that were disabled, in the bytewise order of their names.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// The account of this name.
    fn account(&self, name: &str) -> Result<Option<Account>, StoreError>;

    /// The account of whom a provider knows as `identity`.
    fn account_of(&self, identity: &Identity) -> Result<Option<Account>, StoreError>;

    /// Adds an account. False where there is one of its name or of its identity, and nothing is written.
    fn add_account(&mut self, account: &Account) -> Result<bool, StoreError>;

    /// Adds an account. False where there is any, and nothing is written: of several that come at once, one is the first.
    fn add_first_account(&mut self, account: &Account) -> Result<bool, StoreError>;

    /// Reads the account of this name, has `change` change all but its name, and writes it, with nobody in between. False
    /// where there is none. `change` is called once, or not at all.
    fn change_account(&mut self, name: &str, change: Change<'_>) -> Result<bool, StoreError>;

    /// The session with this digest, whether or not it has ended.
    fn session(&self, digest: &Digest) -> Result<Option<Session>, StoreError>;

    /// An account's sessions, in the order of their digests.
    fn sessions_of(&self, account: &str) -> Result<Vec<Session>, StoreError>;

    /// Adds sessions, or replaces those with the same digests; all of them or none.
    fn put_sessions(&mut self, sessions: &[Session]) -> Result<(), StoreError>;

    /// Replaces a session only while it is there: it must not come back when it was ended meanwhile. False where it is gone.
    fn note_session(&mut self, session: &Session) -> Result<bool, StoreError>;

    /// Removes the session of an account that was begun at `created_at`, whose secrets may be several while one is exchanged.
    /// False where there is none.
    fn end_session(&mut self, account: &str, created_at: Timestamp) -> Result<bool, StoreError>;

    /// Removes every session of an account.
    fn end_sessions_of(&mut self, account: &str) -> Result<(), StoreError>;

    /// Keeps something that is good once.
    fn put_once(&mut self, once: &Once) -> Result<(), StoreError>;

    /// Looks at what has this digest, and leaves it.
    fn once(&self, digest: &Digest) -> Result<Option<Once>, StoreError>;

    /// Takes what has this digest: of several who try, one gets it.
    fn take_once(&mut self, digest: &Digest) -> Result<Option<Once>, StoreError>;

    /// Removes what ended at `now` or before: sessions, and what was good once.
    fn forget_ended(&mut self, now: Timestamp) -> Result<(), StoreError>;
}
