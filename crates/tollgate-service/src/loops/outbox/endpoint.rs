//! An endpoint: somebody outside who is told what happened.

use std::collections::BTreeMap;

use super::Filter;
use super::stored::{Body, texts};
use crate::seal::Secret;

/// An endpoint as it was set up and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name in the workspace.
    pub name: String,
    /// Where messages go.
    pub target: Target,
    /// What it is told.
    pub filter: Filter,
    /// It is told anything at all.
    pub enabled: bool,
}

impl Endpoint {
    /// The form in which stores keep it, without what is secret in it.
    pub fn to_stored(&self) -> String {
        Body::of(self).text()
    }

    /// What is secret in it, as one text for [`Secrets`](crate::ports::secrets::Secrets); `None` when nothing is.
    pub fn secret(&self) -> Option<Secret> {
        self.target.secrets().map(texts)
    }

    /// The endpoint whose stored form is `text` and whose secret is `secret`; `None` when it is not one.
    ///
    /// Before secrets were sealed they were part of the stored form. One that still has them needs no other.
    pub fn from_stored(text: &str, secret: Option<&Secret>) -> Option<Self> {
        Body::read(text, secret)?.endpoint()
    }
}

/// Where messages go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address that takes HTTP requests.
    Webhook {
        /// The address.
        url: String,
        /// Each signs: `whsec_` and the key in base64. The first is the present one; others are on their way out.
        secrets: Vec<Secret>,
    },
    /// Letters to people.
    Email {
        /// Addresses that are told everything that passes the filter.
        to: Vec<String>,
        /// Addresses of people whose name is not one.
        addresses: BTreeMap<String, String>,
    },
    /// A Slack channel, by its incoming webhook.
    Slack {
        /// The address, which lets anybody who knows it write to the channel.
        url: Secret,
    },
}

impl Target {
    /// What signs, or the address that is a secret; `None` for what has none.
    fn secrets(&self) -> Option<&[Secret]> {
        match self {
            Self::Webhook { secrets, .. } => Some(secrets),
            Self::Slack { url } => Some(std::slice::from_ref(url)),
            Self::Email { .. } => None,
        }
    }
}
