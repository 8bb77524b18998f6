//! Secrets, and how they are kept from whoever reads the database, a backup of it, or the log.
//!
//! A [`Secret`] shows its text to nobody who does not ask for it by name. [`Seals`] seal it under a [`Key`] for one use, the
//! one that [`About`] names: moved to another place, it does not open. Source: decision 0018.

mod key;
mod seals;
mod secret;

pub use key::{Key, KeyId, NotAKey};
pub use seals::{About, Seals, Unsealed, sealed_by};
pub use secret::Secret;
