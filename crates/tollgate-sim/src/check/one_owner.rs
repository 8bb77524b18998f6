//! A handoff passes from one owner to the next only by being let go, and only its owner accepts it.

use std::collections::BTreeMap;

use tollgate_core::event::{Event, What};
use tollgate_core::ids::{HandoffId, PersonId};
use tollgate_core::policy::{Outcome, Policy};
use tollgate_core::state::Situation;

use super::Law;

#[derive(Debug, Default)]
pub(super) struct OneOwner {
    owners: BTreeMap<HandoffId, PersonId>,
}

impl Law for OneOwner {
    fn applied(
        &mut self,
        _: &Policy,
        rows: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        for event in events {
            match &event.what {
                What::HandoffRouted(routed) => {
                    self.routed(routed.handoff, routed.owner.as_ref())?
                }
                What::HandoffReleased { handoff, from, .. } => {
                    let owner = self.owners.remove(handoff);
                    if owner.as_ref() != Some(from) {
                        return Err(format!(
                            "{from} let handoff {handoff} go, which {owner:?} had"
                        ));
                    }
                }
                What::HandoffAccepted { handoff, by } if self.owners.get(handoff) != Some(by) => {
                    return Err(format!(
                        "{by} accepted handoff {handoff}, which {:?} had",
                        self.owners.get(handoff)
                    ));
                }
                What::HandoffDisposed {
                    handoff,
                    disposition,
                    ..
                } if disposition.outcome == Outcome::Returned => {
                    self.owners.remove(handoff);
                }
                _ => {}
            }
        }
        events
            .iter()
            .filter_map(routed_to)
            .try_for_each(|(id, _)| self.agrees(rows, id))
    }
}

fn routed_to(event: &Event) -> Option<(HandoffId, Option<&PersonId>)> {
    match &event.what {
        What::HandoffRouted(routed) => Some((routed.handoff, routed.owner.as_ref())),
        _ => None,
    }
}

impl OneOwner {
    fn routed(&mut self, handoff: HandoffId, to: Option<&PersonId>) -> Result<(), String> {
        if let Some(owner) = self.owners.get(&handoff) {
            return Err(format!(
                "handoff {handoff} went to {to:?} while {owner} had it"
            ));
        }
        if let Some(to) = to {
            self.owners.insert(handoff, to.clone());
        }
        Ok(())
    }

    fn agrees(&self, rows: &Situation<'_>, id: HandoffId) -> Result<(), String> {
        let Some(row) = rows.handoff(&id).filter(|row| row.state.is_carried()) else {
            return Ok(());
        };
        if row.owner.as_ref() == self.owners.get(&id) {
            return Ok(());
        }
        Err(format!(
            "handoff {id} says {:?}, and its events {:?}",
            row.owner,
            self.owners.get(&id)
        ))
    }
}
