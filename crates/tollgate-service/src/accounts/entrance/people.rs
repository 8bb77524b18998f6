//! What administrators do: invite, give another role, disable.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::super::lockout::Lockout;
use super::super::{Account, name_of};
use super::{Entrance, Invited, Refusal};
use crate::access::Role;
use crate::ports::StoreError;

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What they sign in as; of a system, what it is called.
    pub name: String,
    /// What the ledger names.
    pub who: Actor,
    /// What they are here.
    pub role: Role,
}

impl Entrance {
    /// Every account, in the order of their names.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.keeper().accounts()
    }

    /// The account `name`.
    ///
    /// # Errors
    /// There is none.
    pub fn account(&self, name: &str) -> Result<Account, Refusal> {
        let found = self.keeper().account(name)?;
        found.ok_or_else(|| Refusal::Unknown(name.to_owned()))
    }

    /// Makes an account. A person comes in by the link; a system has none, and gets tokens.
    ///
    /// # Errors
    /// The name is none, or taken.
    pub fn add_account(
        &self,
        new: NewAccount,
        now: Timestamp,
    ) -> Result<(Account, Option<Invited>), Refusal> {
        let name = name_of(&new.name).ok_or(Refusal::BadName)?;
        let account = Account::new(&name, new.who, new.role, now);
        if !self.keeper().add_account(&account)? {
            return Err(Refusal::NameTaken(name));
        }
        let link = match &account.who {
            Actor::Person(_) => Some(self.link_for(&name, now)?),
            _ => None,
        };
        Ok((account, link))
    }

    /// Gives an account another role.
    ///
    /// # Errors
    /// There is none, or it is the last administrator.
    pub fn set_role(&self, name: &str, role: Role) -> Result<(), Refusal> {
        if role != Role::Administrator {
            self.unless_last(name)?;
        }
        self.set(name, &mut |account| account.role = role)
    }

    /// Disables an account: its sessions end, its tokens open nothing. Nothing is deleted, the ledger names its owner.
    ///
    /// # Errors
    /// There is none, or it is the last administrator.
    pub fn disable(&self, name: &str, now: Timestamp) -> Result<(), Refusal> {
        self.unless_last(name)?;
        self.set(name, &mut |account| {
            account.disabled_at = account.disabled_at.or(Some(now));
        })?;
        Ok(self.keeper().end_sessions_of(name)?)
    }

    /// Lets an account in again that was disabled, or that waits because of too many attempts.
    ///
    /// # Errors
    /// There is none.
    pub fn enable(&self, name: &str) -> Result<(), Refusal> {
        self.set(name, &mut |account| {
            (account.disabled_at, account.lockout) = (None, Lockout::default());
        })
    }

    /// Removes the second factor of somebody who lost it and their recovery codes.
    ///
    /// # Errors
    /// There is no such account.
    pub fn drop_second_factor(&self, name: &str) -> Result<(), Refusal> {
        self.set(name, &mut |account| {
            account.totp = None;
            account.recovery.clear();
        })?;
        Ok(self.keeper().end_sessions_of(name)?)
    }

    pub(super) fn set(
        &self,
        name: &str,
        change: &mut dyn FnMut(&mut Account),
    ) -> Result<(), Refusal> {
        match self.keeper().change_account(name, change)? {
            true => Ok(()),
            false => Err(Refusal::Unknown(name.to_owned())),
        }
    }

    /// Refuses where nobody would be left who can let others in.
    fn unless_last(&self, name: &str) -> Result<(), Refusal> {
        let accounts = self.keeper().accounts()?;
        let mut others = accounts.iter().filter(|account| account.name != name);
        let is_one = accounts
            .iter()
            .any(|account| account.name == name && can_let_in(account));
        match is_one && !others.any(can_let_in) {
            true => Err(Refusal::LastAdministrator(name.to_owned())),
            false => Ok(()),
        }
    }
}

/// An administrator who can sign in.
fn can_let_in(account: &Account) -> bool {
    let can_sign_in = account.password.is_some() || account.identity.is_some();
    account.role == Role::Administrator && account.disabled_at.is_none() && can_sign_in
}
