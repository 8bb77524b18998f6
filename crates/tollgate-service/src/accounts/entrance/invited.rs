//! Links with which somebody chooses a password: the first, or another in place of one that is lost.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::super::lockout::Lockout;
use super::super::{Account, Drawn, Once, Purpose};
use super::{Entrance, Refusal};
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

    /// Takes the password that somebody chose by a link; the name of their account. All sessions end. They are not signed in:
    /// a link is not a second factor.
    ///
    /// # Errors
    /// The link is not good, or the password is not taken; then the link is still good.
    pub fn choose_password(
        &self,
        link: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        let digest = Digest::of(link.as_bytes());
        let link = self.good(&digest, Purpose::Password, now)?;
        let name = link.account;
        let account = self.account(&name)?;
        if link.body != replaced(&account) || account.disabled_at.is_some() {
            return Err(Refusal::LinkEnded);
        }
        let hash = self.hashed(password, &name)?;
        self.take(&digest, Purpose::Password, now)?;
        let mut keeper = self.keeper();
        keeper.change_account(&name, &mut |account| {
            account.password = Some(hash.clone());
            account.lockout = Lockout::default();
        })?;
        keeper.end_sessions_of(&name)?;
        Ok(name)
    }
}

/// What tells the password that a link is to replace: it is worth nothing once that was replaced by another way.
fn replaced(account: &Account) -> String {
    let password = account.password.as_deref().unwrap_or_default();
    Digest::of(password.as_bytes()).to_string()
}
