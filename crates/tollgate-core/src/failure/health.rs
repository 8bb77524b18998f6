//! The health of a record: a score from weighted signals, with each signal's part.

use smol_str::SmolStr;

use crate::condition::{Condition, Slot, Subject};
use crate::decide::RecordFacts;
use crate::policy::{Health, Policy, Signal};
use crate::state::{Record, Situation};
use crate::time::{Budget, Timestamp};
use crate::value::Value;

/// A score of health.
#[derive(Clone, Debug, PartialEq)]
pub struct HealthScore {
    /// 0 to 100; `None` when every signal is stale or unknown.
    pub score: Option<f64>,
    /// Where it lies.
    pub band: Band,
    /// Each signal with the value seen; missing where it is stale or unknown, and its weight went to the others.
    pub signals: Vec<(SmolStr, Value)>,
}

/// Where a score lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// All is well.
    Green,
    /// To be watched.
    Yellow,
    /// At risk.
    Red,
    /// Nothing is known.
    Unknown,
}

impl Band {
    /// The band, as people read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Unknown => "unknown",
        }
    }
}

/// The health of `record` at `now`; `None` where the policy does not score its kind.
///
/// `rows` holds the record and what it links to.
pub fn health_of(
    policy: &Policy,
    rows: &Situation<'_>,
    record: &Record,
    now: Timestamp,
) -> Option<HealthScore> {
    let health = policy.healths.get(&record.key.kind)?;
    let facts = RecordFacts::new(policy, rows, &record.key, now)?;
    let (mut scored, mut weight, mut signals) = (0.0, 0.0, Vec::new());
    for signal in &health.signals {
        let stale = is_stale(policy, signal, record, now);
        let value = if stale {
            Value::Missing
        } else {
            signal.value.value(&facts)
        };
        if let Some(part) = value.as_number().and_then(|number| part(signal, number)) {
            scored += part * signal.weight;
            weight += signal.weight;
        }
        signals.push((signal.id.clone(), value));
    }
    let score = (weight > 0.0).then(|| 100.0 * scored / weight);
    Some(HealthScore {
        score,
        band: band(health, score),
        signals,
    })
}

/// 0 at poor, 1 at good, in proportion between; `None` for a number that is none.
fn part(signal: &Signal, number: f64) -> Option<f64> {
    let part = (number - signal.poor) / (signal.good - signal.poor);
    (!part.is_nan()).then(|| part.clamp(0.0, 1.0))
}

fn band(health: &Health, score: Option<f64>) -> Band {
    match score {
        None => Band::Unknown,
        Some(score) if score >= health.green => Band::Green,
        Some(score) if score >= health.yellow => Band::Yellow,
        Some(_) => Band::Red,
    }
}

/// True when every field of the record that the signal reads was last said longer ago than the signal allows.
fn is_stale(policy: &Policy, signal: &Signal, record: &Record, now: Timestamp) -> bool {
    let Some(after) = signal.stale_after else {
        return false;
    };
    let Some(said_at) = said_at(&signal.value, record) else {
        return false;
    };
    let calendar = policy.prepared.get(None, &policy.workspace.zone);
    // A budget in working days has no calendar here; it counts every day.
    let after = if let Budget::WorkingDays(days) = after {
        Budget::Days(days)
    } else {
        after
    };
    calendar
        .due(said_at, after, &[])
        .is_some_and(|due| now > due)
}

fn said_at(value: &Condition, record: &Record) -> Option<Timestamp> {
    let own = value.reads().iter().filter_map(|read| match read.slot {
        Slot::Field {
            subject: Subject::Record,
            field,
        } => record.fields.get(usize::from(field)),
        _ => None,
    });
    own.filter(|held| !held.value.is_missing())
        .map(|held| held.at)
        .max()
}
