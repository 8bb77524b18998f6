//! Counts a share of a cohort: hits, the whole, and what was left out.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::figure::{Derivation, Figure, Quantity};
use crate::policy::KpiName;

/// A share of a cohort; two that counted different handoffs can be merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// How many counted.
    pub hits: u64,
    /// Out of how many.
    pub of: u64,
    /// How many were left out, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
    /// How many belonged to a class that is shown beside the figure; classes may overlap.
    pub classes: BTreeMap<SmolStr, u64>,
}

/// The words around a rate.
#[derive(Clone, Copy, Debug)]
pub struct RateWords {
    /// Which figure.
    pub kpi: KpiName,
    /// What it is.
    pub definition: &'static str,
    /// Whom it is about.
    pub cohort: &'static str,
    /// What counts.
    pub hits: &'static str,
    /// Out of what.
    pub of: &'static str,
}

impl Rate {
    /// Counts one member of the cohort.
    pub fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += u64::from(hit);
    }

    /// Leaves one out.
    pub fn leave_out(&mut self, why: &'static str) {
        *self.left_out.entry(why).or_default() += 1;
    }

    /// Counts one into a class.
    pub fn class(&mut self, name: impl Into<SmolStr>) {
        *self.classes.entry(name.into()).or_default() += 1;
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
        for (why, count) in other.left_out {
            *self.left_out.entry(why).or_default() += count;
        }
        for (class, count) in other.classes {
            *self.classes.entry(class).or_default() += count;
        }
    }

    /// The share; `None` where nothing was counted.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    /// The figure, with classes as shares of the whole beside it.
    pub fn figure(&self, words: &RateWords) -> Figure {
        let beside = |(class, count): (&SmolStr, &u64)| {
            (
                class.clone(),
                Quantity::share(*count as f64, self.of as f64),
            )
        };
        Figure {
            kpi: words.kpi,
            value: self.share().map(Quantity::Share),
            qualifier: None,
            derivation: Derivation {
                definition: words.definition,
                cohort: words.cohort,
                numerator: (words.hits.into(), Quantity::Count(self.hits)),
                denominator: (words.of.into(), Quantity::Count(self.of)),
                left_out: self
                    .left_out
                    .iter()
                    .map(|(why, count)| ((*why).into(), *count))
                    .collect(),
                beside: self.classes.iter().map(beside).collect(),
            },
        }
    }
}
