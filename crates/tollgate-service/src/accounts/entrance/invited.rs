//! Links with which somebody chooses a password: the first, or another in place of one that is lost.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::super::lockout::Lockout;
use super::super::{Account, Drawn, Once, Purpose};
use super::{Entrance, Fresh, Refusal};
use crate::ledger::Digest;

/// How long a link is good: three days.
const GOOD_FOR: i64 = 3 * 24 * 3_600_000_000;

/// A link for somebody, shown once.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The secret of the link.
    pub secret: Drawn,
    /// From when on it is worth nothing.
    pub ends_at: Timestamp,
}

/// Somebody who chose a password by a link.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// They are signed in.
    SignedIn(Fresh),
    /// They sign in with the password and a code.
    AsksForCode(Account),
}

impl Chosen {
    /// Their account.
    pub fn account(&self) -> &Account {
        match self {
            Self::SignedIn(fresh) => &fresh.account,
            Self::AsksForCode(account) => account,
        }
    }
}

impl Entrance {
    /// A link with which the owner of the account `name` chooses a password.
    ///
    /// # Errors
    /// There is no such account, or it is a system's.
    pub fn link_for(&self, name: &str, now: Timestamp) -> Result<Invited, Refusal> {
        let account = self.keeper().account(name)?;
        let account = account.ok_or_else(|| Refusal::Unknown(name.to_owned()))?;
        if matches!(account.who, Actor::System(_)) {
            return Err(Refusal::IsSystem(account.name));
        }
        let (secret, ends_at) = (self.draw(""), now.plus(GOOD_FOR));
        self.keeper().put_once(&Once {
            digest: secret.digest(),
            purpose: Purpose::Password,
            body: replaced(&account),
            account: account.name,
            ends_at,
        })?;
        Ok(Invited { secret, ends_at })
    }

    /// Whether a password can be chosen by a link, which stays as it is. It tells no more than choosing one does.
    ///
    /// # Errors
    /// The link is not good.
    pub fn check_invitation(&self, link: &str, now: Timestamp) -> Result<(), Refusal> {
        let digest = Digest::of(link.as_bytes());
        self.invitation(&digest, now).map(drop)
    }

    /// Takes the password that somebody chose by a link. All sessions end, and they are signed in; not so where the account has
    /// a second factor, which a link is not.
    ///
    /// # Errors
    /// The link is not good, or the password is not taken; then the link is still good.
    pub fn choose_password(
        &self,
        link: &str,
        password: &str,
        agent: &str,
        now: Timestamp,
    ) -> Result<Chosen, Refusal> {
        let digest = Digest::of(link.as_bytes());
        let link = self.invitation(&digest, now)?;
        let hash = self.hashed(password, &link.account)?;
        self.take(&digest, Purpose::Password, now)?;
        let account = self.chosen(&link, &hash, now)?;
        self.keeper().end_sessions_of(&account.name)?;
        match account.has_second_factor() {
            true => Ok(Chosen::AsksForCode(account)),
            false => self.open(&account.name, agent, now).map(Chosen::SignedIn),
        }
    }

    /// The link with this digest, while a password can be chosen by it.
    fn invitation(&self, digest: &Digest, now: Timestamp) -> Result<Once, Refusal> {
        let link = self.good(digest, Purpose::Password, now)?;
        let account = self.account(&link.account)?;
        match is_for(&link, &account) {
            true => Ok(link),
            false => Err(Refusal::LinkEnded(Purpose::Password)),
        }
    }

    /// Puts a password in place of the one that `link` is to replace, which may have been replaced while this one was hashed.
    fn chosen(&self, link: &Once, hash: &str, now: Timestamp) -> Result<Account, Refusal> {
        let mut verdict = Err(Refusal::LinkEnded(Purpose::Password));
        self.set(&link.account, &mut |account| {
            if !is_for(link, account) {
                return;
            }
            account.password = Some(hash.to_owned());
            account.lockout = Lockout::default();
            if !account.has_second_factor() {
                account.signed_in_at = Some(now);
            }
            verdict = Ok(account.clone());
        })?;
        verdict
    }
}

/// Whether `link` is good for what `account` is by now.
fn is_for(link: &Once, account: &Account) -> bool {
    link.body == replaced(account) && account.disabled_at.is_none()
}

/// What tells the password that a link is to replace: it is worth nothing once that was replaced by another way.
fn replaced(account: &Account) -> String {
    let password = account.password.as_deref().unwrap_or_default();
    Digest::of(password.as_bytes()).to_string()
}
