//! Which alarm comes next, of the rows in memory and of those in the store.

use std::collections::VecDeque;

use tollgate_core::state::{RowKey, Situation};
use tollgate_core::time::Timestamp;

use crate::ports::{Read, StoreError};

/// How many alarms are listed at a time.
const PAGE: usize = 1_000;

/// How often time may be looked at in one instant while each look changes something. What a policy sets off in one
/// instant ends long before; a look that changes something for ever must not stop the writer.
const LOOKS_MAX: u32 = 100;

/// The alarms ahead.
///
/// The list holds the store's alarms up to `listed_to`, and needs no renewal while only this writer writes: a row that
/// changed since is in memory, where its present alarm counts.
#[derive(Debug)]
pub(super) struct Agenda {
    listed: VecDeque<(Timestamp, RowKey)>,
    listed_to: Timestamp,
    complete: bool,
    /// Time was looked at up to here and nothing came of it, so what waits for it need not be asked again.
    idle_to: Timestamp,
    looks: (Timestamp, u32),
}

const BEFORE_ALL: Timestamp = Timestamp::from_micros(i64::MIN);

impl Default for Agenda {
    fn default() -> Self {
        Self {
            listed: VecDeque::new(),
            listed_to: BEFORE_ALL,
            complete: false,
            idle_to: BEFORE_ALL,
            looks: (BEFORE_ALL, 0),
        }
    }
}

impl Agenda {
    /// The first instant for which a row in memory waits.
    pub(super) fn next_held(&self, rows: &Situation<'_>) -> Option<Timestamp> {
        rows.alarms()
            .map(|(at, _)| at)
            .find(|at| *at > self.idle_to)
    }

    /// Takes the stored rows off the list that wait for the list's first instant, where that lies before `until`.
    pub(super) fn take_stored(
        &mut self,
        store: &impl Read,
        until: Timestamp,
    ) -> Result<Vec<RowKey>, StoreError> {
        while self.listed.is_empty() && !self.complete && self.listed_to < until {
            self.list_more(store)?;
        }
        let mut due = Vec::new();
        let Some(first) = self
            .listed
            .front()
            .map(|(at, _)| *at)
            .filter(|at| *at < until)
        else {
            return Ok(due);
        };
        while let Some((_, key)) = self.listed.pop_front_if(|(at, _)| *at == first) {
            due.push(key);
        }
        Ok(due)
    }

    /// The stored rows on the list that wait for an instant before `until`.
    pub(super) fn listed(&self, until: Timestamp) -> impl Iterator<Item = &RowKey> {
        let ahead = self.listed.iter().take_while(move |(at, _)| *at < until);
        ahead.map(|(_, key)| key)
    }

    /// Lists whole instants: what waits for one instant is never cut in two.
    fn list_more(&mut self, store: &impl Read) -> Result<(), StoreError> {
        let mut limit = PAGE;
        loop {
            let mut page = store.alarms(self.listed_to, limit)?;
            self.complete = page.len() < limit;
            if !self.complete {
                let cut = page.last().map(|(at, _)| *at);
                page.retain(|(at, _)| Some(*at) != cut);
            }
            if let Some((last, _)) = page.last() {
                self.listed_to = *last;
                self.listed.extend(page);
                return Ok(());
            }
            if self.complete {
                return Ok(());
            }
            limit *= 4;
        }
    }

    /// Time was looked at, at `now`; `changed` when something came of it.
    pub(super) fn fired(&mut self, now: Timestamp, changed: bool) {
        self.looks = (
            now,
            if self.looks.0 == now {
                self.looks.1 + 1
            } else {
                1
            },
        );
        if !changed || self.looks.1 >= LOOKS_MAX {
            self.idle_to = now;
        }
    }

    /// What waits for an instant that was already looked at may have something to do again.
    pub(super) fn something_changed(&mut self) {
        if self.looks.1 < LOOKS_MAX {
            self.idle_to = BEFORE_ALL;
        }
    }
}
