//! Anchors: the end of a ledger, signed and kept elsewhere. Whoever rewrites history can compute its chain anew, but cannot
//! sign what was there before.

mod check;
mod key;

use serde::{Deserialize, Serialize};
use tollgate_core::time::Timestamp;

pub use check::check;
pub use key::{KeyError, PublicKey, SigningKey};
pub(crate) use key::{hex, unhex};

use crate::ledger::{Digest, Head, Sequence};

/// Where a workspace's ledger ended at an instant, and who says so. Its JSON is what `tollgate anchor` writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Anchor {
    /// Whose ledger.
    pub workspace: String,
    /// Its last entry.
    pub sequence: Sequence,
    /// The last link of its chain.
    pub hash: Digest,
    /// When it was signed, by the signer's clock.
    pub at: Timestamp,
    /// Who signed.
    pub public_key: PublicKey,
    /// Ed25519 over [`Anchor::message`].
    pub signature: [u8; 64],
}

impl Anchor {
    /// Signs that the ledger of `workspace` ends at `head`.
    pub fn sign(workspace: &str, head: &Head, at: Timestamp, key: &SigningKey) -> Self {
        let mut anchor = Self {
            workspace: workspace.to_owned(),
            sequence: head.sequence,
            hash: head.hash,
            at,
            public_key: key.public(),
            signature: [0; 64],
        };
        anchor.signature = key.sign(anchor.message().as_bytes());
        anchor
    }

    /// What is signed: five lines, each with its end, so that anybody can check it without Tollgate.
    ///
    /// ```text
    /// tollgate anchor 1
    /// acme
    /// 1204
    /// 9f0c… (64 hexadecimal digits)
    /// 2026-03-06T16:00:00Z
    /// ```
    pub fn message(&self) -> String {
        let Self {
            workspace,
            sequence,
            hash,
            at,
            ..
        } = self;
        let at = at.to_jiff();
        format!("tollgate anchor 1\n{workspace}\n{sequence}\n{hash}\n{at}\n")
    }

    /// True when the signature is that of its own public key over its own message.
    pub fn is_signed(&self) -> bool {
        self.public_key
            .has_signed(self.message().as_bytes(), &self.signature)
    }
}

/// The anchor as its file has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    workspace: String,
    sequence: Sequence,
    hash: String,
    at: String,
    public_key: String,
    signature: String,
}

impl From<Anchor> for Written {
    fn from(anchor: Anchor) -> Self {
        Self {
            hash: anchor.hash.to_string(),
            at: anchor.at.to_jiff().to_string(),
            public_key: anchor.public_key.to_string(),
            signature: key::hex(&anchor.signature),
            workspace: anchor.workspace,
            sequence: anchor.sequence,
        }
    }
}

impl TryFrom<Written> for Anchor {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let digits = "`hash` and `public_key` are 64 hexadecimal digits, `signature` is 128";
        let hash = key::unhex(&written.hash).ok_or(digits)?;
        let public_key = key::unhex(&written.public_key).ok_or(digits)?;
        let at: jiff::Timestamp = (written.at.parse())
            .map_err(|_| "`at` is an instant such as `2026-03-06T16:00:00Z`")?;
        Ok(Self {
            workspace: written.workspace,
            sequence: written.sequence,
            hash: Digest::from_bytes(&hash).ok_or(digits)?,
            at: Timestamp::from_jiff(at),
            public_key: PublicKey::from_bytes(&public_key).ok_or(digits)?,
            signature: key::unhex(&written.signature)
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(digits)?,
        })
    }
}

#[cfg(test)]
mod tests;
