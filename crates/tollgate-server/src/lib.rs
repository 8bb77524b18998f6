//! The HTTP server: `/v1` for other systems and the console, and what an operator looks at.
//!
//! [`router`] is the table of contents; a handler takes a request apart, calls one use case, and puts the answer
//! together. [`api`] are the JSON forms, [`Problem`] is how everything that goes wrong is told.

pub mod api;
mod app;
mod audited;
mod caller;
mod console;
mod cookie;
mod demo;
mod door;
mod escaped;
mod feed;
mod front;
mod handlers;
mod headers;
mod kept;
mod lately;
mod limits;
mod listen;
mod metrics;
mod offered;
mod origin;
mod outgoing;
mod parts;
mod problem;
mod purpose;
mod rates;
mod reports;
mod router;
mod sent;
mod serve;
mod signed_in;
mod version;
mod warm;
mod watched;

pub use app::{App, Settings};
pub use caller::{Access, NoTokens, TokenBook};
pub use demo::{Demo, Make, Tell};
pub use door::{Door, Provider};
pub use feed::Feed;
pub use front::{Front, path_of};
pub use limits::Limits;
pub use listen::{Listening, Tls, TlsError};
pub use origin::Origin;
pub use outgoing::{Outgoing, Wrong};
pub use problem::Problem;
pub use rates::{Rate, Rates};
pub use router::{openapi, router};
pub use serve::{serve, serve_on};
