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
}

/// Why a replay stopped: an alarm came again and again at one instant, which is a fault of the engine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("time stands still at {at}: the alarm of {row} comes again and again; this is a fault in Tollgate, please report it")]
pub struct Stuck {
    /// When.
    pub at: Timestamp,
    /// Whose alarm.
    pub row: String,
}

/// So many ticks at one instant are more than any ladder of alarms needs.
const TICKS_MAX: usize = 10_000;

impl<'p> Replay<'p> {
    /// An empty workspace under `policy`.
    pub fn new(policy: &'p Policy) -> Self {
        Self { policy, situation: Situation::default(), events: Vec::new(), requests: Vec::new() }
    }

    /// Lets time pass up to `at`, then gives `request`. Alarms at `at` itself come after it: an act at exactly the due
    /// instant is on time.
    ///
    /// # Errors
    /// [`Stuck`] where an alarm never goes away.
    pub fn give(&mut self, request: Request, at: Timestamp) -> Result<(), Stuck> {
        self.tick_while(|alarm| alarm < at)?;
        self.decide(&request, at);
        self.requests.push((at, request));
        Ok(())
    }

    /// Lets time pass up to `at` and through it.
    ///
    /// # Errors
    /// [`Stuck`] where an alarm never goes away.
    pub fn pass(&mut self, at: Timestamp) -> Result<(), Stuck> {
        self.tick_while(|alarm| alarm <= at)
    }

    /// What is.
    pub fn situation(&self) -> &Situation<'static> {
        &self.situation
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What was asked, in order; ticks are not among it.
    pub fn requests(&self) -> &[(Timestamp, Request)] {
        &self.requests
    }

    fn tick_while(&mut self, is_due: impl Fn(Timestamp) -> bool) -> Result<(), Stuck> {
        let (mut last, mut ticks) = (Timestamp::MIN, 0);
        while let Some((alarm, row)) = self.situation.next_alarm().filter(|(alarm, _)| is_due(*alarm)) {
            // An alarm in the past rings at once: the clock never goes back.
            let now = self.events.last().map_or(alarm, |event| event.at.max(alarm));
            ticks = if now == last { ticks + 1 } else { 0 };
            if ticks > TICKS_MAX {
                return Err(Stuck { at: now, row: format!("{row:?}") });
            }
            last = now;
            self.decide(&Request { actor: Actor::Tollgate, command: Command::Tick }, now);
        }
        Ok(())
    }

    fn decide(&mut self, request: &Request, now: Timestamp) {
        let mut ids = IdSource::new(self.events.len() as u64 + 1);
        let events = decide(self.policy, &self.situation, request, now, &mut ids);
        for event in &events {
            apply(self.policy, &mut self.situation, event);
        }
        self.events.extend(events);
    }
}
