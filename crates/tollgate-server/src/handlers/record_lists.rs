//! `GET /v1/records`: records of a kind, or several by name.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_core::ids::{RecordId, RecordRef, StageName};
use tollgate_core::policy::{Kind, Policy};
use tollgate_core::state::Record;
use tollgate_core::time::Timestamp;
use tollgate_service::access::Caller;
use tollgate_service::access::mask::Mask;
use tollgate_service::ports::{Read, StoreError};
use tollgate_service::queries::{RecordFilter, healths, records, records_named};
use utoipa::IntoParams;

use super::{page_rows, record_ref, several};
use crate::api::{ProblemView, RecordPage, RecordView, unknown_kind};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// Which records: those of a kind for which all of what is said fits, or those that `ref` names.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The kind, as the policy names it; needed unless `ref` is there
    kind: Option<String>,
    /// The stage that they are in
    stage: Option<String>,
    /// Who owns them
    owner: Option<String>,
    /// Only those that are in no closed stage, or only those that are in one
    open: Option<bool>,
    /// Words that all occur in their name or id, as the reader sees it
    words: Option<String>,
    /// These records and no others, in this order: `lead/L-1,lead/L-2`; those that are not known are left out
    #[serde(rename = "ref")]
    #[param(rename = "ref")]
    refs: Option<String>,
    /// Where the page begins: `next` of the page before
    cursor: Option<String>,
    /// Rows of the page
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// Records of a kind, in the order of their ids, or several by name
///
/// A page is found among at most 20,000 records: it may be short though there are more.
#[utoipa::path(get, path = "/v1/records", tag = "records", params(Asked),
    responses((status = 200, body = RecordPage), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_records(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::Read>,
    Query(asked): Query<Asked>,
) -> Result<Json<RecordPage>, Problem> {
    let limit = page_rows(&app, asked.limit)?;
    let page = match &asked.refs {
        Some(refs) => named(&app, caller, asked.only_refs(refs, limit)?).await?,
        None => of_kind(&app, caller, asked, limit).await?,
    };
    Ok(Json(page))
}

async fn named(app: &App, caller: Caller, keys: Vec<RecordRef>) -> Result<RecordPage, Problem> {
    let policy = app.policy();
    let unknown = keys.iter().find(|key| policy.kind(&key.kind).is_none());
    if let Some(key) = unknown {
        return Err(unknown_kind(&policy, key.kind.as_str()).about("ref"));
    }
    let now = app.now();
    app.read(move |store, policy| {
        let rows = records_named(store, policy, &keys)?;
        Ok(RecordPage {
            records: views(store, policy, rows, now, &Mask::of(&caller, policy))?,
            next: None,
        })
    })
    .await
}

async fn of_kind(
    app: &App,
    caller: Caller,
    asked: Asked,
    limit: usize,
) -> Result<RecordPage, Problem> {
    let (policy, after) = (app.policy(), asked.cursor.as_deref().map(RecordId::from));
    let kind = asked.kind(&policy)?.name.clone();
    let filter = asked.filter(&policy)?;
    let now = app.now();
    app.read(move |store, policy| {
        let Some(kind) = policy.kind(&kind) else {
            return Ok(RecordPage::default());
        };
        let mask = Mask::of(&caller, policy);
        let (rows, next) = records(store, policy, kind, &filter, &mask, after, limit)?;
        Ok(RecordPage {
            records: views(store, policy, rows, now, &mask)?,
            next: next.map(|id| id.to_string()),
        })
    })
    .await
}

/// `records` as they are shown at `now`, without what `mask` hides.
pub(super) fn views(
    store: &dyn Read,
    policy: &Policy,
    records: Vec<Record>,
    now: Timestamp,
    mask: &Mask,
) -> Result<Vec<RecordView>, StoreError> {
    let healths = healths(store, policy, &records, now, mask)?;
    let views = records.iter().zip(healths).filter_map(|(record, health)| {
        let kind = policy.kind(&record.key.kind)?;
        Some(RecordView::new(record, health, kind, mask))
    });
    Ok(views.collect())
}

fn words(text: Option<&str>) -> Vec<String> {
    let words = text.unwrap_or_default().split_whitespace();
    words.map(str::to_lowercase).collect()
}

impl Asked {
    fn kind<'p>(&self, policy: &'p Policy) -> Result<&'p Kind, Problem> {
        let name = self.kind.as_deref().ok_or_else(|| {
            Problem::invalid("kind", "say of which kind, or name records with `ref`")
        })?;
        let kind = policy.kind(&name.into());
        kind.ok_or_else(|| unknown_kind(policy, name))
    }

    fn filter(&self, policy: &Policy) -> Result<RecordFilter, Problem> {
        let kind = self.kind(policy)?;
        let unknown = |stage: &&str| kind.position(stage).is_none();
        if let Some(stage) = self.stage.as_deref().filter(unknown) {
            let known: Vec<_> = kind.stages.iter().map(StageName::as_str).collect();
            let (kind, known) = (&kind.name, known.join(", "));
            let detail = format!("a {kind} has no stage `{stage}`; it has {known}");
            return Err(Problem::invalid("stage", detail));
        }
        Ok(RecordFilter {
            stage: self.stage.as_deref().map(Into::into),
            owner: self.owner.as_deref().map(Into::into),
            open: self.open,
            words: words(self.words.as_deref()),
        })
    }

    /// The records that `refs` names, at most `limit`, and nothing else is said.
    fn only_refs(&self, refs: &str, limit: usize) -> Result<Vec<RecordRef>, Problem> {
        let others = [
            &self.kind,
            &self.stage,
            &self.owner,
            &self.words,
            &self.cursor,
        ];
        if others.into_iter().any(Option::is_some) || self.open.is_some() {
            let detail = "name records, or say which of a kind, not both";
            return Err(Problem::invalid("ref", detail));
        }
        let keys = several(Some(refs)).map(|text| record_ref("ref", text));
        let keys: Result<Vec<_>, _> = keys.collect();
        let keys = keys?;
        if keys.len() > limit {
            let detail = format!("name at most {limit} records at a time");
            return Err(Problem::invalid("ref", detail));
        }
        Ok(keys)
    }
}
