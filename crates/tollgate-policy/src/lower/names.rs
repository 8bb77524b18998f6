//! Which names the documents declare, by kind of document.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::diagnostic::{Place, Problems};
use crate::suggest;
use crate::syntax::{At, Name};

/// The declared names: by kind of document, then by name, with the place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    declared: BTreeMap<&'static str, BTreeMap<String, Place>>,
}

impl Names {
    /// Declares a name; one that is declared already is told.
    pub(crate) fn declare(
        &mut self,
        kind: &'static str,
        name: String,
        place: Place,
        problems: &mut Problems,
    ) {
        let names = self.declared.entry(kind).or_default();
        if names.contains_key(&name) {
            let message = format!("there is a {kind} `{name}` already");
            problems
                .error("duplicate-name", place, message)
                .help("give one of the two another name, or put them together");
            return;
        }
        names.insert(name, place);
    }

    /// Whether `name` is declared as a `kind`.
    pub(crate) fn has(&self, kind: &str, name: &str) -> bool {
        self.declared
            .get(kind)
            .is_some_and(|names| names.contains_key(name))
    }

    /// Where `name` is declared; nowhere in particular if it is not.
    pub(crate) fn place(&self, kind: &str, name: &str) -> Place {
        self.declared
            .get(kind)
            .and_then(|names| names.get(name))
            .copied()
            .unwrap_or_default()
    }

    /// The names of a kind, in order.
    pub(crate) fn of(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.declared
            .get(kind)
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    }

    /// The name, if a `kind` of that name is declared; otherwise that is told.
    pub(crate) fn resolve<I: From<SmolStr>>(
        &self,
        kind: &'static str,
        name: &At<Name>,
        problems: &mut Problems,
    ) -> Option<I> {
        if self.has(kind, name.value.as_str()) {
            return Some(name.value.0.clone().into());
        }
        self.unknown(kind, name.value.as_str(), name.place, problems);
        None
    }

    /// Tells that there is no `kind` called `name`.
    pub(crate) fn unknown(&self, kind: &str, name: &str, place: Place, problems: &mut Problems) {
        let help = suggest::suggest(name, self.of(kind));
        let help = help.or_else(|| {
            Some(format!(
                "write a document that starts with `{kind}: {name}`"
            ))
        });
        problems
            .error(code(kind), place, format!("there is no {kind} `{name}`"))
            .maybe_help(help);
    }
}

/// The code for an unknown name of a kind.
fn code(kind: &str) -> &'static str {
    match kind {
        "record" => "unknown-kind",
        "calendar" => "unknown-calendar",
        "list" => "unknown-list",
        "queue" => "unknown-queue",
        "team" => "unknown-team",
        "escalation" => "unknown-escalation",
        "handoff" => "unknown-handoff",
        _ => "unknown-name",
    }
}
