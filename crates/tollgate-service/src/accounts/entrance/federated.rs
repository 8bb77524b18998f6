//! Signing in by way of a provider of identities: whom it confirms, and whom that is here.
//!
//! An account is found by the provider's own name for the person, which never changes hands. The e-mail address counts once:
//! for somebody who was invited and has no password yet, or who has no account and may get one.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::super::{Account, Identity, Once, Purpose, name_of};
use super::{Entrance, Fresh, Refusal};
use crate::access::Role;
use crate::ledger::Digest;
use crate::ports::StoreError;
use crate::ports::identity::{Begun, Claims};

/// How long somebody may take to sign in with the provider: ten minutes.
const GOOD_FOR: i64 = 600_000_000;

/// Who may come in by way of the provider without having been invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Federated {
    /// What they are then; `None` where everybody has to be invited.
    pub role: Option<Role>,
    /// Domains of e-mail addresses, in lower case; of any where there are none, but for those who were not invited.
    pub domains: Vec<String>,
}

impl Entrance {
    /// Keeps what is needed to end a sign-in that was begun.
    ///
    /// # Errors
    /// The store did not answer.
    pub fn begin_federated(&self, begun: &Begun, now: Timestamp) -> Result<(), StoreError> {
        self.keeper().put_once(&Once {
            digest: Digest::of(begun.state.as_bytes()),
            purpose: Purpose::Federated,
            account: String::new(),
            body: begun.kept.clone(),
            ends_at: now.plus(GOOD_FOR),
        })
    }

    /// What was kept for the sign-in whose state came back. It comes back once.
    ///
    /// # Errors
    /// It came back before, has ended, or never began.
    pub fn end_federated(&self, state: &str, now: Timestamp) -> Result<String, Refusal> {
        let once = self.take(&Digest::of(state.as_bytes()), Purpose::Federated, now)?;
        Ok(once.body)
    }

    /// Lets in whom the provider confirmed.
    ///
    /// # Errors
    /// They have no account here and may not get one, or it is disabled.
    pub fn sign_in_federated(
        &self,
        claims: Claims,
        rules: &Federated,
        agent: &str,
        now: Timestamp,
    ) -> Result<Fresh, Refusal> {
        let identity = Identity {
            issuer: claims.issuer.clone(),
            subject: claims.subject.clone(),
        };
        let known = self.keeper().account_of(&identity)?;
        let name = match known {
            Some(account) => account.name,
            None => self.introduced(&claims, identity, rules, now)?,
        };
        let mut is_disabled = true;
        self.keeper().change_account(&name, &mut |account| {
            is_disabled = account.disabled_at.is_some();
            if !is_disabled {
                account.signed_in_at = Some(now);
            }
        })?;
        match is_disabled {
            true => Err(Refusal::NotInvited),
            false => self.open(&name, agent, now),
        }
    }

    /// The account of somebody whom the provider confirms for the first time.
    fn introduced(
        &self,
        claims: &Claims,
        identity: Identity,
        rules: &Federated,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        let email = claims.email.as_deref().and_then(name_of);
        let name = email.ok_or(Refusal::NotInvited)?;
        if !rules.domains.is_empty() && !is_of(&name, &rules.domains) {
            return Err(Refusal::NotInvited);
        }
        if self.keeper().account(&name)?.is_some() {
            return self.linked(&name, &identity);
        }
        let role = rules.role.filter(|_| is_of(&name, &rules.domains));
        let role = role.ok_or(Refusal::NotInvited)?;
        let person = claims.person.as_deref().unwrap_or(&name);
        let account = Account {
            identity: Some(identity),
            ..Account::new(&name, Actor::Person(person.into()), role, now)
        };
        match self.keeper().add_account(&account)? {
            true => Ok(name),
            false => Err(Refusal::NameTaken(name)),
        }
    }

    /// Ties the account of somebody who was invited to whom the provider knows them as.
    fn linked(&self, name: &str, identity: &Identity) -> Result<String, Refusal> {
        let mut verdict = Err(Refusal::NotInvited);
        self.keeper().change_account(name, &mut |account| {
            let is_system = matches!(account.who, Actor::System(_));
            verdict = match (&account.password, &account.identity) {
                (None, None) if !is_system => Ok(account.name.clone()),
                (Some(_), None) => Err(Refusal::HasPassword),
                _ => Err(Refusal::NotInvited),
            };
            if verdict.is_ok() {
                account.identity = Some(identity.clone());
            }
        })?;
        verdict
    }
}

fn is_of(email: &str, domains: &[String]) -> bool {
    let domain = email.rsplit_once('@').map(|(_, domain)| domain);
    domain.is_some_and(|domain| domains.iter().any(|known| known == domain))
}
