//! The door of a workspace, and the link for the first who comes in by it.

use std::sync::Arc;

use miette::IntoDiagnostic;
use tokio::runtime::Handle;
use tollgate_connectors::oidc::Oidc;
use tollgate_core::time::Timestamp;
use tollgate_server::{Door, Origin, Provider, path_of};
use tollgate_service::accounts::Entrance;
use tollgate_store::WorkspaceStore;

use super::super::chance::Machine;
use super::open::Opened;
use super::settings::Settings;

/// How people come into a workspace.
pub(super) struct Entry {
    pub(super) door: Door,
    pub(super) origin: Origin,
    pub(super) entrance: Arc<Entrance>,
}

/// The entry to what `store` keeps, on a thread of a runtime. The first workspace is entered at the root, every other below its
/// path.
///
/// # Errors
/// The provider of identities cannot be used.
pub(super) fn entry(
    store: WorkspaceStore,
    settings: &Settings,
    is_first: bool,
) -> miette::Result<Entry> {
    let (settings, over_tls) = (&settings.sign_in, settings.listening.tls.is_some());
    let name = store.name().to_owned();
    let entrance = Entrance::new(store, Arc::new(Machine), settings.entrance.clone());
    let entrance = Arc::new(entrance);
    let provider = settings.oidc.as_ref().map(|(oidc, rules)| {
        let identities = Oidc::new(Handle::current(), oidc.clone()).into_diagnostic()?;
        Ok::<_, miette::Report>(Provider {
            identities: Arc::new(identities),
            rules: rules.clone(),
        })
    });
    let origin = match is_first {
        true => settings.origin.clone(),
        false => settings.origin.clone().below(&path_of(&name)),
    };
    let origin = if over_tls { origin.secure() } else { origin };
    let kept = Arc::clone(&entrance);
    let door = Door::new(&name, kept, origin.clone(), provider.transpose()?);
    Ok(Entry {
        door,
        origin,
        entrance,
    })
}

/// Logs the link with which the first account is made, while there is none. A database that takes no writes is no reason not to
/// serve: those who have tokens go on.
pub(super) fn log_first_link(opened: &Opened, here: &str, now: Timestamp) {
    let workspace = opened.name.as_str();
    let secret = match opened.entrance.first_link(now) {
        Ok(Some(secret)) => secret,
        Ok(None) => return,
        Err(fault) => {
            tracing::warn!(
                workspace,
                "there is no link for the first account: {fault}; start again for one"
            );
            return;
        }
    };
    let base = opened.origin.base_from(here);
    tracing::warn!(
        workspace,
        "there are no accounts: make the first, an administrator, at {base}/enter#setup={} within an hour; the link is good once",
        secret.reveal()
    );
}
