//! What the check has to say, and where.

use std::fmt;
use std::ops::Range;

use crate::source::Source;

/// One problem of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, by its path in the source.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is underlined, in bytes of the file.
    pub span: Range<usize>,
    /// The underlined text.
    pub text: String,
    /// Whether it can be published all the same.
    pub severity: Severity,
    /// What kind of problem it is; never renamed.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Whether a policy with the problem can be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but most likely means something else than it says.
    Warning,
}

impl Severity {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// `file:line:column: error[code]: message (help)`
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            code,
            message,
            ..
        } = self;
        write!(
            f,
            "{file}:{line}:{column}: {}[{code}]: {message}",
            self.severity.as_str()
        )?;
        self.help
            .as_ref()
            .map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

/// So many problems are told at most.
const TOLD_MAX: usize = 1_000;
/// A message longer than this quotes more than a person reads.
const MESSAGE_MAX: usize = 300;

/// A stretch of a file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Place {
    /// The file, by its place among the source's paths.
    pub(crate) file: usize,
    /// Where it starts.
    pub(crate) start: usize,
    /// Where it ends, exclusive.
    pub(crate) end: usize,
}

/// Gathers problems; nothing stops at the first.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<Problem>,
}

/// One problem, before its place is looked up in the text.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    place: Place,
    severity: Severity,
    code: &'static str,
    message: String,
    help: Option<String>,
}

impl Problem {
    /// What to write instead.
    pub(crate) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }

    /// What to write instead, where there is advice.
    pub(crate) fn maybe_help(&mut self, help: Option<String>) {
        self.help = help;
    }
}

impl Problems {
    /// Something that keeps the policy from being published.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Problem {
        self.add(Severity::Error, code, place, message.into())
    }

    /// Something that most likely is not meant.
    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Problem {
        self.add(Severity::Warning, code, place, message.into())
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        place: Place,
        message: String,
    ) -> &mut Problem {
        let message = shortened(message);
        self.found.push(Problem {
            place,
            severity,
            code,
            message,
            help: None,
        });
        self.found.last_mut().expect("one was just pushed")
    }

    /// Takes over what `other` found.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.found.append(&mut other.found);
    }

    /// Whether anything found keeps the policy from being published.
    pub(crate) fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }

    /// Everything found, in the order of files and lines, each problem once; of very many the first.
    pub(crate) fn into_diagnostics(mut self, source: &Source) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|problem| (problem.place, problem.severity));
        let more = self.found.len().saturating_sub(TOLD_MAX);
        if let (true, Some(last)) = (more > 0, self.found.get_mut(TOLD_MAX)) {
            last.code = "too-many";
            last.message = format!("there are {more} more problems after this place");
            last.help = Some("mend those above first; many follow from one".to_owned());
        }
        self.found.truncate(TOLD_MAX + 1);
        let mut all: Vec<_> = self
            .found
            .into_iter()
            .map(|problem| diagnostic(problem, source))
            .collect();
        all.dedup();
        all
    }
}

fn shortened(mut message: String) -> String {
    if message.len() > MESSAGE_MAX {
        message.truncate(message.floor_char_boundary(MESSAGE_MAX));
        message.push('…');
    }
    message
}

fn diagnostic(problem: Problem, source: &Source) -> Diagnostic {
    let file = source.paths().nth(problem.place.file).unwrap_or_default();
    let text = source.text(file).unwrap_or_default();
    let span = underlined(text, problem.place);
    let before = &text[..span.start];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Diagnostic {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        text: text[span.clone()].to_owned(),
        span,
        severity: problem.severity,
        code: problem.code,
        message: problem.message,
        help: problem.help,
    }
}

/// The place within the text, on character boundaries, without the space at its end.
fn underlined(text: &str, place: Place) -> Range<usize> {
    let start = text.floor_char_boundary(place.start.min(text.len()));
    let end = text.ceil_char_boundary(place.end.clamp(start, text.len()));
    start..start + text[start..end].trim_end().len()
}
