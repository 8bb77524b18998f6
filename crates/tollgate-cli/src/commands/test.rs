//! `tollgate test`: runs the policy's own tests.

mod line;

use std::path::PathBuf;
use std::process::ExitCode;

use tollgate_policy::trial::{self, Trial, Verdict};
use tollgate_policy::{Diagnostic, Source};

use super::policy::load;

/// Run the policy's own tests: given timed facts, expected decisions.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy's folder, or one of its files
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Print every event that came out, one JSON object a line, instead of the verdicts
    #[arg(long)]
    json: bool,
    /// Run only the tests whose name contains this
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// Runs the tests; the exit code says whether all of them passed.
///
/// # Errors
/// Where the policy cannot be read or has errors, or no test is there to be run.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let (source, policy) = load(&args.dir)?;
    let (trials, _) = trial::read(&source);
    let chosen: Vec<&Trial> = trials
        .iter()
        .filter(|trial| is_chosen(trial, args.only.as_deref()))
        .collect();
    if chosen.is_empty() {
        return Err(nothing_to_run(args));
    }
    let mut failed = 0;
    for trial in &chosen {
        let verdict = trial.run(&policy, &source);
        failed += usize::from(!verdict.failures.is_empty());
        if args.json {
            print_events(trial, &verdict);
            tell(&verdict.failures, &source);
        } else {
            print_verdict(trial, &verdict, &source);
        }
    }
    let passed = chosen.len() - failed;
    let count = format!("{passed} passed, {failed} failed");
    if args.json {
        eprintln!("{count}")
    } else {
        println!("{count}")
    }
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn is_chosen(trial: &Trial, only: Option<&str>) -> bool {
    only.is_none_or(|only| trial.name.to_lowercase().contains(&only.to_lowercase()))
}

fn nothing_to_run(args: &Args) -> miette::Report {
    let dir = args.dir.display();
    match &args.only {
        Some(only) => miette::miette!("no test in `{dir}` has `{only}` in its name"),
        None => miette::miette!(
            help = "a test is a document that begins with `test: …`; those of the starter policy (`tollgate init`) show how",
            "there is no test in `{dir}`"
        ),
    }
}

fn print_verdict(trial: &Trial, verdict: &Verdict, source: &Source) {
    let word = if verdict.failures.is_empty() {
        "ok    "
    } else {
        "FAILED"
    };
    println!("{word} {}", trial.name);
    tell(&verdict.failures, source);
}

fn print_events(trial: &Trial, verdict: &Verdict) {
    for outcome in &verdict.outcomes {
        println!("{}", line::of(&trial.name, outcome));
    }
}

/// Problems go to where errors go, so that `--json` stays a stream of events.
fn tell(problems: &[Diagnostic], source: &Source) {
    for problem in problems {
        super::policy::tell(problem, source);
    }
}
