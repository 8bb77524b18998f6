//! The first account: made by whoever reads the log, and by nobody else. There is no default password.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::super::{Account, Drawn, Once, Purpose, name_of};
use super::{Entrance, Fresh, Refusal};
use crate::access::Role;
use crate::ledger::Digest;
use crate::ports::StoreError;

/// How long the link is good: an hour.
const GOOD_FOR: i64 = 3_600_000_000;

impl Entrance {
    /// True once there is an account.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn has_accounts(&self) -> Result<bool, StoreError> {
        Ok(!self.keeper().accounts()?.is_empty())
    }

    /// The secret of a link with which the first account is made, good once and for an hour; `None` where there are accounts.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn first_link(&self, now: Timestamp) -> Result<Option<Drawn>, StoreError> {
        if self.has_accounts()? {
            return Ok(None);
        }
        let secret = self.draw("");
        let once = Once {
            digest: secret.digest(),
            purpose: Purpose::Setup,
            account: String::new(),
            body: String::new(),
            ends_at: now.plus(GOOD_FOR),
        };
        let mut keeper = self.keeper();
        keeper.forget_ended(now)?;
        keeper.put_once(&once)?;
        Ok(Some(secret))
    }

    /// Whether the first account can be made by a link, which stays as it is.
    ///
    /// # Errors
    /// There is an account, or the link is not good.
    pub fn check_setup(&self, link: &str, now: Timestamp) -> Result<(), Refusal> {
        if self.has_accounts()? {
            return Err(Refusal::AlreadySetUp);
        }
        let digest = Digest::of(link.as_bytes());
        self.good(&digest, Purpose::Setup, now).map(drop)
    }

    /// Makes the first account, an administrator, and lets them in. A link whose password was not taken is still good.
    ///
    /// # Errors
    /// The link is not good, the name or the password is not taken, or there is an account.
    pub fn set_up(
        &self,
        link: &str,
        name: &str,
        person: &str,
        password: &str,
        agent: &str,
        now: Timestamp,
    ) -> Result<Fresh, Refusal> {
        let digest = Digest::of(link.as_bytes());
        self.good(&digest, Purpose::Setup, now)?;
        let name = name_of(name).ok_or(Refusal::BadName)?;
        let hash = self.hashed(password, &name)?;
        self.take(&digest, Purpose::Setup, now)?;
        let who = Actor::Person(person.into());
        let account = Account {
            password: Some(hash),
            signed_in_at: Some(now),
            ..Account::new(&name, who, Role::Administrator, now)
        };
        if !self.keeper().add_first_account(&account)? {
            return Err(Refusal::AlreadySetUp);
        }
        self.open(&name, agent, now)
    }

    /// What is good once and has this digest, which stays.
    pub(super) fn good(
        &self,
        digest: &Digest,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Once, Refusal> {
        let found = self.keeper().once(digest)?;
        fitting(found, purpose, now)
    }

    /// The same, which is used up.
    pub(super) fn take(
        &self,
        digest: &Digest,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Once, Refusal> {
        self.good(digest, purpose, now)?;
        let found = self.keeper().take_once(digest)?;
        fitting(found, purpose, now)
    }
}

fn fitting(found: Option<Once>, purpose: Purpose, now: Timestamp) -> Result<Once, Refusal> {
    found
        .filter(|once| once.purpose == purpose && now < once.ends_at)
        .ok_or(Refusal::LinkEnded(purpose))
}
