//! Two policies held against each other by what they mean: documents that came, went or changed, and what changed in them.
//!
//! Comments, formatting, the files that documents lie in and the order of keys make no difference. Tests are left out:
//! they say what is expected of a policy, and change nothing of it.

mod tree;

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Problems;
use crate::source::Source;
use crate::syntax::{self, KINDS};
use crate::yaml::{self, Node};
use tree::{Difference, differences};

/// One difference between two policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of document: `handoff`; `file` for a text beside the documents, such as a list of holidays.
    pub kind: &'static str,
    /// Its name: `mql_to_sdr`.
    pub name: String,
    /// What about it.
    pub what: What,
}

/// What changed about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// It is there no longer.
    Removed,
    /// Something in it is another.
    Changed {
        /// Where, outermost first: `sla`, `first_touch`, `within`.
        at: Vec<String>,
        /// What it was; `None` where nothing was said.
        from: Option<String>,
        /// What it is; `None` where nothing is said any more.
        to: Option<String>,
    },
}

/// As in `handoff mql_to_sdr: sla first_touch within 15m → 10m`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, name, what } = self;
        match what {
            What::Added => write!(f, "{kind} {name}: added"),
            What::Removed => write!(f, "{kind} {name}: removed"),
            What::Changed { at, from, to } => {
                write!(f, "{kind} {name}: {}", at.join(" "))?;
                match (from, to) {
                    (Some(from), Some(to)) => write!(f, " {from} → {to}"),
                    (Some(from), None) => write!(f, ": {from} removed"),
                    (None, Some(to)) => write!(f, ": {to} added"),
                    (None, None) => Ok(()),
                }
            }
        }
    }
}

/// What is different in `new` from `old`: by kind of document in the order in which a policy is read best, then by name,
/// then in the order in which it is written in `new`. Empty where both mean the same.
///
/// Documents that cannot be read are passed over; the check tells of them.
pub fn diff(old: &Source, new: &Source) -> Vec<Change> {
    let (before, after) = (documents(old), documents(new));
    let mut changes = Vec::new();
    for key in before
        .keys()
        .chain(after.keys())
        .collect::<std::collections::BTreeSet<_>>()
    {
        let change = |what| Change {
            kind: KINDS[key.0],
            name: key.1.clone(),
            what,
        };
        match (before.get(key), after.get(key)) {
            (Some(_), None) => changes.push(change(What::Removed)),
            (None, _) => changes.push(change(What::Added)),
            (Some(before), Some(after)) => {
                let found = differences(before, after).into_iter();
                changes.extend(
                    found.map(|Difference { at, from, to }| change(What::Changed { at, from, to })),
                );
            }
        }
    }
    changes.extend(files(old, new));
    changes
}

/// The documents by the place of their kind among all kinds, and by name.
fn documents(source: &Source) -> BTreeMap<(usize, String), Node> {
    let mut problems = Problems::default();
    let mut found = BTreeMap::new();
    for (file, (_, text)) in source.documents().enumerate() {
        for node in yaml::read(file, text, &mut problems) {
            let Some((kind, name, _)) = syntax::kind_of(&node, &mut problems) else {
                continue;
            };
            if let Some(place) = KINDS.iter().position(|known| *known == kind)
                && kind != "test"
            {
                found.entry((place, name)).or_insert(node);
            }
        }
    }
    found
}

/// Texts beside the documents: lists and calendars that documents name.
fn files<'s>(old: &'s Source, new: &'s Source) -> impl Iterator<Item = Change> + 's {
    let texts = |source: &'s Source| {
        let documents: Vec<_> = source.documents().map(|(path, _)| path).collect();
        let paths = source.paths().filter(move |path| !documents.contains(path));
        paths.collect::<std::collections::BTreeSet<_>>()
    };
    let (before, after) = (texts(old), texts(new));
    let all: Vec<_> = before.union(&after).copied().collect();
    all.into_iter().filter_map(move |path| {
        let what = match (old.text(path), new.text(path)) {
            (Some(_), None) => What::Removed,
            (None, _) => What::Added,
            (Some(before), Some(after)) => lines(before, after)?,
        };
        Some(Change {
            kind: "file",
            name: path.to_owned(),
            what,
        })
    })
}

/// How many lines went and came; `None` where both say the same.
fn lines(before: &str, after: &str) -> Option<What> {
    let of = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let (before, after) = (of(before), of(after));
    let count = |lines: &[String], other: &[String]| {
        let only = lines.iter().filter(|line| !other.contains(line)).count();
        (only > 0).then(|| format!("{only} line{}", if only == 1 { "" } else { "s" }))
    };
    (before != after).then(|| What::Changed {
        at: vec!["text".to_owned()],
        from: count(&before, &after),
        to: count(&after, &before),
    })
}

#[cfg(test)]
mod tests;
