//! A promise is broken once, when it is due, and each rung of its ladder is climbed once, in order.

use std::collections::BTreeMap;

use tollgate_core::event::{Event, RungReached, What};
use tollgate_core::ids::{HandoffId, MilestoneId};
use tollgate_core::policy::{Policy, RungAt};
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

use super::Law;

type Key = (HandoffId, MilestoneId);

#[derive(Debug, Default)]
pub(super) struct BreachOnce {
    breaches: BTreeMap<Key, u32>,
    /// The rung and repeat to reach next, once one was.
    rungs: BTreeMap<Key, (u16, u32)>,
    /// How often the rung of the breach was reached.
    escalated: BTreeMap<Key, u32>,
}

impl Law for BreachOnce {
    fn applied(
        &mut self,
        policy: &Policy,
        rows: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        for event in events {
            match &event.what {
                What::ClockBreached {
                    handoff,
                    milestone,
                    due_at,
                } => {
                    self.breached((*handoff, milestone.clone()), *due_at, event.at)?;
                }
                What::RungReached(reached) => {
                    let key = (reached.handoff, reached.milestone.clone());
                    self.climbed(&key, reached)?;
                    if is_breach(policy, rows, &key, reached.rung) == Some(true) {
                        *self.escalated.entry(key).or_default() += 1;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn ended(
        &mut self,
        policy: &Policy,
        rows: &Situation<'static>,
        at: Timestamp,
    ) -> Result<(), String> {
        for handoff in rows.handoffs() {
            for clock in handoff
                .clocks
                .iter()
                .filter(|clock| clock.is_running() && !clock.is_paused())
            {
                if clock.due_at.is_some_and(|due| due < at) && clock.breached_at.is_none() {
                    return Err(format!(
                        "{} of handoff {} was due and nobody noticed",
                        clock.milestone, handoff.id
                    ));
                }
            }
        }
        for (key, breaches) in &self.breaches {
            let escalates = (0..u16::MAX)
                .map_while(|rung| is_breach(policy, rows, key, rung))
                .any(|is_breach| is_breach);
            let escalated = self.escalated.get(key).copied().unwrap_or(0);
            if escalates && escalated != *breaches {
                return Err(format!(
                    "{} of handoff {} was broken {breaches} times and escalated {escalated} times",
                    key.1, key.0
                ));
            }
        }
        Ok(())
    }
}

impl BreachOnce {
    fn breached(&mut self, key: Key, due_at: Timestamp, at: Timestamp) -> Result<(), String> {
        if due_at >= at {
            return Err(format!(
                "{} of handoff {} was called broken at {at}, due {due_at}",
                key.1, key.0
            ));
        }
        let count = self.breaches.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            return Err(format!("{} of handoff {} was broken twice", key.1, key.0));
        }
        Ok(())
    }

    fn climbed(&mut self, key: &Key, reached: &RungReached) -> Result<(), String> {
        let rung = (reached.rung, reached.repeat);
        let next = self.rungs.insert(key.clone(), reached.next);
        if rung != next.unwrap_or_default() {
            return Err(format!(
                "{} of handoff {} reached rung {rung:?}, and {next:?} was next",
                key.1, key.0
            ));
        }
        Ok(())
    }
}

/// Whether the rung is that of the breach; `None` where the ladder has no such rung.
fn is_breach(policy: &Policy, rows: &Situation<'_>, key: &Key, rung: u16) -> Option<bool> {
    let handoff = rows.handoff(&key.0)?;
    let (policy, point) = (policy.terms_of(handoff), policy.point_of(handoff)?);
    let milestone = point.sla.iter().find(|milestone| milestone.id == key.1)?;
    let ladder = policy.escalations.get(milestone.escalation.as_ref()?)?;
    let rung = ladder.rungs.get(usize::from(rung))?;
    Some(matches!(rung.at, RungAt::Percent(100)))
}
