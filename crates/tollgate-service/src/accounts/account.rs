//! An account: who signs in, how, and as what.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;

use super::lockout::Lockout;
use super::totp::Totp;
use crate::access::{Caller, Role};
use crate::ledger::Digest;

/// Whoever signs in, or the system whose tokens call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What they sign in as, in lower case, such as their e-mail address.
    pub name: String,
    /// What the ledger names as the actor: a person of the policy, or a system. A system does not sign in, it has tokens.
    pub who: Actor,
    /// What they are here.
    pub role: Role,
    /// The hash of the password, in PHC's form; `None` where there is none.
    pub password: Option<String>,
    /// The second factor, where there is one.
    pub totp: Option<Totp>,
    /// The digests of the recovery codes that were not used yet.
    pub recovery: Vec<Digest>,
    /// Attempts that failed since the last that did not.
    pub lockout: Lockout,
    /// Whom the provider of identities takes them for.
    pub identity: Option<Identity>,
    /// The zone in which they read times, by its name in the IANA database; `None` for that of their browser.
    pub zone: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When they signed in last.
    pub signed_in_at: Option<Timestamp>,
    /// Since when it opens nothing.
    pub disabled_at: Option<Timestamp>,
}

/// A person as a provider of identities knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The person there; no two have the same, and nobody gets another.
    pub subject: String,
}

impl Account {
    /// An account with which nobody can sign in yet.
    pub fn new(name: &str, who: Actor, role: Role, now: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            who,
            role,
            password: None,
            totp: None,
            recovery: Vec::new(),
            lockout: Lockout::default(),
            identity: None,
            zone: None,
            created_at: now,
            signed_in_at: None,
            disabled_at: None,
        }
    }

    /// Who calls once they are signed in.
    pub fn caller(&self) -> Caller {
        Caller::new(self.who.clone(), self.role)
    }

    /// True where a code is asked for beside the password.
    pub fn has_second_factor(&self) -> bool {
        self.totp.as_ref().is_some_and(|totp| totp.is_confirmed)
    }
}

/// `text` as the name of an account: trimmed, in lower case; `None` where it cannot be one.
pub fn name_of(text: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let name = text.trim().to_lowercase();
    let is_plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    let fits = !name.is_empty() && name.len() <= LONGEST && name.chars().all(is_plain);
    fits.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        assert_eq!(name_of(" Ana@Acme.example "), name_of("ana@acme.example"));
        assert_eq!(name_of("an a"), None);
        assert_eq!(name_of(" "), None);
        assert_eq!(name_of(&"a".repeat(201)), None);
    }
}
