//! What is worth a look in a year that was played.

use tollgate_core::ids::{HandoffId, RecordRef};
use tollgate_core::state::{HandoffState, Situation};

/// Stories that show what Tollgate does. `None` where the year had no such story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sights {
    /// A handoff that was taken from a silent owner, and that somebody else brought to its end.
    pub taken_from_owner: Option<HandoffId>,
    /// A lead whose journey led to a customer who pays.
    pub journey: Option<RecordRef>,
}

impl Sights {
    /// Looks around in the rows of a year.
    pub fn of(rows: &Situation<'_>) -> Self {
        let taken = rows
            .handoffs()
            .filter(|handoff| handoff.state == HandoffState::Completed);
        let customers = rows
            .records()
            .filter(|record| record.key.kind.as_str() == "customer" && record.stage() == "live");
        Self {
            taken_from_owner: taken
                .max_by_key(|handoff| (handoff.declined.len(), handoff.id))
                .filter(|handoff| !handoff.declined.is_empty())
                .map(|handoff| handoff.id),
            journey: customers
                .map(|customer| &customer.journey)
                .find(|journey| journey.kind.as_str() == "lead")
                .cloned(),
        }
    }
}
