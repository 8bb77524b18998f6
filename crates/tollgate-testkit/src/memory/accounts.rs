//! Accounts, sessions and tokens of the memory store.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLockReadGuard, RwLockWriteGuard};

use tollgate_core::time::Timestamp;
use tollgate_service::accounts::session::Session;
use tollgate_service::accounts::{Account, Identity, Once};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::accounts::{Accounts, Change};
use tollgate_service::ports::tokens::{Token, Tokens};

use super::{MemoryStore, State};

/// Who may come in.
#[derive(Clone, Debug, Default)]
pub(super) struct Door {
    accounts: BTreeMap<String, Account>,
    sessions: BTreeMap<[u8; 32], Session>,
    once: BTreeMap<[u8; 32], Once>,
    tokens: BTreeMap<String, Token>,
}

impl MemoryStore {
    fn open(&self) -> RwLockReadGuard<'_, State> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, State> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Accounts for MemoryStore {
    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        Ok(self.open().door.accounts.values().cloned().collect())
    }

    fn account(&self, name: &str) -> Result<Option<Account>, StoreError> {
        Ok(self.open().door.accounts.get(name).cloned())
    }

    fn account_of(&self, identity: &Identity) -> Result<Option<Account>, StoreError> {
        let state = self.open();
        let mut accounts = state.door.accounts.values();
        let found = accounts.find(|account| account.identity.as_ref() == Some(identity));
        Ok(found.cloned())
    }

    fn add_account(&mut self, account: &Account) -> Result<bool, StoreError> {
        let mut state = self.change();
        let accounts = &mut state.door.accounts;
        let is_taken = |known: &Account| {
            let is_same = known.identity.is_some() && known.identity == account.identity;
            is_same || known.name == account.name
        };
        if accounts.values().any(is_taken) {
            return Ok(false);
        }
        accounts.insert(account.name.clone(), account.clone());
        Ok(true)
    }

    fn add_first_account(&mut self, account: &Account) -> Result<bool, StoreError> {
        let mut state = self.change();
        let accounts = &mut state.door.accounts;
        let is_first = accounts.is_empty();
        if is_first {
            accounts.insert(account.name.clone(), account.clone());
        }
        Ok(is_first)
    }

    fn change_account(&mut self, name: &str, change: Change<'_>) -> Result<bool, StoreError> {
        let mut state = self.change();
        let found = state.door.accounts.get_mut(name);
        Ok(found.map(change).is_some())
    }

    fn session(&self, digest: &Digest) -> Result<Option<Session>, StoreError> {
        Ok(self.open().door.sessions.get(digest.as_bytes()).cloned())
    }

    fn sessions_of(&self, account: &str) -> Result<Vec<Session>, StoreError> {
        let state = self.open();
        let sessions = state.door.sessions.values();
        let own = sessions.filter(|session| session.account == account);
        Ok(own.cloned().collect())
    }

    fn put_sessions(&mut self, sessions: &[Session]) -> Result<(), StoreError> {
        let keyed = sessions
            .iter()
            .map(|session| (*session.digest.as_bytes(), session.clone()));
        self.change().door.sessions.extend(keyed);
        Ok(())
    }

    fn note_session(&mut self, session: &Session) -> Result<bool, StoreError> {
        let mut state = self.change();
        let found = state.door.sessions.get_mut(session.digest.as_bytes());
        Ok(found.map(|kept| *kept = session.clone()).is_some())
    }

    fn end_session(&mut self, account: &str, created_at: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.change();
        let sessions = &mut state.door.sessions;
        let before = sessions.len();
        sessions.retain(|_, one| one.account != account || one.created_at != created_at);
        Ok(sessions.len() < before)
    }

    fn end_sessions_of(&mut self, account: &str) -> Result<(), StoreError> {
        let mut state = self.change();
        let sessions = &mut state.door.sessions;
        sessions.retain(|_, session| session.account != account);
        Ok(())
    }

    fn put_once(&mut self, once: &Once) -> Result<(), StoreError> {
        let key = *once.digest.as_bytes();
        self.change().door.once.insert(key, once.clone());
        Ok(())
    }

    fn once(&self, digest: &Digest) -> Result<Option<Once>, StoreError> {
        Ok(self.open().door.once.get(digest.as_bytes()).cloned())
    }

    fn take_once(&mut self, digest: &Digest) -> Result<Option<Once>, StoreError> {
        Ok(self.change().door.once.remove(digest.as_bytes()))
    }

    fn forget_ended(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let mut state = self.change();
        state.door.sessions.retain(|_, one| one.ends_at > now);
        state.door.once.retain(|_, one| one.ends_at > now);
        Ok(())
    }
}

impl Tokens for MemoryStore {
    fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        Ok(self.open().door.tokens.values().cloned().collect())
    }

    fn token(&self, digest: &Digest) -> Result<Option<Token>, StoreError> {
        let state = self.open();
        let mut tokens = state.door.tokens.values();
        Ok(tokens.find(|token| token.digest == *digest).cloned())
    }

    fn put_token(&mut self, token: &Token) -> Result<(), StoreError> {
        let mut state = self.change();
        state.door.tokens.insert(token.id.clone(), token.clone());
        Ok(())
    }
}
