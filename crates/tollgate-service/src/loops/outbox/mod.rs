//! What goes out: the ledger, read by endpoints.
//!
//! [`Dispatcher::run_once`] claims an endpoint, reads what it has not received, sends it, and records what came of it.
//! What to do with a result is decided by [`Round`], which neither reads nor writes; who is told of an event is decided
//! by [`Filter`] and [`recipients`].
//!
//! Source: decision 0011.

mod dispatcher;
mod endpoint;
mod filter;
mod mail;
mod recipients;
mod round;
mod schedule;
mod stored;

pub use dispatcher::{Dispatcher, Settings};
pub use endpoint::{Endpoint, Target};
pub use filter::{Filter, is_bookkeeping};
pub use mail::message_id;
pub use recipients::recipients;
pub use round::Round;
pub use schedule::Schedule;
