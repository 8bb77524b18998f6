//! The revision that a handoff goes by: when it opens, when it moves to another, and when that came into force.

use tollgate_core::command::Actor;
use tollgate_core::event::{HandoffMigrated, HandoffOpened};
use tollgate_core::policy::InFlight;

use super::{Told, Words};

impl Words<'_> {
    pub(super) fn migrated(&self, it: &HandoffMigrated) -> Told {
        let clocks = it.clocks.iter().map(|clock| {
            let target = clock
                .target
                .map_or_else(String::new, |target| format!(" within {target}"));
            let due = clock
                .due_at
                .map_or_else(String::new, |due| format!(", due {}", self.at(due)));
            format!("{}{target}{due}", clock.milestone)
        });
        (
            format!(
                "goes by revision {} of the policy from here on",
                it.revision
            ),
            clocks.collect(),
        )
    }

    pub(super) fn opened(&self, it: &HandoffOpened) -> Told {
        let title = self
            .policy
            .points
            .get(&it.point)
            .map_or(it.point.as_str(), |point| point.title.as_str());
        let mut details = vec![format!(
            "{} under revision {} of the policy",
            it.record, it.revision
        )];
        if let Some(sender) = &it.sender {
            details.push(format!("handed over by {sender}"));
        }
        if it.received_at != self.told_at {
            details.push(format!("received {}", self.at(it.received_at)));
        }
        if let Some(on) = it.for_date {
            details.push(format!("opened for {on}"));
        }
        if let Some(before) = it.reopened_from {
            details.push(format!("opens again from {before}"));
        }
        (format!("opened {title}"), details)
    }
}

/// A revision of the policy came into force.
pub(super) fn published(revision: u32, open: InFlight, approved_by: Option<&Actor>) -> Told {
    let open = open.as_str();
    let says = format!("revision {revision} of the policy came into force, open handoffs: {open}");
    let approved = approved_by.and_then(Actor::person);
    let details = approved.map(|person| format!("approved by {person}"));
    (says, details.into_iter().collect())
}
