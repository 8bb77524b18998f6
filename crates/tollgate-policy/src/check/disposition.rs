//! `unknown-reason`: a criterion ends the handoff with a reason that no disposition has.
//!
//! `reason-without-next-action` is told where dispositions are lowered, since nothing is left of such a reason.

use crate::diagnostic::Problems;
use crate::suggest;
use crate::syntax::{At, DispositionsShape, HandoffDocument, Name, UnmetShape};

/// Looks at the reasons that criteria give.
pub(super) fn check(document: &HandoffDocument, problems: &mut Problems) {
    for criterion in &document.acceptance {
        let then = criterion.hold.as_ref().and_then(|hold| hold.then.as_ref());
        for unmet in criterion.unmet.iter().chain(then) {
            match unmet {
                UnmetShape::Return(Some(reason)) => known(reason, "returned", document, problems),
                UnmetShape::Recycle(reason) => known(reason, "recycled", document, problems),
                UnmetShape::Reject(reason) => known(reason, "rejected", document, problems),
                _ => {}
            }
        }
    }
}

fn known(reason: &At<Name>, outcome: &str, document: &HandoffDocument, problems: &mut Problems) {
    let reasons = document
        .dispositions
        .as_ref()
        .map_or(Vec::new(), |shape| reasons(shape, outcome));
    if !reasons.contains(&reason.value.as_str()) {
        let message = format!(
            "`{}` is not a reason for `{outcome}`",
            reason.value.as_str()
        );
        let help = suggest::suggest(reason.value.as_str(), reasons.iter().copied());
        let help = help.unwrap_or_else(|| {
            format!("add it to `dispositions`, under `{outcome}`, with its next action")
        });
        problems
            .error("unknown-reason", reason.place, message)
            .help(help);
    }
}

fn reasons<'a>(shape: &'a DispositionsShape, outcome: &str) -> Vec<&'a str> {
    let entries = match outcome {
        "returned" => shape
            .returned
            .as_ref()
            .map_or(&[][..], |returned| &returned.0),
        "recycled" => &shape.recycled.0,
        _ => &shape.rejected.0,
    };
    entries
        .iter()
        .map(|(reason, _)| reason.value.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    #[test]
    fn a_criterion_gives_a_reason_that_exists() {
        let text = |reason: &str| {
            handoff(&format!(
                "
acceptance:
  - criterion: fit
    check: lead.employees > 50
    says: too small
    unmet: recycle: {reason}
dispositions:
  recycled: {{ not_icp: {{ next: close }} }}"
            ))
        };
        check(&text("not_icp"), &[]);
        check(
            &text("not_icp").replace("recycle: not_icp", "return: small"),
            &["13:20 error unknown-reason `small` `small` is not a reason for `returned`"],
        );
        check(
            &text("not_ipc"),
            &["13:21 error unknown-reason `not_ipc` `not_ipc` is not a reason for `recycled`"],
        );
    }

    #[test]
    fn every_reason_has_a_next_action() {
        let text = handoff(
            "
dispositions:
  returned: { reasons: [missing_context] }
  rejected:
    competitor:
    duplicate: { next: merge }
  recycled:
    bad_timing: { for: 90d }",
        );
        check(
            &text,
            &[
                "12:5 error reason-without-next-action `competitor` the reason `competitor` has no next action",
                "15:5 error reason-without-next-action `bad_timing` the reason `bad_timing` has no next action",
            ],
        );
    }

    #[test]
    fn a_returned_reason_is_fixed_by_the_sender_unless_said_otherwise() {
        check(
            &handoff("dispositions: { returned: { unreadable: { next: enrich }, missing: } }"),
            &[],
        );
    }
}
