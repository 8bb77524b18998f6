//! Writes results to standard output.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use miette::IntoDiagnostic;

/// Writes one line; a reader who has seen enough (`| head`) is no error.
pub(super) fn line(text: impl Display) -> miette::Result<()> {
    self::text(format_args!("{text}\n"))
}

/// The same for text that has its own ends of lines.
pub(super) fn text(text: impl Display) -> miette::Result<()> {
    match write!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.into_diagnostic(),
    }
}
