//! The log: to standard error, for people or for machines.

use std::io::IsTerminal as _;

use miette::miette;
use tracing_subscriber::EnvFilter;

use super::settings::{LogFormat, Settings};

/// Begins to log as `settings` say.
///
/// # Errors
/// The filter is none.
pub(super) fn start(settings: &Settings) -> miette::Result<()> {
    let filter = EnvFilter::try_new(&settings.log)
        .map_err(|fault| miette!("`log`: `{}` is no filter: {fault}", settings.log))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let begun = match settings.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    begun.map_err(|fault| miette!("{fault}"))
}
