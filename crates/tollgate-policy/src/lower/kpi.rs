//! `kpi` and `failures`: what a handoff point is reviewed by.

use smol_str::SmolStr;
use tollgate_core::policy::{FailureWatch, Kpi, KpiTarget};
use tollgate_core::time::Budget;

use crate::diagnostic::Problems;
use crate::syntax::{At, FailureShape, KpiShape};

const HOUR: f64 = 3_600_000_000.0;

/// The figures; a target that cannot be read is told.
pub(super) fn lower(shape: &KpiShape, problems: &mut Problems) -> Kpi {
    Kpi {
        primary: shape.primary.value.0,
        target: shape
            .target
            .as_ref()
            .and_then(|text| target(text, problems)),
        also: shape.also.iter().map(|kpi| kpi.value.0).collect(),
    }
}

fn target(text: &At<SmolStr>, problems: &mut Problems) -> Option<KpiTarget> {
    let target = parse(&text.value);
    if target.is_none() {
        let help = "write `p50 <= 10m` for a time (`median`, `p90`), or `>= 80%` for a share";
        problems
            .error(
                "wrong-value",
                text.place,
                format!("`{}` is not a target", text.value),
            )
            .help(help);
    }
    target
}

fn parse(text: &str) -> Option<KpiTarget> {
    let (left, at_most, right) = match (text.split_once("<="), text.split_once(">=")) {
        (Some((left, right)), None) => (left, true, right),
        (None, Some((left, right))) => (left, false, right),
        _ => return None,
    };
    let percentile = match left.trim() {
        "" | "median" => 50,
        of => of
            .strip_prefix('p')?
            .parse()
            .ok()
            .filter(|percentile| (1..=99).contains(percentile))?,
    };
    Some(KpiTarget {
        text: text.into(),
        percentile,
        at_most,
        bound: bound(right.trim())?,
    })
}

/// A share as 0 to 1 or above, a time in microseconds; a working day counts as 8 hours, a day as 24.
fn bound(text: &str) -> Option<f64> {
    if let Some(share) = text.strip_suffix('%') {
        return share
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|share| share.is_finite())
            .map(|share| share / 100.0);
    }
    match text.parse().ok()? {
        Budget::Time(micros) => Some(micros as f64),
        Budget::Days(days) => Some(f64::from(days) * 24.0 * HOUR),
        Budget::WorkingDays(days) => Some(f64::from(days) * 8.0 * HOUR),
    }
}

/// A failure mode to watch.
pub(super) fn failure(shape: &FailureShape) -> FailureWatch {
    let threshold = shape.threshold.as_ref();
    FailureWatch {
        mode: shape.mode.value.0,
        after: threshold
            .and_then(|threshold| threshold.after.as_ref())
            .map(|after| after.value),
        more_than: threshold
            .and_then(|threshold| threshold.more_than.as_ref())
            .map(|count| count.value),
    }
}
