//! `playbook`: templates of tasks.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use tollgate_core::ids::PlaybookId;
use tollgate_core::policy::{Assign, Kind, Playbook, PlaybookStart, StartEvent, TaskTemplate};

use super::condition::Where;
use super::context::Context;
use super::escalation::unknown_person;
use crate::diagnostic::{Place, Problems};
use crate::suggest;
use crate::syntax::{At, Document, Name, PlaybookDocument, StartsShape, TaskShape};

/// The playbooks, by name.
pub(super) fn lower(
    documents: &[Document],
    context: &Context<'_>,
    problems: &mut Problems,
) -> BTreeMap<PlaybookId, Playbook> {
    let mut playbooks = BTreeMap::new();
    for document in documents {
        if let Document::Playbook(shape) = document {
            playbooks.extend(
                playbook(shape, context, problems).map(|playbook| (playbook.id.clone(), playbook)),
            );
        }
    }
    playbooks
}

fn playbook(
    shape: &PlaybookDocument,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Playbook> {
    let kind = context.kind(&shape.record, problems)?;
    let starts = starts(&shape.starts, kind, context, problems);
    let calendar = shape
        .calendar
        .as_ref()
        .and_then(|name| context.names.resolve("calendar", name, problems));
    let tasks = shape
        .tasks
        .iter()
        .filter_map(|task| self::task(task, shape, kind, context, problems))
        .collect();
    Some(Playbook {
        id: shape.playbook.value.0.clone().into(),
        record: kind.name.clone(),
        starts: starts?,
        calendar,
        tasks,
    })
}

fn starts(
    shape: &StartsShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<PlaybookStart> {
    match shape {
        StartsShape::Before(before) => {
            let date = context.date(kind, &before.before, problems)?;
            Some(PlaybookStart::Before {
                date,
                by: before.by.value,
            })
        }
        StartsShape::Handoff(text) => starts_on_handoff(text, context, problems),
    }
}

fn starts_on_handoff(
    text: &At<SmolStr>,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<PlaybookStart> {
    let (point, event) = text.value.split_once('.').unwrap_or((&text.value, ""));
    let start = match event {
        "offered" => StartEvent::Offered,
        "accepted" => StartEvent::Accepted,
        "completed" => StartEvent::Completed,
        other => {
            let message = if other.is_empty() {
                format!("`{}` does not say what starts it", text.value)
            } else {
                format!("a handoff is never `{other}`")
            };
            let help = format!("write `{point}.accepted`, or `.offered` or `.completed`");
            problems
                .error("wrong-value", text.place, message)
                .help(help);
            return None;
        }
    };
    let name = At {
        place: Place {
            end: text.place.start + point.len(),
            ..text.place
        },
        value: Name(point.into()),
    };
    Some(PlaybookStart::Handoff(
        context.names.resolve("handoff", &name, problems)?,
        start,
    ))
}

fn task(
    shape: &TaskShape,
    book: &PlaybookDocument,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<TaskTemplate> {
    let id = &shape.task.value.0;
    let assign = assign(&shape.assign.0, context, problems);
    let completes = shape
        .completes
        .as_ref()
        .map(|text| context.condition(text, Where::on_record(kind), problems));
    for after in &shape.after {
        if !book.tasks.iter().any(|task| task.task.value == after.value) {
            let help = suggest::suggest(
                after.value.as_str(),
                book.tasks.iter().map(|task| task.task.value.as_str()),
            );
            let message = format!("the playbook has no task `{}`", after.value.as_str());
            problems
                .error("unknown-task", after.place, message)
                .maybe_help(help);
        }
    }
    Some(TaskTemplate {
        id: id.clone().into(),
        title: shape
            .title
            .as_ref()
            .map_or_else(|| readable(id), |title| title.value.clone()),
        assign: assign?,
        due: shape.due.value,
        completes: match completes {
            None => None,
            Some(condition) => Some(condition?),
        },
        after: shape
            .after
            .iter()
            .map(|after| after.value.0.clone().into())
            .collect(),
    })
}

/// `kickoff_call` as a person would write it: `Kickoff call`.
pub(super) fn readable(name: &str) -> SmolStr {
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    words.into()
}

fn assign(who: &At<SmolStr>, context: &Context<'_>, problems: &mut Problems) -> Option<Assign> {
    Some(match who.value.as_str() {
        "owner" => Assign::Owner,
        "manager" => Assign::Manager,
        text if text.starts_with("queue:") => {
            let queue = who.with(Name(text["queue:".len()..].trim().into()));
            Assign::Queue(context.names.resolve("queue", &queue, problems)?)
        }
        person if context.is_person(person) => Assign::Person(who.value.clone().into()),
        other => {
            unknown_person(
                other,
                who,
                &["owner", "manager", "queue:name"],
                context,
                problems,
            );
            return None;
        }
    })
}
