//! `sla`: milestones and their clocks.

use tollgate_core::policy::{Kind, Milestone, StartsAt, StopsAt};

use super::condition::Where;
use super::context::Context;
use super::touch;
use crate::diagnostic::Problems;
use crate::syntax::{Expression, MilestoneShape};

/// The milestones, in the order written.
pub(super) fn lower(
    shapes: &[MilestoneShape],
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Vec<Milestone> {
    shapes
        .iter()
        .filter_map(|shape| milestone(shape, kind, context, problems))
        .collect()
}

fn milestone(
    shape: &MilestoneShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Milestone> {
    let names = &context.names;
    let starts = shape
        .starts
        .as_ref()
        .map_or(Some(StartsAt::Offered), |text| {
            starts(text, kind, context, problems)
        });
    let stops = stops(&shape.stops, kind, context, problems);
    let pauses = shape
        .pauses
        .as_ref()
        .map(|text| context.condition(text, Where::in_handoff(kind), problems));
    let calendar = shape
        .calendar
        .as_ref()
        .and_then(|name| names.resolve("calendar", name, problems));
    let escalation = shape
        .escalation
        .as_ref()
        .and_then(|name| names.resolve("escalation", name, problems));
    Some(Milestone {
        id: shape.milestone.value.0.clone().into(),
        within: shape.within.as_ref().map(|within| within.value),
        calendar,
        starts: starts?,
        stops: stops?,
        pauses: match pauses {
            None => None,
            Some(condition) => Some(condition?),
        },
        escalation,
    })
}

fn starts(
    text: &Expression,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<StartsAt> {
    Some(match text.text.trim() {
        "received" => StartsAt::Received,
        "offered" => StartsAt::Offered,
        "assigned" => StartsAt::Assigned,
        "accepted" => StartsAt::Accepted,
        _ => StartsAt::When(context.condition(text, Where::in_handoff(kind), problems)?),
    })
}

fn stops(
    text: &Expression,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<StopsAt> {
    if let Some(call) = touch::call(&text.text) {
        match (call.name, call.arguments.as_slice()) {
            ("decided", []) => return Some(StopsAt::Decided),
            ("accepted", []) => return Some(StopsAt::Accepted),
            ("next_step_set", []) => return Some(StopsAt::NextStepSet),
            ("completed", []) => return Some(StopsAt::Completed),
            ("task", [task]) => return Some(StopsAt::TaskDone((*task).into())),
            _ => {}
        }
        if let Some(touch) = context.touch(&call, text, problems) {
            return Some(StopsAt::Touch(touch));
        }
    }
    context
        .condition(text, Where::in_handoff(kind), problems)
        .map(StopsAt::When)
}
