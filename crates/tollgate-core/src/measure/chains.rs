//! What a tracked field of each record held in turn, record after record along the journeys.

use crate::ids::{FieldName, RecordRef};
use crate::keyed::Keyed;
use crate::state::Record;
use crate::time::Timestamp;
use crate::value::Value;

/// What a field held in turn, for each record of each journey.
#[derive(Clone, Debug)]
pub(super) struct Chains<T>(Keyed<RecordRef, Journey<T>>);

/// The records of a journey, which are few.
type Journey<T> = Vec<Chain<T>>;

/// What the field of one record held in turn.
#[derive(Clone, Debug)]
pub(super) struct Chain<T> {
    /// Whose field.
    pub(super) record: RecordRef,
    /// When the record was created, once it was seen itself.
    pub(super) created_at: Option<Timestamp>,
    /// What it held from when on.
    pub(super) held: Vec<(Timestamp, T)>,
}

impl<T> Default for Chains<T> {
    fn default() -> Self {
        Self(Keyed::default())
    }
}

impl<T: PartialEq> Chains<T> {
    /// Notes that `record` is one of `journey`.
    pub(super) fn observe(&mut self, journey: &RecordRef, record: &RecordRef) -> &mut Chain<T> {
        let chains = self.0.entry(journey.clone());
        // Most journeys have one record.
        let chains = chains.or_insert_with(|| Vec::with_capacity(1));
        let known = chains.iter().position(|chain| &chain.record == record);
        let place = known.unwrap_or_else(|| {
            chains.push(Chain {
                record: record.clone(),
                created_at: None,
                held: Vec::new(),
            });
            chains.len() - 1
        });
        &mut chains[place]
    }

    /// Notes what `field` of `record` held in turn, as `of` reads its values.
    pub(super) fn observe_record(
        &mut self,
        record: &Record,
        field: &FieldName,
        of: impl Fn(&Value) -> Option<T>,
    ) {
        let chain = self.observe(&record.journey, &record.key);
        chain.created_at = Some(record.created_at);
        let traces = record.trail.iter().filter(|trace| &trace.field == field);
        let held = traces.filter_map(|trace| Some((trace.at, of(&trace.to)?)));
        chain.held.extend(held);
    }

    /// Adds what another one collected.
    pub(super) fn merge(&mut self, other: Self) {
        for (journey, chains) in other.0 {
            for mut more in chains {
                let chain = self.observe(&journey, &more.record);
                chain.created_at = chain.created_at.or(more.created_at);
                chain.held.append(&mut more.held);
            }
        }
    }

    /// Each journey's records in the order in which they begin; what a field held, each value once for as long as it stayed.
    pub(super) fn finish(self) -> impl Iterator<Item = Vec<Chain<T>>> {
        self.0.into_iter().map(|(_, mut chains)| {
            for chain in &mut chains {
                chain.held.sort_by_key(|(at, _)| *at);
                chain.held.dedup_by(|next, before| next.1 == before.1);
            }
            chains.sort_by(|one, other| {
                (one.begins(), &one.record).cmp(&(other.begins(), &other.record))
            });
            chains
        })
    }
}

impl<T> Chain<T> {
    /// When it begins; `None` where nothing is known of the record.
    fn begins(&self) -> Option<Timestamp> {
        self.created_at.or(self.held.first().map(|(at, _)| *at))
    }

    /// What it held at `at`, or first, where it held nothing yet.
    pub(super) fn held_at(&self, at: Timestamp) -> Option<&(Timestamp, T)> {
        let held = self.held.iter().rev().find(|(since, _)| *since <= at);
        held.or(self.held.first())
    }
}
