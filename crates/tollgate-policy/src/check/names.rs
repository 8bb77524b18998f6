//! `duplicate-name`: two parts of one document with the same name, so that no reason could tell them apart.

use std::collections::BTreeSet;

use crate::diagnostic::Problems;
use crate::syntax::{At, HandoffDocument, Name};

/// Looks at the names within a handoff document.
pub(super) fn check_handoff(document: &HandoffDocument, problems: &mut Problems) {
    check(
        "criterion",
        document
            .acceptance
            .iter()
            .map(|criterion| &criterion.criterion),
        problems,
    );
    check(
        "rule",
        document.route.iter().map(|rule| &rule.rule),
        problems,
    );
    check(
        "milestone",
        document.sla.iter().map(|milestone| &milestone.milestone),
        problems,
    );
}

/// Tells each name that came before.
pub(super) fn check<'a>(
    what: &str,
    names: impl Iterator<Item = &'a At<Name>>,
    problems: &mut Problems,
) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.value.as_str()) {
            let message = format!("there is a {what} `{}` already", name.value.as_str());
            problems
                .error("duplicate-name", name.place, message)
                .help("give one of the two another name");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, handoff};

    #[test]
    fn parts_of_a_handoff_have_names_of_their_own() {
        let text = handoff(
            "
sla:
  - { milestone: accept, stops: decided }
  - { milestone: first_touch, stops: touch }
  - { milestone: accept, stops: accepted }",
        );
        check(
            &text,
            &["12:18 error duplicate-name `accept` there is a milestone `accept` already"],
        );
    }

    #[test]
    fn a_criterion_may_be_called_like_a_milestone() {
        let text = handoff(
            "
acceptance:
  - { criterion: accept, check: has(lead.email), says: no address }
sla:
  - { milestone: accept, stops: decided }",
        );
        check(&text, &[]);
    }
}
