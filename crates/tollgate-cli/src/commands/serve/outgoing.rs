//! What goes out: the endpoints that are kept, and the thread that serves them.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use miette::IntoDiagnostic;
use serde_json::Value as Json;
use tollgate_connectors::settings::EndpointText;
use tollgate_connectors::{ConnectorSettings, Connectors};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_server::{Outgoing, Wrong};
use tollgate_service::live::{Clock, Live};
use tollgate_service::loops::outbox::{Dispatcher, Settings};
use tollgate_service::ports::outbox::{EndpointRow, Outbox, Place, Undeliverable, Undelivered};
use tollgate_service::ports::{Store, StoreError};
use tollgate_store::WorkspaceStore;

/// The longest that the thread waits before it looks again, for what other processes and people have changed.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The endpoints of a workspace.
#[derive(Debug)]
pub(super) struct Endpoints {
    store: Mutex<WorkspaceStore>,
    settings: ConnectorSettings,
    changed: Sender<()>,
}

/// Tells the dispatching thread that there may be something to do.
pub(super) type Nudge = Sender<()>;

/// Where nudges arrive.
#[derive(Debug)]
pub(super) struct Nudges(Receiver<()>);

/// A way to nudge the dispatching thread, and what it listens to.
pub(super) fn nudges() -> (Nudge, Nudges) {
    let (nudge, nudged) = channel();
    (nudge, Nudges(nudged))
}

impl Endpoints {
    /// The endpoints kept in `store`, checked by `settings`.
    pub(super) fn new(store: WorkspaceStore, settings: ConnectorSettings, changed: Nudge) -> Self {
        Self {
            store: Mutex::new(store),
            settings,
            changed,
        }
    }

    fn store(&self) -> MutexGuard<'_, WorkspaceStore> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn nudge(&self) {
        // A thread that has ended serves nobody any more.
        let _ = self.changed.send(());
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
        self.nudge();
        Ok(Ok(()))
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

    fn redeliver(
        &self,
        name: &str,
        place: Option<Place>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let messages = self.store().redeliver(name, place, now)?;
        self.nudge();
        Ok(messages)
    }
}

/// Serves the endpoints on a thread of its own, until nobody can nudge it any more.
///
/// # Errors
/// The store gives no further handle, or requests cannot be made.
pub(super) fn dispatch(
    live: &Arc<Live<WorkspaceStore>>,
    store: &WorkspaceStore,
    settings: &ConnectorSettings,
    clock: Arc<dyn Clock>,
    nudges: Nudges,
) -> miette::Result<()> {
    let carrier = Connectors::new(tokio::runtime::Handle::current(), settings).into_diagnostic()?;
    let (outbox, ledger) = (
        store.another().into_diagnostic()?,
        store.another().into_diagnostic()?,
    );
    let mut dispatcher = Dispatcher::new(outbox, ledger, carrier, Settings::default());
    let live = Arc::downgrade(live);
    let serve = move || {
        while let Some(live) = live.upgrade() {
            let policy = live.policy();
            drop(live);
            let now = clock.now();
            let wait = match dispatcher.run_once(&policy, &|| clock.now()) {
                Ok(next) => next.map_or(LOOK_EVERY, |next| until(next, now)),
                Err(fault) => {
                    let cause = std::error::Error::source(&fault).map(ToString::to_string);
                    tracing::error!(cause, "endpoints are not served: {fault}");
                    LOOK_EVERY
                }
            };
            if wait.is_zero() {
                continue;
            }
            if nudges.0.recv_timeout(wait) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    };
    let thread = std::thread::Builder::new().name("outbox".to_owned());
    thread.spawn(serve).map(drop).into_diagnostic()
}

/// How long from `now` until `next`, within what the thread waits at most.
fn until(next: Timestamp, now: Timestamp) -> Duration {
    let micros = u64::try_from(next.since(now)).unwrap_or(0);
    Duration::from_micros(micros).min(LOOK_EVERY)
}
