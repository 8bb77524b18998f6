//! What goes out of the house: webhooks, e-mail, Slack.
//!
//! [`Connectors`] carries the dispatcher's messages. [`settings`] checks what an endpoint was set up with, [`guard`] keeps
//! requests out of private networks, [`words`] says what happened to people; each folder beside them is one kind of
//! endpoint.

mod carrier;
pub mod email;
pub mod guard;
mod http;
pub mod settings;
pub mod slack;
pub mod webhook;
pub mod words;

pub use carrier::{ConnectorSettings, Connectors, SetupError};
