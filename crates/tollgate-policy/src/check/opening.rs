//! `never-opens`, `opens-and-ends`: a handoff that never begins, or is over when it begins.

use tollgate_core::policy::{HandoffPoint, Opens};

use crate::diagnostic::Problems;
use crate::lower::Lowered;
use crate::syntax::HandoffDocument;

/// Looks at what opens the handoff, by itself and beside what ends it.
pub(super) fn check(
    document: &HandoffDocument,
    point: &HandoffPoint,
    lowered: &Lowered,
    problems: &mut Problems,
) {
    let Some(opens) = point.opens.condition() else {
        return;
    };
    let shape = document
        .opens
        .when
        .as_ref()
        .or(document.opens.only.as_ref());
    let place = shape.map_or(document.opens.place, |shape| shape.node.place);
    if opens.always() == Some(false) {
        let message = "this can never be true, so no handoff ever opens";
        problems
            .error("never-opens", place, message)
            .help("its parts exclude one another; most likely `||` is meant");
        return;
    }
    if opens.always() == Some(true) && matches!(point.opens, Opens::When(_)) {
        let message = "this is always true, so every record is handed over as soon as it is known";
        problems
            .warning("always-opens", place, message)
            .help("say which change of the record opens it");
    }
    let ends = [
        ("withdrawn", &point.withdraws, &document.withdraws),
        ("completed", &point.completes, &document.completes),
    ];
    for (how, condition, shape) in ends {
        let (Some(condition), Some(shape)) = (condition, shape) else {
            continue;
        };
        if matches!(point.opens, Opens::When(_)) && lowered.implies(&point.record, opens, condition)
        {
            let message = format!("whatever opens the handoff is {how} at once");
            let help = format!(
                "it opens when `{}`, and then this holds already",
                opens.source()
            );
            problems
                .error("opens-and-ends", shape.when.node.place, message)
                .help(help);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    #[test]
    fn a_handoff_can_open() {
        check(
            &handoff("opens: { when: 'lead.stage == \"mql\" && lead.stage == \"sql\"' }"),
            &[
                "9:16 error never-opens `'lead.stage == \"mql\" && lead.stage == \"sql\"'` this can never be true, so no handoff ever opens",
            ],
        );
    }

    #[test]
    fn a_handoff_waits_for_something() {
        check(
            &handoff("opens: { when: true }"),
            &[
                "9:16 warning always-opens `true` this is always true, so every record is handed over as soon as it is known",
            ],
        );
        check(
            &handoff("opens: { before: lead.revisit_on, by: 30d, when: true }"),
            &[],
        );
    }

    #[test]
    fn a_handoff_is_not_over_when_it_opens() {
        check(
            &handoff("withdraws: { when: lead.stage in [\"mql\", \"lost\"] }"),
            &[
                "9:20 error opens-and-ends `lead.stage in [\"mql\", \"lost\"]` whatever opens the handoff is withdrawn at once",
            ],
        );
        check(
            &handoff("withdraws: { when: lead.stage in [\"inquiry\", \"lost\"] }"),
            &[],
        );
        check(
            &handoff("withdraws: { when: lead.stage == \"mql\" && !has(lead.email) }"),
            &[],
        );
    }
}
