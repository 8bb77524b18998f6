//! Writes into the ledger what a command did that auditors ask about.

use miette::{IntoDiagnostic, miette};
use tollgate_core::audit::Audit;
use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;
use tollgate_service::audit::note_in_force;
use tollgate_store::WorkspaceStore;

/// Whoever runs commands on the database itself.
pub(crate) fn operator() -> Actor {
    Actor::System("operator".into())
}

/// Writes `audit` down in the operator's name.
///
/// # Errors
/// The database cannot be written to, or no policy is in force there.
pub(crate) fn noted(store: &mut WorkspaceStore, audit: Audit) -> miette::Result<()> {
    let noted = note_in_force(store, operator(), audit).into_diagnostic()?;
    noted.map(drop).ok_or_else(|| {
        miette!("no policy is in force here yet: `tollgate serve` or `tollgate import` puts one in force")
    })
}

/// The instant at hand, by the machine's clock.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_jiff(jiff::Timestamp::now())
}
