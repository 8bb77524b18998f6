//! What to do with the results of a claim.

use tollgate_core::time::Timestamp;

use super::{Schedule, message_id};
use crate::ledger::Sequence;
use crate::ports::carrier::Outcome;
use crate::ports::outbox::{Claim, Place, Progress, Undelivered};

/// One claim while messages are sent: takes results and says whether to go on. Equal results give equal progress.
#[derive(Clone, Debug)]
pub struct Round<'a> {
    workspace: &'a str,
    name: &'a str,
    schedule: &'a Schedule,
    /// The circuit was open: one message finds out whether it may close.
    probing: bool,
    over: bool,
    progress: Progress,
}

impl<'a> Round<'a> {
    /// The round of `claim` in `workspace`.
    pub fn new(workspace: &'a str, claim: &'a Claim, schedule: &'a Schedule) -> Self {
        Self {
            workspace,
            name: &claim.endpoint.name,
            schedule,
            probing: claim.circuit.failures >= schedule.failures_max,
            over: false,
            progress: Progress {
                cursor: claim.cursor,
                circuit: claim.circuit,
                disabled_why: None,
                undelivered: Vec::new(),
                settled: Vec::new(),
            },
        }
    }

    /// True when nothing more is to be sent.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Nothing more is to be sent.
    pub fn end(&mut self) {
        self.over = true;
    }

    /// Takes the result of sending the message at `place` at `now`, which was tried `before` times before. `None` when it
    /// was not undelivered before.
    pub fn take(&mut self, place: Place, before: Option<u32>, outcome: Outcome, now: Timestamp) {
        let attempts = before.unwrap_or(0).saturating_add(1);
        let retry = || self.retry_at(place, attempts, now);
        match outcome {
            Outcome::Delivered => self.delivered(place, before),
            Outcome::Failed { why } => {
                let next_at = retry();
                self.keep(place, attempts, next_at, why, now);
                self.fail(now);
            }
            Outcome::Busy { why, wait } => {
                let until = wait.map(|wait| now.plus(wait.clamp(0, self.schedule.wait_max)));
                // Never earlier than it asked for, but not for that reason one attempt more.
                let next_at = retry().map(|at| until.map_or(at, |until| at.max(until)));
                self.keep(place, attempts, next_at, why, now);
                self.fail(now);
                self.wait(until.or(next_at));
            }
            Outcome::Undeliverable { why } => self.keep(place, attempts, None, why, now),
            Outcome::Gone { why } => {
                // The message is not lost: it waits, or lies before the cursor, until somebody enables the endpoint.
                self.progress.disabled_why = Some(why);
                self.over = true;
            }
        }
    }

    /// Nothing tells any more of the message at `place`, which was undelivered.
    pub fn forget(&mut self, place: Place) {
        self.progress.settled.push(place);
    }

    /// The message at `place` is sent later, though the cursor moves past its entry.
    pub fn put_off(&mut self, place: Place, now: Timestamp) {
        self.keep(place, 0, Some(now), String::new(), now);
    }

    /// The entry at `sequence` and all before it are dealt with.
    pub fn reach(&mut self, sequence: Sequence) {
        self.progress.cursor = self.progress.cursor.max(sequence);
    }

    /// What is to be recorded.
    pub fn finish(self) -> Progress {
        self.progress
    }

    fn delivered(&mut self, place: Place, before: Option<u32>) {
        if before.is_some() {
            self.progress.settled.push(place);
        }
        self.progress.circuit.failures = 0;
        self.progress.circuit.wait_until = None;
        // A probe that succeeded closes the circuit; the next claim sends as usual.
        self.over |= self.probing;
    }

    fn fail(&mut self, now: Timestamp) {
        let failures = self.progress.circuit.failures.saturating_add(1);
        self.progress.circuit.failures = failures;
        if let Some(until) = self.schedule.open_until(self.name, failures, now) {
            self.wait(Some(until));
        }
    }

    fn wait(&mut self, until: Option<Timestamp>) {
        let circuit = &mut self.progress.circuit;
        circuit.wait_until = circuit.wait_until.max(until);
        self.over = true;
    }

    fn retry_at(&self, place: Place, attempts: u32, now: Timestamp) -> Option<Timestamp> {
        self.schedule
            .retry_at(&message_id(self.workspace, place), attempts, now)
    }

    fn keep(
        &mut self,
        place: Place,
        attempts: u32,
        next_at: Option<Timestamp>,
        last_error: String,
        now: Timestamp,
    ) {
        self.progress.undelivered.push(Undelivered {
            place,
            attempts,
            tried_at: now,
            next_at,
            last_error,
        });
    }
}

#[cfg(test)]
mod tests;
