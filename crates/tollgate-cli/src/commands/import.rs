//! `tollgate import`: history from files, replayed under a policy as it happened.

mod bar;
mod said;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use miette::{IntoDiagnostic, WrapErr, miette};
use tollgate_core::decide::decide;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_policy::{Diagnostic, Source};
use tollgate_service::import::{Gathered, ImportError, Input, Plan, Summary, gather, not_given};
use tollgate_service::writer::Writer;
use tollgate_store::{Database, Location};

use super::{keys, output, policy};
use bar::Bar;

/// Import history from files and replay it under a policy, with the clock of the history
///
/// Rows of all files are replayed in the order in which they happened, so that clocks run, warnings and breaches fall due, and
/// handoffs open and close as they would have. The same files imported again change nothing; an import that was stopped
/// goes on where it stopped when it is run again.
///
/// A row that cannot be used goes to the rejects file with its line and the reason, and never stops the others.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What the files' rows are: a mapping file
    #[arg(long, value_name = "MAP.yaml")]
    map: PathBuf,
    /// The policy to replay under: a folder of YAML files
    #[arg(long, value_name = "DIR")]
    policy: PathBuf,
    /// The database: a file, which is made where there is none, or postgres://USER@HOST/DATABASE
    #[arg(
        long,
        value_name = "DATABASE",
        env = "TOLLGATE_DATABASE",
        hide_env_values = true
    )]
    db: Location,
    /// Where rows go that cannot be used, as CSV or, ending in `.ndjson`, as NDJSON [default: DATABASE.rejects.csv, beside the file or in this folder]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Let time pass until this instant, such as 2026-03-02T09:00:00Z [default: the last row's instant]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    until: Option<Timestamp>,
    /// Import nothing, and fail, when a row is rejected
    #[arg(long)]
    strict: bool,
    /// The files: CSV or NDJSON, also with `.gz`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

fn instant(text: &str) -> Result<Timestamp, String> {
    let at = Timestamp::parse(text);
    at.ok_or_else(|| "write an instant with its zone, such as 2026-03-02T09:00:00Z".to_owned())
}

/// Runs the command. Rejected rows are no failure, but with `--strict`.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let (source, policy) = policy::load(&args.policy)?;
    let plan = plan(&args.map, &policy)?;
    let input = input(args);
    // A database that cannot be used is told before hours of reading.
    if args.db.file().is_none_or(Path::exists) {
        Database::at(&args.db).into_diagnostic()?;
    }
    let mut bar = Bar::hidden_unless_terminal();
    let gathered = gather(&plan, &input, &mut bar).map_err(|error| refused(error, &args.map))?;
    if args.strict && gathered.rejected() > 0 {
        let rejected = said::rows(gathered.rejected());
        return Err(miette!(
            help = "mend them, or leave out `--strict` to import the others",
            "{rejected} rejected, and nothing was imported; `{}` says which and why",
            input.rejects.display()
        ));
    }
    let summary = replay(args, gathered, &plan, &source, policy, &mut bar)?;
    bar.clear();
    let missing = not_given(&plan, &args.files);
    let said = said::summary(&summary, &args.db, &input.rejects, &missing);
    output::line(said.trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// The mapping, checked; what is wrong with it has been told otherwise.
fn plan(path: &Path, policy: &Policy) -> miette::Result<Plan> {
    let text = std::fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("the mapping `{}` cannot be read", path.display()))?;
    let name = path.display().to_string();
    Plan::read(&name, &text, policy).map_err(|problems| wrong_map(path, text, &problems))
}

/// Tells every problem with its place, and gives the error that sums them up.
fn wrong_map(path: &Path, text: String, problems: &[Diagnostic]) -> miette::Report {
    let source = Source::new([(path.display().to_string(), text)]);
    for problem in problems {
        policy::tell(problem, &source);
    }
    let found = problems.len();
    miette!(
        help = "mend what is underlined above; nothing was imported",
        "the mapping `{}` has {found} error{}",
        path.display(),
        if found == 1 { "" } else { "s" }
    )
}

fn input(args: &Args) -> Input {
    let beside = |suffix: &str| {
        let mut name = args.db.base_name();
        name.push(suffix);
        PathBuf::from(name)
    };
    Input {
        files: args.files.clone(),
        rejects: args
            .rejects
            .clone()
            .unwrap_or_else(|| beside(".rejects.csv")),
        folder: beside("-import"),
    }
}

/// The error as it is told; of a mapping that does not fit the files, every place is told first.
fn refused(error: ImportError, map: &Path) -> miette::Report {
    match error {
        ImportError::Map(problems) => {
            let text = std::fs::read_to_string(map).unwrap_or_default();
            wrong_map(map, text, &problems)
        }
        other => Err::<(), _>(other)
            .into_diagnostic()
            .expect_err("it is an error"),
    }
}

fn replay(
    args: &Args,
    gathered: Gathered,
    plan: &Plan,
    source: &Source,
    policy: Policy,
    bar: &mut Bar,
) -> miette::Result<Summary> {
    let store = Database::at(&args.db)
        .into_diagnostic()?
        .workspace(&policy.workspace.id)
        .sealed_by(&keys::at_hand()?);
    // The policy is in force from the beginning of the history that is replayed under it.
    let from = gathered.first_at().unwrap_or_default();
    let mut writer =
        Writer::open(store, policy, &source.bundle(), decide, from).into_diagnostic()?;
    gathered
        .replay(plan, &mut writer, args.until, bar)
        .map_err(|error| refused(error, &args.map))
}
