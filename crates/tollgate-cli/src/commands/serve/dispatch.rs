//! The threads that serve endpoints.

use std::error::Error as _;
use std::sync::{Arc, Weak};
use std::time::Duration;

use miette::IntoDiagnostic;
use tollgate_connectors::{ConnectorSettings, Connectors};
use tollgate_core::time::Timestamp;
use tollgate_service::live::{Clock, Live};
use tollgate_service::loops::outbox::{Dispatcher, Settings};
use tollgate_service::ports::Store as _;
use tollgate_store::WorkspaceStore;

use super::nudge::Nudges;

/// Endpoints that are served at once: one that hangs holds up a thread until it is given up.
const AT_ONCE: usize = 4;
/// The longest that a thread waits before it looks again, for what other processes and people have changed.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Serves the endpoints on threads of their own, until nobody can nudge them any more.
///
/// # Errors
/// The store gives no further handles, or requests cannot be made.
pub(super) fn dispatch(
    live: &Arc<Live<WorkspaceStore>>,
    store: &WorkspaceStore,
    settings: &ConnectorSettings,
    clock: &Arc<dyn Clock>,
    nudges: &Nudges,
) -> miette::Result<()> {
    for _ in 0..AT_ONCE {
        let carrier = Connectors::new(tokio::runtime::Handle::current(), settings);
        let handle = || store.another().into_diagnostic();
        let (outbox, ledger, carrier) = (handle()?, handle()?, carrier.into_diagnostic()?);
        let serving = Serving {
            live: Arc::downgrade(live),
            dispatcher: Dispatcher::new(outbox, ledger, carrier, Settings::default()),
            clock: Arc::clone(clock),
            nudges: nudges.clone(),
        };
        let thread = std::thread::Builder::new().name("outbox".to_owned());
        thread.spawn(|| serving.run()).into_diagnostic()?;
    }
    Ok(())
}

/// What one thread serves with.
struct Serving {
    live: Weak<Live<WorkspaceStore>>,
    dispatcher: Dispatcher<WorkspaceStore, WorkspaceStore, Connectors>,
    clock: Arc<dyn Clock>,
    nudges: Nudges,
}

impl Serving {
    fn run(mut self) {
        while let Some(wait) = self.look() {
            if !wait.is_zero() && !self.nudges.listen(wait) {
                return;
            }
        }
    }

    /// Serves an endpoint, where there is something to do; how long there is nothing more. `None` once the workspace is out
    /// of service.
    fn look(&mut self) -> Option<Duration> {
        let policy = self.live.upgrade()?.policy();
        let now = self.clock.now();
        match self.dispatcher.run_once(&policy, &|| self.clock.now()) {
            Ok(next) => Some(next.map_or(LOOK_EVERY, |next| until(next, now))),
            Err(fault) => {
                let cause = fault.source().map(ToString::to_string);
                tracing::error!(cause, "endpoints are not served: {fault}");
                Some(LOOK_EVERY)
            }
        }
    }
}

/// How long from `now` until `next`, within what a thread waits at most.
fn until(next: Timestamp, now: Timestamp) -> Duration {
    let micros = u64::try_from(next.since(now)).unwrap_or(0);
    Duration::from_micros(micros).min(LOOK_EVERY)
}
