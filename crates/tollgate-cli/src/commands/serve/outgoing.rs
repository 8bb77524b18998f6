//! What goes out: the endpoints that are kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value as Json;
use tollgate_connectors::ConnectorSettings;
use tollgate_connectors::settings::EndpointText;
use tollgate_core::policy::Policy;
use tollgate_server::{Outgoing, Wrong};
use tollgate_service::live::Clock;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::outbox::{EndpointRow, Outbox, Place, Undeliverable, Undelivered};
use tollgate_store::WorkspaceStore;

use super::nudge::Nudge;

/// The endpoints of a workspace.
#[derive(Debug)]
pub(super) struct Endpoints {
    store: Mutex<WorkspaceStore>,
    settings: ConnectorSettings,
    clock: Arc<dyn Clock>,
    changed: Nudge,
}

impl Endpoints {
    /// The endpoints kept in `store`, checked by `settings`.
    pub(super) fn new(
        store: WorkspaceStore,
        settings: ConnectorSettings,
        clock: Arc<dyn Clock>,
        changed: Nudge,
    ) -> Self {
        Self {
            store: Mutex::new(store),
            settings,
            clock,
            changed,
        }
    }

    fn store(&self) -> MutexGuard<'_, WorkspaceStore> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Outgoing for Endpoints {
    fn endpoints(&self) -> Result<Vec<EndpointRow>, StoreError> {
        self.store().endpoints()
    }

    fn put(&self, text: Json, policy: &Policy) -> Result<Result<(), Vec<Wrong>>, StoreError> {
        let text: EndpointText = match serde_json::from_value(text) {
            Ok(text) => text,
            Err(fault) => return Ok(Err(vec![("body".to_owned(), fault.to_string())])),
        };
        let endpoint = match text.check(policy, &self.settings.guard) {
            Ok(endpoint) => endpoint,
            Err(problems) => {
                let wrong = problems
                    .into_iter()
                    .map(|problem| (problem.field, problem.says));
                return Ok(Err(wrong.collect()));
            }
        };
        self.store().put_endpoint(&endpoint, None)?;
        self.changed.give();
        Ok(Ok(()))
    }

    fn switch(&self, name: &str, enabled: bool) -> Result<bool, StoreError> {
        let is_known = self.store().switch_endpoint(name, enabled)?;
        self.changed.give();
        Ok(is_known)
    }

    fn remove(&self, name: &str) -> Result<bool, StoreError> {
        self.store().remove_endpoint(name)
    }

    fn undelivered(
        &self,
        name: &str,
        state: Undeliverable,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Vec<Undelivered>, StoreError> {
        self.store().undelivered(name, state, after, limit)
    }

    fn redeliver(&self, name: &str, place: Option<Place>) -> Result<u64, StoreError> {
        // By the clock that messages go out by.
        let messages = self.store().redeliver(name, place, self.clock.now())?;
        self.changed.give();
        Ok(messages)
    }
}
