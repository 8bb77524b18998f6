//! A text that is shown to nobody.

use std::fmt;

use serde::Deserialize;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroize as _;

/// A text that is shown to nobody: it has no form in logs, errors or answers, and its memory is cleared when it is dropped.
#[derive(Clone, Deserialize)]
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

/// In a time that tells nothing of where two secrets differ.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_not_shown_however_it_is_printed() {
        let secret = Some(Secret::new("hush"));
        assert_eq!(
            format!("{secret:?} {secret:#?}"),
            "Some(Secret(…)) Some(\n    Secret(…),\n)"
        );
    }

    #[test]
    fn secrets_are_equal_when_their_texts_are() {
        assert_eq!(Secret::new("hush"), Secret::new("hush"));
        assert_ne!(Secret::new("hush"), Secret::new("husk"));
        assert_ne!(Secret::new("hush"), Secret::new("hush!"));
    }
}
