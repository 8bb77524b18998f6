//! `health-without-signals`: a score of nothing.

use super::names;
use crate::diagnostic::Problems;
use crate::syntax::HealthDocument;

/// Looks at the signals of a score.
pub(super) fn check(document: &HealthDocument, problems: &mut Problems) {
    names::check(
        "signal",
        document.signals.iter().map(|signal| &signal.signal),
        problems,
    );
    if document.signals.is_empty() {
        let message = format!(
            "the health of `{}` is made of nothing",
            document.health.value.as_str()
        );
        problems
            .error("health-without-signals", document.place, message)
            .help("write `signals`");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_score_is_made_of_something() {
        let bands = "bands: { green: 75, yellow: 50 }";
        check(
            &format!("health: lead\nsignals: []\n{bands}"),
            &[
                "1:1 error health-without-signals `health: lead` the health of `lead` is made of nothing",
            ],
        );
        let size = "{ signal: size, value: lead.employees, poor: 0, good: 100, weight: 1 }";
        check(&format!("health: lead\nsignals: [{size}]\n{bands}"), &[]);
        check(
            &format!("health: lead\nsignals:\n  - {size}\n  - {size}\n{bands}"),
            &["4:15 error duplicate-name `size` there is a signal `size` already"],
        );
    }
}
