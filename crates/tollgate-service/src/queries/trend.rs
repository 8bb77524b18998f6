//! How a handoff point's figures went, week by week.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;
use tollgate_core::measure::{Measure, Period, Scope, date_in};
use tollgate_core::policy::{HandoffPoint, KpiName, Policy};
use tollgate_core::state::{Handoff, Record, Situation};
use tollgate_core::time::Timestamp;
use utoipa::ToSchema;

use super::figures::Figures;
use super::period::Asked;
use super::view::AmountView;

/// One week of a handoff point: its figures over the handoffs that were offered in it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WeekView {
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// Offered in it.
    pub offered: u64,
    /// The primary figure; `null` where there is none.
    pub value: Option<AmountView>,
    /// SLA attainment; `null` where nothing was due.
    pub sla: Option<f64>,
    /// Acceptance rate; `null` where nothing was offered.
    pub acceptance: Option<f64>,
}

/// The weeks of one point in the making, the earliest first.
pub(super) struct Trend<'a>(Vec<Week<'a>>);

struct Week<'a> {
    days: (Date, Date),
    figures: Figures<'a>,
    offered: u64,
}

impl<'a> Trend<'a> {
    /// As many weeks as `asked` says, up to the end of its period or to today, where that comes first.
    pub(super) fn new(policy: &'a Policy, point: &'a HandoffPoint, asked: &Asked) -> Self {
        let until = asked.period.to.min(asked.now.plus(1));
        let last = date_in(until.plus(-1), &policy.workspace.zone);
        let weeks = (0..i32::from(asked.trend)).rev();
        let weeks = weeks.filter_map(|back| {
            let last = last.checked_sub(back.weeks()).ok()?;
            Week::new(policy, point, last, asked.now)
        });
        Self(weeks.collect())
    }

    pub(super) fn handoff(&mut self, handoff: &Handoff) {
        for week in &mut self.0 {
            week.offered += u64::from(week.figures.scope.is_in_cohort(handoff));
            week.figures.handoff(handoff);
        }
    }

    pub(super) fn beside(&mut self, handoff: &Handoff) {
        let weeks = self.0.iter_mut();
        weeks.for_each(|week| week.figures.beside(handoff));
    }

    pub(super) fn record(&mut self, rows: &Situation<'_>, record: &Record) {
        let weeks = self.0.iter_mut();
        weeks.for_each(|week| week.figures.record(rows, record));
    }

    /// Each figure of each week, and what it is about.
    pub(super) fn figures(&self) -> impl Iterator<Item = (&Scope<'a>, &Measure)> {
        self.0.iter().flat_map(|week| week.figures.each())
    }

    /// The weeks; `None` where none was asked for.
    pub(super) fn finish(self) -> Option<Vec<WeekView>> {
        let weeks = self.0.into_iter().map(Week::finish);
        Some(weeks.collect()).filter(|weeks: &Vec<_>| !weeks.is_empty())
    }
}

impl<'a> Week<'a> {
    fn new(
        policy: &'a Policy,
        point: &'a HandoffPoint,
        last: Date,
        now: Timestamp,
    ) -> Option<Self> {
        let first = last.checked_sub(6.days()).ok()?;
        let period = Period::of_days(first, last, &policy.workspace.zone)?;
        Some(Self {
            days: (first, last),
            figures: Figures::new(Scope::new(policy, point, period, now)?, kpis(point)),
            offered: 0,
        })
    }

    fn finish(self) -> WeekView {
        let kpis = kpis(self.figures.scope.point);
        let [primary, sla, acceptance] = kpis.map(|kpi| self.figures.view(kpi));
        WeekView {
            from: self.days.0.to_string(),
            to: self.days.1.to_string(),
            offered: self.offered,
            value: primary.value,
            sla: sla.share(),
            acceptance: acceptance.share(),
        }
    }
}

fn kpis(point: &HandoffPoint) -> [KpiName; 3] {
    [
        point.kpi.primary,
        KpiName::SlaAttainment,
        KpiName::AcceptanceRate,
    ]
}
