//! Who is told of an event.

use tollgate_core::event::{Event, What};
use tollgate_core::ids::PersonId;
use tollgate_core::state::Handoff;

use super::Target;
use crate::ports::carrier::Recipient;

/// Who is told of `event`, each by a message of its own, in an order that is the same each time.
///
/// A webhook and a Slack channel are one receiver. Letters go to those whom a ladder names, to the new owner of a handoff
/// and to the sender of one that was not taken, then to the endpoint's own addresses.
pub fn recipients(target: &Target, event: &Event, handoff: Option<&Handoff>) -> Vec<Recipient> {
    match target {
        Target::Webhook { .. } | Target::Slack { .. } => vec![Recipient::Endpoint],
        Target::Email { to, .. } => {
            let people = people(&event.what, handoff).into_iter();
            let addresses = to.iter().cloned().map(Recipient::Address);
            people
                .cloned()
                .map(Recipient::Person)
                .chain(addresses)
                .collect()
        }
    }
}

fn people<'a>(what: &'a What, handoff: Option<&'a Handoff>) -> Vec<&'a PersonId> {
    match what {
        What::RungReached(it) => it.notify.iter().collect(),
        What::HandoffRouted(it) => it.owner.iter().collect(),
        What::HandoffDisposed { .. } => handoff
            .and_then(|handoff| handoff.sender.as_ref())
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}
