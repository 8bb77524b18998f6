//! The oversight matrix: one row per handoff point.

use std::collections::BTreeMap;

use serde::Serialize;
use tollgate_core::failure::about;
use tollgate_core::measure::{Funnel, Measure, Scope};
use tollgate_core::policy::{HandoffPoint, KpiName, Policy};
use tollgate_core::state::{Handoff, Record, Situation};
use utoipa::ToSchema;

use super::figures::Figures;
use super::handovers::HandoverView;
use super::observed::{Observer, observe};
use super::period::{Asked, PeriodView};
use super::trend::{Trend, WeekView};
use super::view::FigureView;
use super::watch::{Watch, Watched};
use crate::ports::{Read, StoreError};

/// The oversight matrix.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Matrix {
    /// The workspace.
    pub workspace: String,
    /// The currency of all amounts.
    pub currency: String,
    /// The cohort's period, and as of when.
    pub period: PeriodView,
    /// The policy revision whose definitions were used; 0 for one that was never published.
    pub revision: u32,
    /// One row per handoff point, in the order in which a customer meets them.
    pub points: Vec<MatrixRow>,
    /// Who hands over to whom, over all records and handoffs, whatever the period; left out where it was not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handovers: Option<HandoverView>,
}

/// One handoff point.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MatrixRow {
    /// The point.
    pub point: String,
    /// Its name on screen.
    pub title: String,
    /// What is to be right when responsibility passes; `null` where the policy does not say.
    pub focus: Option<String>,
    /// The kind of record.
    pub record: String,
    /// Who hands over.
    pub from: String,
    /// Who takes over.
    pub to: String,
    /// Who answers for it.
    pub sponsor: Option<String>,
    /// The figure that it is reviewed by.
    pub primary: FigureView,
    /// SLA attainment.
    pub sla: FigureView,
    /// Acceptance rate.
    pub acceptance: FigureView,
    /// Return rate.
    pub returns: FigureView,
    /// Time to accept: how long what is handed over waits.
    pub wait: FigureView,
    /// The other figures that the policy asks for.
    pub also: Vec<FigureView>,
    /// Offered in the period.
    pub offered: u64,
    /// Completed, of those offered in the period.
    pub completed: u64,
    /// Open now.
    pub open: u64,
    /// Open now, with a promise nearly used up.
    pub at_risk: u64,
    /// Open now, with a broken promise still owed.
    pub breached: u64,
    /// Each failure mode that is watched, with how many were found.
    pub failures: Vec<FailureCount>,
    /// Week by week, the earliest first; left out where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<WeekView>>,
}

/// How often a failure mode was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FailureCount {
    /// The mode, as the policy writes it.
    pub mode: &'static str,
    /// Its name on screen.
    pub title: &'static str,
    /// How many.
    pub count: u64,
}

/// The oversight matrix of `policy` as of `asked`.
///
/// # Errors
/// The store did not answer.
pub fn matrix(store: &dyn Read, policy: &Policy, asked: &Asked) -> Result<Matrix, StoreError> {
    let points = in_order(policy).into_iter();
    let rows = points.map(|point| matrix_row(store, policy, point, asked));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(Matrix::of(policy, asked, rows.into_iter().flatten()))
}

/// The row of `point`, which asks for nothing that another row needs: they may be found side by side. `None` where the policy does not
/// know the point's kind of record.
///
/// # Errors
/// The store did not answer.
pub fn matrix_row(
    store: &dyn Read,
    policy: &Policy,
    point: &HandoffPoint,
    asked: &Asked,
) -> Result<Option<MatrixRow>, StoreError> {
    let Some(mut tally) = Tally::new(policy, point, asked) else {
        return Ok(None);
    };
    let mut watch = Watch::new(policy, asked, None, Some(&point.id));
    observe(store, policy, &mut [&mut tally], &mut watch)?;
    Ok(Some(tally.finish(&watch.counts())))
}

impl Matrix {
    /// The matrix with `rows`, in the order of [`in_order`].
    pub fn of(policy: &Policy, asked: &Asked, rows: impl Iterator<Item = MatrixRow>) -> Self {
        Self {
            workspace: policy.workspace.title.to_string(),
            currency: policy.workspace.currency.to_string(),
            period: asked.view(policy),
            revision: policy.revision,
            points: rows.collect(),
            handovers: None,
        }
    }
}

/// The points in the order in which a customer meets them: by what they are reviewed by, then by name.
///
/// The policy is a set of documents without an order of their own; the six standard handoffs differ in their primary
/// figure, and PRODUCT.md lists them in this order.
pub fn in_order(policy: &Policy) -> Vec<&HandoffPoint> {
    let place = |point: &HandoffPoint| match point.kpi.primary {
        KpiName::ValidLeadRate => 0,
        KpiName::SpeedToLead | KpiName::TimeToFirstTouch => 1,
        KpiName::TimeToAccept
        | KpiName::TimeToNextStep
        | KpiName::SlaAttainment
        | KpiName::AcceptanceRate
        | KpiName::ReturnRate
        | KpiName::RejectionRate
        | KpiName::ConversionRate => 2,
        KpiName::ForecastAccuracy
        | KpiName::WinRate
        | KpiName::SlipRate
        | KpiName::StageInflation => 3,
        KpiName::TimeToKickoff => 4,
        KpiName::GrossRevenueRetention
        | KpiName::NetRevenueRetention
        | KpiName::LateRenewalRate => 5,
    };
    let mut points: Vec<_> = policy.points.values().collect();
    points.sort_by_key(|point| (place(point), &point.id));
    points
}

/// One row in the making.
struct Tally<'a> {
    figures: Figures<'a>,
    funnel: Funnel,
    trend: Trend<'a>,
}

const ALWAYS: [KpiName; 4] = [
    KpiName::SlaAttainment,
    KpiName::AcceptanceRate,
    KpiName::ReturnRate,
    KpiName::TimeToAccept,
];

impl<'a> Tally<'a> {
    fn new(policy: &'a Policy, point: &'a HandoffPoint, asked: &Asked) -> Option<Self> {
        let mut scope = Scope::new(policy, point, asked.period, asked.now)?;
        scope.week = asked.week;
        let kpis = std::iter::once(point.kpi.primary)
            .chain(point.kpi.also.iter().copied())
            .chain(ALWAYS);
        Some(Self {
            figures: Figures::new(scope, kpis),
            funnel: Funnel::default(),
            trend: Trend::new(policy, point, asked),
        })
    }

    fn finish(self, failures: &BTreeMap<Watched, u64>) -> MatrixRow {
        let point = self.figures.scope.point;
        let [sla, acceptance, returns, wait] = ALWAYS.map(|kpi| self.figures.view(kpi));
        let also = point.kpi.also.iter();
        // Those have a column of their own.
        let also = also.filter(|kpi| **kpi != point.kpi.primary && !ALWAYS.contains(kpi));
        MatrixRow {
            point: point.id.to_string(),
            title: point.title.to_string(),
            focus: point.focus.as_ref().map(ToString::to_string),
            record: point.record.to_string(),
            from: point.from.to_string(),
            to: point.to.to_string(),
            sponsor: point.sponsor.as_ref().map(ToString::to_string),
            primary: self.figures.view(point.kpi.primary),
            sla,
            acceptance,
            returns,
            wait,
            also: also.map(|kpi| self.figures.view(*kpi)).collect(),
            offered: self.funnel.offered,
            completed: self.funnel.completed,
            open: self.funnel.open,
            at_risk: self.funnel.at_risk,
            breached: self.funnel.breached,
            failures: failure_counts(point, failures),
            trend: self.trend.finish(),
        }
    }
}

impl Observer for Tally<'_> {
    fn scope(&self) -> &Scope<'_> {
        &self.figures.scope
    }

    fn figures(&self) -> Vec<(&Scope<'_>, &Measure)> {
        self.figures.each().chain(self.trend.figures()).collect()
    }

    fn handoff(&mut self, handoff: &Handoff) {
        self.trend.handoff(handoff);
        self.figures.handoff(handoff);
        self.funnel.observe(&self.figures.scope, handoff);
    }

    fn beside(&mut self, handoff: &Handoff) {
        self.trend.beside(handoff);
        self.figures.beside(handoff);
    }

    fn record(&mut self, rows: &Situation<'_>, record: &Record) {
        self.trend.record(rows, record);
        self.figures.record(rows, record);
    }
}

/// The watched modes of `point` with their counts, in the order of the policy.
pub(super) fn failure_counts(
    point: &HandoffPoint,
    counts: &BTreeMap<Watched, u64>,
) -> Vec<FailureCount> {
    let count = |mode| counts.get(&(point.id.clone(), mode)).copied().unwrap_or(0);
    point
        .failures
        .iter()
        .map(|watch| FailureCount {
            mode: watch.mode.as_str(),
            title: about(watch.mode).title,
            count: count(watch.mode),
        })
        .collect()
}
