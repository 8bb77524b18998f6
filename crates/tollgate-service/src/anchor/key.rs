//! Ed25519 keys as files: PEM, as OpenSSL reads and writes it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

/// Why a key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an Ed25519 {} in PEM: `tollgate anchor keygen` makes a pair", .0)]
pub struct KeyError(&'static str);

/// What comes before the 32 bytes of a private key in PKCS #8 (RFC 8410).
const PRIVATE: &[u8] = &[
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// What comes before the 32 bytes of a public key in its SubjectPublicKeyInfo (RFC 8410).
const PUBLIC: &[u8] = &[
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// A key that signs.
pub struct SigningKey {
    seed: [u8; 32],
    pair: Ed25519KeyPair,
}

impl SigningKey {
    /// The key that grows from 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed);
        let pair = pair.expect("every 32 bytes are the seed of a key");
        Self { seed, pair }
    }

    /// Reads a private key.
    ///
    /// # Errors
    /// `text` is something else.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let seed = unwrapped(text, "PRIVATE KEY", PRIVATE);
        seed.map(Self::from_seed).ok_or(KeyError("private key"))
    }

    /// The private key as its file has it. Whoever has it can sign.
    pub fn to_pem(&self) -> String {
        wrapped(&self.seed, "PRIVATE KEY", PRIVATE)
    }

    /// The key that others check signatures with.
    pub fn public(&self) -> PublicKey {
        let bytes = self.pair.public_key().as_ref();
        PublicKey::from_bytes(bytes).expect("a public key is 32 bytes")
    }

    /// The signature over `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature = self.pair.sign(message);
        (signature.as_ref().try_into()).expect("a signature is 64 bytes")
    }
}

/// The seed stays out of logs.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public())
    }
}

/// A key that checks signatures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key that these bytes are; `None` unless there are 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads a public key.
    ///
    /// # Errors
    /// `text` is something else.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let bytes = unwrapped(text, "PUBLIC KEY", PUBLIC);
        bytes.map(Self).ok_or(KeyError("public key"))
    }

    /// The key as its file has it.
    pub fn to_pem(&self) -> String {
        wrapped(&self.0, "PUBLIC KEY", PUBLIC)
    }

    /// True when `signature` is that of this key over `message`.
    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, self.0);
        key.verify(message, signature).is_ok()
    }
}

/// In hexadecimal.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// `bytes` in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        write!(out, "{byte:02x}").expect("writing into a String cannot fail");
    }
    out
}

/// The bytes that `text` is the hexadecimal of.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let byte = |place: usize| u8::from_str_radix(&text[place..place + 2], 16).ok();
    (0..text.len()).step_by(2).map(byte).collect()
}

fn wrapped(bytes: &[u8; 32], label: &str, before: &[u8]) -> String {
    let text = STANDARD.encode([before, bytes].concat());
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}

fn unwrapped(text: &str, label: &str, before: &[u8]) -> Option<[u8; 32]> {
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    let body = text.trim().strip_prefix(&begin)?.strip_suffix(&end)?;
    let body: String = body.split_whitespace().collect();
    let bytes = STANDARD.decode(body).ok()?;
    bytes.strip_prefix(before)?.try_into().ok()
}
