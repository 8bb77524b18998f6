//! One transaction in the making: order after order, with the alarms that fall due before each.

use std::collections::BTreeMap;

use tollgate_core::apply::apply;
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::event::Event;
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::SourceKey;
use tollgate_core::policy::Policy;
use tollgate_core::state::{RowKey, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::wants::{Reach, Want};

use super::agenda::Agenda;
use super::asked::Asked;
use super::pending::Pending;
use super::{Answer, Decide, Delivery, Order};
use crate::fetch::{Subject, fetch, fetch_all, fetch_for};
use crate::ports::{Delivered, Read, StoreError};

/// One transaction in the making.
pub(super) struct Turn<'t, R> {
    pub(super) policy: &'t Policy,
    pub(super) reach: &'t Reach,
    pub(super) decide: Decide,
    pub(super) store: &'t R,
    pub(super) rows: &'t mut Situation<'static>,
    pub(super) agenda: &'t mut Agenda,
    pub(super) pending: &'t mut Pending,
    /// Deliveries that were looked up ahead.
    pub(super) asked: &'t mut Asked,
    /// Deliveries of a transaction that is on its way into the store.
    pub(super) before: Option<&'t BTreeMap<SourceKey, Delivered>>,
    pub(super) entries_max: usize,
}

impl<R: Read> Turn<'_, R> {
    /// The answer to `order`; `None` when the transaction is full and is to be committed first.
    pub(super) fn carry_out(&mut self, order: &Order) -> Result<Option<Answer>, StoreError> {
        if let Some(delivery) = &order.delivery
            && let Some(delivered) = self.seen(&delivery.key)?
        {
            return Ok(Some(again(delivery, delivered)));
        }
        if !self.fire_before(order.at)? {
            return Ok(None);
        }
        if order.request.command == Command::Tick {
            self.fetch_due(order.at.max(self.pending.head.at))?;
        }
        let after = self.pending.head.sequence;
        let events = self.decide(&order.request, order.at)?;
        let sequence = self.pending.head.sequence;
        if let Some(delivery) = &order.delivery {
            self.asked.forget(&delivery.key);
            self.pending.remember(delivery, after);
        }
        Ok(Some(Answer::Done { sequence, events }))
    }

    fn seen(&self, key: &SourceKey) -> Result<Option<Delivered>, StoreError> {
        match (self.seen_here(key), self.asked.answer(key)) {
            (Some(delivered), _) => Ok(Some(delivered.clone())),
            (None, Some(answer)) => Ok(answer.cloned()),
            (None, None) => self.store.seen(key),
        }
    }

    /// The delivery, where it is not in the store yet.
    fn seen_here(&self, key: &SourceKey) -> Option<&Delivered> {
        let before = || self.before?.get(key);
        self.pending.seen(key).or_else(before)
    }

    /// Looks up what `orders` are about to look at, all in a few questions. Without this they are decided the same, each
    /// with questions of its own.
    pub(super) fn look_ahead(&mut self, orders: &[Order]) -> Result<(), StoreError> {
        let deliveries = orders.iter().filter_map(|order| order.delivery.as_ref());
        let keys = deliveries.map(|delivery| &delivery.key);
        let keys: Vec<_> = keys
            .filter(|key| self.seen_here(key).is_none())
            .cloned()
            .collect();
        self.asked.ask(self.store, keys)?;
        let new = orders.iter().filter(|order| !self.came_before(order));
        let subjects = new.map(|order| Subject::Request(&order.request)).collect();
        let now = self.pending.head.at;
        fetch_all(
            self.store,
            self.policy,
            self.reach,
            self.rows,
            subjects,
            now,
        )
    }

    fn came_before(&self, order: &Order) -> bool {
        let key = order.delivery.as_ref().map(|delivery| &delivery.key);
        key.is_some_and(|key| {
            self.seen_here(key).is_some() || self.asked.answer(key).flatten().is_some()
        })
    }

    /// Fires the alarms before `until`, each at its own instant; false when the transaction became full on the way.
    fn fire_before(&mut self, until: Timestamp) -> Result<bool, StoreError> {
        while let Some(at) = self.next_alarm(until)? {
            if self.is_full() {
                return Ok(false);
            }
            let now = at.max(self.pending.head.at);
            let events = self.decide(&tick(), now)?;
            self.agenda.fired(now, !events.is_empty());
        }
        Ok(!self.is_full())
    }

    /// The first instant before `until` for which some row waits, with every row that waits for it at hand.
    fn next_alarm(&mut self, until: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        loop {
            let held = self.agenda.next_held(self.rows);
            let until = held.map_or(until, |held| held.plus(1).min(until));
            let due = self.agenda.take_stored(self.store, until)?;
            if due.is_empty() {
                return Ok(held.filter(|held| *held < until));
            }
            self.fetch_unknown(due, until)?;
        }
    }

    /// Brings every row that waits for `now` or earlier to hand. Time looks at the rows that wait for this very instant too,
    /// which no alarm before it has brought.
    fn fetch_due(&mut self, now: Timestamp) -> Result<(), StoreError> {
        loop {
            let due = self.agenda.take_stored(self.store, now.plus(1))?;
            if due.is_empty() {
                return Ok(());
            }
            self.fetch_unknown(due, now.plus(1))?;
        }
    }

    /// Brings the rows of `due` to hand. Where some are not, those whose alarms come next before `until` come along, with
    /// all that their alarms may look at.
    fn fetch_unknown(&mut self, due: Vec<RowKey>, until: Timestamp) -> Result<(), StoreError> {
        let is_unknown = |want: &Want| !self.rows.knows(want);
        let wants: Vec<_> = due
            .iter()
            .cloned()
            .map(Want::Row)
            .filter(is_unknown)
            .collect();
        if wants.is_empty() {
            return Ok(());
        }
        let next: Vec<_> = self.agenda.listed(until).cloned().collect();
        let wants = due
            .iter()
            .chain(&next)
            .cloned()
            .map(Want::Row)
            .filter(is_unknown);
        self.fetch(wants.collect())?;
        let subjects = due.iter().chain(&next).map(Subject::Alarm).collect();
        fetch_all(
            self.store,
            self.policy,
            self.reach,
            self.rows,
            subjects,
            until,
        )
    }

    fn is_full(&self) -> bool {
        self.pending.entries.len() >= self.entries_max
    }

    fn decide(&mut self, request: &Request, at: Timestamp) -> Result<Vec<Event>, StoreError> {
        let now = at.max(self.pending.head.at);
        fetch_for(self.store, self.policy, self.reach, self.rows, request, now)?;
        let mut ids = IdSource::new(self.pending.head.sequence + 1);
        let events = (self.decide)(self.policy, self.rows, request, now, &mut ids);
        for event in &events {
            apply(self.policy, self.rows, event);
            self.pending.append(event, self.rows);
        }
        if !events.is_empty() {
            self.agenda.something_changed();
        }
        Ok(events)
    }

    fn fetch(&mut self, wants: Vec<Want>) -> Result<(), StoreError> {
        fetch(self.store, self.policy, self.rows, wants)
    }
}

/// The answer to a delivery that came before.
fn again(delivery: &Delivery, delivered: Delivered) -> Answer {
    match (delivery.body, delivered.body) {
        (Some(sent), Some(before)) if sent != before => Answer::Differs(delivered),
        _ => Answer::Seen(delivered),
    }
}

/// Time passed.
pub(super) fn tick() -> Request {
    Request {
        actor: Actor::Tollgate,
        command: Command::Tick,
    }
}
