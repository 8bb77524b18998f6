//! The handover matrix: how often responsibility passed from one person directly to another.

use std::collections::BTreeMap;

use crate::ids::{PersonId, RecordRef};
use crate::keyed::Keyed;
use crate::policy::{Kind, OWNER};
use crate::state::{Handoff, HandoffState, Record};
use crate::time::Timestamp;

/// Collects who had each record of each journey, and since when.
#[derive(Clone, Debug, Default)]
pub struct Handovers {
    journeys: Keyed<RecordRef, Journey>,
}

/// The records of a journey, which are few.
type Journey = Vec<(RecordRef, Owners)>;

#[derive(Clone, Debug, Default)]
struct Owners {
    created_at: Option<Timestamp>,
    /// Who owned the record, by its trail.
    since: Vec<(Timestamp, PersonId)>,
    /// Who sent a handoff of it, and who took it over.
    passed: Vec<(PersonId, PersonId)>,
}

/// Handovers by pair of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandoverMatrix {
    /// How many journeys there are, with or without a handover.
    pub journeys: u64,
    /// How often the first handed over to the second; to themselves, where one person sent and took over.
    pub pairs: BTreeMap<(PersonId, PersonId), u64>,
    /// How often by way of a handoff, so that a handoff point governed it.
    pub governed: BTreeMap<(PersonId, PersonId), u64>,
}

impl Handovers {
    /// Notes who sent the handoff and who took it over, once somebody did: accepted it, or completed it.
    pub fn observe_handoff(&mut self, handoff: &Handoff) {
        let owners = self.owners(&handoff.journey, &handoff.record);
        let taken = handoff.accepted_at.is_some() || handoff.state == HandoffState::Completed;
        if let (true, Some(sender), Some(owner)) = (taken, &handoff.sender, &handoff.owner) {
            owners.passed.push((sender.clone(), owner.clone()));
        }
    }

    /// Notes who owned the record.
    pub fn observe_record(&mut self, kind: &Kind, record: &Record) {
        let owner = &kind.field(OWNER).name;
        let owners = self.owners(&record.journey, &record.key);
        owners.created_at = Some(record.created_at);
        let traces = record.trail.iter().filter(|trace| &trace.field == owner);
        let people =
            traces.filter_map(|trace| Some((trace.at, trace.to.as_text()?.clone().into())));
        owners.since.extend(people);
    }

    /// Who had `record` of `journey`.
    fn owners(&mut self, journey: &RecordRef, record: &RecordRef) -> &mut Owners {
        let records = self.journeys.entry(journey.clone());
        // Most journeys have one record.
        let records = records.or_insert_with(|| Vec::with_capacity(1));
        let known = records.iter().position(|(known, _)| known == record);
        let place = known.unwrap_or_else(|| {
            records.push((record.clone(), Owners::default()));
            records.len() - 1
        });
        &mut records[place].1
    }

    /// Adds what another one collected.
    pub fn merge(&mut self, other: Self) {
        for (journey, records) in other.journeys {
            for (record, mut more) in records {
                let owners = self.owners(&journey, &record);
                owners.created_at = owners.created_at.or(more.created_at);
                owners.since.append(&mut more.since);
                owners.passed.append(&mut more.passed);
            }
        }
    }

    /// The matrix. Adjacent are owners who followed one another on the same record, whoever sent a handoff and took it
    /// over, and the owner of the record that a journey came from with the first owner of the one in which it went on;
    /// whatever else lay between in time.
    pub fn finish(self) -> HandoverMatrix {
        let mut matrix = HandoverMatrix {
            journeys: self.journeys.len() as u64,
            ..HandoverMatrix::default()
        };
        for (_, records) in self.journeys {
            let mut chains = Vec::new();
            for (_, owners) in records {
                let passed = count(owners.passed.clone().into_iter());
                let chain = chain(owners);
                let pairs = chain.1.windows(2);
                let followed = count(pairs.map(|pair| (pair[0].1.clone(), pair[1].1.clone())));
                matrix.add(followed, passed);
                chains.push(chain);
            }
            chains.sort();
            for pair in chains.windows(2) {
                matrix.add_conversion(&pair[0].1, &pair[1].1);
            }
        }
        matrix
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

/// Where a record's owners begin, and who they were in turn, each once.
fn chain(mut owners: Owners) -> (Option<Timestamp>, Vec<(Timestamp, PersonId)>) {
    owners.since.sort_by_key(|(at, _)| *at);
    owners.since.dedup_by(|next, before| next.1 == before.1);
    let begins = owners
        .created_at
        .or(owners.since.first().map(|(at, _)| *at));
    (begins, owners.since)
}

impl HandoverMatrix {
    /// The mean number of handovers per journey, those to oneself left out; `None` where there is no journey.
    pub fn mean(&self) -> Option<f64> {
        let others = self.pairs.iter().filter(|((from, to), _)| from != to);
        let handovers: u64 = others.map(|(_, count)| count).sum();
        (self.journeys > 0).then(|| handovers as f64 / self.journeys as f64)
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
        before: &[(Timestamp, PersonId)],
        after: &[(Timestamp, PersonId)],
    ) {
        let Some((at, to)) = after.first() else {
            return;
        };
        let had = before.iter().rev().find(|(since, _)| since <= at);
        if let Some((_, from)) = had.or(before.first()).filter(|(_, from)| from != to) {
            *self.pairs.entry((from.clone(), to.clone())).or_default() += 1;
        }
    }
}
