//! What is kept of secrets. Whoever has some keeps them here and nowhere else, so that one command seals all of them anew.
//! The doc comments are the contract.

use super::StoreError;
use crate::seal::{KeyId, Secret};

/// A workspace's secrets, each by what sort of thing has it (`endpoint`) and which of them. The store seals and opens them by
/// the [`Seals`](crate::seal::Seals) that it was given.
pub trait Secrets {
    /// The secret of `name` among the `kind`; `None` when there is none.
    ///
    /// # Errors
    /// Also [`StoreError::Sealed`]: the key that sealed it was not given.
    fn secret(&self, kind: &str, name: &str) -> Result<Option<Secret>, StoreError>;

    /// Keeps `secret`, in place of the one that was there.
    fn put_secret(&mut self, kind: &str, name: &str, secret: &Secret) -> Result<(), StoreError>;

    /// Forgets the secret; false when there was none.
    fn remove_secret(&mut self, kind: &str, name: &str) -> Result<bool, StoreError>;

    /// What each secret is for and by which key it is sealed, in the order of kinds and names.
    fn secrets(&self) -> Result<Vec<KeptSecret>, StoreError>;

    /// Seals by the present key what is sealed by another one, or only what is kept in the open, all in one transaction; how
    /// many there were. Where there is no key, nothing is done.
    ///
    /// # Errors
    /// Also where one of them cannot be opened; nothing is changed then.
    fn reseal(&mut self, which: Reseal) -> Result<u64, StoreError>;
}

/// What a secret is for, and by which key it is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSecret {
    /// What sort of thing has it.
    pub kind: String,
    /// Which of them.
    pub name: String,
    /// The key; `None` when it is kept in the open.
    pub key: Option<KeyId>,
}

/// Which secrets are sealed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reseal {
    /// Those in the open.
    Open,
    /// Those, and what another key sealed.
    All,
}
