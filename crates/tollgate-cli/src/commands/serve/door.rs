//! The door of the service, and the link for the first who comes in by it.

use std::sync::Arc;

use miette::IntoDiagnostic;
use tokio::runtime::Handle;
use tollgate_connectors::oidc::Oidc;
use tollgate_core::time::Timestamp;
use tollgate_server::{Door, Provider};
use tollgate_service::accounts::Entrance;
use tollgate_store::WorkspaceStore;

use super::super::chance::Machine;
use super::settings::Settings;
use super::sign_in_settings::SignInSettings;

/// The door to what `store` keeps, on a thread of a runtime.
///
/// # Errors
/// The provider of identities cannot be used.
pub(super) fn door(
    store: WorkspaceStore,
    settings: &Settings,
) -> miette::Result<(Door, Arc<Entrance>)> {
    let (settings, over_tls) = (&settings.sign_in, settings.listening.tls.is_some());
    let entrance = Entrance::new(store, Arc::new(Machine), settings.entrance.clone());
    let entrance = Arc::new(entrance);
    let provider = settings.oidc.as_ref().map(|(oidc, rules)| {
        let identities = Oidc::new(Handle::current(), oidc.clone()).into_diagnostic()?;
        Ok::<_, miette::Report>(Provider {
            identities: Arc::new(identities),
            rules: rules.clone(),
        })
    });
    let origin = match over_tls {
        true => settings.origin.clone().secure(),
        false => settings.origin.clone(),
    };
    let door = Door::new(Arc::clone(&entrance), origin, provider.transpose()?);
    Ok((door, entrance))
}

/// Logs the link with which the first account is made, while there is none. A database that takes no writes is no reason not to
/// serve: those who have tokens go on.
pub(super) fn log_first_link(
    entrance: &Entrance,
    settings: &SignInSettings,
    here: &str,
    now: Timestamp,
) {
    let secret = match entrance.first_link(now) {
        Ok(Some(secret)) => secret,
        Ok(None) => return,
        Err(fault) => {
            tracing::warn!("there is no link for the first account: {fault}; start again for one");
            return;
        }
    };
    let base = settings.origin.address().unwrap_or(here);
    tracing::warn!(
        "there are no accounts: make the first, an administrator, at {base}/enter#setup={} within an hour; the link is good once",
        secret.reveal()
    );
}
