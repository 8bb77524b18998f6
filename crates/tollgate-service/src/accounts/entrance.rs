//! The entrance: how people come in, and how those who may let others in. Time is an argument; chance is handed in.

mod federated;
mod invited;
mod own;
mod people;
mod refusal;
mod sessions;
mod setup;
mod sign_in;
mod tokens;
mod zone;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::breached::Copy;
use super::secret::{Chance, Drawn};
use super::session::{Session, SessionLimits};
use super::{Account, password};
use crate::ports::accounts::Accounts;
use crate::ports::tokens::Tokens;

pub use federated::Federated;
pub use invited::{Chosen, Invited};
pub use people::NewAccount;
pub use refusal::Refusal;
pub use sign_in::SignIn;
pub use tokens::{NewToken, Whose, caller_with};

/// What keeps accounts and tokens: any store.
pub trait Keeper: Accounts + Tokens + Send + std::fmt::Debug {}

impl<S: Accounts + Tokens + Send + std::fmt::Debug> Keeper for S {}

/// What an operator may choose.
#[derive(Clone, Debug, Default)]
pub struct EntranceSettings {
    /// How long sessions last.
    pub sessions: SessionLimits,
    /// A copy of Have I Been Pwned on this machine.
    pub breached: Option<Copy>,
}

/// A workspace's entrance.
#[derive(Debug)]
pub struct Entrance {
    keeper: Mutex<Box<dyn Keeper>>,
    chance: Arc<dyn Chance>,
    settings: EntranceSettings,
}

/// Somebody who signed in: the secret is for their browser, and shown once.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// What the cookie holds.
    pub secret: Drawn,
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub account: Account,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Their session.
    pub session: Session,
    /// Their account.
    pub account: Account,
}

impl Entrance {
    /// The entrance to what `keeper` keeps.
    pub fn new(
        keeper: impl Keeper + 'static,
        chance: Arc<dyn Chance>,
        settings: EntranceSettings,
    ) -> Self {
        Self {
            keeper: Mutex::new(Box::new(keeper)),
            chance,
            settings,
        }
    }

    /// What keeps them, for this thread alone. Passwords are hashed without it: that takes its time.
    fn keeper(&self) -> MutexGuard<'_, Box<dyn Keeper>> {
        self.keeper.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The hash of `password`, where it may be that of the account `name`.
    fn hashed(&self, password: &str, name: &str) -> Result<String, Refusal> {
        password::check(password, name, self.settings.breached.as_ref())?;
        Ok(password::hash(password, &*self.chance))
    }

    fn draw(&self, prefix: &str) -> Drawn {
        Drawn::new(&*self.chance, prefix)
    }
}
