//! The second half of an import: what the rows ask for, in the order in which it happened, under the policy and with
//! the clock of the history.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

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
use crate::writer::{Order, Pipeline, Writer};

/// Orders that are made ready at a time, while earlier ones are carried out.
const CHUNK: usize = 500;
/// How many such chunks may wait.
const CHUNKS_MAX: usize = 4;

impl Gathered {
    /// Gives everything to `writer`, then lets time pass until `until`; until the last row's instant where it is not said.
    ///
    /// `plan` is the one that the rows were gathered with.
    ///
    /// # Errors
    /// Where `until` lies before the last row, or the store did not answer. What was given before is durable; a second
    /// import of the same files goes on from there, and comes to the same as one that was never interrupted.
    pub fn replay<S: Store + Send + 'static>(
        mut self,
        plan: &Plan,
        writer: &mut Writer<S>,
        until: Option<Timestamp>,
        watch: &mut dyn Watch,
    ) -> Result<Summary, ImportError> {
        let end = end(self.summary.span, until)?;
        let (mut summary, count) = (std::mem::take(&mut self.summary), self.count);
        let mut pipeline = Pipeline::new(writer, || ())?;
        thread::scope(|scope| {
            let (chunks, ready) = sync_channel(CHUNKS_MAX);
            scope.spawn(move || self.make_ready(plan, &chunks));
            let mut done = 0;
            for chunk in ready {
                let orders = chunk?;
                pipeline.look_ahead(&orders)?;
                for order in orders {
                    summary.add(pipeline.give(order)?);
                    done += 1;
                }
                watch.replaying(done, count);
            }
            Ok::<_, ImportError>(())
        })?;
        summary.add(pipeline.settle()?);
        if let Some(end) = end {
            pipeline.pass(end)?;
        }
        watch.replaying(count, count);
        Ok(summary)
    }

    /// Sends the orders that the rows are, until there are no more or nobody takes them.
    fn make_ready(mut self, plan: &Plan, chunks: &SyncSender<Result<Vec<Order>, ImportError>>) {
        let mut row = Row::default();
        loop {
            let chunk = self.chunk(plan, &mut row);
            let is_last = !matches!(&chunk, Ok(orders) if orders.len() == CHUNK);
            if chunks.send(chunk).is_err() || is_last {
                return;
            }
        }
    }

    fn chunk(&mut self, plan: &Plan, row: &mut Row) -> Result<Vec<Order>, ImportError> {
        let mut orders = Vec::with_capacity(CHUNK);
        while orders.len() < CHUNK
            && let Some(place) = self.next(row)?
        {
            orders.push(order(self.ask(plan, &place, row)?));
        }
        Ok(orders)
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
        delivery: Some(ask.key.into()),
        request: ask.request,
        at: ask.at,
    }
}
