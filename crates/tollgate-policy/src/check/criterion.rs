//! `criterion-never-passes`, `criterion-always-passes`: a criterion that does not tell one record from another.

use tollgate_core::policy::HandoffPoint;

use crate::diagnostic::Problems;
use crate::syntax::HandoffDocument;

/// Looks at each criterion by itself.
pub(super) fn check(document: &HandoffDocument, point: &HandoffPoint, problems: &mut Problems) {
    for criterion in &point.criteria {
        let shape = document
            .acceptance
            .iter()
            .find(|shape| shape.criterion.value.as_str() == criterion.id.as_str());
        let Some(shape) = shape else { continue };
        let (name, place) = (&criterion.id, shape.check.node.place);
        match criterion.check.always() {
            Some(false) => {
                let message = format!("the criterion `{name}` can never pass");
                let help =
                    "its parts exclude one another; most likely `||` is meant, or another value";
                problems
                    .error("criterion-never-passes", place, message)
                    .help(help);
            }
            Some(true) => {
                let message = format!("the criterion `{name}` always passes");
                problems
                    .warning("criterion-always-passes", place, message)
                    .help("leave it out, or say what must hold");
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    fn criterion(condition: &str, expect: &[&str]) {
        check(
            &handoff(&format!(
                "acceptance:\n  - {{ criterion: fit, says: no, check: '{condition}' }}"
            )),
            expect,
        );
    }

    #[test]
    fn a_criterion_can_pass() {
        let never = |text: &str| {
            format!(
                "10:40 error criterion-never-passes `'{text}'` the criterion `fit` can never pass"
            )
        };
        for text in [
            "lead.stage == \"mql\" && lead.stage == \"sql\"",
            "lead.employees > 500 && lead.employees < 50",
            "has(lead.email) && !has(lead.email)",
            "false",
        ] {
            criterion(text, &[&never(text)]);
        }
    }

    #[test]
    fn a_criterion_can_fail() {
        criterion(
            "true",
            &["10:40 warning criterion-always-passes `'true'` the criterion `fit` always passes"],
        );
    }

    #[test]
    fn what_depends_on_the_record_is_left_alone() {
        for text in [
            "lead.employees > 50 && lead.employees < 500",
            "lead.stage == \"mql\" || lead.stage == \"sql\"",
            "lead.employees >= 50 && lead.employees <= 50",
            "lead.country == \"US\" && lead.account.stage == \"customer\"",
        ] {
            criterion(text, &[]);
        }
    }
}
