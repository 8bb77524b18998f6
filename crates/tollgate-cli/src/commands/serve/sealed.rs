//! The workspace's secrets, before it is put in service: all of them open, and none is in the open where there is a key.

use std::sync::Arc;

use miette::IntoDiagnostic;
use tollgate_service::ports::secrets::{Reseal, Secrets as _};
use tollgate_service::seal::Seals;
use tollgate_store::WorkspaceStore;

/// The store, sealing by `seals`; what was kept in the open is sealed.
///
/// # Errors
/// A secret is sealed by a key that was not given. A service that went on without would tell nobody anything, or keep new
/// secrets worse than those before.
pub(super) fn sealed(store: WorkspaceStore, seals: &Arc<Seals>) -> miette::Result<WorkspaceStore> {
    let mut store = store.sealed_by(seals);
    for kept in store.secrets().into_diagnostic()? {
        store.secret(&kept.kind, &kept.name).into_diagnostic()?;
    }
    match store.reseal(Reseal::Open).into_diagnostic()? {
        0 => {}
        count => tracing::info!(count, "secrets that were kept in the open are sealed"),
    }
    match seals.present() {
        Some(key) => tracing::info!(%key, "secrets are sealed at rest"),
        None => tracing::warn!(
            "there is no key: secrets of endpoints, and the key of suppressions, are kept in the open in the database; `tollgate secrets key` makes one"
        ),
    }
    Ok(store)
}
