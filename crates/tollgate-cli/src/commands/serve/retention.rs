//! The thread that forgets what the policy no longer keeps.

use std::error::Error as _;
use std::sync::{Arc, Weak};
use std::time::Duration;

use miette::IntoDiagnostic;
use tollgate_service::accounts::Chance as _;
use tollgate_service::erasure::Forget;
use tollgate_service::live::{Clock, Live};
use tollgate_service::loops::retention::Retention;
use tollgate_service::ports::Store as _;
use tollgate_store::WorkspaceStore;

use crate::commands::chance::Machine;

/// How long the thread waits before it looks at the policy and the time again.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Forgets on a thread of its own, until the workspace is out of service.
///
/// # Errors
/// The store gives no further handle.
pub(super) fn forget(
    live: &Arc<Live<WorkspaceStore>>,
    store: &WorkspaceStore,
    clock: &Arc<dyn Clock>,
) -> miette::Result<()> {
    let mut forgetting = Forgetting {
        live: Arc::downgrade(live),
        retention: Retention::new(store.another().into_diagnostic()?),
        clock: Arc::clone(clock),
    };
    let thread = std::thread::Builder::new().name("retention".to_owned());
    thread
        .spawn(move || {
            while forgetting.look().is_some() {
                std::thread::sleep(LOOK_EVERY);
            }
        })
        .into_diagnostic()?;
    Ok(())
}

struct Forgetting {
    live: Weak<Live<WorkspaceStore>>,
    retention: Retention<WorkspaceStore>,
    clock: Arc<dyn Clock>,
}

impl Forgetting {
    /// Forgets what there is to forget; `None` once the workspace is out of service.
    fn look(&mut self) -> Option<()> {
        let policy = self.live.upgrade()?.policy();
        let at = self.clock.now();
        if !self.retention.is_due(&policy, at) {
            return Some(());
        }
        let order = Forget {
            at,
            salt: Machine.draw(),
            key: Machine.draw(),
        };
        match self.retention.look(&policy, &order) {
            Ok(swept) if swept.forgotten.is_empty() => {}
            Ok(swept) => {
                let (records, entries) = (swept.forgotten.len(), swept.entries);
                tracing::info!(
                    records,
                    entries,
                    "what the policy no longer keeps was forgotten"
                );
            }
            Err(fault) => {
                let cause = fault.source().map(ToString::to_string);
                tracing::error!(cause, "what is no longer kept is not forgotten: {fault}");
            }
        }
        Some(())
    }
}
