//! `record`: kinds of record with their fields and stages.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use tollgate_core::ids::{FieldName, RecordKind, StageName};
use tollgate_core::policy::{Field, Forecast, Kind, Recurring};
use tollgate_core::value::{FieldType, Link};

use super::Names;
use super::days::days;
use crate::diagnostic::{Place, Problems};
use crate::suggest;
use crate::syntax::{
    At, Document, FieldShape, FieldWord, ForecastShape, Name, RecordDocument, RecurringShape,
};

/// Names that mean something else in a condition.
const TAKEN: [&str; 8] = [
    "owner",
    "stage",
    "id",
    "created_at",
    "stage_since",
    "twins",
    "suppressed",
    "_",
];

/// The kinds of record, by name.
pub(super) fn lower(
    documents: &[Document],
    names: &Names,
    problems: &mut Problems,
) -> BTreeMap<RecordKind, Kind> {
    let mut kinds = BTreeMap::new();
    for document in documents {
        if let Document::Record(record) = document {
            let kind = kind(record, names, problems);
            kinds.entry(kind.name.clone()).or_insert(kind);
        }
    }
    kinds
}

fn kind(record: &RecordDocument, names: &Names, problems: &mut Problems) -> Kind {
    let stages = stages(record, problems);
    let mut fields = vec![
        built_in("owner", FieldType::Person),
        built_in(
            "stage",
            FieldType::Choice(stages.iter().map(|stage| stage.as_text().clone()).collect()),
        ),
    ];
    for (name, shape) in &record.fields.0 {
        fields.extend(field(name, shape, names, problems));
    }
    let slots = fields
        .iter()
        .zip(0u16..)
        .map(|(field, slot)| (field.name.clone(), slot))
        .collect();
    let name = record.record.value.0.clone().into();
    let mut kind = Kind {
        name,
        key: None,
        called: Vec::new(),
        stages,
        fields,
        closed: Vec::new(),
        forecast: None,
        recurring: None,
        keep: record.keep.as_ref().and_then(|keep| days(keep, problems)),
        slots,
    };
    kind.key = record
        .key
        .as_ref()
        .and_then(|key| slot(&kind, key, problems));
    kind.called = record
        .called
        .iter()
        .filter_map(|field| slot(&kind, field, problems))
        .collect();
    kind.closed = record
        .closed
        .iter()
        .filter_map(|closed| stage(&kind, closed, problems))
        .collect();
    kind.forecast = record
        .forecast
        .as_ref()
        .and_then(|shape| forecast(&kind, shape, problems));
    kind.recurring = record
        .recurring
        .as_ref()
        .and_then(|shape| recurring(&kind, shape, problems));
    kind
}

fn stages(record: &RecordDocument, problems: &mut Problems) -> Vec<StageName> {
    let mut stages: Vec<StageName> = Vec::new();
    for stage in &record.stages {
        if stages.iter().any(|known| known.as_str() == stage.value) {
            problems.error(
                "duplicate-name",
                stage.place,
                format!("the stage `{}` is listed twice", stage.value),
            );
        } else {
            stages.push(stage.value.clone().into());
        }
    }
    stages
}

fn built_in(name: &'static str, of: FieldType) -> Field {
    Field {
        name: name.into(),
        of,
        personal: false,
        keep: None,
        note: None,
    }
}

fn field(
    name: &At<Name>,
    shape: &FieldShape,
    names: &Names,
    problems: &mut Problems,
) -> Option<Field> {
    let text = name.value.as_str();
    if TAKEN.contains(&text) {
        problems
            .error(
                "reserved-name",
                name.place,
                format!("every record has `{text}` already"),
            )
            .help("leave it out, or choose another name");
        return None;
    }
    if text.contains('-') || text.starts_with(|c: char| c.is_ascii_digit()) || !text.is_ascii() {
        let help = format!("write `{}`", identifier(text));
        problems
            .error(
                "reserved-name",
                name.place,
                format!("a condition cannot write `{text}`"),
            )
            .help(help);
        return None;
    }
    Some(Field {
        name: FieldName::from(name.value.0.clone()),
        of: field_type(shape, names, problems)?,
        personal: shape
            .personal
            .as_ref()
            .is_some_and(|personal| personal.value),
        keep: shape.keep.as_ref().and_then(|keep| days(keep, problems)),
        note: shape.note.as_ref().map(|note| note.value.clone()),
    })
}

fn identifier(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        format!("n{plain}")
    } else {
        plain
    }
}

fn field_type(shape: &FieldShape, names: &Names, problems: &mut Problems) -> Option<FieldType> {
    let word = shape.r#type.value.0;
    surplus(shape, word, problems);
    Some(match word {
        FieldWord::Text => FieldType::Text,
        FieldWord::Email => FieldType::Email,
        FieldWord::Phone => FieldType::Phone,
        FieldWord::Country => FieldType::Country,
        FieldWord::Person => FieldType::Person,
        FieldWord::Integer => FieldType::Integer,
        FieldWord::Number => FieldType::Number,
        FieldWord::Money => FieldType::Money,
        FieldWord::Boolean => FieldType::Boolean,
        FieldWord::Date => FieldType::Date,
        FieldWord::Instant => FieldType::Instant,
        FieldWord::Choice => FieldType::Choice(choices(shape, problems)?),
        FieldWord::Link => FieldType::Link(link(shape, names, problems)?),
    })
}

fn choices(shape: &FieldShape, problems: &mut Problems) -> Option<Vec<SmolStr>> {
    if shape.of.is_empty() {
        problems
            .error("missing-key", shape.place, "a choice needs `of`")
            .help("list what it may be: `of: [web, event]`");
        return None;
    }
    Some(shape.of.iter().map(|choice| choice.value.clone()).collect())
}

fn link(shape: &FieldShape, names: &Names, problems: &mut Problems) -> Option<Link> {
    let Some(to) = &shape.to else {
        problems
            .error("missing-key", shape.place, "a link needs `to`")
            .help("name the kind that it points at: `to: account`");
        return None;
    };
    let is_set = |flag: &Option<At<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
    let to = names.resolve("record", to, problems)?;
    Some(Link {
        to,
        journey: is_set(&shape.journey),
        activities: is_set(&shape.activities),
    })
}

/// Tells keys that mean nothing for a field of this type.
fn surplus(shape: &FieldShape, word: FieldWord, problems: &mut Problems) {
    let mut tell = |place: Place, key: &str, only: &str| {
        problems.error(
            "unknown-key",
            place,
            format!("`{key}` belongs to a {only} only"),
        );
    };
    if let (Some(of), true) = (shape.of.first(), word != FieldWord::Choice) {
        tell(of.place, "of", "choice");
    }
    if word == FieldWord::Link {
        return;
    }
    if let Some(to) = &shape.to {
        tell(to.place, "to", "link");
    }
    for (flag, key) in [
        (&shape.journey, "journey"),
        (&shape.activities, "activities"),
    ] {
        if let Some(flag) = flag {
            tell(flag.place, key, "link");
        }
    }
}

fn slot(kind: &Kind, name: &At<Name>, problems: &mut Problems) -> Option<u16> {
    let slot = kind.slot(&name.value.0.clone().into());
    if slot.is_none() {
        let help = suggest::suggest(
            name.value.as_str(),
            kind.slots.keys().map(FieldName::as_str),
        );
        let message = format!("`{}` has no field `{}`", kind.name, name.value.as_str());
        problems
            .error("unknown-field", name.place, message)
            .maybe_help(help);
    }
    slot
}

/// The slot of a field of the type `of`.
fn typed(
    kind: &Kind,
    name: &At<Name>,
    of: &FieldType,
    what: &str,
    problems: &mut Problems,
) -> Option<u16> {
    let slot = slot(kind, name, problems)?;
    if &kind.field(slot).of != of {
        let message = format!("`{}` must be {what} field for this", name.value.as_str());
        problems.error("type-mismatch", name.place, message);
        return None;
    }
    Some(slot)
}

/// The stage of that name; that there is none is told.
pub(super) fn stage(kind: &Kind, name: &At<SmolStr>, problems: &mut Problems) -> Option<StageName> {
    let found = kind
        .stages
        .iter()
        .find(|stage| stage.as_str() == name.value);
    if found.is_none() {
        let help = suggest::suggest(&name.value, kind.stages.iter().map(StageName::as_str));
        let message = format!("`{}` has no stage `{}`", kind.name, name.value);
        problems
            .error("unknown-stage", name.place, message)
            .maybe_help(help);
    }
    found.cloned()
}

fn forecast(kind: &Kind, shape: &ForecastShape, problems: &mut Problems) -> Option<Forecast> {
    let amount = typed(kind, &shape.amount, &FieldType::Money, "a money", problems);
    let close = typed(kind, &shape.close, &FieldType::Date, "a date", problems);
    let (won, lost) = (
        stage(kind, &shape.won, problems),
        stage(kind, &shape.lost, problems),
    );
    let mut probability = BTreeMap::new();
    for (name, share) in &shape.probability.0 {
        if !(0.0..=1.0).contains(&share.value) {
            let message = format!("`{}` is not a probability", share.value);
            problems
                .error("wrong-value", share.place, message)
                .help("write a number from 0 to 1");
        }
        probability.extend(stage(kind, name, problems).map(|stage| (stage, share.value)));
    }
    Some(Forecast {
        amount: amount?,
        close: close?,
        probability,
        won: won?,
        lost: lost?,
    })
}

fn recurring(kind: &Kind, shape: &RecurringShape, problems: &mut Problems) -> Option<Recurring> {
    let amount = typed(kind, &shape.amount, &FieldType::Money, "a money", problems);
    let churned = stage(kind, &shape.churned, problems);
    Some(Recurring {
        amount: amount?,
        churned: churned?,
    })
}
