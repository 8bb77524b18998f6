//! A preview and a difference of policies as they are given out.

use serde::Serialize;
use tollgate_policy::Change;
use tollgate_policy::diff::What;
use utoipa::ToSchema;

use super::{Effect, Example, Preview};

/// What a publication would do to the handoffs that are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PreviewView {
    /// `pin`, `migrate` or `reevaluate`.
    pub open: &'static str,
    /// How many are open.
    pub open_handoffs: u64,
    /// How many are open, by point and state.
    pub by_point: Vec<PointCount>,
    /// How many would go on under an earlier revision, by revision.
    pub pinned: Vec<RevisionCount>,
    /// How many would change in some way beside the revision that they go by.
    pub changed: u64,
    /// How they would change, the gravest first; one handoff may change in several ways.
    pub effects: Vec<EffectView>,
}

/// Open handoffs of one point in one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PointCount {
    /// The handoff point.
    pub point: String,
    /// Their state.
    pub state: &'static str,
    /// How many.
    pub count: u64,
}

/// Open handoffs that would go by one revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RevisionCount {
    /// The revision.
    pub revision: u32,
    /// How many.
    pub count: u64,
}

/// One way in which handoffs would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EffectView {
    /// Which: `withdrawn`, `rerouted`, `due_earlier`.
    pub effect: &'static str,
    /// In words, after a number of handoffs.
    pub says: &'static str,
    /// How many handoffs or promises.
    pub count: u64,
    /// A few of them.
    pub examples: Vec<ExampleView>,
}

/// A handoff that would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExampleView {
    /// The handoff.
    pub handoff: String,
    /// Its point.
    pub point: String,
    /// Its record, as kind and id.
    pub record: String,
    /// The milestone whose promise changes, where one does.
    pub milestone: Option<String>,
    /// What it was: a state, an owner, an instant.
    pub from: String,
    /// What it would be.
    pub to: String,
}

/// One difference between two policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangeView {
    /// The kind of document: `handoff`.
    pub document: &'static str,
    /// Its name.
    pub name: String,
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// Where in the document, outermost first.
    pub at: Vec<String>,
    /// What it was.
    pub from: Option<String>,
    /// What it is.
    pub to: Option<String>,
    /// In words.
    pub says: String,
}

impl From<&Preview> for PreviewView {
    fn from(preview: &Preview) -> Self {
        let by_point = preview.handoffs.iter();
        let effects = Effect::ALL.into_iter();
        Self {
            open: preview.open.as_str(),
            open_handoffs: preview.handoffs.values().sum(),
            by_point: by_point
                .map(|((point, state), count)| PointCount {
                    point: point.to_string(),
                    state: state.as_str(),
                    count: *count,
                })
                .collect(),
            pinned: preview
                .pinned
                .iter()
                .map(|(&revision, &count)| RevisionCount { revision, count })
                .collect(),
            changed: preview.changed,
            effects: effects
                .filter_map(|effect| {
                    let found = preview.effects.get(&effect)?;
                    Some(EffectView {
                        effect: effect.as_str(),
                        says: effect.says(),
                        count: found.count,
                        examples: found.some.iter().map(Into::into).collect(),
                    })
                })
                .collect(),
        }
    }
}

impl From<&Example> for ExampleView {
    fn from(example: &Example) -> Self {
        Self {
            handoff: example.handoff.to_string(),
            point: example.point.to_string(),
            record: example.record.to_string(),
            milestone: example.milestone.as_ref().map(ToString::to_string),
            from: example.from.clone(),
            to: example.to.clone(),
        }
    }
}

impl From<&Change> for ChangeView {
    fn from(found: &Change) -> Self {
        let (change, at, from, to) = match &found.what {
            What::Added => ("added", Vec::new(), None, None),
            What::Removed => ("removed", Vec::new(), None, None),
            What::Changed { at, from, to } => ("changed", at.clone(), from.clone(), to.clone()),
        };
        Self {
            document: found.kind,
            name: found.name.clone(),
            change,
            at,
            from,
            to,
            says: found.to_string(),
        }
    }
}
