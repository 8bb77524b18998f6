//! The handover matrix: how often responsibility passed from one person directly to another.

use std::collections::BTreeMap;

use crate::ids::{PersonId, RecordRef};
use crate::policy::{Kind, OWNER};
use crate::state::{Handoff, Record};
use crate::time::Timestamp;

/// Collects who had each record of each journey, and since when.
#[derive(Clone, Debug, Default)]
pub struct Handovers {
    journeys: BTreeMap<RecordRef, BTreeMap<RecordRef, Owners>>,
}

#[derive(Clone, Debug, Default)]
struct Owners {
    created_at: Option<Timestamp>,
    since: Vec<(Timestamp, PersonId)>,
}

/// Handovers by pair of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandoverMatrix {
    /// How many journeys there are, with or without a handover.
    pub journeys: u64,
    /// How often the first handed over to the second.
    pub pairs: BTreeMap<(PersonId, PersonId), u64>,
}

impl Handovers {
    /// Notes who sent the handoff and who accepted it.
    pub fn observe_handoff(&mut self, handoff: &Handoff) {
        let owners = self.journeys.entry(handoff.journey.clone()).or_default();
        let owners = owners.entry(handoff.record.clone()).or_default();
        if let (Some(at), Some(owner)) = (handoff.accepted_at, &handoff.owner) {
            let sender = handoff
                .sender
                .iter()
                .map(|sender| (handoff.opened_at, sender.clone()));
            owners.since.extend(sender);
            owners.since.push((at, owner.clone()));
        }
    }

    /// Notes who owned the record.
    pub fn observe_record(&mut self, kind: &Kind, record: &Record) {
        let owner = &kind.field(OWNER).name;
        let owners = self.journeys.entry(record.journey.clone()).or_default();
        let owners = owners.entry(record.key.clone()).or_default();
        owners.created_at = Some(record.created_at);
        let traces = record.trail.iter().filter(|trace| &trace.field == owner);
        let people =
            traces.filter_map(|trace| Some((trace.at, trace.to.as_text()?.clone().into())));
        owners.since.extend(people);
    }

    /// Adds what another one collected.
    pub fn merge(&mut self, other: Self) {
        for (journey, records) in other.journeys {
            for (record, mut more) in records {
                let owners = self
                    .journeys
                    .entry(journey.clone())
                    .or_default()
                    .entry(record)
                    .or_default();
                owners.created_at = owners.created_at.or(more.created_at);
                owners.since.append(&mut more.since);
            }
        }
    }

    /// The matrix. Adjacent are owners who followed one another on the same record, and the owner of the record that
    /// a journey came from with the first owner of the one in which it went on; whatever else lay between in time.
    pub fn finish(self) -> HandoverMatrix {
        let mut matrix = HandoverMatrix {
            journeys: self.journeys.len() as u64,
            ..HandoverMatrix::default()
        };
        for records in self.journeys.into_values() {
            let mut chains: Vec<_> = records.into_values().map(chain).collect();
            chains.sort();
            for (_, owners) in &chains {
                owners
                    .windows(2)
                    .for_each(|pair| matrix.count(&pair[0].1, &pair[1].1));
            }
            for pair in chains.windows(2) {
                matrix.count_conversion(&pair[0].1, &pair[1].1);
            }
        }
        matrix
    }
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
    /// The mean number of handovers per journey; `None` where there is no journey.
    pub fn mean(&self) -> Option<f64> {
        let handovers: u64 = self.pairs.values().sum();
        (self.journeys > 0).then(|| handovers as f64 / self.journeys as f64)
    }

    fn count(&mut self, from: &PersonId, to: &PersonId) {
        *self.pairs.entry((from.clone(), to.clone())).or_default() += 1;
    }

    /// Who had the earlier record when the later one got its first owner, handed over to that owner.
    fn count_conversion(
        &mut self,
        before: &[(Timestamp, PersonId)],
        after: &[(Timestamp, PersonId)],
    ) {
        let Some((at, to)) = after.first() else {
            return;
        };
        let had = before
            .iter()
            .rev()
            .find(|(since, _)| since <= at)
            .or(before.first());
        if let Some((_, from)) = had.filter(|(_, from)| from != to) {
            self.count(from, to);
        }
    }
}
