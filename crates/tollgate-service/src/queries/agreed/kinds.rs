//! Kinds of record.

use std::collections::BTreeMap;

use serde::Serialize;
use tollgate_core::policy::{Field, Forecast, Kind};
use tollgate_core::value::FieldType;
use utoipa::ToSchema;

use super::names;

/// A kind of record, with its fields and stages.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct KindView {
    /// The kind.
    pub name: String,
    /// The stages, first to last.
    pub stages: Vec<String>,
    /// Stages in which a record is no longer worked.
    pub closed: Vec<String>,
    /// The fields: the owner, the stage, then the declared ones in the order written.
    pub fields: Vec<FieldView>,
    /// The fields that name a record on screen.
    pub called: Vec<String>,
    /// What a forecast of this kind adds up.
    pub forecast: Option<ForecastView>,
    /// The field with the annual recurring revenue, where the kind has some.
    pub recurring: Option<String>,
    /// For how many days personal fields are kept once nothing is heard of a record any more.
    pub keep: Option<u32>,
}

/// A field of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldView {
    /// The name, as conditions write it after the kind.
    pub name: String,
    /// What it may hold: `text`, `email`, `phone`, `country`, `person`, `integer`, `number`, `money`, `boolean`, `date`, `instant`,
    /// `choice` or `link`.
    pub r#type: &'static str,
    /// The texts that a choice may be.
    pub of: Vec<String>,
    /// The kind of record that a link points at.
    pub to: Option<String>,
    /// It tells about a person: masked and erasable.
    pub personal: bool,
    /// For how many days a value is kept from when it was last said.
    pub keep: Option<u32>,
    /// For whoever reads the policy.
    pub note: Option<String>,
}

/// What a forecast adds up.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ForecastView {
    /// The money field.
    pub amount: String,
    /// The date field on which the amount is expected.
    pub close: String,
    /// The assumed probability of winning from each stage, 0 to 1.
    pub probability: BTreeMap<String, f64>,
    /// The stage that means won.
    pub won: String,
    /// The stage that means lost.
    pub lost: String,
}

impl From<&Kind> for KindView {
    fn from(kind: &Kind) -> Self {
        let forecast = kind.forecast.as_ref();
        let recurring = kind.recurring.as_ref();
        Self {
            name: kind.name.to_string(),
            stages: kind.stages.iter().map(ToString::to_string).collect(),
            closed: kind.closed.iter().map(ToString::to_string).collect(),
            fields: kind.fields.iter().map(FieldView::from).collect(),
            called: names(kind, &kind.called),
            forecast: forecast.map(|forecast| ForecastView::new(kind, forecast)),
            recurring: recurring.map(|recurring| kind.field(recurring.amount).name.to_string()),
            keep: kind.keep,
        }
    }
}

impl From<&Field> for FieldView {
    fn from(field: &Field) -> Self {
        let (of, to) = match &field.of {
            FieldType::Choice(texts) => (texts.iter().map(ToString::to_string).collect(), None),
            FieldType::Link(link) => (Vec::new(), Some(link.to.to_string())),
            _ => (Vec::new(), None),
        };
        Self {
            name: field.name.to_string(),
            r#type: word(&field.of),
            of,
            to,
            personal: field.personal,
            keep: field.keep,
            note: field.note.as_ref().map(ToString::to_string),
        }
    }
}

impl ForecastView {
    fn new(kind: &Kind, forecast: &Forecast) -> Self {
        let probability = forecast.probability.iter();
        Self {
            amount: kind.field(forecast.amount).name.to_string(),
            close: kind.field(forecast.close).name.to_string(),
            probability: probability
                .map(|(stage, of)| (stage.to_string(), *of))
                .collect(),
            won: forecast.won.to_string(),
            lost: forecast.lost.to_string(),
        }
    }
}

/// The type as the policy writes it.
const fn word(of: &FieldType) -> &'static str {
    match of {
        FieldType::Text => "text",
        FieldType::Email => "email",
        FieldType::Phone => "phone",
        FieldType::Country => "country",
        FieldType::Person => "person",
        FieldType::Integer => "integer",
        FieldType::Number => "number",
        FieldType::Money => "money",
        FieldType::Boolean => "boolean",
        FieldType::Date => "date",
        FieldType::Instant => "instant",
        FieldType::Choice(_) => "choice",
        FieldType::Link(_) => "link",
    }
}
