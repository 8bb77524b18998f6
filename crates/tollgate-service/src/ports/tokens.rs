//! What is kept of API tokens. A token itself is kept nowhere, only its digest.

use tollgate_core::time::Timestamp;

use super::StoreError;
use crate::access::Caller;
use crate::ledger::Digest;

/// What is kept of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The beginning of the token, by which people speak of it.
    pub id: String,
    /// SHA-256 of the whole token.
    pub digest: Digest,
    /// What it is for, in words.
    pub name: String,
    /// Who calls with it, and what they may do: no more than its scopes let them.
    pub caller: Caller,
    /// The account whose token it is: it says who calls and as what, and once it is disabled the token opens nothing.
    pub account: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is worth nothing; `None` for never.
    pub expires_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// When it was used last, to the minute or so.
    pub used_at: Option<Timestamp>,
}

impl Token {
    /// True while it opens the door.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}

/// A workspace's tokens.
pub trait Tokens {
    /// Every token, also those that have ended, in the order of their ids.
    ///
    /// # Errors
    /// The store did not answer.
    fn tokens(&self) -> Result<Vec<Token>, StoreError>;

    /// The token with this digest.
    ///
    /// # Errors
    /// The store did not answer.
    fn token(&self, digest: &Digest) -> Result<Option<Token>, StoreError>;

    /// Adds a token, or replaces the one with the same id; durable afterwards.
    ///
    /// # Errors
    /// Nothing was written.
    fn put_token(&mut self, token: &Token) -> Result<(), StoreError>;
}
