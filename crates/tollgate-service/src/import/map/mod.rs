//! The mapping file: text into a plan that is checked against the policy.

mod cell_text;
mod cells;
mod compile;
mod names;
mod targets;
mod text;

#[cfg(test)]
mod tests;

use tollgate_core::policy::Policy;
use tollgate_policy::Diagnostic;

use super::plan::{MapSource, Plan};
use super::problem::{Place, Problems};
use text::MapText;

impl Plan {
    /// Reads the mapping `text` of the file `path`, and checks it against `policy`.
    ///
    /// # Errors
    /// Everything that is wrong with it; of what is not even a mapping's shape only the first.
    pub fn read(path: &str, text: &str, policy: &Policy) -> Result<Self, Vec<Diagnostic>> {
        let source = MapSource {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let options = serde_saphyr::options! {
            strict_booleans: true,
            leading_zero_numbers_as_strings: true,
            with_snippet: false,
        };
        let parsed: Result<MapText, _> = serde_saphyr::from_str_with_options(text, options);
        let mut problems = Problems::default();
        let plan = match parsed {
            Ok(map) => compile::plan(map, &source, policy, &mut problems),
            Err(error) => {
                let place = error.location().map(Place::from).unwrap_or_default();
                problems.add(
                    place,
                    "map-shape",
                    shape_message(&error),
                    "the user guide's page on import shows every key",
                );
                None
            }
        };
        match plan {
            Some(plan) if problems.is_empty() => Ok(plan),
            _ => Err(problems.into_diagnostics(&source)),
        }
    }
}

/// The parser's message without the place, which is told apart.
fn shape_message(error: &serde_saphyr::Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let message = first.split(" at line ").next().unwrap_or(first);
    message.trim_end_matches('.').to_owned()
}
