//! Identities as keyed hashes: whoever has the key can ask whether somebody is on the list, and nobody can read it.

use ring::hmac::{HMAC_SHA256, Key, sign};
use smol_str::SmolStr;
use tollgate_core::ids::RecordKind;

use crate::anchor::hex;

/// HMAC-SHA256 of the identity of a record of `kind`, as the table of suppressions holds it: `hmac:` and 64 digits.
pub fn keyed(key: &[u8; 32], kind: &RecordKind, identity: &str) -> SmolStr {
    let key = Key::new(HMAC_SHA256, key);
    let tag = sign(&key, format!("{kind}\n{identity}").as_bytes());
    format!("hmac:{}", hex(tag.as_ref())).into()
}
