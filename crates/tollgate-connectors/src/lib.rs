//! What goes out of the house: webhooks, e-mail, Slack.
//!
//! [`Connectors`] carries the dispatcher's messages. [`settings`] checks what an endpoint was set up with, [`guard`] keeps
//! requests out of private networks, [`words`] says what happened to people; each folder beside them is one kind of
//! endpoint. [`oidc`] asks a provider of identities who somebody is.
//!
//! A thread that may block runs the dispatcher, and looks again when it says so or when the ledger has grown:
//!
//! ```no_run
//! use tokio::runtime::Handle;
//! use tollgate_connectors::{ConnectorSettings, Connectors};
//! use tollgate_core::{policy::Policy, time::Timestamp};
//! use tollgate_service::loops::outbox::{Dispatcher, Settings};
//! use tollgate_service::ports::{Store, outbox::Outbox};
//!
//! fn dispatch<S: Store + Outbox>(
//!     store: &S,
//!     policy: &Policy,
//!     runtime: Handle,
//!     clock: &dyn Fn() -> Timestamp,
//!     wait: impl Fn(Option<Timestamp>),
//! ) -> Result<(), Box<dyn std::error::Error>> {
//!     let carrier = Connectors::new(runtime, &ConnectorSettings::default())?;
//!     let (outbox, ledger) = (store.another()?, store.another()?);
//!     let mut dispatcher = Dispatcher::new(outbox, ledger, carrier, Settings::default());
//!     loop {
//!         // The policy is the one in force; hand in the next one when it was published.
//!         wait(dispatcher.run_once(policy, clock)?);
//!     }
//! }
//! ```

mod carrier;
pub mod email;
pub mod guard;
mod http;
pub mod oidc;
pub mod settings;
pub mod slack;
pub mod webhook;
pub mod words;

pub use carrier::{ConnectorSettings, Connectors, SetupError, prepare_tls};
