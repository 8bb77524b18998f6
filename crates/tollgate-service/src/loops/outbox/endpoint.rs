//! An endpoint: somebody outside who is told what happened.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Filter;

/// An endpoint as it was set up and checked. Its serialised form is the one in which stores keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Its name in the workspace.
    pub name: String,
    /// Where messages go.
    pub target: Target,
    /// What it is told.
    #[serde(default)]
    pub filter: Filter,
    /// It is told anything at all.
    pub enabled: bool,
}

impl Endpoint {
    /// The form in which stores keep it, secrets included.
    pub fn to_stored(&self) -> String {
        serde_json::to_string(self).expect("texts and lists of them are JSON")
    }

    /// The endpoint whose stored form is `text`; `None` when it is not one.
    pub fn from_stored(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// Where messages go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// A text that is shown to nobody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret that is `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for whoever has to use it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
