//! How records move from stage to stage: how often, how long they stood where they came from, and what was handed over there.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::Period;
use super::chains::{Chain, Chains};
use super::percentile::percentile;
use crate::ids::{PointId, RecordKind, RecordRef};
use crate::keyed::Keyed;
use crate::policy::{Kind, Policy, STAGE};
use crate::state::{Handoff, Record};
use crate::time::Timestamp;

/// Collects the stages in which each record of each journey was, and when its handoffs opened.
#[derive(Clone, Debug)]
pub struct Moves {
    period: Period,
    stages: Chains<SmolStr>,
    opened: Keyed<RecordRef, Vec<(Timestamp, PointId)>>,
}

/// A stage of a kind of record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The kind.
    pub kind: RecordKind,
    /// The stage.
    pub stage: SmolStr,
}

/// From where to where; from nowhere for a record with which a journey begins.
pub type Way = (Option<Place>, Place);

/// What moved one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How often.
    pub count: u64,
    /// How often the record's next move went back to an earlier stage.
    pub returned: u64,
    /// How often a handoff of some point opened while the record was in the stage that it came to.
    pub handed: u64,
    /// The same by point.
    pub points: BTreeMap<PointId, u64>,
    /// How long each had been in the stage that it left; microseconds, ascending.
    stood: Vec<i64>,
}

/// A record came from one stage into another.
struct Step {
    /// Where it stood before, and since when.
    from: Option<(Place, Timestamp)>,
    to: Place,
    at: Timestamp,
    /// When it went on, and where to.
    next: Option<(Timestamp, Place)>,
}

impl Moves {
    /// Collects what moved within `period`.
    pub fn within(period: Period) -> Self {
        Self {
            period,
            stages: Chains::default(),
            opened: Keyed::default(),
        }
    }

    /// Notes when the handoff opened.
    pub fn observe_handoff(&mut self, handoff: &Handoff) {
        let opened = self.opened.entry(handoff.record.clone()).or_default();
        opened.push((handoff.opened_at, handoff.point.clone()));
    }

    /// Notes the stages in which the record was.
    pub fn observe_record(&mut self, kind: &Kind, record: &Record) {
        let stage = &kind.field(STAGE).name;
        self.stages
            .observe_record(record, stage, |value| value.as_text().cloned());
    }

    /// Adds what another one collected.
    pub fn merge(&mut self, other: Self) {
        self.stages.merge(other.stages);
        for (record, mut more) in other.opened {
            self.opened.entry(record).or_default().append(&mut more);
        }
    }

    /// What moved each way. A journey's next record comes from the stage in which the one before it stood then.
    pub fn finish(self, policy: &Policy) -> BTreeMap<Way, Moved> {
        let mut moves = BTreeMap::<Way, Moved>::new();
        for chains in self.stages.finish() {
            for (place, chain) in chains.iter().enumerate() {
                let before = place.checked_sub(1).map(|before| &chains[before]);
                let opened = self.opened.get(&chain.record);
                let opened = opened.map_or(&[][..], Vec::as_slice);
                let steps = steps(before, chain).into_iter();
                for step in steps.filter(|step| self.period.contains(step.at)) {
                    let moved = moves.entry(step.way()).or_default();
                    moved.add(policy, &step, opened);
                }
            }
        }
        let all = moves.values_mut();
        all.for_each(|moved| moved.stood.sort_unstable());
        moves
    }
}

/// The steps of a record; the first from where the one `before` it in the journey stood.
fn steps(before: Option<&Chain<SmolStr>>, chain: &Chain<SmolStr>) -> Vec<Step> {
    let held = &chain.held;
    let step = |(number, (at, _)): (usize, &(Timestamp, SmolStr))| Step {
        from: match number.checked_sub(1) {
            Some(last) => Some((place(chain, &held[last]), held[last].0)),
            None => before.and_then(|before| {
                let stood = before.held_at(*at)?;
                Some((place(before, stood), stood.0))
            }),
        },
        to: place(chain, &held[number]),
        at: *at,
        next: held
            .get(number + 1)
            .map(|next| (next.0, place(chain, next))),
    };
    held.iter().enumerate().map(step).collect()
}

fn place(chain: &Chain<SmolStr>, (_, stage): &(Timestamp, SmolStr)) -> Place {
    Place {
        kind: chain.record.kind.clone(),
        stage: stage.clone(),
    }
}

impl Step {
    fn way(&self) -> Way {
        let from = self.from.as_ref().map(|(place, _)| place.clone());
        (from, self.to.clone())
    }

    /// True while the record was where it came to.
    fn lasts(&self, at: Timestamp) -> bool {
        self.at <= at && self.next.as_ref().is_none_or(|(left, _)| at < *left)
    }
}

impl Moved {
    /// How long half of them had stood where they came from; microseconds. `None` where they came from nowhere.
    pub fn median(&self) -> Option<i64> {
        percentile(&self.stood, 50)
    }

    fn add(&mut self, policy: &Policy, step: &Step, opened: &[(Timestamp, PointId)]) {
        let next = step.next.as_ref();
        let came_back = next.is_some_and(|(_, next)| is_back(policy, &step.to, next));
        let opened = opened.iter().filter(|(at, _)| step.lasts(*at));
        let points: BTreeSet<_> = opened.map(|(_, point)| point).collect();
        self.count += 1;
        self.returned += u64::from(came_back);
        self.handed += u64::from(!points.is_empty());
        for point in points {
            *self.points.entry(point.clone()).or_default() += 1;
        }
        let stood = step.from.as_ref().map(|(_, since)| step.at.since(*since));
        self.stood.extend(stood);
    }
}

/// True where `to` is an earlier stage of the same kind than `from`.
pub fn is_back(policy: &Policy, from: &Place, to: &Place) -> bool {
    let position = |place: &Place| policy.kind(&place.kind)?.position(&place.stage);
    let places = position(from).zip(position(to));
    from.kind == to.kind && places.is_some_and(|(from, to)| to < from)
}
