//! Signing in, and being signed in.

use serde::{Deserialize, Serialize};
use tollgate_service::accounts::Account;
use tollgate_service::accounts::session::Session;
use utoipa::ToSchema;

/// Signing in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInBody {
    /// The name of the account, such as an e-mail address.
    pub name: String,
    /// The password.
    pub password: String,
    /// What the authenticator shows, or a recovery code, where there is a second factor.
    pub code: Option<String>,
}

/// Making the first account, by the link in the log.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// What stands in the link after `setup=`.
    pub secret: String,
    /// What you sign in as, such as your e-mail address.
    pub name: String,
    /// The person that you are in the policy; the name where it is not said.
    pub person: Option<String>,
    /// A password of at least twelve characters.
    pub password: String,
}

/// Choosing a password by a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoosePassword {
    /// What stands in the link after `link=`.
    pub secret: String,
    /// A password of at least twelve characters.
    pub password: String,
}

/// A link, of which is asked whether it is good.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkSecret {
    /// What stands in the link after `setup=` or `link=`.
    pub secret: String,
}

/// A password was chosen by a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChosenView {
    /// Who is signed in by that; `null` where they sign in with the password and a code.
    pub session: Option<SessionView>,
}

/// Who is signed in, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SessionView {
    /// The name of the account.
    pub name: String,
    /// The person of the policy.
    pub person: Option<String>,
    /// The role.
    pub role: &'static str,
    /// A code is asked for beside the password.
    pub second_factor: bool,
    /// Recovery codes that are left.
    pub recovery_codes: usize,
    /// When they signed in.
    pub signed_in_at: String,
    /// The end of the session, however much it is used.
    pub ends_at: String,
}

impl SessionView {
    pub(crate) fn new(account: &Account, session: &Session) -> Self {
        Self {
            name: account.name.clone(),
            person: account.who.person().map(ToString::to_string),
            role: account.role.as_str(),
            second_factor: account.has_second_factor(),
            recovery_codes: account.recovery.len(),
            signed_in_at: session.created_at.to_string(),
            ends_at: session.ends_at.to_string(),
        }
    }
}

/// One of the places where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenSessionView {
    /// By what it is ended.
    pub id: String,
    /// It is the one that asks.
    pub this: bool,
    /// What the browser calls itself.
    pub agent: String,
    /// When they signed in.
    pub signed_in_at: String,
    /// When it was used last, to the minute or so.
    pub used_at: String,
    /// The end, however much it is used.
    pub ends_at: String,
}

impl OpenSessionView {
    pub(crate) fn new(session: &Session, this: bool) -> Self {
        Self {
            id: session.id(),
            this,
            agent: session.agent.clone(),
            signed_in_at: session.created_at.to_string(),
            used_at: session.used_at.to_string(),
            ends_at: session.ends_at.to_string(),
        }
    }
}

/// Which ways in there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaysView {
    /// There is an account; before, the first is made by the link in the log.
    pub is_set_up: bool,
    /// There is a provider of identities: `/v1/oidc/start` goes there.
    pub provider: bool,
}
