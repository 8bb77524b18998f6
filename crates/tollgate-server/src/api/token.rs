//! API tokens, as administrators see to them.

use serde::{Deserialize, Serialize};
use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;
use tollgate_service::access::{Scope, Scopes};
use tollgate_service::accounts::{NewToken, Whose};
use tollgate_service::ports::tokens::Token;
use utoipa::ToSchema;

use super::{RoleName, maybe_instant};
use crate::problem::Problem;

/// What a token is for. It may do what its role and its scopes allow, both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeName {
    /// Looking.
    Read,
    /// Looking, and everything that changes handoffs, tasks and records.
    Write,
    /// Telling of records and activities, and nothing else.
    Ingest,
    /// Asking and passing gates, and nothing else.
    Gates,
    /// Everything that the role may do.
    Admin,
}

impl From<ScopeName> for Scope {
    fn from(name: ScopeName) -> Self {
        match name {
            ScopeName::Read => Self::Read,
            ScopeName::Write => Self::Write,
            ScopeName::Ingest => Self::Ingest,
            ScopeName::Gates => Self::Gates,
            ScopeName::Admin => Self::Admin,
        }
    }
}

/// Making a token: for an account, or for a person or a system without one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeToken {
    /// What it is for, in words.
    pub name: String,
    /// What it may be used for.
    #[schema(min_items = 1)]
    pub scopes: Vec<ScopeName>,
    /// The account whose it is: it opens nothing once that is disabled, and has its role.
    pub account: Option<String>,
    /// The person who calls with it, where there is no account.
    pub person: Option<String>,
    /// The system that calls with it, where there is no account.
    pub system: Option<String>,
    /// The role, where there is no account.
    pub role: Option<RoleName>,
    /// From when on it is worth nothing.
    pub expires_at: Option<String>,
}

impl MakeToken {
    pub(crate) fn new_token(self, now: Timestamp) -> Result<NewToken, Problem> {
        let expires_at = maybe_instant("expires_at", self.expires_at.as_ref())?;
        if expires_at.is_some_and(|at| at <= now) {
            return Err(Problem::invalid(
                "expires_at",
                "this has passed: name a later instant",
            ));
        }
        let scopes = Scopes::of(self.scopes.iter().copied().map(Scope::from));
        Ok(NewToken {
            scopes: scopes.ok_or_else(|| Problem::invalid("scopes", "name at least one scope"))?,
            expires_at,
            whose: self.whose()?,
            name: self.name,
        })
    }

    fn whose(&self) -> Result<Whose, Problem> {
        let somebody = |who| match self.role {
            Some(role) => Ok(Whose::Somebody(who, role.into())),
            None => Err(Problem::invalid(
                "role",
                "say which role, where there is no account",
            )),
        };
        match (&self.account, &self.person, &self.system) {
            (Some(account), None, None) if self.role.is_none() => {
                Ok(Whose::Account(account.to_lowercase()))
            }
            (None, Some(person), None) => somebody(Actor::Person(person.as_str().into())),
            (None, None, Some(system)) => somebody(Actor::System(system.as_str().into())),
            _ => Err(Problem::invalid(
                "account",
                "name an account, or else a person or a system with its role",
            )),
        }
    }
}

/// A token; its text is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TokenView {
    /// The beginning of the token, by which people speak of it.
    pub id: String,
    /// What it is for, in words.
    pub name: String,
    /// The account whose it is.
    pub account: Option<String>,
    /// The person who calls with it.
    pub person: Option<String>,
    /// The system that calls with it.
    pub system: Option<String>,
    /// The role; that of the account when it was made, where there is one.
    pub role: &'static str,
    /// What it may be used for.
    pub scopes: Vec<&'static str>,
    /// When it was made.
    pub created_at: String,
    /// From when on it is worth nothing.
    pub expires_at: Option<String>,
    /// When it was taken back.
    pub revoked_at: Option<String>,
    /// When it was used last, to the minute or so.
    pub used_at: Option<String>,
}

impl From<&Token> for TokenView {
    fn from(token: &Token) -> Self {
        let system = match &token.caller.who {
            Actor::System(name) => Some(name.to_string()),
            _ => None,
        };
        Self {
            id: token.id.clone(),
            name: token.name.clone(),
            account: token.account.clone(),
            person: token.caller.who.person().map(ToString::to_string),
            system,
            role: token.caller.role.as_str(),
            scopes: token.caller.scopes.each().map(Scope::as_str).collect(),
            created_at: token.created_at.to_string(),
            expires_at: token.expires_at.map(|at| at.to_string()),
            revoked_at: token.revoked_at.map(|at| at.to_string()),
            used_at: token.used_at.map(|at| at.to_string()),
        }
    }
}

/// A token that was made.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MadeToken {
    /// What is kept of it.
    pub token: TokenView,
    /// The token itself, to be sent as `Authorization: Bearer …`. Shown this once.
    pub secret: String,
}
