//! The report on one handoff point.

use serde::Serialize;
use tollgate_core::measure::{
    Breakdown, Dispositions, Funnel, Group, Grouping, Handovers, Leakage, Measure, MilestoneTimes,
    Milestones, Rate, Scope, SortedTimes,
};
use tollgate_core::policy::{HandoffPoint, KpiName, Policy, StopsAt};
use tollgate_core::state::{Handoff, Record, Situation};
use utoipa::ToSchema;

use super::figures::Figures;
use super::handovers::HandoverView;
use super::matrix::{FailureCount, failure_counts};
use super::observed::{Observer, observe};
use super::period::{Asked, PeriodView};
use super::trend::{Trend, WeekView};
use super::view::{FigureView, SegmentsView, TimesView};
use super::watch::Watch;
use crate::ports::{Read, StoreError};

/// The report on one handoff point.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PointReport {
    /// The workspace.
    pub workspace: String,
    /// The currency of all amounts.
    pub currency: String,
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
    /// The cohort's period, and as of when.
    pub period: PeriodView,
    /// What became of the cohort, and how those open now stand.
    pub funnel: FunnelView,
    /// The primary figure, those beside it, and the standard ones, each once.
    pub figures: Vec<FigureView>,
    /// Each milestone, in the order of the policy.
    pub milestones: Vec<MilestoneView>,
    /// How handoffs ended that did not complete, by outcome and reason.
    pub dispositions: Vec<DispositionView>,
    /// The share of dispositions whose reason the policy does not list; `null` where there are none.
    pub share_without_standard_reason: Option<f64>,
    /// What is lost where promises are broken.
    pub leakage: LeakageView,
    /// The cohort by owner, team, queue, dimension and week.
    pub breakdowns: Vec<BreakdownView>,
    /// Who handed over to whom, of those offered in the period.
    pub handovers: HandoverView,
    /// Each failure mode that is watched, with how many were found.
    pub failures: Vec<FailureCount>,
    /// Week by week, the earliest first; left out where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<WeekView>>,
}

/// The funnel: the cohort from `offered` on, and what is open now whenever it was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FunnelView {
    /// Opened in the period.
    pub opened: u64,
    /// Offered in the period: the cohort.
    pub offered: u64,
    /// Of the cohort, touched.
    pub touched: u64,
    /// Of the cohort, accepted.
    pub accepted: u64,
    /// Of the cohort, completed.
    pub completed: u64,
    /// Of the cohort, returned at least once.
    pub returned: u64,
    /// Of the cohort, rejected.
    pub rejected: u64,
    /// Of the cohort, recycled.
    pub recycled: u64,
    /// Of the cohort, withdrawn.
    pub withdrawn: u64,
    /// Open now.
    pub open_now: u64,
    /// Open now, with a promise nearly used up.
    pub at_risk_now: u64,
    /// Open now, with a broken promise still owed.
    pub breached_now: u64,
}

/// One milestone of the cohort.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MilestoneView {
    /// The milestone.
    pub milestone: String,
    /// What is promised, as the policy writes it; `null` when it is only measured.
    pub target: Option<String>,
    /// The calendar that it counts in; `null` for wall time.
    pub calendar: Option<String>,
    /// How many clocks ran.
    pub clocks: u64,
    /// How long they ran.
    pub times: TimesView,
    /// How many of those that have reached it took how long: in working time where a calendar counts it, in wall time otherwise.
    pub histogram: Vec<BucketView>,
    /// Promises kept.
    pub met: u64,
    /// Promises broken.
    pub missed: u64,
    /// Met of met and missed; `null` where there was none.
    pub attainment: Option<f64>,
    /// Where the wall time of all clocks went.
    pub segments: SegmentsView,
}

/// Those that took longer than the bucket before, and at most so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BucketView {
    /// The longest, in microseconds; `null` for the last, which has no end.
    pub up_to: Option<i64>,
    /// How many.
    pub count: u64,
}

/// Where buckets end: a minute, five, a quarter of an hour, an hour, four, eight, a day, three, seven, thirty.
const EDGES: [i64; 10] = {
    const MINUTE: i64 = 60 * 1_000_000;
    const DAY: i64 = 24 * 60 * MINUTE;
    [
        MINUTE,
        5 * MINUTE,
        15 * MINUTE,
        60 * MINUTE,
        240 * MINUTE,
        480 * MINUTE,
        DAY,
        3 * DAY,
        7 * DAY,
        30 * DAY,
    ]
};

fn buckets(times: &SortedTimes) -> Vec<BucketView> {
    let ends = EDGES.into_iter().map(Some).chain([None]);
    let counts = times.histogram(&EDGES);
    ends.zip(counts)
        .map(|(up_to, count)| BucketView { up_to, count })
        .collect()
}

/// Dispositions of one outcome and reason.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DispositionView {
    /// The outcome.
    pub outcome: &'static str,
    /// The reason.
    pub reason: String,
    /// The next action.
    pub next: &'static str,
    /// The policy lists the reason.
    pub standard: bool,
    /// How many.
    pub count: u64,
}

/// How handoffs convert that kept their promises, and how those that did not.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LeakageView {
    /// Handoffs that kept every promise.
    pub within: u64,
    /// The share of them that completed; `null` where there is none.
    pub within_conversion: Option<f64>,
    /// Handoffs that broke one.
    pub breached: u64,
    /// The share of them that completed; `null` where there is none.
    pub breached_conversion: Option<f64>,
    /// How many more would have completed, had the breached ones converted like the others.
    pub handoffs_lost: Option<f64>,
}

/// The cohort by one grouping.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BreakdownView {
    /// By what: `owner`, `team`, `queue`, `week`, or a field's name.
    pub by: String,
    /// The groups: weeks in their order, all others the largest first.
    pub groups: Vec<GroupView>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GroupView {
    /// Its value; `null` where there is none.
    pub value: Option<String>,
    /// Offered in the period.
    pub offered: u64,
    /// Of those, accepted.
    pub accepted: u64,
    /// Of those offered, completed.
    pub completed: u64,
    /// Of those offered, returned at least once.
    pub returned: u64,
    /// Of those offered, rejected.
    pub rejected: u64,
    /// Of those offered, open now.
    pub open: u64,
    /// Of those offered, open now with a broken promise.
    pub breached: u64,
    /// Completed of those decided or due; `null` where there is none.
    pub conversion: Option<f64>,
    /// Promises kept of those met or missed; `null` where there is none.
    pub sla: Option<f64>,
    /// Time to first touch.
    pub first_touch: TimesView,
}

/// The report on `point` as of `asked`; `None` when the policy does not know the point's kind of record.
///
/// # Errors
/// The store did not answer.
pub fn handoff_point(
    store: &dyn Read,
    policy: &Policy,
    point: &HandoffPoint,
    asked: &Asked,
) -> Result<Option<PointReport>, StoreError> {
    let Some(mut scope) = Scope::new(policy, point, asked.period, asked.now) else {
        return Ok(None);
    };
    scope.week = asked.week;
    let mut watch = Watch::new(policy, asked, None, Some(&point.id));
    let mut tally = Tally::new(scope, Trend::new(policy, point, asked));
    observe(store, policy, &mut [&mut tally], &mut watch)?;
    let failures = failure_counts(point, &watch.counts());
    Ok(Some(tally.finish(asked, failures)))
}

/// Shown whatever the policy asks for, where there is something to show.
const STANDARD: [KpiName; 6] = [
    KpiName::TimeToFirstTouch,
    KpiName::SlaAttainment,
    KpiName::AcceptanceRate,
    KpiName::ReturnRate,
    KpiName::RejectionRate,
    KpiName::ConversionRate,
];

/// Touches are counted here.
fn is_touched(scope: &Scope<'_>) -> bool {
    scope
        .milestone(|stops| matches!(stops, StopsAt::Touch(_)))
        .is_some()
}

struct Tally<'a> {
    figures: Figures<'a>,
    trend: Trend<'a>,
    order: Vec<KpiName>,
    funnel: Funnel,
    milestones: Milestones,
    dispositions: Dispositions,
    leakage: Leakage,
    breakdown: Breakdown,
    handovers: Handovers,
}

impl<'a> Tally<'a> {
    fn new(scope: Scope<'a>, trend: Trend<'a>) -> Self {
        let kpi = &scope.point.kpi;
        let mut order = Vec::new();
        let standard = STANDARD
            .into_iter()
            .filter(|kpi| *kpi != KpiName::TimeToFirstTouch || is_touched(&scope));
        for name in std::iter::once(kpi.primary)
            .chain(kpi.also.iter().copied())
            .chain(standard)
        {
            if !order.contains(&name) {
                order.push(name);
            }
        }
        Self {
            figures: Figures::new(scope, order.iter().copied()),
            trend,
            order,
            funnel: Funnel::default(),
            milestones: Milestones::default(),
            dispositions: Dispositions::default(),
            leakage: Leakage::default(),
            breakdown: Breakdown::default(),
            handovers: Handovers::default(),
        }
    }

    fn finish(self, asked: &Asked, failures: Vec<FailureCount>) -> PointReport {
        let scope = &self.figures.scope;
        let (point, policy) = (scope.point, scope.policy);
        let figures = self.order.iter().map(|kpi| self.figures.view(*kpi));
        PointReport {
            workspace: policy.workspace.title.to_string(),
            currency: policy.workspace.currency.to_string(),
            point: point.id.to_string(),
            title: point.title.to_string(),
            record: point.record.to_string(),
            from: point.from.to_string(),
            to: point.to.to_string(),
            sponsor: point.sponsor.as_ref().map(ToString::to_string),
            period: asked.view(policy),
            funnel: self.funnel.into(),
            figures: figures.collect(),
            milestones: self
                .milestones
                .finish(scope)
                .into_iter()
                .map(|one| milestone(scope, one))
                .collect(),
            share_without_standard_reason: self.dispositions.share_without_standard_reason(),
            dispositions: dispositions(self.dispositions),
            leakage: leakage(&self.leakage),
            breakdowns: self.breakdown.finish().into_iter().map(breakdown).collect(),
            handovers: self.handovers.finish().into(),
            failures,
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
        let scope = &self.figures.scope;
        self.funnel.observe(scope, handoff);
        if scope.is_in_cohort(handoff) {
            self.handovers.observe_handoff(handoff);
            self.milestones.observe(scope, handoff);
            self.dispositions.observe(handoff);
            self.leakage.observe(scope, handoff);
            self.breakdown.observe(scope, handoff);
        }
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

impl From<Funnel> for FunnelView {
    fn from(funnel: Funnel) -> Self {
        Self {
            opened: funnel.opened,
            offered: funnel.offered,
            touched: funnel.touched,
            accepted: funnel.accepted,
            completed: funnel.completed,
            returned: funnel.returned,
            rejected: funnel.rejected,
            recycled: funnel.recycled,
            withdrawn: funnel.withdrawn,
            open_now: funnel.open,
            at_risk_now: funnel.at_risk,
            breached_now: funnel.breached,
        }
    }
}

fn milestone(scope: &Scope<'_>, one: MilestoneTimes) -> MilestoneView {
    let defined = scope
        .point
        .sla
        .iter()
        .find(|milestone| milestone.id == one.milestone);
    MilestoneView {
        milestone: one.milestone.to_string(),
        target: defined
            .and_then(|milestone| milestone.within)
            .map(|budget| budget.to_string()),
        calendar: defined
            .and_then(|milestone| milestone.calendar.as_ref())
            .map(ToString::to_string),
        clocks: one.clocks,
        times: (&one.times).into(),
        histogram: buckets(&one.times),
        met: one.attainment.hits,
        missed: one.attainment.of - one.attainment.hits,
        attainment: one.attainment.share(),
        segments: one.segments.into(),
    }
}

fn dispositions(dispositions: Dispositions) -> Vec<DispositionView> {
    let view = |((outcome, reason), disposed): ((tollgate_core::policy::Outcome, _), _)| {
        let disposed: tollgate_core::measure::Disposed = disposed;
        let reason: tollgate_core::ids::ReasonCode = reason;
        DispositionView {
            outcome: outcome.as_str(),
            reason: reason.to_string(),
            next: disposed.next.as_str(),
            standard: disposed.standard,
            count: disposed.count,
        }
    };
    let mut views: Vec<_> = dispositions.by_reason.into_iter().map(view).collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.count));
    views
}

fn leakage(leakage: &Leakage) -> LeakageView {
    LeakageView {
        within: leakage.within.of,
        within_conversion: leakage.within.share(),
        breached: leakage.breached.of,
        breached_conversion: leakage.breached.share(),
        handoffs_lost: leakage.handoffs_lost(),
    }
}

fn breakdown((grouping, groups): (Grouping, Vec<Group>)) -> BreakdownView {
    BreakdownView {
        by: grouping.as_str().to_owned(),
        groups: groups.into_iter().map(group).collect(),
    }
}

fn group(group: Group) -> GroupView {
    let share = |rate: &Rate| rate.share();
    GroupView {
        value: group.value.map(|value| value.to_string()),
        offered: group.funnel.offered,
        accepted: group.funnel.accepted,
        completed: group.funnel.completed,
        returned: group.funnel.returned,
        rejected: group.funnel.rejected,
        open: group.funnel.open,
        breached: group.funnel.breached,
        conversion: share(&group.conversion),
        sla: share(&group.sla),
        first_touch: (&group.first_touch).into(),
    }
}
