//! `tollgate init`: writes the starter policy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use miette::{IntoDiagnostic, WrapErr};

use tollgate_policy::Source;

use super::output;

/// The starter policy's files: path below the policy's folder, and text.
pub(super) const STARTER: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// The starter policy.
pub(super) fn starter() -> Source {
    Source::new(STARTER.iter().copied())
}

/// Write the starter policy: the six standard handoffs, with tests of their own.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to write into; made where it does not exist
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// Writes the files; nothing is written where one of them exists already.
///
/// # Errors
/// Where something is in the way, or the folder cannot be written.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let dir = &args.dir;
    if let Some(taken) = STARTER
        .iter()
        .map(|(name, _)| dir.join(name))
        .find(|path| path.exists())
    {
        let help = "nothing was written; name a new folder, as in `tollgate init policy`";
        return Err(miette::miette!(
            help = help,
            "`{}` exists already",
            taken.display()
        ));
    }
    for (name, text) in STARTER {
        write(&dir.join(name), text)?;
    }
    output::line(format_args!(
        "wrote {} files to `{}`",
        STARTER.len(),
        dir.display()
    ))?;
    output::line(format_args!("  tollgate check {}", dir.display()))?;
    output::line(format_args!("  tollgate test {}", dir.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> miette::Result<()> {
    let unwritable = || format!("`{}` cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .into_diagnostic()
            .wrap_err_with(unwritable)?;
    }
    fs::write(path, text)
        .into_diagnostic()
        .wrap_err_with(unwritable)
}
