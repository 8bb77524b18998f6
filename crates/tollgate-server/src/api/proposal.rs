//! Proposals: policies that wait for a second person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tollgate_service::preview::ChangeView;
use tollgate_service::proposal::Proposal;
use utoipa::ToSchema;

/// A policy that waits for a second person, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposalView {
    /// The place of its entry in the ledger.
    pub id: u64,
    /// `waiting`, `outdated` (another revision came into force meanwhile: propose it again), `approved`, `declined` or
    /// `withdrawn`.
    pub state: &'static str,
    /// The revision that it was made against. Approved, it becomes the next one.
    pub base: u32,
    /// What it does to the handoffs that are open: `pin`, `migrate` or `reevaluate`.
    pub open: &'static str,
    /// SHA-256 of its text, in hexadecimal.
    pub digest: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: String,
    /// Who approved, declined or withdrew it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<String>,
    /// Why it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is different from the policy in force, in a stable order; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<ChangeView>>,
    /// Its files; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<BTreeMap<String, String>>,
}

/// Why a proposal is declined.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineProposal {
    /// What whoever proposed it should know.
    pub reason: String,
}

impl ProposalView {
    /// The proposal while the revision `in_force` is, without its files.
    pub(crate) fn new(proposal: &Proposal, in_force: u32) -> Self {
        let resolved = proposal.resolved.as_ref();
        let state = match resolved {
            Some(resolved) => resolved.how.as_str(),
            None if proposal.base == in_force => "waiting",
            None => "outdated",
        };
        Self {
            id: proposal.id,
            state,
            base: proposal.base,
            open: proposal.open.as_str(),
            digest: proposal.digest().to_string(),
            proposed_by: proposal.by.name().to_owned(),
            proposed_at: proposal.at.to_string(),
            resolved_by: resolved.map(|it| it.by.name().to_owned()),
            resolved_at: resolved.map(|it| it.at.to_string()),
            reason: resolved.and_then(|it| it.says.clone()),
            changes: None,
            files: None,
        }
    }
}
