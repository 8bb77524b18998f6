//! `tollgate schema`: the JSON Schema of a policy's documents.

use std::process::ExitCode;

use miette::IntoDiagnostic;

use super::output;

/// Print the JSON Schema of policy documents, for editors.
///
/// Save it beside the policy, and start each file with `# yaml-language-server: $schema=policy.schema.json`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Prints the schema.
///
/// # Errors
/// Where standard output cannot be written.
pub(crate) fn run(_: &Args) -> miette::Result<ExitCode> {
    let schema = serde_json::to_string_pretty(&tollgate_policy::schema()).into_diagnostic()?;
    output::line(schema)?;
    Ok(ExitCode::SUCCESS)
}
