//! Replays timed requests through the engine, with alarms firing in between at their own instants.

use tollgate_core::apply::apply;
use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::decide::decide;
use tollgate_core::event::Event;
use tollgate_core::id_source::IdSource;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

/// The whole state of a workspace in memory, and everything that happened in it.
#[derive(Debug)]
pub struct Replay<'p> {
    policy: &'p Policy,
    situation: Situation<'static>,
    events: Vec<Event>,
    requests: Vec<(Timestamp, Request)>,
    /// Time was looked at up to here and nothing came of it.
    idle_to: Timestamp,
}

/// Why a replay stopped: looking at one instant changed something again and again, which is a fault of the engine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "time stands still at {at}: the alarm of {row} comes again and again; this is a fault in Tollgate, please report it"
)]
pub struct Stuck {
    /// When.
    pub at: Timestamp,
    /// Whose alarm.
    pub row: String,
}

/// What a policy sets off in one instant ends long before time was looked at so often.
const LOOKS_MAX: u32 = 100;

impl<'p> Replay<'p> {
    /// An empty workspace under `policy`.
    pub fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            situation: Situation::default(),
            events: Vec::new(),
            requests: Vec::new(),
            idle_to: Timestamp::MIN,
        }
    }

    /// Lets time pass up to `at`, but not through it: an act at exactly the instant of an alarm comes before the alarm.
    ///
    /// # Errors
    /// [`Stuck`] where an alarm never goes away.
    pub fn advance(&mut self, at: Timestamp) -> Result<(), Stuck> {
        let (mut last, mut looks) = (Timestamp::MIN, 0);
        while let Some(alarm) = self.next_alarm().filter(|alarm| *alarm < at) {
            // An alarm in the past rings at once: the ledger's clock never goes back.
            let now = self
                .events
                .last()
                .map_or(alarm, |event| event.at.max(alarm));
            looks = if now == last { looks + 1 } else { 1 };
            if looks > LOOKS_MAX {
                return Err(Stuck {
                    at: now,
                    row: self.waiting_at(alarm),
                });
            }
            last = now;
            self.decide(&tick(), now);
        }
        Ok(())
    }

    /// Lets time pass up to `at`, then gives `request`.
    ///
    /// # Errors
    /// [`Stuck`] where an alarm never goes away.
    pub fn give(&mut self, request: Request, at: Timestamp) -> Result<(), Stuck> {
        self.advance(at)?;
        self.decide(&request, at);
        self.requests.push((at, request));
        Ok(())
    }

    /// Lets time pass up to `at` and through it.
    ///
    /// # Errors
    /// [`Stuck`] where an alarm never goes away.
    pub fn pass(&mut self, at: Timestamp) -> Result<(), Stuck> {
        self.give(tick(), at)
    }

    /// What is.
    pub fn situation(&self) -> &Situation<'static> {
        &self.situation
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What was asked, in order, so that the same can be asked elsewhere.
    pub fn requests(&self) -> &[(Timestamp, Request)] {
        &self.requests
    }

    fn next_alarm(&self) -> Option<Timestamp> {
        self.situation
            .alarms()
            .map(|(at, _)| at)
            .find(|at| *at > self.idle_to)
    }

    fn waiting_at(&self, alarm: Timestamp) -> String {
        let rows = self.situation.alarms().filter(|(at, _)| *at == alarm);
        rows.map(|(_, row)| format!("{row:?}"))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn decide(&mut self, request: &Request, at: Timestamp) {
        let now = self.events.last().map_or(at, |event| event.at.max(at));
        let mut ids = IdSource::new(self.events.len() as u64 + 1);
        let events = decide(self.policy, &self.situation, request, now, &mut ids);
        for event in &events {
            apply(self.policy, &mut self.situation, event);
        }
        // What was looked at in vain is looked at again once something has changed.
        self.idle_to = match (events.is_empty(), &request.command) {
            (true, Command::Tick) => now,
            (true, _) => self.idle_to,
            (false, _) => Timestamp::MIN,
        };
        self.events.extend(events);
    }
}

fn tick() -> Request {
    Request {
        actor: Actor::Tollgate,
        command: Command::Tick,
    }
}
