//! How well records are, as the policy scores their kind.

use serde::Serialize;
use tollgate_core::failure::{HealthScore, health_of};
use tollgate_core::policy::{Health, Policy};
use tollgate_core::state::Record;
use tollgate_core::time::Timestamp;
use utoipa::ToSchema;

use super::rows::{Around, LINKS, NOTHING};
use super::story::SeenView;
use crate::access::mask::{MASKED, Mask};
use crate::ports::{Read, StoreError};

/// How well a record is: a score from weighted signals.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HealthView {
    /// 0 to 100; `null` where every signal is stale or unknown.
    pub score: Option<f64>,
    /// `green`, `yellow`, `red` or `unknown`.
    pub band: &'static str,
    /// Each signal with its value; `null` where that is stale or unknown, and its weight went to the others.
    pub signals: Vec<SeenView>,
}

/// The health of each of `records` at `now`, in that order, without what `mask` hides; `None` where the policy does not score the kind.
///
/// # Errors
/// The store did not answer.
pub fn healths(
    store: &dyn Read,
    policy: &Policy,
    records: &[Record],
    now: Timestamp,
    mask: &Mask,
) -> Result<Vec<Option<HealthView>>, StoreError> {
    let scored = |record: &Record| policy.healths.get(&record.key.kind);
    if !records.iter().any(|record| scored(record).is_some()) {
        return Ok(vec![None; records.len()]);
    }
    let around = Around::new(store, policy)?;
    let rows = around.of_records(records, std::iter::empty(), |record| match scored(record) {
        Some(_) => LINKS,
        None => NOTHING,
    })?;
    let view = |record: &Record| {
        let score = health_of(policy, &rows, record, now)?;
        Some(view(scored(record)?, score, mask))
    };
    Ok(records.iter().map(view).collect())
}

fn view(health: &Health, score: HealthScore, mask: &Mask) -> HealthView {
    let signals = health.signals.iter().zip(score.signals);
    let signals = signals.map(|(signal, seen)| {
        let mut reads = signal.value.reads().iter();
        let is_hidden = reads.any(|read| mask.hides(&read.name));
        let seen = SeenView::from(seen);
        let value = seen.value.map(|value| match is_hidden {
            true => MASKED.to_owned(),
            false => value,
        });
        SeenView { value, ..seen }
    });
    HealthView {
        score: score.score,
        band: score.band.as_str(),
        signals: signals.collect(),
    }
}
