//! The door: the entrance to the workspace, where the service is reached, and who else may say who somebody is.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tollgate_core::time::Timestamp;
use tollgate_service::accounts::{Entrance, Federated, Refusal};
use tollgate_service::ports::identity::IdentityProvider;

use crate::app::App;
use crate::cookie::Jar;
use crate::origin::Origin;
use crate::problem::Problem;

/// Passwords that are hashed at once: each takes 19 MiB and a processor for a while, which is what whoever guesses is to
/// pay for, and not everybody else.
const AT_ONCE: usize = 4;
/// Whose turn it is. All workspaces of a process wait here, as they share its memory and its processors.
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// How people come in.
#[derive(Clone, Debug)]
pub struct Door {
    pub(crate) entrance: Arc<Entrance>,
    pub(crate) origin: Origin,
    pub(crate) provider: Option<Provider>,
    pub(crate) jar: Jar,
}

/// A provider of identities, and whom it may bring.
#[derive(Clone, Debug)]
pub struct Provider {
    /// The provider.
    pub identities: Arc<dyn IdentityProvider>,
    /// Who may come in by its word.
    pub rules: Federated,
}

impl Door {
    /// The door of `workspace` at `origin`: what lies behind it is kept by `entrance`.
    pub fn new(
        workspace: &str,
        entrance: Arc<Entrance>,
        origin: Origin,
        provider: Option<Provider>,
    ) -> Self {
        Self {
            jar: Jar::new(workspace, &origin),
            entrance,
            origin,
            provider,
        }
    }
}

/// Asks the entrance, on a thread that may wait, and when it is this one's turn.
pub(crate) async fn enter<T: Send + 'static>(
    app: &App,
    ask: impl FnOnce(&Entrance, Timestamp) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Problem> {
    let (entrance, now) = (Arc::clone(&app.door()?.entrance), app.now());
    let turn = TURNS.acquire().await;
    let asked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        ask(&entrance, now)
    });
    Ok(asked.await.map_err(|_| Problem::internal())??)
}
