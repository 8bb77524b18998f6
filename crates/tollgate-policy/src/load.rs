//! From a policy's files to a checked policy, with everything that is wrong with it.

use std::path::Path;

use jiff::civil::Date;
use tollgate_core::policy::Policy;

use crate::check;
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::lower::{self, Names};
use crate::source::{ReadError, Source};
use crate::syntax::{self, Document};
use crate::yaml;

/// What a policy's files came to.
#[derive(Debug)]
pub struct Checked {
    /// The policy, unless there are errors.
    pub policy: Option<Policy>,
    /// Everything that is wrong, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// What keeps the policy from being published.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads and checks the policy in `dir`; `today` tells which criteria have expired.
///
/// # Errors
/// Where the files cannot be read. What is wrong *in* them is in [`Checked::diagnostics`].
pub fn load_dir(dir: &Path, today: Date) -> Result<Checked, ReadError> {
    Ok(load(&Source::read_dir(dir)?, today))
}

/// Checks the policy in `source`; `today` tells which criteria have expired. Never reads the clock.
pub fn load(source: &Source, today: Date) -> Checked {
    let mut problems = Problems::default();
    let (documents, names) = read(source, &mut problems);
    let lowered = lower::lower(source, &documents, names, None, &mut problems);
    check::check(&documents, &lowered, today, &mut problems);
    let policy = (!problems.has_errors()).then_some(lowered.policy);
    Checked {
        policy,
        diagnostics: problems.into_diagnostics(source),
    }
}

/// The policy in `source`, which was published before `in_force` and which open handoffs still go by: its conditions read
/// records as `in_force` has them. A field that `in_force` no longer declares, or as something else, keeps what was said
/// of it last.
///
/// `None` where it is no policy to this version of Tollgate. It was checked when it was published.
pub fn load_earlier(source: &Source, in_force: &Policy) -> Option<Policy> {
    let mut problems = Problems::default();
    let (documents, names) = read(source, &mut problems);
    let lowered = lower::lower(source, &documents, names, Some(in_force), &mut problems);
    (!problems.has_errors()).then_some(lowered.policy)
}

/// The documents that can be used, and the names that all of them declare.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> (Vec<Document>, Names) {
    let (mut documents, mut names) = (Vec::new(), Names::default());
    for (file, path) in source.paths().enumerate() {
        let Some((_, text)) = source.documents().find(|(known, _)| *known == path) else {
            continue;
        };
        for node in yaml::read(file, text, problems) {
            let Some((kind, name, place)) = syntax::kind_of(&node, problems) else {
                continue;
            };
            names.declare(kind, name, place, problems);
            documents.extend(Document::read(kind, &node, problems));
        }
    }
    (documents, names)
}

#[cfg(test)]
mod tests {
    use super::load;
    use crate::source::Source;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let checked = load(
            &Source::new([("p.yaml", text)]),
            jiff::civil::date(2026, 11, 23),
        );
        let told: Vec<String> = checked
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told, expect);
        assert_eq!(checked.policy.is_some(), expect.is_empty());
    }

    #[test]
    fn a_policy_has_one_workspace() {
        check("workspace: a\ntimezone: UTC", &[]);
        check(
            "",
            &[
                "p.yaml:1:1: error[no-workspace]: the policy has no workspace document (write one that starts with `workspace: acme` and says its `timezone`)",
            ],
        );
        check(
            "workspace: a\ntimezone: UTC\n---\nworkspace: b\ntimezone: UTC",
            &[
                "p.yaml:4:1: error[duplicate-name]: the workspace is `a` already (a policy has exactly one workspace)",
            ],
        );
    }

    #[test]
    fn what_is_wrong_with_the_workspace_hides_nothing_else() {
        check(
            "workspace: a\ntimezone: Mars\n---\nqueue: q\nteam: t",
            &[
                "p.yaml:2:11: error[wrong-value]: `Mars` is not a time zone (write a name from the IANA list, such as `Europe/Berlin` or `UTC`)",
                "p.yaml:5:7: error[unknown-team]: there is no team `t` (write a document that starts with `team: t`)",
            ],
        );
    }

    #[test]
    fn a_document_says_what_it_is() {
        let told = |line: &str| format!("p.yaml:3:{line}");
        let with = |text: &str| format!("workspace: a\ntimezone: UTC\n--- {text}");
        check(
            &with("{ que: q, team: t }"),
            &[&told(
                "7: error[unknown-document]: `que` is no kind of document (put `team` first)",
            )],
        );
        check(
            &with("{ queu: q }"),
            &[&told(
                "7: error[unknown-document]: `queu` is no kind of document (did you mean `queue`?)",
            )],
        );
        check(
            &with("[queue]"),
            &[&told(
                "5: error[unknown-document]: a document starts with what it is, not with a list (write it as in `queue: inbound_amer`)",
            )],
        );
        check(&with("# nothing\n"), &[]);
    }

    #[test]
    fn values_are_of_the_type_that_the_key_asks_for() {
        let text = "workspace: a\ntimezone: UTC\n---\nqueue: q\nteam: [t]\npick: fiar\ncapacity: -1\nskip: away\noverflow: { after: 1 hour, to: q }";
        check(
            text,
            &[
                "p.yaml:5:7: error[wrong-type]: a name is expected here, not a list",
                "p.yaml:6:7: error[wrong-value]: `fiar` is not known here (did you mean `fair`? write one of `fair`, `weighted`, `least_loaded`, `in_order` and `claim`)",
                "p.yaml:7:11: error[wrong-value]: `-1` is not a whole number (write digits only, such as `40`)",
                "p.yaml:9:20: error[wrong-value]: `1 hour` is not a duration (write a whole number and a unit, such as `15m`, `4h`, `90d` (calendar days) or `2wd` (working days))",
            ],
        );
    }
}
