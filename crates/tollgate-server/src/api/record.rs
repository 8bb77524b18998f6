//! News of a record, and a record as it is known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use tollgate_core::command::{Command, RecordChange};
use tollgate_core::ids::{FieldName, RecordKind, RecordRef};
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::state::Record;
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_service::access::mask::Mask;
use tollgate_service::field;
use tollgate_service::queries::{HealthView, record_name};
use utoipa::ToSchema;

use super::maybe_instant;
use crate::problem::Problem;

/// News of a record: it was created, or some of its fields changed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObserveRecord {
    /// The kind, as the policy names it: `lead`.
    pub kind: String,
    /// The id that it has in the system it comes from.
    pub id: String,
    /// When that system created it.
    pub created_at: Option<String>,
    /// When that system made the change; now where it is not said. Older news never overwrites newer.
    pub changed_at: Option<String>,
    /// The fields that are told, by name; `null` says that a field is empty.
    #[schema(value_type = std::collections::BTreeMap<String, Option<serde_json::Value>>)]
    pub fields: BTreeMap<String, Json>,
}

/// A record as it is known.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// The kind.
    pub kind: String,
    /// The id that it has in the system it comes from.
    pub id: String,
    /// What it is called on screen, where the policy says by which fields.
    pub title: Option<String>,
    /// The record that its journey began with.
    pub journey: String,
    /// When it was created.
    pub created_at: String,
    /// The stage it is in; `null` where none is known.
    pub stage: Option<String>,
    /// When it entered it.
    pub stage_since: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// What its fields hold; those of which nothing is known are left out, and those that are masked.
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    pub fields: BTreeMap<String, Json>,
    /// The personal fields that hold something which the caller need not see.
    pub masked: Vec<String>,
    /// Nobody may contact it again.
    pub suppressed: bool,
    /// How well it is; `null` where the policy does not score its kind.
    pub health: Option<HealthView>,
}

/// A page of records.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct RecordPage {
    /// The records; perhaps fewer than asked for, also where there are more.
    pub records: Vec<RecordView>,
    /// Where the next page begins; `null` at the end.
    pub next: Option<String>,
}

impl ObserveRecord {
    /// The command that this is at `now`.
    pub(crate) fn command(&self, policy: &Policy, now: Timestamp) -> Result<Command, Problem> {
        let kind = policy.kind(&RecordKind::from(self.kind.as_str()));
        let kind = kind.ok_or_else(|| unknown_kind(policy, &self.kind))?;
        if self.id.trim().is_empty() {
            return Err(Problem::invalid(
                "id",
                "send the id that the record has in your system",
            ));
        }
        let fields = self
            .fields
            .iter()
            .map(|(name, json)| value(policy, kind, name, json));
        Ok(Command::Observe(RecordChange {
            record: RecordRef::new(self.kind.as_str(), self.id.as_str()),
            created_at: maybe_instant("created_at", self.created_at.as_ref())?,
            changed_at: maybe_instant("changed_at", self.changed_at.as_ref())?.unwrap_or(now),
            fields: fields.collect::<Result<_, _>>()?,
        }))
    }
}

fn value(
    policy: &Policy,
    kind: &Kind,
    name: &str,
    json: &Json,
) -> Result<(FieldName, Value), Problem> {
    let place = format!("fields.{name}");
    let slot = kind.slot(&name.into()).ok_or_else(|| {
        let known: Vec<_> = kind
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        Problem::new(
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            "unknown_field",
            format!(
                "a {} has no field `{name}`; it has {}",
                kind.name,
                known.join(", ")
            ),
        )
        .about(&place)
    })?;
    let value = field::from_json(policy, name, &kind.field(slot).of, json)
        .map_err(|why| Problem::invalid(&place, why))?;
    Ok((name.into(), value))
}

/// The policy does not say what a `kind` is.
pub(crate) fn unknown_kind(policy: &Policy, kind: &str) -> Problem {
    let known: Vec<_> = policy.kinds.keys().map(RecordKind::as_str).collect();
    Problem::new(
        axum::http::StatusCode::UNPROCESSABLE_ENTITY,
        "unknown_kind",
        format!(
            "the policy does not say what a `{kind}` is; it has {}",
            known.join(", ")
        ),
    )
    .about("kind")
}

impl RecordView {
    /// `record`, which is as well as `health` says, without what `mask` hides.
    pub(crate) fn new(
        record: &Record,
        health: Option<HealthView>,
        kind: &Kind,
        mask: &Mask,
    ) -> Self {
        let known = kind.fields.iter().zip(&record.fields);
        let known = known.filter(|(_, held)| !held.value.is_missing());
        let (masked, known): (Vec<_>, Vec<_>) =
            known.partition(|(field, _)| mask.hides(field.name.as_str()));
        let stage = record.stage();
        Self {
            kind: record.key.kind.to_string(),
            id: record.key.id.to_string(),
            title: record_name(kind, record, mask),
            journey: record.journey.to_string(),
            created_at: record.created_at.to_string(),
            stage: (!stage.is_empty()).then(|| stage.to_owned()),
            stage_since: record.stage_since.to_string(),
            owner: record.owner().map(|owner| owner.to_string()),
            masked: (masked.into_iter())
                .map(|(field, _)| field.name.to_string())
                .collect(),
            fields: (known.into_iter())
                .map(|(field, held)| (field.name.to_string(), field::to_json(&held.value)))
                .collect(),
            suppressed: record.suppressed,
            health,
        }
    }
}
