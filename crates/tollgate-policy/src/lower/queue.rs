//! `queue`: where offered handoffs wait.

use std::collections::BTreeMap;

use tollgate_core::ids::{PersonId, QueueId};
use tollgate_core::policy::{Pick, Queue, WhenNobody};
use tollgate_core::time::Budget;

use super::context::Context;
use crate::diagnostic::Problems;
use crate::syntax::{Document, OverflowShape, QueueDocument, WhenNobodyShape};

/// The queues, by name.
pub(super) fn lower(
    documents: &[Document],
    context: &Context<'_>,
    problems: &mut Problems,
) -> BTreeMap<QueueId, Queue> {
    let mut queues = BTreeMap::new();
    for document in documents {
        if let Document::Queue(shape) = document {
            let queue = queue(shape, context, problems);
            queues.extend(queue.map(|queue| (queue.id.clone(), queue)));
        }
    }
    queues
}

fn queue(shape: &QueueDocument, context: &Context<'_>, problems: &mut Problems) -> Option<Queue> {
    let names = &context.names;
    let team = names.resolve("team", &shape.team, problems);
    let when_nobody = match &shape.when_nobody {
        None | Some(WhenNobodyShape::Wait) => Some(WhenNobody::Wait),
        Some(WhenNobodyShape::Queue(queue)) => names
            .resolve("queue", queue, problems)
            .map(WhenNobody::Queue),
    };
    let overflow = shape
        .overflow
        .as_ref()
        .and_then(|shape| overflow(shape, context, problems));
    let calendar = shape
        .calendar
        .as_ref()
        .and_then(|calendar| names.resolve("calendar", calendar, problems));
    Some(Queue {
        id: shape.queue.value.0.clone().into(),
        team: team?,
        pick: shape.pick.as_ref().map_or(Pick::Fair, |pick| pick.value.0),
        weights: weights(shape, problems),
        capacity: shape.capacity.as_ref().map(|capacity| capacity.value),
        skip: shape.skip.iter().map(|skip| skip.value.0).collect(),
        when_nobody: when_nobody?,
        overflow,
        calendar,
    })
}

fn weights(shape: &QueueDocument, problems: &mut Problems) -> BTreeMap<PersonId, f64> {
    let mut weights = BTreeMap::new();
    for (person, weight) in &shape.weights.0 {
        if weight.value > 0.0 {
            weights.insert(person.value.clone().into(), weight.value);
        } else {
            let message = format!("`{}` is not a share", weight.value);
            problems
                .error("wrong-value", weight.place, message)
                .help("write a number above 0; to leave somebody out, take them off the team");
        }
    }
    weights
}

fn overflow(
    shape: &OverflowShape,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<(Budget, QueueId)> {
    let to = match (&shape.to, &shape.queue) {
        (Some(to), None) => &to.0,
        (None, Some(queue)) => queue,
        _ => {
            problems
                .error(
                    "missing-key",
                    shape.place,
                    "the overflow needs one queue to go to",
                )
                .help("write `{ after: 30m, to: { queue: name } }`");
            return None;
        }
    };
    Some((
        shape.after.value,
        context.names.resolve("queue", to, problems)?,
    ))
}
