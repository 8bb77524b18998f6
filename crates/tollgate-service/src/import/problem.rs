//! What is wrong with a mapping, and where.

use serde_saphyr::Location;
use tollgate_policy::{Diagnostic, Severity};

use super::plan::MapSource;

/// A stretch of the mapping's text: line and column from 1, and its length in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    line: usize,
    column: usize,
    length: usize,
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Self {
            line: count(location.line()),
            column: count(location.column()),
            length: count(location.span().len()),
        }
    }
}

/// Gathers what is wrong; nothing stops at the first.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

/// One thing that is wrong.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    place: Place,
    code: &'static str,
    message: String,
    help: Option<String>,
}

impl Problems {
    /// Something is wrong, and this is what to write instead.
    pub(crate) fn add(
        &mut self,
        place: Place,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0.push(Problem {
            place,
            code,
            message: message.into(),
            help: Some(help.into()),
        });
    }

    /// True when nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything that is wrong in `map`, in the order of its lines, each once.
    pub(crate) fn into_diagnostics(mut self, map: &MapSource) -> Vec<Diagnostic> {
        self.0.sort();
        self.0.dedup();
        self.0
            .into_iter()
            .map(|problem| problem.diagnostic(map))
            .collect()
    }
}

impl Problem {
    fn diagnostic(self, map: &MapSource) -> Diagnostic {
        let Place {
            line,
            column,
            length,
        } = self.place;
        let start = offset(&map.text, line, column);
        let rest = &map.text[start..];
        let in_line = rest.find('\n').unwrap_or(rest.len());
        let end = rest
            .char_indices()
            .nth(length.max(1))
            .map_or(rest.len(), |(at, _)| at)
            .min(in_line);
        let text = rest[..end].trim_end().to_owned();
        Diagnostic {
            file: map.path.clone(),
            line: line.max(1),
            column: column.max(1),
            span: start..start + text.len(),
            text,
            severity: Severity::Error,
            code: self.code,
            message: self.message,
            help: self.help,
        }
    }
}

/// The byte at which `line` and `column` stand; the text's start or end where there is no such place.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    text[start..]
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(at, _)| start + at)
}
