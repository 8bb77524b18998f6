//! From a policy's files to a checked policy, with everything that is wrong with it.

use std::path::Path;

use jiff::civil::Date;
use tollgate_core::policy::Policy;

use crate::check;
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::lower::{self, Names};
use crate::source::{ReadError, Source};
use crate::syntax::{self, Document};
use crate::yaml;

/// What a policy's files came to.
#[derive(Debug)]
pub struct Checked {
    /// The policy, unless there are errors.
    pub policy: Option<Policy>,
    /// Everything that is wrong, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// What keeps the policy from being published.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads and checks the policy in `dir`; `today` tells which criteria have expired.
///
/// # Errors
/// Where the files cannot be read. What is wrong *in* them is in [`Checked::diagnostics`].
pub fn load_dir(dir: &Path, today: Date) -> Result<Checked, ReadError> {
    Ok(load(&Source::read_dir(dir)?, today))
}

/// Checks the policy in `source`; `today` tells which criteria have expired. Never reads the clock.
pub fn load(source: &Source, today: Date) -> Checked {
    let mut problems = Problems::default();
    let (documents, names) = read(source, &mut problems);
    let lowered = lower::lower(source, &documents, names, &mut problems);
    if let Some(lowered) = &lowered {
        check::check(&documents, lowered, today, &mut problems);
    }
    let policy = lowered
        .map(|lowered| lowered.policy)
        .filter(|_| !problems.has_errors());
    Checked {
        policy,
        diagnostics: problems.into_diagnostics(source),
    }
}

/// The documents that can be used, and the names that all of them declare.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> (Vec<Document>, Names) {
    let (mut documents, mut names) = (Vec::new(), Names::default());
    for (file, path) in source.paths().enumerate() {
        let Some((_, text)) = source.documents().find(|(known, _)| *known == path) else {
            continue;
        };
        for node in yaml::read(file, text, problems) {
            let Some((kind, name, place)) = syntax::kind_of(&node, problems) else {
                continue;
            };
            names.declare(kind, name, place, problems);
            documents.extend(Document::read(kind, &node, problems));
        }
    }
    (documents, names)
}
