//! A record has at most one open handoff of a point.

use std::collections::BTreeMap;

use tollgate_core::event::{Event, What};
use tollgate_core::ids::{HandoffId, PointId, RecordRef};
use tollgate_core::policy::{Outcome, Policy};
use tollgate_core::state::Situation;

use super::Law;

#[derive(Debug, Default)]
pub(super) struct OneOpen {
    open: BTreeMap<(PointId, RecordRef), HandoffId>,
}

impl Law for OneOpen {
    fn applied(
        &mut self,
        _: &Policy,
        rows: &Situation<'static>,
        events: &[Event],
    ) -> Result<(), String> {
        for event in events {
            match &event.what {
                What::HandoffOpened(opened) => {
                    let key = (opened.point.clone(), opened.record.clone());
                    if let Some(other) = self.open.insert(key, opened.handoff) {
                        return Err(format!(
                            "{} of {} opened while {other} is open",
                            opened.point, opened.record
                        ));
                    }
                }
                What::HandoffDisposed {
                    handoff,
                    disposition,
                    ..
                } if disposition.outcome != Outcome::Returned => {
                    self.close(rows, handoff);
                }
                What::HandoffCompleted { handoff } | What::HandoffWithdrawn { handoff, .. } => {
                    self.close(rows, handoff)
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl OneOpen {
    fn close(&mut self, rows: &Situation<'_>, id: &HandoffId) {
        if let Some(handoff) = rows.handoff(id) {
            self.open
                .remove(&(handoff.point.clone(), handoff.record.clone()));
        }
    }
}
