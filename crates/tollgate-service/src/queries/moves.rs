//! How records move from stage to stage.

use serde::Serialize;
use tollgate_core::measure::{Moved, Moves, Place, Way, is_back};
use tollgate_core::policy::Policy;
use utoipa::ToSchema;

use super::period::{Asked, PeriodView};
use super::rows::{Seen, everything};
use crate::ports::{Read, StoreError};

/// How records moved from stage to stage.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MovesView {
    /// Which moves were counted, and as of when.
    pub period: PeriodView,
    /// Each way, those of one kind of record together.
    pub moves: Vec<MoveView>,
}

/// From one stage to another.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MoveView {
    /// Where from; `null` for a record with which a journey begins.
    pub from: Option<PlaceView>,
    /// Where to.
    pub to: PlaceView,
    /// True where it leads to an earlier stage.
    pub back: bool,
    /// How often.
    pub count: u64,
    /// How long half of them had stood in the stage that they left; microseconds. `null` where they left none.
    pub stood: Option<i64>,
    /// The share whose next move went back to an earlier stage.
    pub returned: f64,
    /// How many opened a handoff in the stage that they came to.
    pub handed: u64,
    /// At which handoff points, the most frequent first.
    pub points: Vec<OpenedView>,
    /// The gates that ask something of who enters the stage.
    pub gates: Vec<String>,
}

/// A stage of a kind of record.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceView {
    /// The kind.
    pub kind: String,
    /// The stage.
    pub stage: String,
}

/// Handoffs of a point that opened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OpenedView {
    /// The point.
    pub point: String,
    /// Its name on screen.
    pub title: String,
    /// How many moves led to one.
    pub count: u64,
}

/// How records moved in the period that `asked` for.
///
/// # Errors
/// The store did not answer.
pub fn moves(store: &dyn Read, policy: &Policy, asked: &Asked) -> Result<MovesView, StoreError> {
    let mut moves = Moves::within(asked.period);
    everything(store, policy, |seen| match seen {
        Seen::Handoff(handoff) => moves.observe_handoff(handoff),
        Seen::Record(kind, record) => moves.observe_record(kind, record),
    })?;
    let moves = moves.finish(policy).into_iter();
    Ok(MovesView {
        period: asked.view(policy),
        moves: moves.map(|(way, moved)| view(policy, way, moved)).collect(),
    })
}

fn view(policy: &Policy, (from, to): Way, moved: Moved) -> MoveView {
    let back = from.as_ref().is_some_and(|from| is_back(policy, from, &to));
    MoveView {
        back,
        count: moved.count,
        stood: moved.median(),
        returned: moved.returned as f64 / moved.count as f64,
        handed: moved.handed,
        points: opened(policy, &moved),
        gates: gates(policy, &to),
        from: from.map(PlaceView::from),
        to: to.into(),
    }
}

fn opened(policy: &Policy, moved: &Moved) -> Vec<OpenedView> {
    let title = |id| policy.points.get(id).map(|point| point.title.to_string());
    let opened = moved.points.iter().map(|(id, count)| OpenedView {
        point: id.to_string(),
        title: title(id).unwrap_or_else(|| id.to_string()),
        count: *count,
    });
    let mut opened: Vec<_> = opened.collect();
    opened.sort_by_key(|one| std::cmp::Reverse(one.count));
    opened
}

/// The gates that ask something of a record that enters `place`, beside what they ask of all.
fn gates(policy: &Policy, place: &Place) -> Vec<String> {
    let guards = policy.gates.values().filter(|gate| {
        let mut stages = gate.into.keys();
        gate.record == place.kind && stages.any(|stage| stage.as_str() == place.stage)
    });
    guards.map(|gate| gate.id.to_string()).collect()
}

impl From<Place> for PlaceView {
    fn from(place: Place) -> Self {
        Self {
            kind: place.kind.to_string(),
            stage: place.stage.to_string(),
        }
    }
}
