//! What stands in place of a value about a person.

use ring::hmac::{HMAC_SHA256, Key, sign};
use smol_str::SmolStr;
use tollgate_core::condition::{is_email, is_phone};
use tollgate_core::value::Value;

use crate::anchor::hex;

/// Makes pseudonyms: the same for the same text in any case of letters, and another in the next erasure.
pub(super) struct Pseudonyms(Key);

impl Pseudonyms {
    pub(super) fn new(salt: [u8; 32]) -> Self {
        Self(Key::new(HMAC_SHA256, &salt))
    }

    /// What stands for `value`: a text for a text, nothing for what else there is.
    pub(super) fn value(&self, value: &Value) -> Value {
        match value.as_text() {
            Some(text) => Value::Text(self.text(text)),
            None => Value::Missing,
        }
    }

    /// What stands for `text`. Whether it could be written or called stays to be seen, as figures ask for it; nobody reads
    /// mail there. A pseudonym stays what it is.
    pub(super) fn text(&self, text: &str) -> SmolStr {
        if is_pseudonym(text) {
            return text.into();
        }
        let tag = sign(&self.0, text.to_lowercase().as_bytes());
        let tag = tag.as_ref();
        let id = hex(&tag[..8]);
        if is_email(text) {
            return format!("erased-{id}@erased.invalid").into();
        }
        if is_phone(text) {
            let bytes = tag[..4].try_into().expect("four bytes");
            return format!("+0001{:010}", u32::from_be_bytes(bytes)).into();
        }
        format!("erased-{id}").into()
    }
}

/// True when `text` stands for something that was erased.
pub(super) fn is_pseudonym(text: &str) -> bool {
    text.starts_with("erased-") || text.starts_with("+0001") && text.len() == 15
}
