//! All events, applied to nothing, give the rows that are there.

use std::fmt::Debug;

use tollgate_core::apply::apply;
use tollgate_core::event::Event;
use tollgate_core::policy::Policy;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;

use super::Law;

#[derive(Debug, Default)]
pub(super) struct Replay {
    events: Vec<Event>,
}

impl Law for Replay {
    fn applied(
        &mut self,
        _: &Policy,
        _: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        self.events.extend_from_slice(events);
        Ok(())
    }

    fn ended(
        &mut self,
        policy: &Policy,
        rows: &Situation<'static>,
        _: Timestamp,
    ) -> Result<(), String> {
        let mut again = Situation::default();
        for event in &self.events {
            apply(policy, &mut again, event);
        }
        same(again.records(), rows.records())?;
        same(again.handoffs(), rows.handoffs())?;
        same(again.tasks(), rows.tasks())?;
        same(again.standings(), rows.standings())?;
        same(again.presences(), rows.presences())?;
        same(again.waivers(), rows.waivers())?;
        same(again.violations(), rows.violations())?;
        same(again.suppressions(), rows.suppressions())
    }
}

fn same<R: Debug + PartialEq>(
    again: impl Iterator<Item = R>,
    rows: impl Iterator<Item = R>,
) -> Result<(), String> {
    let (again, rows): (Vec<R>, Vec<R>) = (again.collect(), rows.collect());
    if again.len() != rows.len() {
        return Err(format!(
            "{} rows came of it instead of {}",
            again.len(),
            rows.len()
        ));
    }
    match again.iter().zip(&rows).find(|(again, row)| again != row) {
        Some((again, row)) => Err(format!("{again:?} came of it instead of {row:?}")),
        None => Ok(()),
    }
}
