//! `tollgate calendar`: when a promise is due, how long something took, when somebody works, and why.

mod ask;
mod batch;
mod instant;
mod json;
mod pauses;
mod story;
mod table;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use miette::miette;
use tollgate_policy::Source;

use super::policy;
use ask::{Back, Due, Elapsed, Next, Open};

/// Shown below the help.
const EXAMPLES: &str = "\
Examples:
  tollgate calendar due --calendar sdr_hours --from '2026-03-06 15:30' --within 4h
  tollgate calendar due --calendar sdr_hours --from now --within 2wd --person ana@acme.example
  tollgate calendar elapsed --calendar sdr_hours --from '2026-03-06 15:30' --to 2026-03-12 \\
      --paused '2026-03-09 10:00..2026-03-09 11:00'
  tollgate calendar --batch questions.ndjson > answers.ndjson";

/// Ask a calendar: when a promise is due, how long something took, when it opens, and why
///
/// The answer comes in the first line, what was counted below it. An instant is written as local time in the
/// calendar's zone (`2026-03-02 09:00`), in RFC 3339 (`2026-03-02T09:00:00-05:00`), or as `now`.
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    question: Option<Question>,
    /// Answer questions from a file, or from the input where none is named: one JSON object a line, one answer each
    ///
    /// A question is {"id": 1, "op": "due", "from": "2026-03-02T09:00:00Z", "within": "2h", "paused": [],
    /// "calendar": "sdr_hours"}. The operations are `due` and `back` (`from`, `within`), `elapsed` (`from`, `to`), `open`
    /// and `next` (`from`). A calendar is named (then --policy is needed) or is itself a JSON object such as
    /// {"timezone": "Europe/Berlin", "hours": {"mon-fri": "09:00-17:00"}}. A line that cannot be answered gets an
    /// answer with `error`, and the exit code is 0 all the same.
    #[arg(long, value_name = "FILE", num_args = 0..=1, display_order = 93, default_missing_value = "-", verbatim_doc_comment)]
    batch: Option<PathBuf>,
    /// The policy that the calendar is in: a folder, or one of its files [default: the folder you are in]
    #[arg(long, global = true, display_order = 92, value_name = "DIR")]
    policy: Option<PathBuf>,
    /// Whose time a calendar with `timezone: owner` keeps: a zone such as Europe/Berlin [default: the workspace's]
    #[arg(long, global = true, display_order = 80, value_name = "ZONE")]
    zone: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Question {
    Due(Due),
    Back(Back),
    Elapsed(Elapsed),
    Open(Open),
    Next(Next),
}

/// Answers one question, or with `--batch` many.
///
/// # Errors
/// Where the policy, the calendar or an instant cannot be used; in a batch only where the questions cannot be read.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let zone = args.zone.as_deref();
    if let Some(file) = &args.batch {
        if args.question.is_some() {
            return Err(miette!(
                help = "each question says with `op` what is asked",
                "with `--batch` no other question can be asked"
            ));
        }
        batch::run(file, args.policy.as_deref(), zone)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (source, policy) = load(args.policy.as_deref())?;
    let desk = ask::Desk {
        source: &source,
        policy: &policy,
        zone,
    };
    match &args.question {
        Some(Question::Due(due)) => due.answer(&desk)?,
        Some(Question::Back(back)) => back.answer(&desk)?,
        Some(Question::Elapsed(elapsed)) => elapsed.answer(&desk)?,
        Some(Question::Open(open)) => open.answer(&desk)?,
        Some(Question::Next(next)) => next.answer(&desk)?,
        None => {
            return Err(miette!(
                help = "see `tollgate calendar --help`",
                "ask `due`, `back`, `elapsed`, `open` or `next`, or answer many with `--batch`"
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn load(dir: Option<&Path>) -> miette::Result<(Source, tollgate_core::policy::Policy)> {
    policy::load(dir.unwrap_or(Path::new(".")))
}
