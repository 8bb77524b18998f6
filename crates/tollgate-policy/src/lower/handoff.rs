//! `handoff`: handoff points.

use std::collections::BTreeMap;

use tollgate_core::ids::PointId;
use tollgate_core::policy::{Acceptance, Criterion, HandoffPoint, Kind, Opens, Outcome, Unmet};

use super::condition::Where;
use super::context::Context;
use super::{disposition, kpi, playbook, route, sla, touch};
use crate::diagnostic::{Place, Problems};
use crate::syntax::{
    CriterionShape, Document, Expression, HandoffDocument, OpensShape, UnmetShape,
};

/// The handoff points, by name.
pub(super) fn lower(
    documents: &[Document],
    context: &Context<'_>,
    problems: &mut Problems,
) -> BTreeMap<PointId, HandoffPoint> {
    let mut points = BTreeMap::new();
    for document in documents {
        if let Document::Handoff(shape) = document {
            points.extend(point(shape, context, problems).map(|point| (point.id.clone(), point)));
        }
    }
    points
}

fn point(
    shape: &HandoffDocument,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<HandoffPoint> {
    let kind = context.kind(&shape.record, problems)?;
    let criteria = shape
        .acceptance
        .iter()
        .filter_map(|criterion| self::criterion(criterion, kind, context, problems));
    let criteria = criteria.collect();
    let opens = opens(&shape.opens, kind, context, problems);
    let ends = |text: Option<&Expression>, problems: &mut Problems| {
        text.and_then(|text| context.condition(text, Where::on_change_in_handoff(kind), problems))
    };
    let reviewed_on = shape
        .review
        .as_ref()
        .and_then(|review| review.reviewed_on.clone())
        .or(shape.reviewed_on.clone());
    let expire = shape
        .review
        .as_ref()
        .and_then(|review| review.criteria_expire.as_ref());
    Some(HandoffPoint {
        id: shape.handoff.value.0.clone().into(),
        title: shape.title.as_ref().map_or_else(
            || playbook::readable(shape.handoff.value.as_str()),
            |t| t.value.clone(),
        ),
        focus: shape.focus.as_ref().map(|focus| focus.value.clone()),
        record: kind.name.clone(),
        from: shape.from.value.clone(),
        to: shape.to.value.clone(),
        sponsor: shape
            .sponsor
            .as_ref()
            .map(|sponsor| sponsor.value.clone().into()),
        accepts_on: accepts_on(shape, kind, context, problems),
        criteria,
        context: shape
            .context
            .iter()
            .filter_map(|field| context.slot(kind, field, problems))
            .collect(),
        route: route::lower(&shape.route, kind, context, problems),
        sla: sla::lower(&shape.sla, kind, context, problems),
        dispositions: disposition::lower(shape.dispositions.as_ref(), kind, context, problems),
        completes: ends(shape.completes.as_ref().map(|ends| &ends.when), problems),
        withdraws: ends(shape.withdraws.as_ref().map(|ends| &ends.when), problems),
        kpi: kpi::lower(&shape.kpi, problems),
        failures: shape.failures.iter().map(kpi::failure).collect(),
        reviewed_on: reviewed_on.map(|date| date.value),
        criteria_expire: expire.map(|expire| expire.value),
        dimensions: shape
            .dimensions
            .iter()
            .filter_map(|field| context.slot(kind, field, problems))
            .collect(),
        opens: opens?,
    })
}

fn opens(
    shape: &OpensShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Opens> {
    let when = shape.when.as_ref().or(shape.only.as_ref());
    let condition = when.map(|text| context.condition(text, Where::on_change(kind), problems));
    match (&shape.before, &shape.by, condition) {
        (None, None, Some(condition)) if shape.only.is_none() => Some(Opens::When(condition?)),
        (Some(before), Some(by), only) => {
            let date = context.date(kind, before, problems)?;
            let only = match only {
                None => None,
                Some(condition) => Some(condition?),
            };
            Some(Opens::Before {
                date,
                by: by.value,
                only,
            })
        }
        _ => {
            let help = "write `when: condition`, or `before: record.date_field` with `by: 120d`";
            problems
                .error(
                    "missing-key",
                    shape.place,
                    "it is not said when a handoff opens",
                )
                .help(help);
            None
        }
    }
}

fn accepts_on(
    shape: &HandoffDocument,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Acceptance {
    let Some(accepts) = &shape.accepts_on else {
        return Acceptance::Explicit;
    };
    let call = touch::call(&accepts.0.text);
    if call
        .as_ref()
        .is_some_and(|call| call.name == "explicit" && call.arguments.is_empty())
    {
        return Acceptance::Explicit;
    }
    if let Some(touch) = call.and_then(|call| context.touch(&call, &accepts.0, problems)) {
        return Acceptance::Touch(touch);
    }
    let condition = context.condition(&accepts.0, Where::on_change_in_handoff(kind), problems);
    condition.map_or(Acceptance::Explicit, Acceptance::When)
}

fn criterion(
    shape: &CriterionShape,
    kind: &Kind,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Criterion> {
    let unmet = unmet(shape, problems);
    Some(Criterion {
        id: shape.criterion.value.0.clone().into(),
        check: context.condition(&shape.check, Where::in_handoff(kind), problems)?,
        says: shape.says.value.clone(),
        unmet: unmet?,
    })
}

/// What follows when the criterion is not met; `return` where it is not said.
fn unmet(shape: &CriterionShape, problems: &mut Problems) -> Option<Unmet> {
    let hold = shape.hold.as_ref();
    if let (Some(hold), false) = (hold, matches!(shape.unmet, Some(UnmetShape::Hold(_)))) {
        problems
            .error(
                "wrong-value",
                hold.place,
                "`hold` says how long to wait, but nothing waits",
            )
            .help("write `unmet: hold` beside it");
    }
    match &shape.unmet {
        None => Some(Unmet::Return),
        Some(UnmetShape::Hold(place)) => {
            let Some(hold) = hold else {
                problems
                    .error("missing-key", *place, "it is not said how long to wait")
                    .help("write `hold: { for: 10m, then: return }` below");
                return None;
            };
            let then = hold
                .then
                .as_ref()
                .map_or(Some(Unmet::Return), |then| settled(then, problems))?;
            Some(Unmet::Hold {
                wait: hold.r#for.value,
                then: Box::new(then),
            })
        }
        Some(other) => settled(other, problems),
    }
}

/// What follows without waiting.
fn settled(shape: &UnmetShape, problems: &mut Problems) -> Option<Unmet> {
    match shape {
        UnmetShape::Return(None) => Some(Unmet::Return),
        UnmetShape::Return(Some(reason)) => Some(Unmet::Dispose(
            Outcome::Returned,
            reason.value.0.clone().into(),
        )),
        UnmetShape::Warn => Some(Unmet::Warn),
        UnmetShape::Recycle(reason) => Some(Unmet::Dispose(
            Outcome::Recycled,
            reason.value.0.clone().into(),
        )),
        UnmetShape::Reject(reason) => Some(Unmet::Dispose(
            Outcome::Rejected,
            reason.value.0.clone().into(),
        )),
        UnmetShape::Hold(place) => {
            hold_after_hold(*place, problems);
            None
        }
    }
}

fn hold_after_hold(place: Place, problems: &mut Problems) {
    let help = "write `return`, `warn`, `return: reason`, `recycle: reason` or `reject: reason`";
    problems
        .error("wrong-value", place, "after waiting, something must happen")
        .help(help);
}
