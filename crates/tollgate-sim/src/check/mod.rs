//! What must be true at every step, whatever happens: one checker a law, each as naive as can be.
//!
//! [`broken_laws`] plays a year under the eyes of all of them. [`in_ledger`] holds those that need no more than the ledger
//! against one that was written somewhere else, and [`after_faults`] everything that must be true of a workspace after
//! foul weather.

mod acknowledged;
mod after_faults;
mod breach_once;
mod broken;
mod capacity;
mod chain;
mod clocks;
mod fairness;
mod in_ledger;
mod no_date_missed;
mod no_handoff_lost;
mod no_message_lost;
mod nobody_waits;
mod one_open;
mod one_owner;
mod promises;
mod replay;
mod reports;
mod rows;
mod segments;
mod thoroughness;
mod time_passes;
mod twin;

use tollgate_core::event::Event;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;

use crate::{Decision, Scenario, Watch, Year};

pub use after_faults::after_faults;
pub use broken::Broken;
pub use in_ledger::in_ledger;

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
    laws.broken.iter().map(ToString::to_string).collect()
}

/// All laws that still hold, and how the others were broken.
struct Laws {
    holding: Vec<(&'static str, Box<dyn Law>)>,
    broken: Vec<Broken>,
    /// The entry that is looked at, where it is one of a ledger's.
    entry: Option<Sequence>,
}

impl Default for Laws {
    fn default() -> Self {
        Self::new([of_the_ledger(), of_the_decision()].into_iter().flatten())
    }
}

type Named = (&'static str, Box<dyn Law>);

/// Laws that tell from the events alone.
fn of_the_ledger() -> Vec<Named> {
    vec![
        (
            "every breach is escalated once",
            Box::<breach_once::BreachOnce>::default(),
        ),
        ("capacity is never exceeded", Box::new(capacity::Capacity)),
        (
            "clocks follow the ledger",
            Box::<clocks::ClocksFollow>::default(),
        ),
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
            "the segments of a clock add up to wall time",
            Box::new(segments::Segments),
        ),
    ]
}

/// Laws that must see what was asked, or that hold of the starter policy only.
fn of_the_decision() -> Vec<Named> {
    vec![
        ("no date is missed", Box::new(no_date_missed::NoDateMissed)),
        (
            "replaying the events gives the same rows",
            Box::<replay::Replay>::default(),
        ),
        (
            "evaluating everything decides the same",
            Box::new(thoroughness::Same),
        ),
        ("time passes", Box::<time_passes::TimePasses>::default()),
    ]
}

impl Laws {
    fn new(laws: impl Iterator<Item = Named>) -> Self {
        Self {
            holding: laws.collect(),
            broken: Vec::new(),
            entry: None,
        }
    }

    fn hold(&mut self, mut against: impl FnMut(&mut dyn Law) -> Result<(), String>) {
        let (broken, entry) = (&mut self.broken, self.entry);
        self.holding
            .retain_mut(|(law, holds)| match against(holds.as_mut()) {
                Ok(()) => true,
                Err(says) => {
                    broken.push(Broken { law, entry, says });
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
