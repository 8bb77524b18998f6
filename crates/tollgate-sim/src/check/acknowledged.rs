//! Every order that was answered is in the ledger exactly once, as it was answered; nothing is there that nobody ordered.
//!
//! Source: the contract of `Writer::execute` and `Pipeline`: giving an order again, with its key, is safe.

use std::collections::BTreeMap;

use tollgate_core::command::Actor;
use tollgate_core::event::Event;
use tollgate_core::ids::SourceKey;
use tollgate_service::ledger::Sequence;
use tollgate_service::ports::Delivered;
use tollgate_service::writer::Answer;

use super::Broken;
use crate::faults::Acknowledged;

pub(super) const LAW: &str = "every acknowledged order is in the ledger exactly once";

/// Holds `events` against the answers, and against the deliveries that the store remembers.
pub(super) fn check(
    events: &[Event],
    acknowledged: &[Acknowledged],
    delivered: &BTreeMap<SourceKey, Delivered>,
) -> Result<(), Broken> {
    for one in acknowledged {
        let remembered = delivered.get(&one.key);
        as_answered(events, one, remembered).map_err(|says| Broken {
            law: LAW,
            entry: remembered.map(|delivered| delivered.after + 1),
            says: format!("`{}` {says}", one.key),
        })?;
    }
    apart(events, delivered)
}

fn as_answered(
    events: &[Event],
    one: &Acknowledged,
    remembered: Option<&Delivered>,
) -> Result<(), String> {
    let Some(remembered) = remembered else {
        return Err("was answered and is not there".to_owned());
    };
    match &one.answer {
        Answer::Done {
            sequence,
            events: told,
        } => {
            let there = range(events, remembered).unwrap_or_default();
            if *sequence != remembered.sequence || there != told.as_slice() {
                return Err(format!(
                    "was answered with {} events up to entry {sequence}, and {} are there up to {}",
                    told.len(),
                    there.len(),
                    remembered.sequence
                ));
            }
            Ok(())
        }
        Answer::Seen(seen) if seen == remembered => Ok(()),
        other => Err(format!(
            "was answered {other:?}, and {remembered:?} is there"
        )),
    }
}

fn range<'e>(events: &'e [Event], delivered: &Delivered) -> Option<&'e [Event]> {
    let place = |sequence: Sequence| usize::try_from(sequence).ok();
    events.get(place(delivered.after)?..place(delivered.sequence)?)
}

/// No entry came of two deliveries, and what came of none is time's.
fn apart(events: &[Event], delivered: &BTreeMap<SourceKey, Delivered>) -> Result<(), Broken> {
    let mut of: Vec<Option<&SourceKey>> = vec![None; events.len()];
    for one in delivered.values() {
        for entry in one.after + 1..=one.sequence {
            let place = usize::try_from(entry - 1).ok();
            let Some(of) = place.and_then(|place| of.get_mut(place)) else {
                return Err(broken(
                    entry,
                    format!("`{}` led to it, and it is not there", one.key),
                ));
            };
            if let Some(other) = of.replace(&one.key) {
                return Err(broken(
                    entry,
                    format!("both `{other}` and `{}` led to it", one.key),
                ));
            }
        }
    }
    let nobody = events
        .iter()
        .zip(of)
        .position(|(event, of)| of.is_none() && event.actor != Actor::Tollgate);
    match nobody {
        None => Ok(()),
        Some(place) => Err(broken(
            place as Sequence + 1,
            "nobody ordered it".to_owned(),
        )),
    }
}

fn broken(entry: Sequence, says: String) -> Broken {
    Broken {
        law: LAW,
        entry: Some(entry),
        says,
    }
}
