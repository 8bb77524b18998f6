//! Loads a policy for a command, and shows what is wrong with it.

use std::fmt;
use std::io::{self, IsTerminal};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use miette::{
    Diagnostic as Report, GraphicalReportHandler, GraphicalTheme, IntoDiagnostic, LabeledSpan,
    NamedSource, SourceCode,
};
use tollgate_core::policy::Policy;
use tollgate_policy::{Diagnostic, Severity, Source};

/// Wide enough for a line of policy, narrow enough for half a screen.
const WIDTH: usize = 110;

/// The policy in `dir`, with the text that it was read from; warnings are left for `tollgate check`.
///
/// # Errors
/// Where it cannot be read, or has errors; these are shown before.
pub(crate) fn load(dir: &Path) -> miette::Result<(Source, Policy)> {
    let source = Source::read_dir(dir).into_diagnostic()?;
    let checked = tollgate_policy::load(&source, today());
    for error in checked.errors() {
        tell(error, &source);
    }
    let help = format!("see `tollgate check {}`", dir.display());
    let unusable = || miette::miette!(help = help, "the policy in `{}` has errors", dir.display());
    let policy = checked.policy.ok_or_else(unusable)?;
    Ok((source, policy))
}

/// The date at this moment in UTC.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// Shows a problem with its lines on standard error.
pub(crate) fn tell(problem: &Diagnostic, source: &Source) {
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    eprintln!("{}", shown(problem, source, colours));
}

/// The problem with its lines, the text underlined.
pub(crate) fn shown(problem: &Diagnostic, source: &Source, colours: bool) -> String {
    let theme = if colours {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let text = source.text(&problem.file).unwrap_or_default().to_owned();
    let told = Told {
        problem,
        text: NamedSource::new(&problem.file, text),
    };
    let mut shown = String::new();
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_links(false);
    match handler.render_report(&mut shown, &told) {
        Ok(()) => shown,
        Err(fmt::Error) => problem.to_string(),
    }
}

/// A problem as miette wants it.
#[derive(Debug)]
struct Told<'a> {
    problem: &'a Diagnostic,
    text: NamedSource<String>,
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.message)
    }
}

impl std::error::Error for Told<'_> {}

impl Report for Told<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.problem.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem
            .help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::underline(
            self.problem.span.clone(),
        ))))
    }
}
