//! The door: the entrance to the workspace, where the service is reached, and who else may say who somebody is.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tollgate_core::time::Timestamp;
use tollgate_service::accounts::{Entrance, Federated, Refusal};
use tollgate_service::ports::identity::IdentityProvider;

use crate::app::App;
use crate::origin::Origin;
use crate::problem::Problem;

/// Passwords that are hashed at once: each takes 19 MiB and a processor for a while, which is what whoever guesses is to
/// pay for, and not everybody else.
const AT_ONCE: usize = 4;

/// How people come in.
#[derive(Clone, Debug)]
pub struct Door {
    pub(crate) entrance: Arc<Entrance>,
    pub(crate) origin: Origin,
    pub(crate) provider: Option<Provider>,
    turns: Arc<Semaphore>,
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
    /// The door of `entrance` at `origin`.
    pub fn new(entrance: Arc<Entrance>, origin: Origin, provider: Option<Provider>) -> Self {
        Self {
            entrance,
            origin,
            provider,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// Asks the entrance, on a thread that may wait, and when it is this one's turn.
pub(crate) async fn enter<T: Send + 'static>(
    app: &App,
    ask: impl FnOnce(&Entrance, Timestamp) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Problem> {
    let door = app.door()?;
    let turn = Arc::clone(&door.turns).acquire_owned().await;
    let (entrance, now) = (Arc::clone(&door.entrance), app.now());
    let asked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        ask(&entrance, now)
    });
    Ok(asked.await.map_err(|_| Problem::internal())??)
}
