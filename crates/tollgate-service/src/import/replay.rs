//! The second half of an import: what the rows ask for, in the order in which it happened, under the policy and with
//! the clock of the history.

use tollgate_core::time::Timestamp;

use super::ask::Ask;
use super::cell::Reading;
use super::error::ImportError;
use super::gather::{Gathered, Watch};
use super::plan::Plan;
use super::row::Row;
use super::sort::Place;
use super::summary::Summary;
use crate::ports::Store;
use crate::writer::{Answer, Order, Writer};

/// Entries given to the writer at a time, and made durable together.
const BATCH: usize = 500;

impl Gathered {
    /// Gives everything to `writer`, then lets time pass until `until`; until the last row's instant where it is not said.
    ///
    /// `plan` is the one that the rows were gathered with.
    ///
    /// # Errors
    /// Where `until` lies before the last row, or the store did not answer. What was given before is durable; a second
    /// import of the same files goes on from there, and comes to the same as one that was never interrupted.
    pub fn replay<S: Store>(
        mut self,
        plan: &Plan,
        writer: &mut Writer<S>,
        until: Option<Timestamp>,
        watch: &mut dyn Watch,
    ) -> Result<Summary, ImportError> {
        let end = end(self.summary.span, until)?;
        let mut batch = Vec::with_capacity(BATCH);
        let (mut row, mut done) = (Row::default(), 0);
        while let Some(place) = self.next(&mut row)? {
            batch.push(order(self.ask(plan, &place, &row)?));
            if batch.len() == BATCH {
                done += batch.len() as u64;
                give(writer, &mut batch, &mut self.summary)?;
                watch.replaying(done, self.count);
            }
        }
        give(writer, &mut batch, &mut self.summary)?;
        if let Some(end) = end {
            writer.pass(end)?;
        }
        watch.replaying(self.count, self.count);
        Ok(self.summary)
    }

    fn next(&mut self, row: &mut Row) -> Result<Option<Place>, ImportError> {
        self.rows.next(row).map_err(|source| self.unsorted(source))
    }

    /// What the row asked for when it was gathered, which is the same again: nothing it is made from has changed.
    fn ask(&self, plan: &Plan, place: &Place, row: &Row) -> Result<Ask, ImportError> {
        let reading = Reading {
            empty: &plan.empty,
            lookups: &self.lookups,
        };
        let entry = self
            .entries
            .get(place.file as usize)
            .and_then(|entry| plan.files.get(*entry));
        let target = entry.and_then(|entry| entry.targets.get(place.target as usize));
        let ask = target.and_then(|target| {
            target
                .ask(&plan.name, &plan.actor, row, &reading)
                .ok()
                .flatten()
        });
        ask.ok_or_else(|| self.unsorted(std::io::ErrorKind::InvalidData.into()))
    }

    fn unsorted(&self, source: std::io::Error) -> ImportError {
        ImportError::Sort {
            folder: self.folder.path().to_owned(),
            source,
        }
    }
}

/// Until when time passes.
fn end(
    span: Option<(Timestamp, Timestamp)>,
    until: Option<Timestamp>,
) -> Result<Option<Timestamp>, ImportError> {
    let last = span.map(|(_, last)| last);
    match (until, last) {
        (Some(until), Some(last)) if until < last => {
            Err(ImportError::UntilTooEarly { until, last })
        }
        (until, last) => Ok(until.or(last)),
    }
}

fn order(ask: Ask) -> Order {
    Order {
        source_key: Some(ask.key),
        request: ask.request,
        at: ask.at,
    }
}

fn give<S: Store>(
    writer: &mut Writer<S>,
    batch: &mut Vec<Order>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    for answer in writer.execute(std::mem::take(batch))? {
        match answer {
            Answer::Seen { .. } => summary.known += 1,
            Answer::Done { events, .. } => {
                summary.new += 1;
                summary.count(&events);
            }
        }
    }
    Ok(())
}
