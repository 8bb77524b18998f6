//! Everybody outside is told of every event that their filter lets through, at least once and of nothing else, or it lies
//! among the dead letters; and in the order of the ledger, but for what failed.
//!
//! Who is to be told is found again from the events. Source: docs/guide/outgoing.md; decision 0011.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use tollgate_core::event::{Event, What};
use tollgate_core::ids::{HandoffId, PersonId};
use tollgate_core::policy::Policy;
use tollgate_service::ledger::{Digest, Entry, Sequence};
use tollgate_service::loops::outbox::{Endpoint, Target, is_bookkeeping, message_id};
use tollgate_service::ports::carrier::{Outcome, Recipient};
use tollgate_service::ports::outbox::{Outbox, Place, Undeliverable, Undelivered};
use tollgate_service::ports::{Entries, Read, StoreError};

use super::Broken;
use crate::faults::{Attempt, Told};

pub(super) const LAW: &str = "no message is lost";

/// A message that is to be sent.
#[derive(Debug)]
struct Due {
    place: Place,
    to: Recipient,
    digest: Digest,
}

/// Holds what was `told` against the ledger and the dead letters in `store`.
pub(super) fn check(
    store: &(impl Read + Outbox),
    policy: &Policy,
    told: &Told,
) -> Result<(), Broken> {
    let fault = |fault| Broken::of(LAW, &fault);
    let happened = happened(store).map_err(fault)?;
    for endpoint in &told.endpoints {
        let parked = store.undelivered(&endpoint.name, Undeliverable::Parked, None, usize::MAX);
        let one = One {
            endpoint,
            due: due(endpoint, policy, &happened),
            attempts: of(told, endpoint),
            parked: parked.map_err(fault)?,
            attempts_max: told.attempts_max,
        };
        one.nothing_else()?;
        one.everything()?;
        one.given_up_late(policy)?;
        one.in_order()?;
    }
    Ok(())
}

fn of<'t>(told: &'t Told, endpoint: &Endpoint) -> Vec<&'t Attempt> {
    let attempts = told.attempts.iter();
    attempts
        .filter(|attempt| attempt.endpoint == endpoint.name)
        .collect()
}

/// One endpoint: what it is to be told, and what came of that.
struct One<'t> {
    endpoint: &'t Endpoint,
    /// By the message's id.
    due: BTreeMap<String, Due>,
    attempts: Vec<&'t Attempt>,
    parked: Vec<Undelivered>,
    attempts_max: u32,
}

impl One<'_> {
    /// Whatever was sent was to be sent, to this receiver, and says the same each time.
    fn nothing_else(&self) -> Result<(), Broken> {
        let as_due = |attempt: &Attempt| {
            let due = self.due.get(&attempt.id);
            due.is_some_and(|due| {
                due.to == attempt.to
                    && due.place.sequence == attempt.entry
                    && due.digest == attempt.digest
            })
        };
        let other = self.attempts.iter().find(|attempt| !as_due(attempt));
        other.map_or(Ok(()), |attempt| {
            let says = format!("was sent `{}` to {:?}", attempt.id, attempt.to);
            Err(self.broken(attempt.entry, &says))
        })
    }

    /// Whatever was to be sent was taken, or lies among the dead letters.
    fn everything(&self) -> Result<(), Broken> {
        let taken = self.attempts.iter().filter(|attempt| attempt.taken);
        let taken: BTreeSet<&str> = taken.map(|attempt| attempt.id.as_str()).collect();
        let parked: BTreeSet<Place> = self.parked.iter().map(|row| row.place).collect();
        let settled = |id: &str, due: &Due| taken.contains(id) || parked.contains(&due.place);
        let lost = self.due.iter().find(|(id, due)| !settled(id, due));
        lost.map_or(Ok(()), |(id, due)| {
            Err(self.broken(due.place.sequence, &format!("never got `{id}`")))
        })
    }

    /// A dead letter was tried as often as the schedule says, or cannot be delivered.
    fn given_up_late(&self, policy: &Policy) -> Result<(), Broken> {
        let early = self.parked.iter().find(|row| {
            let id = message_id(&policy.workspace.id, row.place);
            let mut tried = self.attempts.iter().filter(|attempt| attempt.id == id);
            let hopeless =
                |attempt: &&Attempt| matches!(attempt.outcome, Outcome::Undeliverable { .. });
            let count = tried.clone().count();
            let enough = usize::try_from(self.attempts_max).is_ok_and(|max| count >= max);
            !enough && !tried.any(hopeless)
        });
        early.map_or(Ok(()), |row| {
            Err(self.broken(
                row.place.sequence,
                "has a dead letter that was given up early",
            ))
        })
    }

    /// What was taken at the first attempt came in the order of the ledger. Letters of one entry go to several, and one
    /// of them that fails may put off the others.
    fn in_order(&self) -> Result<(), Broken> {
        if matches!(self.endpoint.target, Target::Email { .. }) {
            return Ok(());
        }
        let mut tried = BTreeSet::new();
        let mut last = 0;
        for attempt in &self.attempts {
            let is_first = tried.insert(&attempt.id);
            if !is_first || !attempt.taken {
                continue;
            }
            if attempt.entry < last {
                let says = format!("was told of it after entry {last}");
                return Err(self.broken(attempt.entry, &says));
            }
            last = attempt.entry;
        }
        Ok(())
    }

    fn broken(&self, entry: Sequence, says: &str) -> Broken {
        Broken {
            law: LAW,
            entry: Some(entry),
            says: format!("`{}` {says}", self.endpoint.name),
        }
    }
}

/// The ledger's entries with their events.
fn happened(store: &dyn Read) -> Result<Vec<(Entry, Event)>, StoreError> {
    let mut happened = Vec::new();
    store.ledger(&Entries::All, 0, &mut |entry| {
        // One that cannot be read breaks another law.
        if let Ok(event) = entry.event() {
            happened.push((entry, event));
        }
        ControlFlow::Continue(())
    })?;
    Ok(happened)
}

/// What `endpoint` is to be told, by the ids of the messages.
fn due(endpoint: &Endpoint, policy: &Policy, happened: &[(Entry, Event)]) -> BTreeMap<String, Due> {
    let mut due = BTreeMap::new();
    let mut opened: BTreeMap<HandoffId, (String, Option<PersonId>)> = BTreeMap::new();
    for (entry, event) in happened {
        if let What::HandoffOpened(it) = &event.what {
            opened.insert(it.handoff, (it.point.to_string(), it.sender.clone()));
        }
        let about = entry.handoff.and_then(|handoff| opened.get(&handoff));
        let point = about.map(|(point, _)| point.as_str());
        if !is_told(endpoint, &entry.tag, point) {
            continue;
        }
        let sender = about.and_then(|(_, sender)| sender.as_ref());
        for (part, to) in (0..).zip(receivers(&endpoint.target, &event.what, sender)) {
            let place = Place {
                sequence: entry.sequence,
                part,
            };
            let digest = entry.digest;
            let id = message_id(&policy.workspace.id, place);
            due.insert(id, Due { place, to, digest });
        }
    }
    due
}

fn is_told(endpoint: &Endpoint, tag: &str, point: Option<&str>) -> bool {
    let filter = &endpoint.filter;
    let event = match &endpoint.target {
        _ if !filter.events.is_empty() => filter.events.iter().any(|event| event == tag),
        Target::Email { .. } => {
            ["handoff_routed", "handoff_disposed", "rung_reached"].contains(&tag)
        }
        _ => !is_bookkeeping(tag),
    };
    let named = |point: &str| filter.points.iter().any(|name| name == point);
    event && (filter.points.is_empty() || point.is_none_or(named))
}

fn receivers(target: &Target, what: &What, sender: Option<&PersonId>) -> Vec<Recipient> {
    let Target::Email { to, .. } = target else {
        return vec![Recipient::Endpoint];
    };
    let people: Vec<PersonId> = match what {
        What::RungReached(it) => it.notify.clone(),
        What::HandoffRouted(it) => it.owner.iter().cloned().collect(),
        What::HandoffDisposed { .. } => sender.into_iter().cloned().collect(),
        _ => Vec::new(),
    };
    let addresses = to.iter().cloned().map(Recipient::Address);
    people
        .into_iter()
        .map(Recipient::Person)
        .chain(addresses)
        .collect()
}
