//! A clock starts once and ends once, and what it says is what the calendar says of what the ledger tells.
//!
//! Counted anew from the events alone: the time used is the open time of each owner's stretch, without the pauses; a
//! promise is called broken exactly when it was due and had not been kept. Source: docs/guide/working-time.md.

use std::collections::BTreeMap;

use tollgate_core::event::{ClockMoved, ClockStarted, Event, HandoffMigrated, What};
use tollgate_core::ids::{HandoffId, MilestoneId, PersonId};
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::{Pause, Timestamp};

use super::Law;

type Key = (HandoffId, MilestoneId);

#[derive(Debug, Default)]
pub(super) struct ClocksFollow {
    clocks: BTreeMap<Key, Clock>,
}

#[derive(Debug)]
struct Clock {
    started: ClockStarted,
    /// Stretches under one owner each: since when, and who.
    legs: Vec<(Timestamp, Option<PersonId>)>,
    pauses: Vec<Pause>,
    due_at: Option<Timestamp>,
    breached: bool,
    over: bool,
}

impl Law for ClocksFollow {
    fn applied(
        &mut self,
        policy: &Policy,
        _: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        events.iter().try_for_each(|event| {
            if let What::HandoffMigrated(migrated) = &event.what {
                return self.migrated(policy, migrated, event.at);
            }
            let Some(key) = key(&event.what) else {
                return Ok(());
            };
            self.happened(policy, &key, event)
                .map_err(|how| format!("{} of handoff {} {how}", key.1, key.0))
        })
    }
}

fn key(what: &What) -> Option<Key> {
    match what {
        What::ClockStarted(started) => Some((started.handoff, started.milestone.clone())),
        What::ClockMoved(moved) => Some((moved.handoff, moved.milestone.clone())),
        What::ClockPaused {
            handoff, milestone, ..
        }
        | What::ClockResumed {
            handoff, milestone, ..
        }
        | What::ClockStopped {
            handoff, milestone, ..
        }
        | What::ClockBreached {
            handoff, milestone, ..
        }
        | What::ClockCancelled {
            handoff, milestone, ..
        } => Some((*handoff, milestone.clone())),
        _ => None,
    }
}

impl ClocksFollow {
    /// Clocks that go on under other terms have used what they had, in the calendar of before.
    fn migrated(
        &mut self,
        policy: &Policy,
        migrated: &HandoffMigrated,
        at: Timestamp,
    ) -> Result<(), String> {
        for terms in &migrated.clocks {
            let key = (migrated.handoff, terms.milestone.clone());
            let clock = self.clocks.get_mut(&key).filter(|clock| !clock.over);
            let clock = clock.ok_or("moved to another revision while it did not run")?;
            same("had used", terms.used, clock.used(policy, at))?;
            clock.due_at = terms.due_at;
        }
        Ok(())
    }

    fn happened(&mut self, policy: &Policy, key: &Key, event: &Event) -> Result<(), String> {
        if let What::ClockStarted(started) = &event.what {
            let clock = Clock::start(policy, started)?;
            return match self.clocks.insert(key.clone(), clock) {
                None => Ok(()),
                Some(_) => Err("started twice".to_owned()),
            };
        }
        let clock = self.clocks.get_mut(key).filter(|clock| !clock.over);
        let clock = clock.ok_or("changed while it did not run")?;
        clock.happened(policy, event)
    }
}

impl Clock {
    fn start(policy: &Policy, started: &ClockStarted) -> Result<Self, String> {
        let calendar = policy.prepared.get(
            started.calendar.as_ref(),
            policy.zone_of(started.owner.as_ref()),
        );
        let due_at = started
            .target
            .and_then(|target| calendar.due(started.started_at, target, &[]));
        same("is due", started.due_at, due_at)?;
        Ok(Self {
            legs: vec![(started.started_at, started.owner.clone())],
            started: started.clone(),
            pauses: Vec::new(),
            due_at,
            breached: false,
            over: false,
        })
    }

    fn happened(&mut self, policy: &Policy, event: &Event) -> Result<(), String> {
        match &event.what {
            What::ClockPaused { .. } => self.pause(event.at),
            What::ClockResumed { due_at, .. } => self.resume(event.at, *due_at),
            What::ClockMoved(moved) => self.move_on(policy, moved, event.at),
            What::ClockBreached { due_at, .. } => self.breach(*due_at, event.at),
            What::ClockStopped {
                stopped_at,
                elapsed,
                ..
            } => {
                self.over = true;
                same("used", *elapsed, self.used(policy, *stopped_at))?;
                self.kept_or_broken(*stopped_at, event.at)
            }
            What::ClockCancelled { .. } => {
                self.over = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn pause(&mut self, at: Timestamp) -> Result<(), String> {
        if self.pauses.last().is_some_and(|pause| pause.to.is_none()) {
            return Err("paused twice".to_owned());
        }
        self.pauses.push(Pause { from: at, to: None });
        self.due_at = self.due_at.filter(|_| self.breached);
        Ok(())
    }

    fn resume(&mut self, at: Timestamp, due_at: Option<Timestamp>) -> Result<(), String> {
        let pause = self.pauses.last_mut().filter(|pause| pause.to.is_none());
        pause.ok_or("went on while it did not stand still")?.to = Some(at);
        self.due_at = due_at;
        Ok(())
    }

    fn move_on(
        &mut self,
        policy: &Policy,
        moved: &ClockMoved,
        at: Timestamp,
    ) -> Result<(), String> {
        same("had used", moved.used, self.used(policy, at))?;
        self.legs.push((at, moved.owner.clone()));
        self.due_at = moved.due_at;
        Ok(())
    }

    fn breach(&mut self, due_at: Timestamp, at: Timestamp) -> Result<(), String> {
        same("was due", Some(due_at), self.due_at)?;
        if self.breached || due_at >= at {
            return Err(format!("was called broken at {at}, due {due_at}"));
        }
        self.breached = true;
        Ok(())
    }

    /// Working microseconds up to `at`, in the calendar of whoever had it.
    fn used(&self, policy: &Policy, at: Timestamp) -> i64 {
        let ends = self.legs.iter().skip(1).map(|(since, _)| *since);
        let ends = ends.chain([Timestamp::MAX]);
        let legs = self.legs.iter().zip(ends);
        legs.map(|((since, owner), end)| {
            let calendar = policy.prepared.get(
                self.started.calendar.as_ref(),
                policy.zone_of(owner.as_ref()),
            );
            calendar.elapsed(*since, end.min(at).max(*since), &self.pauses)
        })
        .sum()
    }

    /// Whoever stops too late was called late before, unless both fall in one instant.
    fn kept_or_broken(&self, stopped_at: Timestamp, at: Timestamp) -> Result<(), String> {
        let late = self.due_at.is_some_and(|due| due < stopped_at);
        let in_one_instant = self.due_at.is_some_and(|due| due.plus(1) >= at);
        if late && !self.breached && !in_one_instant {
            return Err(format!(
                "stopped at {stopped_at}, due {:?}, and was never called broken",
                self.due_at
            ));
        }
        Ok(())
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, told: T, counted: T) -> Result<(), String> {
    if told == counted {
        return Ok(());
    }
    Err(format!(
        "{what} {told:?}, and the calendar says {counted:?}"
    ))
}
