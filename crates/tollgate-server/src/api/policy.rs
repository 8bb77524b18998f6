//! Policies: their files, what the check has to say, and what is in force.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tollgate_core::policy::InFlight;
use tollgate_policy::{Checked, Diagnostic, Source};
use tollgate_service::preview::{ChangeView, PreviewView};
use utoipa::ToSchema;

use crate::problem::Problem;

/// A policy's files: text by path.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyFiles {
    /// Text by path, with `/` between folders: `handoffs/1_inquiry.yaml`.
    pub files: BTreeMap<String, String>,
}

/// A policy that is to come into force.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishPolicy {
    /// Text by path, with `/` between folders: `handoffs/1_inquiry.yaml`.
    pub files: BTreeMap<String, String>,
    /// What becomes of the handoffs that are open: `pin`, `migrate` or `reevaluate`; `pin` where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
}

/// What a publication would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicationView {
    /// The revision in force, which the changes are counted from.
    pub revision: u32,
    /// What is different, in a stable order.
    pub changes: Vec<ChangeView>,
    /// What would become of the handoffs that are open; `null` where the policy has errors.
    pub preview: Option<PreviewView>,
    /// True when it could be published.
    pub publishable: bool,
    /// True when it would be proposed instead, and come into force once a second person approves it.
    pub needs_approval: bool,
    /// Every problem, in the order of the files.
    pub diagnostics: Vec<DiagnosticView>,
}

/// What the check has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CheckedView {
    /// True when it could be published.
    pub publishable: bool,
    /// Every problem, in the order of the files.
    pub diagnostics: Vec<DiagnosticView>,
}

/// One problem of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DiagnosticView {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The underlined text.
    pub text: String,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What kind of problem it is.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A published policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PolicyView {
    /// Counts publications from 1.
    pub revision: u32,
    /// When it came into force.
    pub published_at: String,
    /// SHA-256 of its text, in hexadecimal.
    pub digest: String,
    /// What it did to the handoffs that were open: `pin`, `migrate` or `reevaluate`; left out where it was not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<&'static str>,
    /// Its files; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<BTreeMap<String, String>>,
}

/// What came of a publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Published {
    /// The revision in force.
    pub revision: u32,
    /// What the check warns of.
    pub warnings: Vec<DiagnosticView>,
}

impl PolicyFiles {
    pub(crate) fn source(&self) -> Source {
        Source::new(self.files.clone())
    }
}

impl PublishPolicy {
    pub(crate) fn source(&self) -> Source {
        Source::new(self.files.clone())
    }

    pub(crate) fn in_flight(&self) -> Result<InFlight, Problem> {
        let Some(text) = &self.open else {
            return Ok(InFlight::default());
        };
        InFlight::parse(text).ok_or_else(|| {
            let detail = format!("`{text}` is not known: write `pin`, `migrate` or `reevaluate`");
            Problem::invalid("open", detail)
        })
    }
}

impl CheckedView {
    pub(crate) fn new(checked: &Checked) -> Self {
        Self {
            publishable: checked.policy.is_some(),
            diagnostics: checked.diagnostics.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Diagnostic> for DiagnosticView {
    fn from(found: &Diagnostic) -> Self {
        Self {
            file: found.file.clone(),
            line: found.line,
            column: found.column,
            text: found.text.clone(),
            severity: found.severity.as_str(),
            code: found.code,
            message: found.message.clone(),
            help: found.help.clone(),
        }
    }
}
