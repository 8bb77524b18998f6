//! Standard Webhooks signatures, version 1: HMAC-SHA256 over id, instant and body.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What a secret begins with.
const PREFIX: &str = "whsec_";
/// The least and the most bytes that a key has.
const KEY_LENGTH: std::ops::RangeInclusive<usize> = 24..=64;

/// A key that signs.
#[derive(Clone)]
pub struct Key(Vec<u8>);

/// A text is not a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// It is not written as one.
    #[error(
        "write `whsec_` and 24 to 64 random bytes in base64: `openssl rand -base64 32` makes some"
    )]
    Spelling,
    /// It is too short or too long.
    #[error(
        "it holds {0} bytes, and a secret holds 24 to 64: `openssl rand -base64 32` makes some"
    )]
    Length(usize),
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let encoded = text.strip_prefix(PREFIX).ok_or(KeyError::Spelling)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| KeyError::Spelling)?;
        if !KEY_LENGTH.contains(&bytes.len()) {
            return Err(KeyError::Length(bytes.len()));
        }
        Ok(Self(bytes))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The value of `webhook-signature`: a signature by each of `keys`, the first first. `seconds` counts from the Unix epoch.
///
/// While a key is being replaced, both the old and the new one sign, so that a receiver may know either.
pub fn sign(keys: &[Key], id: &str, seconds: i64, body: &[u8]) -> String {
    let one = |key: &Key| {
        let tag = mac(key, id, seconds, body).finalize().into_bytes();
        format!("v1,{}", STANDARD.encode(tag))
    };
    keys.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The headers of a message that came in.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`.
    pub timestamp: &'a str,
    /// `webhook-signature`.
    pub signature: &'a str,
}

/// Why a message is not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The instant is not a number of seconds.
    #[error("`webhook-timestamp` is not a number of seconds")]
    Timestamp,
    /// It was signed too long ago, or in the future.
    #[error("it was signed {0} seconds away from the present: see that the clocks agree")]
    Stale(i64),
    /// Nobody who knows a key signed it.
    #[error("no signature matches: see that the secret is right and that the body is as it came")]
    Signature,
}

/// Verifies that whoever knows one of `keys` signed `body` at most `tolerance` seconds before or after `now`.
///
/// Signatures are compared in constant time. Signatures of versions that are not known are passed over.
///
/// # Errors
/// Why the message is not to be believed.
pub fn verify(
    keys: &[Key],
    signed: Signed<'_>,
    body: &[u8],
    now: i64,
    tolerance: i64,
) -> Result<(), Refused> {
    let seconds: i64 = signed.timestamp.parse().map_err(|_| Refused::Timestamp)?;
    let away = now.saturating_sub(seconds);
    if away.saturating_abs() > tolerance {
        return Err(Refused::Stale(away));
    }
    let tags = signed
        .signature
        .split(' ')
        .filter_map(|signature| signature.strip_prefix("v1,"))
        .filter_map(|tag| STANDARD.decode(tag).ok());
    let matches = |tag: Vec<u8>| {
        keys.iter().any(|key| {
            let mac = mac(key, signed.id, seconds, body);
            mac.verify_slice(&tag).is_ok()
        })
    };
    // Bound, so that nobody makes the receiver compute for long.
    match tags.take(SIGNATURES_MAX).any(matches) {
        true => Ok(()),
        false => Err(Refused::Signature),
    }
}

/// Signatures that are looked at.
const SIGNATURES_MAX: usize = 16;

fn mac(key: &Key, id: &str, seconds: i64, body: &[u8]) -> Hmac<Sha256> {
    let mac = Hmac::<Sha256>::new_from_slice(&key.0);
    let mut mac = mac.expect("HMAC takes keys of every length");
    mac.update(format!("{id}.{seconds}.").as_bytes());
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests;
