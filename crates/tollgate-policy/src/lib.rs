//! The policy language: text into a checked [`Policy`](tollgate_core::policy::Policy), with every problem named and
//! placed.
//!
//! [`source`] is the text; `yaml` makes trees of it, `syntax` documents, `lower` the core's types with every name
//! resolved and every condition ([`cel`]) compiled; `check` then looks for what cannot be meant.

pub mod calendar;
pub mod cel;
mod check;
mod diagnostic;
pub mod diff;
pub mod ical;
mod load;
mod lower;
mod schema;
mod source;
mod suggest;
mod syntax;
pub mod trial;
mod yaml;

pub use diagnostic::{Diagnostic, Severity};
pub use diff::{Change, diff};
pub use load::{Checked, load, load_dir, load_earlier};
pub use schema::schema;
pub use source::{ReadError, Source};
