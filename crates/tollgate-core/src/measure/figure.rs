//! A figure: a number with everything that it was made from.

use smol_str::SmolStr;

use crate::policy::{KpiName, KpiTarget};

/// One figure and its derivation.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Which figure.
    pub kpi: KpiName,
    /// The number; `None` where the cohort is empty or nothing in it is mature. Zero is a value.
    pub value: Option<Quantity>,
    /// Which of several it is: `p50, working time`.
    pub qualifier: Option<SmolStr>,
    /// Where it came from.
    pub derivation: Derivation,
}

/// Where a number came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// What it is, in words.
    pub definition: &'static str,
    /// Whom it is about, in words.
    pub cohort: &'static str,
    /// What was counted above the line: what it is, and how much.
    pub numerator: (SmolStr, Quantity),
    /// What was counted below the line: what it is, and how much.
    pub denominator: (SmolStr, Quantity),
    /// What was left out, with the reason and how many.
    pub left_out: Vec<(SmolStr, u64)>,
    /// Figures that belong beside it; `None` where one could not be told.
    pub beside: Vec<(SmolStr, Option<Quantity>)>,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// A part of a whole, 1 being all of it; may be above 1 or below 0 where the definition says so.
    Share(f64),
    /// A length of time in microseconds.
    Time(i64),
    /// How many.
    Count(u64),
    /// An amount in major units of the workspace's currency.
    Amount(f64),
}

impl Quantity {
    /// `part / whole` as a share; `None` where there is no whole.
    pub fn share(part: f64, whole: f64) -> Option<Self> {
        (whole != 0.0).then(|| Self::Share(part / whole))
    }

    /// The number alone, times in microseconds.
    pub fn as_number(self) -> f64 {
        match self {
            Self::Share(number) | Self::Amount(number) => number,
            Self::Time(micros) => micros as f64,
            Self::Count(count) => count as f64,
        }
    }
}

impl Figure {
    /// True when the figure reaches `target`; `None` where there is no figure.
    ///
    /// A percentile that lies among what has not happened yet misses a target that bounds it from above.
    pub fn meets(&self, target: &KpiTarget) -> Option<bool> {
        let Some(value) = self.value else {
            let waits = matches!(self.derivation.denominator.1, Quantity::Count(1..));
            return (waits && target.at_most && self.is_time()).then_some(false);
        };
        let number = value.as_number();
        Some(if target.at_most {
            number <= target.bound
        } else {
            number >= target.bound
        })
    }

    /// True when it measures how long something takes.
    pub const fn is_time(&self) -> bool {
        matches!(
            self.kpi,
            KpiName::SpeedToLead
                | KpiName::TimeToFirstTouch
                | KpiName::TimeToAccept
                | KpiName::TimeToNextStep
                | KpiName::TimeToKickoff
        )
    }
}
