//! Secrets that are drawn: handed out once, and kept as a digest.

use std::fmt;

use crate::ledger::Digest;

/// Where random bits come from. They are handed in, so that nothing else here is by chance.
pub trait Chance: Send + Sync + fmt::Debug {
    /// 256 bits that nobody can foresee.
    fn draw(&self) -> [u8; 32];
}

/// A secret as its owner gets it; it is shown by no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Drawn(String);

impl Drawn {
    /// 256 bits after `prefix`, in hexadecimal.
    pub fn new(chance: &dyn Chance, prefix: &str) -> Self {
        let hex = chance.draw().map(|byte| format!("{byte:02x}")).concat();
        Self(format!("{prefix}{hex}"))
    }

    /// The text, for its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it. The text is 256 random bits, so a plain digest cannot be guessed back.
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawn(…)")
    }
}
