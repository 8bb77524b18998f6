//! What the server needs of whoever sees to what goes out.

use std::fmt;

use serde_json::Value as Json;
use tollgate_core::policy::Policy;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::outbox::{EndpointRow, Place, Undeliverable, Undelivered};

/// Something that is wrong with an endpoint's settings: where, and what to do.
pub type Wrong = (String, String);

/// A workspace's endpoints, kept and checked.
pub trait Outgoing: Send + Sync + fmt::Debug {
    /// Every endpoint, in the order of the names.
    ///
    /// # Errors
    /// The store did not answer.
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError>;

    /// Adds or replaces the endpoint that `text` sets up; every problem where there is any, and nothing is kept then.
    ///
    /// # Errors
    /// The store did not answer.
    fn put(&self, text: Json, policy: &Policy) -> Result<Result<(), Vec<Wrong>>, StoreError>;

    /// Says whether an endpoint is told anything, and leaves its settings as they are; false when there is none of this name.
    ///
    /// # Errors
    /// The store did not answer.
    fn switch(&self, name: &str, enabled: bool) -> Result<bool, StoreError>;

    /// Removes an endpoint and all that it did not receive; false when there is none of this name.
    ///
    /// # Errors
    /// The store did not answer.
    fn remove(&self, name: &str) -> Result<bool, StoreError>;

    /// What the endpoint `name` did not receive, at most `limit` after `after`.
    ///
    /// # Errors
    /// The store did not answer.
    fn undelivered(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError>;

    /// Has dead letters sent again at once: the one at `place`, or all. How many there were.
    ///
    /// # Errors
    /// The store did not answer.
    fn redeliver(&self, name: &str, place: Option<Place>) -> Result<u64, StoreError>;
}
