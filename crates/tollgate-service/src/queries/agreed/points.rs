//! Handoff points and playbooks.

use serde::Serialize;
use tollgate_core::policy::{
    Acceptance, Criterion, HandoffPoint, Milestone, NextAction, Outcome, Playbook, Policy, Then,
};
use utoipa::ToSchema;

use super::names;

/// A handoff point: what makes a handoff, what it asks for, and how it may end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgreedPointView {
    /// The point.
    pub id: String,
    /// The name on screen.
    pub title: String,
    /// What is to be right when responsibility passes; `null` where it does not say.
    pub focus: Option<String>,
    /// The kind of record that is handed over.
    pub record: String,
    /// Who hands over: a team or a function.
    pub from: String,
    /// Who takes over: a team or a function.
    pub to: String,
    /// Who answers for it in the monthly review.
    pub sponsor: Option<String>,
    /// How acceptance is given: `explicit`, `touch` or `when`, a condition.
    pub accepts_on: &'static str,
    /// What must be true before a handoff counts as accepted.
    pub criteria: Vec<CriterionView>,
    /// The fields that the sender must hand over.
    pub context: Vec<String>,
    /// The reasons that each outcome may have.
    pub dispositions: Vec<ReasonChoiceView>,
    /// What is measured and promised.
    pub milestones: Vec<MilestoneTargetView>,
    /// The figure that it is reviewed by.
    pub primary: &'static str,
    /// The failure modes that are watched.
    pub failures: Vec<&'static str>,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CriterionView {
    /// The criterion: what a return names as a gap.
    pub id: String,
    /// What to tell the sender when it is not met.
    pub says: String,
}

/// A reason for an outcome, with what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonChoiceView {
    /// `returned`, `rejected` or `recycled`.
    pub outcome: &'static str,
    /// The reason.
    pub reason: String,
    /// The next action: `fix`, `nurture`, `enrich`, `suppress`, `reroute`, `merge` or `close`.
    pub next: &'static str,
    /// How long that lasts.
    pub lasts: Option<String>,
    /// The field with the date on which it ends.
    pub until: Option<String>,
    /// A handoff opens again when it ends, if the record still fits.
    pub reopens: bool,
}

/// What is measured and promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MilestoneTargetView {
    /// The milestone.
    pub id: String,
    /// How long it may take; `null` when it is only measured.
    pub within: Option<String>,
    /// The calendar whose open time counts; `null` for wall time.
    pub calendar: Option<String>,
    /// The ladder to climb as time runs out, among `escalations`.
    pub escalation: Option<String>,
}

/// A playbook: a template of tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaybookView {
    /// The playbook.
    pub id: String,
    /// The kind of record it is about.
    pub record: String,
    /// Its tasks, each after those that it waits for.
    pub tasks: Vec<TemplateView>,
}

/// A task of a playbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateView {
    /// The task.
    pub id: String,
    /// The name on screen.
    pub title: String,
    /// When it is due, from the playbook's start.
    pub due: String,
}

impl AgreedPointView {
    pub(super) fn new(policy: &Policy, point: &HandoffPoint) -> Self {
        let context = policy.kind(&point.record);
        Self {
            id: point.id.to_string(),
            title: point.title.to_string(),
            focus: point.focus.as_ref().map(ToString::to_string),
            record: point.record.to_string(),
            from: point.from.to_string(),
            to: point.to.to_string(),
            sponsor: point.sponsor.as_ref().map(ToString::to_string),
            accepts_on: match point.accepts_on {
                Acceptance::Explicit => "explicit",
                Acceptance::Touch(_) => "touch",
                Acceptance::When(_) => "when",
            },
            criteria: point.criteria.iter().map(CriterionView::from).collect(),
            context: context.map_or_else(Vec::new, |kind| names(kind, &point.context)),
            dispositions: choices(policy, point),
            milestones: point.sla.iter().map(MilestoneTargetView::from).collect(),
            primary: point.kpi.primary.as_str(),
            failures: point
                .failures
                .iter()
                .map(|watch| watch.mode.as_str())
                .collect(),
        }
    }
}

fn choices(policy: &Policy, point: &HandoffPoint) -> Vec<ReasonChoiceView> {
    let choices = point.dispositions.iter().flat_map(|(outcome, reasons)| {
        let reasons = reasons.iter();
        reasons.map(|(reason, next)| choice(policy, point, *outcome, reason.as_str(), next))
    });
    choices.collect()
}

fn choice(
    policy: &Policy,
    point: &HandoffPoint,
    outcome: Outcome,
    reason: &str,
    next: &NextAction,
) -> ReasonChoiceView {
    let until = policy.kind(&point.record).zip(next.until);
    ReasonChoiceView {
        outcome: outcome.as_str(),
        reason: reason.to_owned(),
        next: next.next.as_str(),
        lasts: next.lasts.map(|lasts| lasts.to_string()),
        until: until.map(|(kind, slot)| kind.field(slot).name.to_string()),
        reopens: next.then == Then::Reopen,
    }
}

impl From<&Criterion> for CriterionView {
    fn from(criterion: &Criterion) -> Self {
        Self {
            id: criterion.id.to_string(),
            says: criterion.says.to_string(),
        }
    }
}

impl From<&Milestone> for MilestoneTargetView {
    fn from(milestone: &Milestone) -> Self {
        Self {
            id: milestone.id.to_string(),
            within: milestone.within.map(|within| within.to_string()),
            calendar: milestone.calendar.as_ref().map(ToString::to_string),
            escalation: milestone.escalation.as_ref().map(ToString::to_string),
        }
    }
}

impl From<&Playbook> for PlaybookView {
    fn from(playbook: &Playbook) -> Self {
        let tasks = playbook.tasks.iter().map(|task| TemplateView {
            id: task.id.to_string(),
            title: task.title.to_string(),
            due: task.due.to_string(),
        });
        Self {
            id: playbook.id.to_string(),
            record: playbook.record.to_string(),
            tasks: tasks.collect(),
        }
    }
}
