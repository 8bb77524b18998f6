//! Who is asking.

use serde::Serialize;
use tollgate_service::queries::WorkspaceView;
use utoipa::ToSchema;

/// Who is asking, and what they may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeView {
    /// Who the ledger names: the person, or a system's name.
    pub name: String,
    /// The person in the policy; `null` for a system.
    pub person: Option<String>,
    /// That person's name on screen, where the policy knows them.
    pub person_name: Option<String>,
    /// What they are here.
    pub role: &'static str,
    /// What the table of roles, and the scopes of a token, let them do.
    pub may: Vec<&'static str>,
    /// The zone in which whoever is signed in reads times; `null` for that of their browser, and for a token.
    pub zone: Option<String>,
    /// There is no account and no token yet, so whoever is on this machine may do everything.
    pub open: bool,
    /// Where they are.
    pub workspace: WorkspaceView,
}
