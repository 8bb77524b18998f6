//! `tollgate check`: everything that is wrong with a policy, at once.

use std::path::PathBuf;
use std::process::ExitCode;

use miette::IntoDiagnostic;
use serde_json::json;
use tollgate_core::policy::Policy;
use tollgate_policy::{Diagnostic, Severity, Source, trial};

use super::{output, policy};

/// Check a policy: all problems at once, each with its place and what to write instead.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy's folder, or one of its files
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Print one JSON object a line for each problem, and nothing else
    #[arg(long)]
    json: bool,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
}

/// Checks the policy and its tests; the exit code says whether it can be published.
///
/// # Errors
/// Where the files cannot be read.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let source = Source::read_dir(&args.dir).into_diagnostic()?;
    let mut checked = tollgate_policy::load(&source, policy::today());
    let (tests, unreadable) = trial::read(&source);
    checked.diagnostics.extend(
        unreadable
            .into_iter()
            .filter(|problem| !checked.diagnostics.contains(problem))
            .collect::<Vec<_>>(),
    );
    let problems = &checked.diagnostics;
    for problem in problems {
        if args.json {
            output::line(line(problem))?;
        } else {
            policy::tell(problem, &source);
        }
    }
    let count = |severity| {
        problems
            .iter()
            .filter(|problem| problem.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if !args.json {
        output::line(summary(
            checked.policy.as_ref(),
            tests.len(),
            errors,
            warnings,
        ))?;
    }
    let fails = errors > 0 || args.strict && warnings > 0;
    Ok(if fails {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// A problem as one JSON object.
fn line(problem: &Diagnostic) -> serde_json::Value {
    json!({
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "span": [problem.span.start, problem.span.end],
        "text": problem.text,
        "severity": problem.severity.as_str(),
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
    })
}

/// What was found, in a line.
fn summary(policy: Option<&Policy>, tests: usize, errors: usize, warnings: usize) -> String {
    let problems = match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => format!(
            "{}, {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    };
    match policy {
        Some(policy) => format!(
            "{}: {}: {problems}",
            policy.workspace.id,
            contents(policy, tests)
        ),
        None => problems,
    }
}

fn contents(policy: &Policy, tests: usize) -> String {
    let parts = [
        (policy.points.len(), "handoff point"),
        (policy.kinds.len(), "record kind"),
        (policy.teams.len(), "team"),
        (policy.queues.len(), "queue"),
        (policy.calendars.len(), "calendar"),
        (policy.escalations.len(), "escalation"),
        (policy.gates.len(), "gate"),
        (policy.playbooks.len(), "playbook"),
        (tests, "test"),
    ];
    let written = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(count, what));
    written.collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
