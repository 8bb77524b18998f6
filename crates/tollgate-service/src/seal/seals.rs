//! Sealing, and opening what was sealed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};

use super::{Key, KeyId, Secret};

/// What a kept secret begins with when no key sealed it.
const OPEN: &str = "open:";
/// What it begins with when one did: the form, then the key's id and what was sealed.
const SEALED: &str = "sealed:1:";
/// Bytes that make each sealing another, drawn anew for each: so many never come twice.
const NONCE: usize = 24;

/// The keys: the first seals, each opens what it sealed. Without any, secrets are kept in the open, and say so.
#[derive(Clone, Debug, Default)]
pub struct Seals(Vec<Key>);

/// What a secret is for. It is bound to the sealed form, which opens nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About<'a> {
    /// The workspace.
    pub workspace: &'a str,
    /// What sort of thing has the secret: `endpoint`.
    pub kind: &'a str,
    /// Which of them.
    pub name: &'a str,
}

/// Why a secret could not be sealed or opened. None of it tells anything of the secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsealed {
    /// Give the key, too.
    #[error(
        "the secret of {kind} `{name}` is sealed by the key `{key}`: give that key, too, in TOLLGATE_KEY or --key-file"
    )]
    OtherKey {
        /// What sort of thing has the secret.
        kind: String,
        /// Which of them.
        name: String,
        /// The key that is missing.
        key: String,
    },
    /// Set the secret again.
    #[error(
        "the secret of {kind} `{name}` is not as it was sealed, or was not sealed for it: set it again"
    )]
    Altered {
        /// What sort of thing has the secret.
        kind: String,
        /// Which of them.
        name: String,
    },
    /// Nothing can be sealed without chance.
    #[error("the machine gives no random numbers, without which nothing can be sealed")]
    NoChance,
}

impl Seals {
    /// Seals by the first of `keys`; all of them open.
    pub const fn of(keys: Vec<Key>) -> Self {
        Self(keys)
    }

    /// The key that seals; `None` where secrets are kept in the open.
    pub fn present(&self) -> Option<KeyId> {
        self.0.first().map(Key::id)
    }

    /// The form in which `secret` is kept.
    ///
    /// # Errors
    /// [`Unsealed::NoChance`].
    pub fn seal(&self, secret: &Secret, about: About<'_>) -> Result<String, Unsealed> {
        let Some(key) = self.0.first() else {
            return Ok(format!("{OPEN}{}", secret.reveal()));
        };
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| Unsealed::NoChance)?;
        let bound = about.bytes();
        let payload = Payload {
            msg: secret.reveal().as_bytes(),
            aad: &bound,
        };
        let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("no secret is as long as the cipher's limit");
        let whole = [&nonce[..], &sealed].concat();
        Ok(format!(
            "{SEALED}{}:{}",
            key.id(),
            URL_SAFE_NO_PAD.encode(whole)
        ))
    }

    /// The secret that is kept as `kept`.
    ///
    /// # Errors
    /// It is sealed by a key that is not among these, or for something else.
    pub fn open(&self, kept: &str, about: About<'_>) -> Result<Secret, Unsealed> {
        if let Some(text) = kept.strip_prefix(OPEN) {
            return Ok(Secret::new(text));
        }
        let (id, sealed) = parts(kept).ok_or_else(|| about.altered())?;
        let key = self.0.iter().find(|key| key.id().0 == id);
        let key = key.ok_or_else(|| about.other_key(id))?;
        unsealed(key, sealed, about).ok_or_else(|| about.altered())
    }
}

impl About<'_> {
    /// Each part with its length before it, so that no two uses look the same.
    fn bytes(self) -> Vec<u8> {
        let parts = [self.workspace, self.kind, self.name];
        let parts = parts.map(|part| format!("{}:{part}", part.len()));
        parts.concat().into_bytes()
    }

    fn other_key(self, key: &str) -> Unsealed {
        Unsealed::OtherKey {
            kind: self.kind.to_owned(),
            name: self.name.to_owned(),
            key: key.to_owned(),
        }
    }

    fn altered(self) -> Unsealed {
        Unsealed::Altered {
            kind: self.kind.to_owned(),
            name: self.name.to_owned(),
        }
    }
}

/// The key that sealed what is kept as `kept`; `None` when it is kept in the open.
pub fn sealed_by(kept: &str) -> Option<KeyId> {
    parts(kept).map(|(id, _)| KeyId(id.to_owned()))
}

/// The key's id and what was sealed.
fn parts(kept: &str) -> Option<(&str, &str)> {
    kept.strip_prefix(SEALED)?.split_once(':')
}

fn unsealed(key: &Key, sealed: &str, about: About<'_>) -> Option<Secret> {
    let whole = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let (nonce, sealed) = whole.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let bound = about.bytes();
    let payload = Payload {
        msg: sealed,
        aad: &bound,
    };
    let text = cipher(key).decrypt(&XNonce::from(nonce), payload).ok()?;
    String::from_utf8(text).ok().map(Secret::new)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

#[cfg(test)]
mod tests;
