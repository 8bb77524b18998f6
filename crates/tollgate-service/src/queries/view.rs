//! Figures as they are given out: plain values with their units and their derivation.

use serde::Serialize;
use tollgate_core::measure::{Figure, Quantity, SortedTimes, Spread};
use tollgate_core::policy::KpiTarget;
use tollgate_core::state::Segments;
use utoipa::ToSchema;

/// A figure with its derivation.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FigureView {
    /// Which figure, as the policy writes it.
    pub kpi: &'static str,
    /// Which of several it is: `p50, working time`.
    pub qualifier: Option<String>,
    /// The number; `null` where the cohort is empty or nothing in it is mature.
    pub value: Option<AmountView>,
    /// What the policy would have to say for there to be a figure; `null` where it says enough.
    pub needs: Option<String>,
    /// What it should be.
    pub target: Option<TargetView>,
    /// What it is.
    pub definition: &'static str,
    /// Whom it is about.
    pub cohort: &'static str,
    /// What was counted above the line.
    pub numerator: Named,
    /// What was counted below it.
    pub denominator: Named,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    /// Figures that belong beside it.
    pub beside: Vec<Named>,
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "unit", content = "value", rename_all = "snake_case")]
pub enum AmountView {
    /// A part of 1.
    Share(f64),
    /// Microseconds.
    Microseconds(i64),
    /// How many.
    Count(u64),
    /// Major units of the workspace's currency.
    Amount(f64),
}

/// A target, and whether it is reached.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TargetView {
    /// As the policy writes it.
    pub text: String,
    /// Whether it is reached; `null` where there is no figure.
    pub met: Option<bool>,
}

/// Something counted, by name.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Named {
    /// What it is.
    pub name: String,
    /// How much; `null` where it cannot be told.
    pub value: Option<AmountView>,
}

/// What was left out of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LeftOut {
    /// Why.
    pub why: String,
    /// How many.
    pub count: u64,
}

/// How long something took over a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TimesView {
    /// How many have reached it.
    pub reached: u64,
    /// How many have not yet.
    pub not_yet: u64,
    /// In working time; `null` where no calendar counts it.
    pub working: Option<SpreadView>,
    /// In wall time.
    pub wall: SpreadView,
}

/// Percentiles in microseconds, of those that have reached it; `null` where none has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpreadView {
    /// Half took at most this.
    pub p50: Option<i64>,
    /// Three in four took at most this.
    pub p75: Option<i64>,
    /// Nine in ten took at most this.
    pub p90: Option<i64>,
}

/// Where wall time went, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SegmentsView {
    /// Validation, holds and routing.
    pub system: i64,
    /// Waiting in a queue.
    pub queue: i64,
    /// The owner's working time.
    pub working: i64,
    /// Outside the calendar's hours.
    pub off_hours: i64,
    /// Paused.
    pub paused: i64,
}

impl FigureView {
    /// `figure`, held against `target` where there is one.
    pub(super) fn new(figure: Figure, target: Option<&KpiTarget>) -> Self {
        let target = target.map(|target| TargetView {
            text: target.text.to_string(),
            met: figure.meets(target),
        });
        let derivation = figure.derivation;
        let named = |(name, value): (smol_str::SmolStr, Option<Quantity>)| Named {
            name: name.to_string(),
            value: value.map(AmountView::from),
        };
        Self {
            kpi: figure.kpi.as_str(),
            qualifier: figure.qualifier.map(|text| text.to_string()),
            value: figure.value.map(AmountView::from),
            needs: None,
            target,
            definition: derivation.definition,
            cohort: derivation.cohort,
            numerator: named((derivation.numerator.0, Some(derivation.numerator.1))),
            denominator: named((derivation.denominator.0, Some(derivation.denominator.1))),
            left_out: derivation
                .left_out
                .into_iter()
                .map(|(why, count)| LeftOut {
                    why: why.to_string(),
                    count,
                })
                .collect(),
            beside: derivation.beside.into_iter().map(named).collect(),
        }
    }

    /// The share that it is; `None` for other figures, and where there is none.
    pub fn share(&self) -> Option<f64> {
        match self.value {
            Some(AmountView::Share(share)) => Some(share),
            _ => None,
        }
    }
}

impl From<Quantity> for AmountView {
    fn from(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Share(share) => Self::Share(share),
            Quantity::Time(micros) => Self::Microseconds(micros),
            Quantity::Count(count) => Self::Count(count),
            Quantity::Amount(amount) => Self::Amount(amount),
        }
    }
}

impl From<&SortedTimes> for TimesView {
    fn from(times: &SortedTimes) -> Self {
        let working = times.working();
        Self {
            reached: times.reached(),
            not_yet: times.not_yet,
            working: working.p50.is_some().then(|| working.into()),
            wall: times.wall().into(),
        }
    }
}

impl From<Spread> for SpreadView {
    fn from(spread: Spread) -> Self {
        Self {
            p50: spread.p50,
            p75: spread.p75,
            p90: spread.p90,
        }
    }
}

impl From<Segments> for SegmentsView {
    fn from(segments: Segments) -> Self {
        let Segments {
            system,
            queue,
            working,
            off_hours,
            paused,
        } = segments;
        Self {
            system,
            queue,
            working,
            off_hours,
            paused,
        }
    }
}
