//! Something that is good once, and not for long: a link, or a sign-in that a provider is asked to confirm.

use tollgate_core::time::Timestamp;

use crate::ledger::Digest;

/// What is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// SHA-256 of the secret by which it is taken.
    pub digest: Digest,
    /// What it is for.
    pub purpose: Purpose,
    /// The account that it is about; empty where there is none yet.
    pub account: String,
    /// What else has to be known when it is taken.
    pub body: String,
    /// From when on it is worth nothing.
    pub ends_at: Timestamp,
}

/// What it is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To make the first account.
    Setup,
    /// To choose a password, the first or another.
    Password,
    /// To come back from the provider of identities.
    Federated,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Setup, Self::Password, Self::Federated];

    /// The purpose as it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Password => "password",
            Self::Federated => "federated",
        }
    }

    /// The purpose that is kept so.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.as_str() == text)
    }
}
