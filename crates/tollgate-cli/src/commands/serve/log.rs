//! The log: to standard error, for people or for machines.

use std::io::IsTerminal as _;

use miette::miette;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use super::settings::{LogFormat, Settings};
use super::traces::Traces;

/// Begins to log as `settings` say, and to send the same spans as `traces`.
///
/// # Errors
/// The filter is none.
pub(super) fn start(settings: &Settings, traces: &Traces) -> miette::Result<()> {
    let filter = EnvFilter::try_new(&settings.log)
        .map_err(|fault| miette!("`log`: `{}` is no filter: {fault}", settings.log))?;
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let lines = match settings.log_format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let spans = traces
        .tracer()
        .map(|tracer| tracing_opentelemetry::layer().with_tracer(tracer));
    tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .with(spans)
        .try_init()
        .map_err(|fault| miette!("{fault}"))
}
