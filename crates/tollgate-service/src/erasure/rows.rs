//! What an erasure takes from a row: what it takes from the events that made it, so that a replay gives the same.

use tollgate_core::state::{Record, Row};

use super::scrub::Scrub;

impl Scrub<'_> {
    /// Takes from `row`.
    pub(super) fn row(&self, row: &mut Row) {
        match row {
            Row::Record(record) if self.is_own(Some(&record.key)) => self.record(record),
            Row::Handoff(handoff) => {
                let own = self.is_own(Some(&handoff.record));
                self.gaps(&mut handoff.gaps, own);
                self.dimensions(&mut handoff.dimensions, own);
                if let Some(disposition) = &mut handoff.disposition {
                    self.maybe(&mut disposition.note, own);
                }
                if let Some(step) = &mut handoff.next_step {
                    self.sentence(&mut step.what, own);
                }
            }
            Row::Waiver(waiver) => {
                let own = self.is_own(Some(&waiver.record));
                self.sentence(&mut waiver.why, own);
            }
            _ => {}
        }
    }

    fn record(&self, record: &mut Record) {
        let kind = record.key.kind.clone();
        let declared = self.policy.kind(&kind);
        let fields = declared.into_iter().flat_map(|kind| &kind.fields);
        for (field, held) in fields.zip(&mut record.fields) {
            self.field(&kind, &field.name, &mut held.value);
        }
        for (field, held) in &mut record.undeclared {
            self.field(&kind, field, &mut held.value);
        }
        for trace in &mut record.trail {
            self.field(&kind, &trace.field, &mut trace.to);
        }
        // How often a date moved is counted from dates, which are gone.
        record
            .pushes
            .retain(|field, _| !self.taken.takes(declared, field));
    }
}
