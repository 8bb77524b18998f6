//! What secrets are sealed with.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroize as _;

use super::Secret;
use crate::ledger::Digest;

/// What a key's text begins with, so that a person and a scanner of repositories recognise one.
const PREFIX: &str = "tgk1_";

/// 256 bits with which secrets are sealed. It is shown to nobody, and its memory is cleared when it is dropped.
#[derive(Clone)]
pub struct Key([u8; 32]);

/// Which key: the beginning of a digest, which tells nothing of the key itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub(super) String);

/// A text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is `{PREFIX}` and 43 letters and digits: `tollgate secrets key` makes one")]
pub struct NotAKey;

impl Key {
    /// The key that `bytes` are; they come from the machine's generator.
    pub const fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What the key is known by.
    pub fn id(&self) -> KeyId {
        let named = [b"tollgate key ".as_slice(), &self.0].concat();
        let mut digest = Digest::of(&named).to_string();
        digest.truncate(8);
        KeyId(digest)
    }

    /// The key as it is written down.
    pub fn text(&self) -> Secret {
        Secret::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(self.0)))
    }

    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let text = text.strip_prefix(PREFIX).ok_or(NotAKey)?;
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotAKey)?;
        bytes.try_into().map(Self).map_err(|_| NotAKey)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({}…)", self.id())
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
