//! What must be true at every step, whatever happens: one checker a law, each as naive as can be.

mod breach_once;
mod capacity;
mod fairness;
mod no_date_missed;
mod no_handoff_lost;
mod nobody_waits;
mod one_open;
mod one_owner;
mod promises;
mod replay;
mod segments;
mod thoroughness;
mod time_passes;

use tollgate_core::event::Event;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

use crate::{Decision, Scenario, Watch, Year};

/// A law that holds of every decision, and of what all of them add up to. An `Err` says how it was broken.
trait Law {
    /// A decision was made, and is not applied yet.
    fn decided(&mut self, _decision: &Decision<'_>) -> Result<(), String> {
        Ok(())
    }
    /// Its events were applied.
    fn applied(
        &mut self,
        _policy: &Policy,
        _rows: &Situation<'static>,
        _events: &[Event],
    ) -> Result<(), String> {
        Ok(())
    }
    /// The year is over at `at`.
    fn ended(
        &mut self,
        _policy: &Policy,
        _rows: &Situation<'static>,
        _at: Timestamp,
    ) -> Result<(), String> {
        Ok(())
    }
}

/// Plays the year of `scenario` under `policy` while every law is held against it.
///
/// Returns the laws that were broken, each once and as it was broken first; empty when all hold. With the scenario, and
/// so its seed, the same can be played again.
pub fn broken_laws(policy: &Policy, scenario: Scenario) -> Vec<String> {
    let mut year = Year::watched(policy, scenario, Laws::default());
    year.by_ref().for_each(drop);
    let (rows, ends_at) = (year.rows().clone(), year.ends_at());
    let mut laws = year.into_watch();
    laws.hold(|law| law.ended(policy, &rows, ends_at));
    laws.broken
}

/// All laws that still hold, and how the others were broken.
struct Laws {
    holding: Vec<(&'static str, Box<dyn Law>)>,
    broken: Vec<String>,
}

impl Default for Laws {
    fn default() -> Self {
        Self {
            holding: vec![
                (
                    "every breach is escalated once",
                    Box::<breach_once::BreachOnce>::default(),
                ),
                ("capacity is never exceeded", Box::new(capacity::Capacity)),
                (
                    "the next in a fair queue has the lowest level",
                    Box::new(fairness::Fairness),
                ),
                (
                    "a clock is in time when it used no more than its target",
                    Box::new(promises::Promises),
                ),
                (
                    "nobody waits while somebody could take it",
                    Box::new(nobody_waits::NobodyWaits),
                ),
                ("no date is missed", Box::new(no_date_missed::NoDateMissed)),
                (
                    "no handoff is lost",
                    Box::<no_handoff_lost::NoHandoffLost>::default(),
                ),
                (
                    "at most one handoff of a point is open for a record",
                    Box::<one_open::OneOpen>::default(),
                ),
                (
                    "a handoff has one owner at most",
                    Box::<one_owner::OneOwner>::default(),
                ),
                (
                    "replaying the events gives the same rows",
                    Box::<replay::Replay>::default(),
                ),
                (
                    "the segments of a clock add up to wall time",
                    Box::new(segments::Segments),
                ),
                (
                    "evaluating everything decides the same",
                    Box::new(thoroughness::Same),
                ),
                ("time passes", Box::<time_passes::TimePasses>::default()),
            ],
            broken: Vec::new(),
        }
    }
}

impl Laws {
    fn hold(&mut self, mut against: impl FnMut(&mut dyn Law) -> Result<(), String>) {
        let broken = &mut self.broken;
        self.holding
            .retain_mut(|(name, law)| match against(law.as_mut()) {
                Ok(()) => true,
                Err(how) => {
                    broken.push(format!("{name}: {how}"));
                    false
                }
            });
    }
}

impl Watch for Laws {
    fn decided(&mut self, decision: &Decision<'_>) {
        self.hold(|law| law.decided(decision));
    }

    fn applied(&mut self, policy: &Policy, rows: &Situation<'static>, events: &[Event]) {
        self.hold(|law| law.applied(policy, rows, events));
    }
}
