//! One figure of a handoff point, held against its target.

use tollgate_core::measure::{Measure, Scope};
use tollgate_core::policy::{Kind, KpiName, StopsAt};

use super::view::FigureView;

/// The figure that `measure` came to, held against the point's target where it is the primary one.
///
/// A time is shown at the percentile that the target is about, otherwise its median.
pub(super) fn figure(scope: &Scope<'_>, kpi: KpiName, measure: Measure) -> FigureView {
    let wanted = &scope.point.kpi;
    let target = wanted.target.as_ref().filter(|_| kpi == wanted.primary);
    let percentile = target.map_or(50, |target| target.percentile);
    let mut view = FigureView::new(measure.finish(scope, percentile), target);
    view.needs = needs(scope, kpi).filter(|_| view.value.is_none());
    view
}

/// What the policy does not say, and the figure is made of.
fn needs(scope: &Scope<'_>, kpi: KpiName) -> Option<String> {
    let Kind {
        name,
        forecast,
        recurring,
        ..
    } = scope.kind;
    match kpi {
        KpiName::WinRate
        | KpiName::SlipRate
        | KpiName::ForecastAccuracy
        | KpiName::StageInflation => forecast
            .is_none()
            .then(|| format!("`forecast:` of the record `{name}`")),
        KpiName::GrossRevenueRetention | KpiName::NetRevenueRetention => recurring
            .is_none()
            .then(|| format!("`recurring:` of the record `{name}`")),
        KpiName::TimeToFirstTouch | KpiName::SpeedToLead => {
            let touched = scope.milestone(|stops| matches!(stops, StopsAt::Touch(_)));
            touched
                .is_none()
                .then(|| "a milestone that a touch stops".to_owned())
        }
        KpiName::TimeToNextStep => {
            let set = scope.milestone(|stops| matches!(stops, StopsAt::NextStepSet));
            set.is_none()
                .then(|| "a milestone that `next_step_set` stops".to_owned())
        }
        _ => None,
    }
}
