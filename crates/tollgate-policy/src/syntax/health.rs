//! `health: customer`: a score from weighted signals.

use tollgate_core::time::Budget;

use super::scalar::{Expression, Name};
use super::shape::{At, shape};

shape! {
    /// A health score from weighted signals.
    HealthDocument {
        /// The kind of record that it describes.
        health: At<Name>,
        /// What it is made of.
        signals: Vec<SignalShape>,
        /// From which score of 100 it is green, and from which yellow.
        bands: BandsShape,
    }

    /// One signal of a health score: nothing at `poor`, everything at `good`, in proportion between.
    SignalShape {
        /// The signal's name.
        signal: At<Name>,
        /// An expression that yields a number.
        value: Expression,
        /// The value that scores nothing; may lie above `good`.
        poor: At<f64>,
        /// The value that scores everything.
        good: At<f64>,
        /// Its share of the score.
        weight: At<f64>,
        /// Older than this, its weight goes to the others.
        stale_after: Option<At<Budget>>,
    }

    /// From which score of 100 a record is green, and from which yellow.
    BandsShape {
        /// At or above it is green.
        green: At<f64>,
        /// At or above it is yellow, below it is red.
        yellow: At<f64>,
    }
}
