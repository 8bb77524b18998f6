//! The handover matrix: how often responsibility passed from one person directly to another.

use std::collections::BTreeMap;

use super::Period;
use super::chains::{Chain, Chains};
use crate::ids::{PersonId, RecordRef};
use crate::keyed::Keyed;
use crate::policy::{Kind, OWNER};
use crate::state::{Handoff, HandoffState, Record};
use crate::time::Timestamp;
use crate::value::Value;

/// Collects who had each record of each journey, and since when.
#[derive(Clone, Debug)]
pub struct Handovers {
    period: Period,
    /// Who owned each record, by its trail.
    owners: Chains<PersonId>,
    /// Who sent a handoff of a record in the period, and who took it over.
    passed: Keyed<RecordRef, Vec<(PersonId, PersonId)>>,
}

/// Handovers by pair of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandoverMatrix {
    /// How many journeys there are, with or without a handover; of a period, those that began or were handed over in it.
    pub journeys: u64,
    /// How often the first handed over to the second; to themselves, where one person sent and took over.
    pub pairs: BTreeMap<(PersonId, PersonId), u64>,
    /// How often by way of a handoff, so that a handoff point governed it.
    pub governed: BTreeMap<(PersonId, PersonId), u64>,
}

impl Default for Handovers {
    fn default() -> Self {
        Self::within(Period::EVER)
    }
}

impl Handovers {
    /// Collects what was handed over within `period`.
    pub fn within(period: Period) -> Self {
        Self {
            period,
            owners: Chains::default(),
            passed: Keyed::default(),
        }
    }

    /// Notes who sent the handoff and who took it over, once somebody did: accepted it, or completed it.
    pub fn observe_handoff(&mut self, handoff: &Handoff) {
        self.owners.observe(&handoff.journey, &handoff.record);
        let is_within = taken_at(handoff).is_some_and(|at| self.period.contains(at));
        if let (true, Some(sender), Some(owner)) = (is_within, &handoff.sender, &handoff.owner) {
            let passed = self.passed.entry(handoff.record.clone()).or_default();
            passed.push((sender.clone(), owner.clone()));
        }
    }

    /// Notes who owned the record.
    pub fn observe_record(&mut self, kind: &Kind, record: &Record) {
        let person = |value: &Value| Some(value.as_text()?.clone().into());
        let owner = &kind.field(OWNER).name;
        self.owners.observe_record(record, owner, person);
    }

    /// Adds what another one collected.
    pub fn merge(&mut self, other: Self) {
        self.owners.merge(other.owners);
        for (record, mut more) in other.passed {
            self.passed.entry(record).or_default().append(&mut more);
        }
    }

    /// The matrix. Adjacent are owners who followed one another on the same record, whoever sent a handoff and took it
    /// over, and the owner of the record that a journey came from with the first owner of the one in which it went on;
    /// whatever else lay between in time.
    pub fn finish(mut self) -> HandoverMatrix {
        let mut matrix = HandoverMatrix::default();
        for chains in self.owners.finish() {
            let before = matrix.handed_over();
            for chain in &chains {
                let passed = self.passed.swap_remove(&chain.record).unwrap_or_default();
                matrix.add(followed(chain, self.period), count(passed.into_iter()));
            }
            for pair in chains.windows(2) {
                matrix.add_conversion(&pair[0], &pair[1], self.period);
            }
            let began = chains.first().and_then(|chain| chain.created_at);
            let began = began.is_some_and(|at| self.period.contains(at));
            let counts = self.period.is_ever() || began || matrix.handed_over() > before;
            matrix.journeys += u64::from(counts);
        }
        matrix
    }
}

/// When somebody took it over; `None` where nobody did.
fn taken_at(handoff: &Handoff) -> Option<Timestamp> {
    match (handoff.accepted_at, handoff.state) {
        (Some(at), _) => Some(at),
        (None, HandoffState::Completed) => handoff.closed_at.or(Some(handoff.opened_at)),
        (None, _) => None,
    }
}

type Pairs = BTreeMap<(PersonId, PersonId), u64>;

fn count(pairs: impl Iterator<Item = (PersonId, PersonId)>) -> Pairs {
    let mut counts = Pairs::new();
    for pair in pairs {
        *counts.entry(pair).or_default() += 1;
    }
    counts
}

/// Owners who followed one another on a record within `period`.
fn followed(chain: &Chain<PersonId>, period: Period) -> Pairs {
    let pairs = chain.held.windows(2);
    let pairs = pairs.filter(|pair| period.contains(pair[1].0));
    count(pairs.map(|pair| (pair[0].1.clone(), pair[1].1.clone())))
}

impl HandoverMatrix {
    /// The mean number of handovers per journey, those to oneself left out; `None` where there is no journey.
    pub fn mean(&self) -> Option<f64> {
        let others = self.pairs.iter().filter(|((from, to), _)| from != to);
        let handovers: u64 = others.map(|(_, count)| count).sum();
        (self.journeys > 0).then(|| handovers as f64 / self.journeys as f64)
    }

    fn handed_over(&self) -> u64 {
        self.pairs.values().sum()
    }

    /// What a handoff did and what the record's owner field says are the same handover, told by two; so the larger
    /// count of a pair is the true one.
    fn add(&mut self, followed: Pairs, passed: Pairs) {
        let mut pairs = followed;
        for (pair, count) in passed {
            *self.governed.entry(pair.clone()).or_default() += count;
            let known = pairs.entry(pair).or_default();
            *known = count.max(*known);
        }
        for (pair, count) in pairs {
            *self.pairs.entry(pair).or_default() += count;
        }
    }

    /// Who had the earlier record when the later one got its first owner, handed over to that owner.
    fn add_conversion(
        &mut self,
        before: &Chain<PersonId>,
        after: &Chain<PersonId>,
        period: Period,
    ) {
        let Some((at, to)) = after.held.first() else {
            return;
        };
        let had = before.held_at(*at).filter(|(_, from)| from != to);
        if let Some((_, from)) = had.filter(|_| period.contains(*at)) {
            *self.pairs.entry((from.clone(), to.clone())).or_default() += 1;
        }
    }
}
