//! The engine in memory: orders in, events out, with alarms firing in between at their own instants.

use std::collections::BTreeSet;

use tollgate_core::apply::apply;
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::decide::decide;
use tollgate_core::event::Event;
use tollgate_core::id_source::IdSource;
use tollgate_core::ids::SourceKey;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_service::writer::Order;

/// One decision as it was made.
#[derive(Debug)]
pub struct Decision<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The rows before.
    pub before: &'a Situation<'static>,
    /// What was asked.
    pub request: &'a Request,
    /// When.
    pub now: Timestamp,
    /// The place in the ledger of the first event.
    pub sequence: u64,
    /// What came of it.
    pub events: &'a [Event],
}

/// Somebody who looks on.
pub trait Watch {
    /// A decision was made, and is not applied yet.
    fn decided(&mut self, _decision: &Decision<'_>) {}
    /// The events were applied, and these are the rows by now.
    fn applied(&mut self, _policy: &Policy, _rows: &Situation<'static>, _events: &[Event]) {}
}

/// Nobody looks on.
impl Watch for () {}

/// A whole workspace in memory. It decides as the writer does, so that the ids are the same.
#[derive(Debug)]
pub(crate) struct Workspace<'p, W> {
    policy: &'p Policy,
    rows: Situation<'static>,
    sequence: u64,
    last_at: Timestamp,
    seen: BTreeSet<SourceKey>,
    /// Time was looked at up to here and nothing came of it.
    idle_to: Timestamp,
    /// The instant that was looked at last, and how often.
    looks: (Timestamp, u32),
    pub(crate) watch: W,
}

impl<'p, W: Watch> Workspace<'p, W> {
    pub(crate) fn new(policy: &'p Policy, watch: W) -> Self {
        Self {
            policy,
            rows: Situation::default(),
            sequence: 0,
            last_at: Timestamp::MIN,
            seen: BTreeSet::new(),
            idle_to: Timestamp::MIN,
            looks: (Timestamp::MIN, 0),
            watch,
        }
    }

    pub(crate) fn rows(&self) -> &Situation<'static> {
        &self.rows
    }

    pub(crate) fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The first alarm before `until`.
    pub(crate) fn next_alarm(&self, until: Timestamp) -> Option<Timestamp> {
        let mut alarms = self.rows.alarms().map(|(at, _)| at);
        alarms
            .find(|at| *at > self.idle_to)
            .filter(|at| *at < until)
    }

    /// Fires the alarm at `at`.
    pub(crate) fn ring(&mut self, at: Timestamp) -> Vec<Event> {
        let tick = Request {
            actor: Actor::Tollgate,
            command: Command::Tick,
        };
        self.decide(&tick, at)
    }

    /// Carries out an order whose time has come; nothing happens when the delivery was seen before.
    pub(crate) fn give(&mut self, order: &Order) -> Vec<Event> {
        if let Some(delivery) = &order.delivery
            && !self.seen.insert(delivery.key.clone())
        {
            return Vec::new();
        }
        self.decide(&order.request, order.at)
    }

    fn decide(&mut self, request: &Request, at: Timestamp) -> Vec<Event> {
        let now = at.max(self.last_at);
        let mut ids = IdSource::new(self.sequence + 1);
        let events = decide(self.policy, &self.rows, request, now, &mut ids);
        self.watch.decided(&Decision {
            policy: self.policy,
            before: &self.rows,
            request,
            now,
            sequence: self.sequence + 1,
            events: &events,
        });
        for event in &events {
            apply(self.policy, &mut self.rows, event);
        }
        self.rows.take_changed();
        self.watch.applied(self.policy, &self.rows, &events);
        self.look_again(request, now, events.is_empty());
        self.sequence += events.len() as u64;
        if !events.is_empty() {
            self.last_at = now;
        }
        events
    }

    /// What was looked at in vain is looked at again once something has changed; but not for ever in one instant.
    fn look_again(&mut self, request: &Request, now: Timestamp, in_vain: bool) {
        let is_tick = request.command == Command::Tick;
        if is_tick {
            let again = self.looks.0 == now;
            self.looks = (now, if again { self.looks.1 + 1 } else { 1 });
        }
        if is_tick && (in_vain || self.looks.1 >= LOOKS_MAX) {
            self.idle_to = now;
        } else if !in_vain && self.looks.1 < LOOKS_MAX {
            self.idle_to = Timestamp::MIN;
        }
    }
}

/// How often one instant is looked at while each look changes something: as often as the writer does.
pub(crate) const LOOKS_MAX: u32 = 100;
