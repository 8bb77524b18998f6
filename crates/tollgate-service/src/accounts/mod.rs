//! People who sign in: accounts, passwords, second factors, sessions and links that are good once.
//!
//! [`Entrance`] is the use case. The rules beside it are pure: [`password`], [`lockout`], [`totp`], [`recovery`] and
//! [`session`] look at what is kept and at the instant that they are given, and say what follows. What is kept, a store
//! keeps by [`ports::accounts`](crate::ports::accounts).

mod account;
pub mod breached;
mod entrance;
pub mod lockout;
mod once;
pub mod password;
pub mod recovery;
mod secret;
pub mod session;
pub mod totp;

pub use account::{Account, Identity, name_of};
pub use entrance::{
    Chosen, Entrance, EntranceSettings, Federated, Fresh, Invited, Keeper, NewAccount, NewToken,
    Refusal, SignIn, SignedIn, Whose, caller_with,
};
pub use once::{Once, Purpose};
pub use secret::{Chance, Drawn};
