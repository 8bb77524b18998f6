//! The oversight matrix: one row per handoff point.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tollgate_core::failure::about;
use tollgate_core::measure::{Funnel, HandoverMatrix, Handovers, Measure, Scope};
use tollgate_core::policy::{HandoffPoint, KpiName, Policy};
use tollgate_core::state::Handoff;
use utoipa::ToSchema;

use super::failures::{Watched, counts};
use super::figure::figure;
use super::period::{Asked, PeriodView};
use super::rows::{Around, GATED, handoff_pages, record_pages};
use super::trend::{Trend, WeekView};
use super::view::FigureView;
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
    /// Who hands over to whom, over all records and handoffs, whatever the period.
    pub handovers: HandoverView,
}

/// One handoff point.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MatrixRow {
    /// The point.
    pub point: String,
    /// Its name on screen.
    pub title: String,
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

/// Who handed over to whom.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HandoverView {
    /// Journeys, with or without a handover.
    pub journeys: u64,
    /// Handovers per journey; `null` where there is no journey.
    pub mean: Option<f64>,
    /// Pairs of people, the most frequent first.
    pub pairs: Vec<PairView>,
}

/// A pair of people.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PairView {
    /// Who handed over.
    pub from: String,
    /// Who took over.
    pub to: String,
    /// How often.
    pub count: u64,
    /// How often by way of a handoff, so that a handoff point governed it.
    pub governed: u64,
    /// How often per journey.
    pub mean: f64,
}

/// The oversight matrix of `policy` as of `asked`.
///
/// # Errors
/// The store did not answer.
pub fn matrix(store: &dyn Read, policy: &Policy, asked: &Asked) -> Result<Matrix, StoreError> {
    let failures = counts(store, policy, asked, None)?;
    let points = in_order(policy)
        .into_iter()
        .filter_map(|point| Tally::new(policy, point, asked))
        .collect();
    let (tallies, handovers) = observe(store, policy, points)?;
    Ok(Matrix {
        workspace: policy.workspace.title.to_string(),
        currency: policy.workspace.currency.to_string(),
        period: asked.view(policy),
        revision: policy.revision,
        points: tallies
            .into_iter()
            .map(|tally| tally.finish(&failures))
            .collect(),
        handovers: handovers.finish().into(),
    })
}

/// The points in the order in which a customer meets them: by what they are reviewed by, then by name.
///
/// The policy is a set of documents without an order of their own; the six standard handoffs differ in their primary
/// figure, and PRODUCT.md lists them in this order.
pub(super) fn in_order(policy: &Policy) -> Vec<&HandoffPoint> {
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
    scope: Scope<'a>,
    funnel: Funnel,
    measures: BTreeMap<KpiName, Measure>,
    trend: Trend<'a>,
}

const ALWAYS: [KpiName; 3] = [
    KpiName::SlaAttainment,
    KpiName::AcceptanceRate,
    KpiName::ReturnRate,
];

impl<'a> Tally<'a> {
    fn new(policy: &'a Policy, point: &'a HandoffPoint, asked: &Asked) -> Option<Self> {
        let mut scope = Scope::new(policy, point, asked.period, asked.now)?;
        scope.week = asked.week;
        let kpis = std::iter::once(point.kpi.primary)
            .chain(point.kpi.also.iter().copied())
            .chain(ALWAYS);
        let measures = kpis.map(|kpi| (kpi, Measure::new(kpi))).collect();
        Some(Self {
            scope,
            funnel: Funnel::default(),
            measures,
            trend: Trend::new(policy, point, asked),
        })
    }

    fn observe(&mut self, handoff: &Handoff) {
        self.trend.observe_handoff(handoff);
        if handoff.point == self.scope.point.id {
            self.funnel.observe(&self.scope, handoff);
        }
        for measure in self.measures.values_mut() {
            measure.observe_handoff(&self.scope, handoff);
        }
    }

    fn finish(mut self, failures: &BTreeMap<Watched, u64>) -> MatrixRow {
        let (point, scope) = (self.scope.point, self.scope);
        let mut figure = |kpi| {
            figure(
                &scope,
                kpi,
                self.measures
                    .remove(&kpi)
                    .unwrap_or_else(|| Measure::new(kpi)),
            )
        };
        let primary = figure(point.kpi.primary);
        // The primary figure may be one of those that have a column of their own.
        let mut own = |kpi| {
            if kpi == point.kpi.primary {
                primary.clone()
            } else {
                figure(kpi)
            }
        };
        let [sla, acceptance, returns] = ALWAYS.map(&mut own);
        let also = point
            .kpi
            .also
            .iter()
            .filter(|kpi| **kpi != point.kpi.primary && !ALWAYS.contains(kpi));
        let also = also.map(|kpi| own(*kpi)).collect();
        MatrixRow {
            point: point.id.to_string(),
            title: point.title.to_string(),
            record: point.record.to_string(),
            from: point.from.to_string(),
            to: point.to.to_string(),
            sponsor: point.sponsor.as_ref().map(ToString::to_string),
            primary,
            sla,
            acceptance,
            returns,
            also,
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

/// Shows every handoff, then every record, to the tallies.
fn observe<'a>(
    store: &dyn Read,
    policy: &Policy,
    mut tallies: Vec<Tally<'a>>,
) -> Result<(Vec<Tally<'a>>, Handovers), StoreError> {
    let mut handovers = Handovers::default();
    handoff_pages(
        store,
        |_| true,
        |page| {
            for handoff in page {
                handovers.observe_handoff(handoff);
                tallies.iter_mut().for_each(|tally| tally.observe(handoff));
            }
            Ok(())
        },
    )?;
    let around = Around::new(store, policy)?;
    let inflated = tallies
        .iter()
        .filter(|tally| tally.measures.contains_key(&KpiName::StageInflation));
    let inflated: BTreeSet<_> = inflated
        .map(|tally| tally.scope.kind.name.clone())
        .collect();
    record_pages(
        store,
        policy,
        |_| true,
        |page| {
            let inflated: Vec<_> = page
                .iter()
                .filter(|record| inflated.contains(&record.key.kind))
                .cloned()
                .collect();
            let rows = around.of_records(&inflated, std::iter::empty(), GATED)?;
            for record in page {
                if let Some(kind) = policy.kind(&record.key.kind) {
                    handovers.observe_record(kind, record);
                }
                for tally in tallies
                    .iter_mut()
                    .filter(|tally| tally.scope.kind.name == record.key.kind)
                {
                    let scope = tally.scope;
                    tally.trend.observe_record(&rows, record);
                    tally
                        .measures
                        .values_mut()
                        .for_each(|measure| measure.observe_record(&scope, &rows, record));
                }
            }
            Ok(())
        },
    )?;
    Ok((tallies, handovers))
}

impl From<HandoverMatrix> for HandoverView {
    fn from(matrix: HandoverMatrix) -> Self {
        let mut pairs: Vec<_> = matrix
            .pairs
            .iter()
            .map(|(pair @ (from, to), count)| PairView {
                from: from.to_string(),
                to: to.to_string(),
                count: *count,
                governed: matrix.governed.get(pair).copied().unwrap_or(0),
                mean: *count as f64 / matrix.journeys as f64,
            })
            .collect();
        // Equal counts stay in the order of the names.
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.count));
        Self {
            journeys: matrix.journeys,
            mean: matrix.mean(),
            pairs,
        }
    }
}
