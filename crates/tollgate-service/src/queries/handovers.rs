//! Who hands over to whom.

use serde::Serialize;
use tollgate_core::measure::{HandoverMatrix, Handovers, Period};
use tollgate_core::policy::Policy;
use utoipa::ToSchema;

use super::rows::{Seen, everything};
use crate::ports::{Read, StoreError};

/// Who handed over to whom.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HandoverView {
    /// Journeys, with or without a handover; of a period, those that began or were handed over in it.
    pub journeys: u64,
    /// Handovers per journey; `null` where there is no journey.
    pub mean: Option<f64>,
    /// Pairs of people, the most frequent first.
    pub pairs: Vec<PairView>,
}

/// A pair of people.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PairView {
    /// Who handed over.
    pub from: String,
    /// Who took over.
    pub to: String,
    /// How often.
    pub count: u64,
    /// How often by way of a handoff, so that a handoff point governed it.
    pub governed: u64,
    /// How often per journey.
    pub mean: f64,
}

/// Who handed over to whom in `period`; of all handoffs and records that there are.
///
/// # Errors
/// The store did not answer.
pub fn handovers(
    store: &dyn Read,
    policy: &Policy,
    period: Period,
) -> Result<HandoverView, StoreError> {
    let mut handovers = Handovers::within(period);
    everything(store, policy, |seen| match seen {
        Seen::Handoff(handoff) => handovers.observe_handoff(handoff),
        Seen::Record(kind, record) => handovers.observe_record(kind, record),
    })?;
    Ok(handovers.finish().into())
}

impl From<HandoverMatrix> for HandoverView {
    fn from(matrix: HandoverMatrix) -> Self {
        let mut pairs: Vec<_> = matrix
            .pairs
            .iter()
            .map(|(pair @ (from, to), count)| PairView {
                from: from.to_string(),
                to: to.to_string(),
                count: *count,
                governed: matrix.governed.get(pair).copied().unwrap_or(0),
                mean: *count as f64 / matrix.journeys as f64,
            })
            .collect();
        // Equal counts stay in the order of the names.
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.count));
        Self {
            journeys: matrix.journeys,
            mean: matrix.mean(),
            pairs,
        }
    }
}
