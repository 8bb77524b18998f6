//! `kpi` and `failures`: what a handoff point is reviewed by.

use smol_str::SmolStr;
use tollgate_core::policy::{FailureWatch, Kpi, KpiName, KpiTarget};
use tollgate_core::time::Budget;

use crate::diagnostic::Problems;
use crate::syntax::{At, FailureShape, KpiShape};

/// The figures that are times; all others are shares.
const TIMES: [KpiName; 5] = [
    KpiName::SpeedToLead,
    KpiName::TimeToFirstTouch,
    KpiName::TimeToAccept,
    KpiName::TimeToNextStep,
    KpiName::TimeToKickoff,
];

const HOUR: f64 = 3_600_000_000.0;

/// The figures; a target that cannot be read is told.
pub(super) fn lower(shape: &KpiShape, problems: &mut Problems) -> Kpi {
    Kpi {
        primary: shape.primary.value.0,
        target: shape
            .target
            .as_ref()
            .and_then(|text| target(shape.primary.value.0, text, problems)),
        also: shape.also.iter().map(|kpi| kpi.value.0).collect(),
    }
}

fn target(of: KpiName, text: &At<SmolStr>, problems: &mut Problems) -> Option<KpiTarget> {
    const HELP: &str = "write `p50 <= 10m` for a time (`median`, `p90`), or `>= 80%` for a share";
    let Some(target) = parse(&text.value) else {
        let message = format!("`{}` is not a target", text.value);
        problems
            .error("wrong-value", text.place, message)
            .help(HELP);
        return None;
    };
    let (is_time, is_share) = (TIMES.contains(&of), text.value.ends_with('%'));
    if is_time == is_share {
        let (what, other) = if is_time {
            ("a time", "a share")
        } else {
            ("a share", "a time")
        };
        let message = format!("`{}` is {what}, and the target {other}", of.as_str());
        problems
            .error("type-mismatch", text.place, message)
            .help(HELP);
    }
    Some(target)
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

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    fn target(primary: &str, text: &str, expect: &[&str]) {
        let text = handoff("").replace(
            "primary: time_to_accept",
            &format!("primary: {primary}, target: \"{text}\""),
        );
        check(&text, expect);
    }

    #[test]
    fn a_target_is_of_the_figures_own_kind() {
        for text in ["p50 <= 10m", "median <= 2wd", "<= 4h", "p90 <= 3d"] {
            target("time_to_accept", text, &[]);
        }
        for text in [">= 80%", "<= 5%", ">= 105%"] {
            target("acceptance_rate", text, &[]);
        }
        target(
            "time_to_accept",
            ">= 80%",
            &[
                "7:41 error type-mismatch `\">= 80%\"` `time_to_accept` is a time, and the target a share",
            ],
        );
        target(
            "win_rate",
            "p50 <= 10m",
            &[
                "7:35 error type-mismatch `\"p50 <= 10m\"` `win_rate` is a share, and the target a time",
            ],
        );
        target(
            "win_rate",
            "80%",
            &["7:35 error wrong-value `\"80%\"` `80%` is not a target"],
        );
        target(
            "win_rate",
            "p500 <= 80%",
            &["7:35 error wrong-value `\"p500 <= 80%\"` `p500 <= 80%` is not a target"],
        );
    }
}
