//! What every document may refer to: the workspace, record kinds, activities and lists.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use tollgate_core::ids::{ActivityType, ListName, RecordKind};
use tollgate_core::policy::{Kind, Policy, Workspace};
use tollgate_core::value::{FieldType, Value};

use super::names::Names;
use super::{earlier, kind, list, workspace};
use crate::cel::KindShape;
use crate::diagnostic::{Place, Problems};
use crate::source::Source;
use crate::suggest;
use crate::syntax::{At, Document, Name};

/// What every document may refer to.
pub(super) struct Context<'a> {
    /// The policy's files.
    pub(super) source: &'a Source,
    /// Which names are declared.
    pub(super) names: Names,
    /// The workspace.
    pub(super) workspace: Workspace,
    /// The record kinds that could be read.
    pub(super) kinds: BTreeMap<RecordKind, Kind>,
    /// The same for conditions.
    pub(super) shapes: Vec<KindShape>,
    /// The types of activity.
    pub(super) activities: Vec<ActivityType>,
    /// The named lists.
    pub(super) lists: BTreeMap<ListName, Vec<Value>>,
    /// Everyone whom a person or team document names.
    pub(super) people: BTreeSet<SmolStr>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        source: &'a Source,
        documents: &[Document],
        (names, workspace): (Names, Workspace),
        in_force: Option<&Policy>,
        problems: &mut Problems,
    ) -> Self {
        let mut kinds = kind::lower(documents, &names, problems);
        let mut activities = workspace::activities(documents, problems);
        if let Some(in_force) = in_force {
            kinds = earlier::kinds(kinds, in_force);
            activities = earlier::activities(activities, in_force);
        }
        let shapes = kinds.values().map(shape).collect();
        let lists = list::lower(source, documents, problems);
        Self {
            source,
            names,
            workspace,
            kinds,
            shapes,
            activities,
            lists,
            people: people(documents),
        }
    }

    /// The text of the file that `place` is in.
    pub(super) fn text(&self, place: Place) -> &str {
        let path = self.path(place);
        self.source.text(path).unwrap_or_default()
    }

    /// The path of the file that `place` is in.
    pub(super) fn path(&self, place: Place) -> &str {
        self.source.paths().nth(place.file).unwrap_or_default()
    }

    /// Whether `name` is somebody: an address, or a name that a person or team document has.
    pub(super) fn is_person(&self, name: &str) -> bool {
        name.contains('@') || self.people.contains(name)
    }

    /// The record kind called `name`.
    ///
    /// `None` where it is not declared, which is told, or where its own document is wrong, which has been told.
    pub(super) fn kind(&self, name: &At<Name>, problems: &mut Problems) -> Option<&Kind> {
        let kind: RecordKind = self.names.resolve("record", name, problems)?;
        self.kinds.get(&kind)
    }

    /// The slot of a field of `kind`, written `field` or `kind.field`.
    pub(super) fn slot(
        &self,
        kind: &Kind,
        field: &At<SmolStr>,
        problems: &mut Problems,
    ) -> Option<u16> {
        let prefix = format!("{}.", kind.name);
        let name = field
            .value
            .strip_prefix(prefix.as_str())
            .unwrap_or(&field.value);
        let slot = kind.slot(&name.into());
        if slot.is_none() {
            let help = suggest::suggest(name, kind.slots.keys().map(|known| known.as_str()));
            let message = format!("`{}` has no field `{name}`", kind.name);
            problems
                .error("unknown-field", field.place, message)
                .maybe_help(help);
        }
        slot
    }

    /// The slot of a date field of `kind`.
    pub(super) fn date(
        &self,
        kind: &Kind,
        field: &At<SmolStr>,
        problems: &mut Problems,
    ) -> Option<u16> {
        let slot = self.slot(kind, field, problems)?;
        if kind.field(slot).of != FieldType::Date {
            let message = format!("`{}` is not a date", field.value);
            problems
                .error("type-mismatch", field.place, message)
                .help("name a field of the type `date`");
            return None;
        }
        Some(slot)
    }
}

fn people(documents: &[Document]) -> BTreeSet<SmolStr> {
    let named = documents.iter().flat_map(|document| match document {
        Document::Person(person) => vec![&person.person],
        Document::Team(team) => team.members.iter().chain(&team.manager).collect(),
        _ => Vec::new(),
    });
    named.map(|person| person.value.clone()).collect()
}

fn shape(kind: &Kind) -> KindShape {
    let fields = kind
        .fields
        .iter()
        .map(|field| (field.name.clone(), field.of.clone()))
        .collect();
    KindShape {
        name: kind.name.clone(),
        fields,
    }
}
