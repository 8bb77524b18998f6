//! `tollgate diff`: two policies held against each other by what they mean.

use std::path::PathBuf;
use std::process::ExitCode;

use miette::IntoDiagnostic;
use tollgate_policy::{Change, Source};
use tollgate_service::preview::ChangeView;

use super::database::print_json;
use crate::show::{Page, Tone};

/// Tell what is different between two policies
///
/// Documents are compared by what they mean: comments, formatting, the files that they lie in and the order of keys make no
/// difference.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The earlier policy: a folder of YAML files, or one file
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later policy
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// One of the policies cannot be read.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let old = Source::read_dir(&args.old).into_diagnostic()?;
    let new = Source::read_dir(&args.new).into_diagnostic()?;
    let changes = tollgate_policy::diff(&old, &new);
    if args.json {
        print_json(&views(&changes))?;
    } else {
        let mut page = Page::new();
        show(&changes, &mut page);
        page.write()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The changes as JSON has them.
pub(super) fn views(changes: &[Change]) -> Vec<ChangeView> {
    changes.iter().map(Into::into).collect()
}

/// One line a change.
pub(super) fn show(changes: &[Change], page: &mut Page) {
    if changes.is_empty() {
        page.line(Tone::Faint, "Both policies mean the same.");
    }
    for change in changes {
        page.line(Tone::Plain, &change.to_string());
    }
}
