//! Accounts: one's own, and those that administrators see to.

use serde::{Deserialize, Serialize};
use tollgate_core::command::Actor;
use tollgate_service::access::Role;
use tollgate_service::accounts::{Account, NewAccount};
use utoipa::ToSchema;

use crate::problem::Problem;

/// What an account is in the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoleName {
    /// May do everything.
    Administrator,
    /// Writes and publishes policy.
    #[serde(rename = "revops")]
    RevOps,
    /// Answers for a team.
    Manager,
    /// Sends and receives handoffs.
    Member,
    /// Looks on.
    Viewer,
    /// Another system.
    Service,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Administrator => Self::Administrator,
            RoleName::RevOps => Self::RevOps,
            RoleName::Manager => Self::Manager,
            RoleName::Member => Self::Member,
            RoleName::Viewer => Self::Viewer,
            RoleName::Service => Self::Service,
        }
    }
}

/// Making an account: of a person, who comes in by a link, or of a system, which gets tokens.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddAccount {
    /// What they sign in as, such as an e-mail address.
    pub name: String,
    /// The role.
    pub role: RoleName,
    /// The person in the policy; the name where it is not said.
    pub person: Option<String>,
    /// It is a system's, such as a connector's: it does not sign in, and gets tokens.
    #[serde(default)]
    pub system: bool,
}

impl AddAccount {
    pub(crate) fn new_account(self) -> Result<NewAccount, Problem> {
        if self.system && self.person.is_some() {
            return Err(Problem::invalid(
                "person",
                "a system is not a person: leave one out",
            ));
        }
        let named = self.person.as_deref().unwrap_or(&self.name);
        let who = match self.system {
            true => Actor::System(named.trim().into()),
            false => Actor::Person(named.trim().into()),
        };
        Ok(NewAccount {
            name: self.name,
            who,
            role: self.role.into(),
        })
    }
}

/// Changing an account; what is not said stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeAccount {
    /// Another role.
    pub role: Option<RoleName>,
    /// Nobody comes in with it any more; or again, which also ends the wait after too many attempts.
    pub disabled: Option<bool>,
    /// Only `false`: remove the second factor of somebody who lost it.
    pub second_factor: Option<bool>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccountView {
    /// What they sign in as.
    pub name: String,
    /// The person in the policy; `null` for a system.
    pub person: Option<String>,
    /// It is a system's.
    pub system: bool,
    /// The role.
    pub role: &'static str,
    /// There is a password.
    pub password: bool,
    /// A code is asked for beside the password.
    pub second_factor: bool,
    /// The provider of identities that they come in by.
    pub issuer: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When they signed in last.
    pub signed_in_at: Option<String>,
    /// Since when nobody comes in with it.
    pub disabled_at: Option<String>,
}

impl From<&Account> for AccountView {
    fn from(account: &Account) -> Self {
        Self {
            name: account.name.clone(),
            person: account.who.person().map(ToString::to_string),
            system: matches!(account.who, Actor::System(_)),
            role: account.role.as_str(),
            password: account.password.is_some(),
            second_factor: account.has_second_factor(),
            issuer: account.identity.as_ref().map(|one| one.issuer.clone()),
            created_at: account.created_at.to_string(),
            signed_in_at: account.signed_in_at.map(|at| at.to_string()),
            disabled_at: account.disabled_at.map(|at| at.to_string()),
        }
    }
}

/// An account that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AddedAccount {
    /// The account.
    pub account: AccountView,
    /// The link for its owner; `null` for a system.
    pub link: Option<LinkView>,
}

/// A link with which somebody chooses a password. It is shown this once, and is good once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkView {
    /// The address to send to them, by a way that only they read.
    pub address: String,
    /// From when on it is worth nothing.
    pub ends_at: String,
}

/// Changing one's own password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The one until now.
    pub before: String,
    /// Another, of at least twelve characters.
    pub password: String,
}

/// Choosing one's own time zone.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseZone {
    /// Its name in the IANA database, such as `Europe/Berlin`; `null` for that of the browser.
    pub zone: Option<String>,
}

/// Beginning a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginTotp {
    /// Your password.
    pub password: String,
}

/// A second factor to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TotpView {
    /// What the authenticator is told, where nothing can be read from a picture.
    pub secret: String,
    /// What the authenticator reads from a picture.
    pub address: String,
}

/// Confirming a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmTotp {
    /// What the authenticator shows.
    pub code: String,
}

/// What lets you in when the authenticator is lost. Shown this once; each is good once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

/// Removing one's second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveTotp {
    /// Your password.
    pub password: String,
    /// What the authenticator shows, or a recovery code.
    pub code: String,
}
