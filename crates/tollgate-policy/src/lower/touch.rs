//! `touch(call, email)` and its kin: the words that may stand where a condition may.

use tollgate_core::ids::ActivityType;
use tollgate_core::policy::{TouchBy, TouchTypes};

use super::context::Context;
use crate::diagnostic::Problems;
use crate::suggest;
use crate::syntax::Expression;
use crate::yaml;

/// What counts as a touch where no types are named: everything by which somebody reaches a person.
const REACHING: [&str; 5] = ["call", "email", "meeting_held", "message", "chat"];

/// A word with arguments: `touch(call, email)`; a word alone has none.
pub(super) struct Call<'a> {
    /// The word.
    pub(super) name: &'a str,
    /// The arguments, without space around them.
    pub(super) arguments: Vec<&'a str>,
}

/// Reads `name` or `name(a, b)`, where name and arguments are plain words; `None` for anything else.
pub(super) fn call(text: &str) -> Option<Call<'_>> {
    let text = text.trim();
    let is_word = |word: &&str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || "_-".contains(c))
    };
    let (name, inner) = match text.split_once('(') {
        None => (text, None),
        Some((name, rest)) => (name.trim(), Some(rest.strip_suffix(')')?)),
    };
    let arguments: Vec<&str> = match inner.map(str::trim) {
        None | Some("") => Vec::new(),
        Some(inner) => inner.split(',').map(str::trim).collect(),
    };
    let plain = is_word(&name) && arguments.iter().all(is_word);
    plain.then_some(Call { name, arguments })
}

impl Context<'_> {
    /// The touch that `call` says, if it is one; unknown types are told.
    pub(super) fn touch(
        &self,
        call: &Call<'_>,
        text: &Expression,
        problems: &mut Problems,
    ) -> Option<TouchTypes> {
        let by = match call.name {
            "touch" => TouchBy::Owner,
            "any_touch" => TouchBy::Anyone,
            _ => return None,
        };
        let named = call
            .arguments
            .iter()
            .filter_map(|name| self.activity(name, text, problems))
            .collect();
        let all = || {
            REACHING
                .iter()
                .map(|name| ActivityType::from(*name))
                .collect()
        };
        Some(TouchTypes {
            types: if call.arguments.is_empty() {
                all()
            } else {
                named
            },
            by,
        })
    }

    fn activity(
        &self,
        name: &str,
        text: &Expression,
        problems: &mut Problems,
    ) -> Option<ActivityType> {
        let meant = if name == "meeting" {
            "meeting_held"
        } else {
            name
        };
        let known = self
            .activities
            .iter()
            .find(|activity| activity.as_str() == meant);
        if known.is_none() {
            let start = text.text.find(name).unwrap_or(0);
            let place = yaml::in_file(
                &text.node,
                self.text(text.node.place),
                start..start + name.len(),
            );
            let help = suggest::suggest(name, self.activities.iter().map(ActivityType::as_str));
            problems
                .error(
                    "unknown-activity",
                    place,
                    format!("there is no type of activity `{name}`"),
                )
                .maybe_help(help);
        }
        known.cloned()
    }
}
