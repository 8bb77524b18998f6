//! Health: a score from weighted signals.

use smol_str::SmolStr;

use crate::condition::Condition;
use crate::ids::RecordKind;
use crate::time::Budget;

/// The health score of one kind of record.
#[derive(Clone, Debug)]
pub struct Health {
    /// The kind it describes.
    pub record: RecordKind,
    /// What it is made of.
    pub signals: Vec<Signal>,
    /// At or above this of 100 it is green.
    pub green: f64,
    /// At or above this of 100 it is yellow, below it is red.
    pub yellow: f64,
}

/// One signal: 0 at `poor`, 1 at `good`, in proportion between.
#[derive(Clone, Debug)]
pub struct Signal {
    /// The signal.
    pub id: SmolStr,
    /// Yields a number.
    pub value: Condition,
    /// The value that scores nothing; may lie above `good`.
    pub poor: f64,
    /// The value that scores everything.
    pub good: f64,
    /// Its share of the score.
    pub weight: f64,
    /// Older than this it is stale and its weight goes to the others.
    pub stale_after: Option<Budget>,
}
