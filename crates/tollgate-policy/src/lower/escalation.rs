//! `escalation`: ladders of rungs.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use tollgate_core::ids::EscalationId;
use tollgate_core::policy::{Escalation, Notify, Rung, RungAt};

use super::context::Context;
use crate::diagnostic::Problems;
use crate::suggest;
use crate::syntax::{At, Document, RungShape};

/// Whom a rung may tell, beside people by name.
const ROLES: [&str; 5] = ["owner", "queue", "manager", "sender", "sponsor"];

/// The ladders, by name.
pub(super) fn lower(
    documents: &[Document],
    context: &Context<'_>,
    problems: &mut Problems,
) -> BTreeMap<EscalationId, Escalation> {
    let mut escalations = BTreeMap::new();
    for document in documents {
        if let Document::Escalation(shape) = document {
            let id = EscalationId::from(shape.escalation.value.0.clone());
            let rungs = shape
                .steps
                .iter()
                .filter_map(|step| rung(step, context, problems))
                .collect();
            escalations
                .entry(id.clone())
                .or_insert(Escalation { id, rungs });
        }
    }
    escalations
}

fn rung(shape: &RungShape, context: &Context<'_>, problems: &mut Problems) -> Option<Rung> {
    let at = match (&shape.at, &shape.after) {
        (Some(share), None) => RungAt::Percent(share.value.0),
        (None, Some(after)) => RungAt::After(after.value),
        _ => {
            let help = "write `at: 75%` of the target, or `after: 15m` past the breach";
            problems
                .error(
                    "missing-key",
                    shape.place,
                    "a step is reached either `at` or `after`",
                )
                .help(help);
            return None;
        }
    };
    Some(Rung {
        at,
        notify: shape
            .notify
            .iter()
            .filter_map(|who| notify(who, context, problems))
            .collect(),
        act: shape.r#do.as_ref().map(|act| act.value.0),
        repeat: shape
            .repeat
            .as_ref()
            .map(|repeat| (repeat.every.value, repeat.times.value)),
    })
}

fn notify(who: &At<SmolStr>, context: &Context<'_>, problems: &mut Problems) -> Option<Notify> {
    Some(match who.value.as_str() {
        "owner" => Notify::Owner,
        "queue" => Notify::Queue,
        "manager" => Notify::Manager,
        "sender" => Notify::Sender,
        "sponsor" => Notify::Sponsor,
        person if context.is_person(person) => Notify::Person(who.value.clone().into()),
        other => {
            unknown_person(other, who, &ROLES, context, problems);
            return None;
        }
    })
}

/// Tells that `name` is neither a role nor a person.
pub(super) fn unknown_person(
    name: &str,
    at: &At<SmolStr>,
    roles: &[&str],
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let people = context.people.iter().map(SmolStr::as_str);
    let near = suggest::nearest(
        name,
        &roles.iter().copied().chain(people).collect::<Vec<_>>(),
    );
    let help = near.map_or_else(
        || format!("write {}, or a person's address", suggest::listed(roles)),
        |near| format!("did you mean `{near}`?"),
    );
    problems
        .error(
            "unknown-person",
            at.place,
            format!("nobody is called `{name}`"),
        )
        .help(help);
}
