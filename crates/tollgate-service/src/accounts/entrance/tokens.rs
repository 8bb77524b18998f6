//! API tokens: shown once, kept as a digest, limited by scopes, an end, and the account whose they are.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::super::Drawn;
use super::{Entrance, Refusal};
use crate::access::{Caller, Role, Scopes};
use crate::ledger::Digest;
use crate::ports::StoreError;
use crate::ports::accounts::Accounts;
use crate::ports::tokens::Token;

/// Characters of a token that are its id: enough to tell tokens apart, too few to guess the rest.
const ID: usize = 11;

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for, in words.
    pub name: String,
    /// Who calls with it.
    pub whose: Whose,
    /// What it may be used for.
    pub scopes: Scopes,
    /// From when on it is worth nothing.
    pub expires_at: Option<Timestamp>,
}

/// Who calls with a token.
#[derive(Clone, Debug)]
pub enum Whose {
    /// The owner of this account, for as long as it is not disabled, and as what it is by then.
    Account(String),
    /// Somebody without an account.
    Somebody(Actor, Role),
}

impl Entrance {
    /// Every token, also those that have ended.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.keeper().tokens()
    }

    /// Makes a token; its text is handed out this once.
    ///
    /// # Errors
    /// There is no such account.
    pub fn make_token(&self, new: NewToken, now: Timestamp) -> Result<(Drawn, Token), Refusal> {
        let mut keeper = self.keeper();
        let (caller, account) = match new.whose {
            Whose::Somebody(who, role) => (Caller::new(who, role), None),
            Whose::Account(name) => {
                let found = keeper.account(&name)?;
                let account = found.ok_or_else(|| Refusal::Unknown(name.clone()))?;
                (account.caller(), Some(name))
            }
        };
        let secret = self.draw("tg_");
        let token = Token {
            id: secret.reveal().chars().take(ID).collect(),
            digest: secret.digest(),
            name: new.name,
            caller: caller.within(new.scopes),
            account,
            created_at: now,
            expires_at: new.expires_at,
            revoked_at: None,
            used_at: None,
        };
        keeper.put_token(&token)?;
        Ok((secret, token))
    }

    /// Takes a token back for good; the digest by which it was known.
    ///
    /// # Errors
    /// There is no such token.
    pub fn revoke_token(&self, id: &str, now: Timestamp) -> Result<Digest, Refusal> {
        let mut keeper = self.keeper();
        let mut tokens = keeper.tokens()?.into_iter();
        let found = tokens.find(|token| token.id == id);
        let mut token = found.ok_or_else(|| Refusal::UnknownToken(id.to_owned()))?;
        token.revoked_at = token.revoked_at.or(Some(now));
        keeper.put_token(&token)?;
        Ok(token.digest)
    }
}

/// Who calls with `token`, which is good: the account says so where it is one's. `None` where that is disabled or gone.
///
/// # Errors
/// The store did not answer.
pub fn caller_with(accounts: &dyn Accounts, token: &Token) -> Result<Option<Caller>, StoreError> {
    let Some(name) = &token.account else {
        return Ok(Some(token.caller.clone()));
    };
    let account = accounts.account(name)?;
    let account = account.filter(|account| account.disabled_at.is_none());
    Ok(account.map(|account| account.caller().within(token.caller.scopes)))
}
