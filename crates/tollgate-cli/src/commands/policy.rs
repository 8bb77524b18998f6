//! Reading a policy for a command, and telling what is wrong with it.

use std::path::Path;

use miette::{IntoDiagnostic, LabeledSpan, NamedSource, Report, miette};
use tollgate_core::policy::Policy;
use tollgate_policy::{Diagnostic, Severity, Source};

/// Reads and checks the policy in `dir` for a command that needs one.
///
/// Warnings are passed over: `tollgate check` tells them.
///
/// # Errors
/// Where the folder cannot be read or the policy has errors, which have then been told on standard error.
pub(crate) fn load(dir: &Path) -> miette::Result<(Source, Policy)> {
    let source = Source::read_dir(dir).into_diagnostic()?;
    let checked = tollgate_policy::load(&source, today());
    let errors: Vec<Diagnostic> = checked.errors().cloned().collect();
    for error in &errors {
        tell(error, &source);
    }
    let found = errors.len();
    checked
        .policy
        .map(|policy| (source, policy))
        .ok_or_else(|| {
            miette!(
                help = "mend what is underlined above; `tollgate check` lists it again",
                "the policy in `{}` has {found} error{}",
                dir.display(),
                if found == 1 { "" } else { "s" }
            )
        })
}

/// Tells a problem on standard error, with its place in the text.
pub(crate) fn tell(diagnostic: &Diagnostic, source: &Source) {
    eprintln!("{:?}", report(diagnostic, source));
}

/// The date by the machine's clock, which only the binary reads.
pub(crate) fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

fn report(diagnostic: &Diagnostic, source: &Source) -> Report {
    let severity = match diagnostic.severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    };
    let mut shown = miette::MietteDiagnostic::new(diagnostic.message.clone())
        .with_code(diagnostic.code.to_string())
        .with_severity(severity)
        .with_label(LabeledSpan::underline(diagnostic.span.clone()));
    if let Some(help) = &diagnostic.help {
        shown = shown.with_help(help.clone());
    }
    let text = source.text(&diagnostic.file).unwrap_or_default().to_owned();
    Report::new(shown).with_source_code(NamedSource::new(&diagnostic.file, text))
}
