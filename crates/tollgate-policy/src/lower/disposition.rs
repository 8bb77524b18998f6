//! `dispositions`: the reasons that each outcome may have, each with its next action.

use std::collections::BTreeMap;

use tollgate_core::ids::ReasonCode;
use tollgate_core::policy::{Kind, NextAction, NextKind, Outcome, Then};

use super::context::Context;
use crate::diagnostic::{Place, Problems};
use crate::syntax::{At, DispositionsShape, Name, NextShape};

/// The reasons of each outcome.
pub(super) type Dispositions = BTreeMap<Outcome, BTreeMap<ReasonCode, NextAction>>;

/// The reasons of each outcome; those without a next action are told.
pub(super) fn lower(
    shape: Option<&DispositionsShape>,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Dispositions {
    let Some(shape) = shape else {
        return Dispositions::new();
    };
    let returned = shape
        .returned
        .as_ref()
        .map_or(&[][..], |returned| &returned.0);
    let outcomes = [
        (Outcome::Returned, returned, Some(NextKind::Fix)),
        (Outcome::Rejected, &shape.rejected.0, None),
        (Outcome::Recycled, &shape.recycled.0, None),
    ];
    let mut dispositions = Dispositions::new();
    for (outcome, reasons, default) in outcomes {
        let mut lowered = BTreeMap::new();
        for (reason, next) in reasons {
            let next = action(reason, next.as_ref(), default, kind, context, problems);
            lowered.extend(next.map(|next| (ReasonCode::from(reason.value.0.clone()), next)));
        }
        dispositions.insert(outcome, lowered);
    }
    dispositions
}

fn action(
    reason: &At<Name>,
    shape: Option<&NextShape>,
    default: Option<NextKind>,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<NextAction> {
    let Some(next) = shape
        .and_then(|shape| shape.next.as_ref())
        .map(|next| next.value.0)
        .or(default)
    else {
        without_next(reason, reason.place, problems);
        return None;
    };
    let until = shape
        .and_then(|shape| shape.until.as_ref())
        .map(|field| context.date(kind, field, problems));
    let then = shape
        .and_then(|shape| shape.then.as_ref())
        .map_or(Then::Nothing, |then| then.value.0);
    let lasts = shape.and_then(|shape| shape.r#for.as_ref());
    if let (Some(lasts), Some(_)) = (lasts, &until) {
        problems
            .error(
                "wrong-value",
                lasts.place,
                "it ends either after a time or on a date",
            )
            .help("leave out `for` or `until`");
    }
    let until = match until {
        None => None,
        Some(slot) => Some(slot?),
    };
    Some(NextAction {
        next,
        lasts: lasts.map(|lasts| lasts.value),
        until,
        then,
    })
}

fn without_next(reason: &At<Name>, place: Place, problems: &mut Problems) {
    let message = format!("the reason `{}` has no next action", reason.value.as_str());
    let help = "write what happens to the record: `{ next: nurture, for: 90d, then: reopen }`, or `enrich`, `suppress`, `reroute`, `merge` or `close`";
    problems
        .error("reason-without-next-action", place, message)
        .help(help);
}
