//! Sessions: opened, recognised, exchanged, ended.

use std::cmp::Reverse;

use tollgate_core::time::Timestamp;

use super::super::Drawn;
use super::super::session::Session;
use super::{Entrance, Fresh, Refusal, SignedIn};
use crate::ledger::Digest;
use crate::ports::StoreError;

/// Characters of what a browser calls itself that are kept.
const AGENT: usize = 120;

impl Entrance {
    /// Opens a session for the account `name`, who has shown who they are. Its secret is always a new one, so that nobody
    /// signs in on a secret that somebody else gave them.
    pub(super) fn open(&self, name: &str, agent: &str, now: Timestamp) -> Result<Fresh, Refusal> {
        let secret = self.draw("");
        let session = Session {
            digest: secret.digest(),
            account: name.to_owned(),
            created_at: now,
            issued_at: now,
            used_at: now,
            ends_at: now.plus(self.settings.sessions.absolute),
            agent: agent.chars().take(AGENT).collect(),
        };
        let mut keeper = self.keeper();
        let account = keeper.account(name)?.ok_or(Refusal::NotRight)?;
        keeper.forget_ended(now)?;
        keeper.put_sessions(std::slice::from_ref(&session))?;
        Ok(Fresh {
            secret,
            session,
            account,
        })
    }

    /// Who is signed in with the secret of this digest; `None` where that opens nothing.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn signed_in(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StoreError> {
        let mut keeper = self.keeper();
        let found = keeper.session(digest)?;
        let limits = &self.settings.sessions;
        let Some(mut session) = found.filter(|session| session.is_good(limits, now)) else {
            return Ok(None);
        };
        let account = keeper.account(&session.account)?;
        let Some(account) = account.filter(|account| account.disabled_at.is_none()) else {
            return Ok(None);
        };
        if session.wants_note(now) {
            session.used_at = now;
            // Where nothing can be written, questions are answered all the same.
            if matches!(keeper.note_session(&session), Ok(false)) {
                return Ok(None);
            }
        }
        Ok(Some(SignedIn { session, account }))
    }

    /// Another secret for a session whose own has been out for long enough; `None` where it has not.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn exchange(&self, session: &Session, now: Timestamp) -> Result<Option<Drawn>, StoreError> {
        if !session.wants_exchange(&self.settings.sessions, now) {
            return Ok(None);
        }
        let secret = self.draw("");
        let (next, before) = session.clone().exchanged(secret.digest(), now);
        let mut keeper = self.keeper();
        keeper.put_sessions(&[next])?;
        // Another process may have ended it meanwhile: then it ends under this secret too.
        if !keeper.note_session(&before)? {
            keeper.end_session(&session.account, session.created_at)?;
            return Ok(None);
        }
        Ok(Some(secret))
    }

    /// The sessions of an account that are good, in the order in which they were begun; each with its newest secret.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn sessions(&self, account: &str, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        let mut sessions = self.keeper().sessions_of(account)?;
        sessions.retain(|session| session.is_good(&self.settings.sessions, now));
        sessions.sort_by_key(|session| (session.created_at, Reverse(session.issued_at)));
        sessions.dedup_by_key(|session| session.created_at);
        Ok(sessions)
    }

    /// Ends the session with this [id](Session::id), whichever secret it has by now.
    ///
    /// # Errors
    /// The account has none of this id: whether another account has is not told.
    pub fn end_session(&self, account: &str, id: &str) -> Result<(), Refusal> {
        let begun = id.parse().ok().map(Timestamp::from_micros);
        let ended = begun.map(|at| self.keeper().end_session(account, at));
        match ended.transpose()? {
            Some(true) => Ok(()),
            _ => Err(Refusal::UnknownSession(id.to_owned())),
        }
    }

    /// Ends a session that somebody is signed in with.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn sign_out(&self, session: &Session) -> Result<(), StoreError> {
        let mut keeper = self.keeper();
        let ended = keeper.end_session(&session.account, session.created_at);
        ended.map(drop)
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn sign_out_everywhere(&self, account: &str) -> Result<(), StoreError> {
        self.keeper().end_sessions_of(account)
    }
}
