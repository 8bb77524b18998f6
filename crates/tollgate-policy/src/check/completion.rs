//! `nothing-completes`: a handoff that stays open for ever.

use tollgate_core::policy::HandoffPoint;

use crate::diagnostic::Problems;
use crate::syntax::HandoffDocument;

/// Looks at what completes the handoff.
pub(super) fn check(document: &HandoffDocument, point: &HandoffPoint, problems: &mut Problems) {
    match (&document.completes, &point.completes) {
        (None, _) => {
            let message = format!("nothing completes the handoff `{}`", point.id);
            let help = "write when it has served its purpose: `completes: { when: lead.stage == \"sql\" }`";
            problems
                .warning("nothing-completes", document.place, message)
                .help(help);
        }
        (Some(shape), Some(condition)) if condition.always() == Some(false) => {
            let message = "this can never be true, so nothing completes the handoff";
            problems.error("nothing-completes", shape.when.node.place, message);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    #[test]
    fn something_completes_a_handoff() {
        check(
            &handoff("completes:"),
            &[
                "1:1 warning nothing-completes `handoff: mql_to_sdr` nothing completes the handoff `mql_to_sdr`",
            ],
        );
        check(
            &handoff("completes: { when: 'lead.stage == \"sql\" && lead.stage == \"lost\"' }"),
            &[
                "9:20 error nothing-completes `'lead.stage == \"sql\" && lead.stage == \"lost\"'` this can never be true, so nothing completes the handoff",
            ],
        );
        check(&handoff("completes: { when: lead.stage == \"sql\" }"), &[]);
    }
}
