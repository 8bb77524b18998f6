//! The policy in force as data: what there is to choose, and what it is called. Its text is another matter.

mod escalations;
mod gates;
mod kinds;
mod people;
mod points;

use serde::Serialize;
use tollgate_core::policy::Policy;
use utoipa::ToSchema;

use escalations::EscalationView;
use gates::GateRulesView;
use kinds::KindView;
use people::{AgreedQueueView, CalendarView, TeamView};
use points::{AgreedPointView, PlaybookView};

use super::matrix::in_order;

/// What was agreed: a policy at one revision.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgreedView {
    /// The revision; 0 for a policy that was never published.
    pub revision: u32,
    /// The workspace.
    pub workspace: WorkspaceView,
    /// The kinds of record.
    pub kinds: Vec<KindView>,
    /// The handoff points, in the order in which a customer meets them.
    pub points: Vec<AgreedPointView>,
    /// The ladders that are climbed as promises run out.
    pub escalations: Vec<EscalationView>,
    /// What guards the stages.
    pub gates: Vec<GateRulesView>,
    /// The teams.
    pub teams: Vec<TeamView>,
    /// The queues.
    pub queues: Vec<AgreedQueueView>,
    /// The calendars.
    pub calendars: Vec<CalendarView>,
    /// The playbooks.
    pub playbooks: Vec<PlaybookView>,
}

/// A workspace: one company's handoffs and one line of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkspaceView {
    /// The short name.
    pub id: String,
    /// The name on screen.
    pub title: String,
    /// The zone in which days begin.
    pub zone: String,
    /// ISO 4217 code of all amounts.
    pub currency: String,
    /// Month 1 to 12 in which the fiscal year starts.
    pub fiscal_year_starts: u8,
}

/// What `policy` says.
pub fn agreed(policy: &Policy) -> AgreedView {
    AgreedView {
        revision: policy.revision,
        workspace: workspace(policy),
        kinds: policy.kinds.values().map(KindView::from).collect(),
        points: in_order(policy)
            .into_iter()
            .map(|point| AgreedPointView::new(policy, point))
            .collect(),
        escalations: policy
            .escalations
            .values()
            .map(EscalationView::from)
            .collect(),
        gates: policy
            .gates
            .values()
            .map(|gate| GateRulesView::new(policy, gate))
            .collect(),
        teams: policy.teams.values().map(TeamView::from).collect(),
        queues: policy.queues.values().map(AgreedQueueView::from).collect(),
        calendars: policy
            .calendars
            .iter()
            .map(|(id, rules)| CalendarView::new(id, rules))
            .collect(),
        playbooks: policy.playbooks.values().map(PlaybookView::from).collect(),
    }
}

/// The workspace that `policy` governs.
pub fn workspace(policy: &Policy) -> WorkspaceView {
    let workspace = &policy.workspace;
    WorkspaceView {
        id: workspace.id.to_string(),
        title: workspace.title.to_string(),
        zone: workspace.zone.iana_name().unwrap_or("UTC").to_owned(),
        currency: workspace.currency.to_string(),
        fiscal_year_starts: workspace.fiscal_year_starts,
    }
}

/// The names of the fields in `slots`.
fn names(kind: &tollgate_core::policy::Kind, slots: &[u16]) -> Vec<String> {
    let fields = slots.iter().map(|slot| kind.field(*slot));
    fields.map(|field| field.name.to_string()).collect()
}
