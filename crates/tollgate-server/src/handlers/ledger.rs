//! `/v1/ledger`: every decision, in order.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tollgate_core::measure::Period;
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::access::mask::Mask;
use tollgate_service::ports::Entries;
use tollgate_service::queries::{self, EntryFilter, EntryOrder, Happened};
use utoipa::openapi::{ObjectBuilder, Type, schema::Object};
use utoipa::{IntoParams, ToSchema};

use super::{entry, id, page_rows, record_ref};
use crate::api::{EntryView, LedgerPage, ProblemView, date, instant};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Query;
use crate::problem::Problem;
use crate::purpose::to;

/// Which entries; all of what is said has to fit.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// What comes after this entry in the order asked for: `next` of the page before
    after: Option<u64>,
    /// About this record, as `lead/L-1`
    record: Option<String>,
    /// About this handoff
    handoff: Option<String>,
    /// What happened
    #[param(schema_with = happened_schema)]
    what: Option<String>,
    /// Who brought it about: a person, another system by its name, or `tollgate` for itself
    actor: Option<String>,
    /// On this day or later, in the workspace's zone, `2026-03-01`, or at this instant or later, `2026-03-01T09:00:00Z`
    from: Option<String>,
    /// On this day or earlier, or before this instant
    to: Option<String>,
    /// `oldest` first, or `newest`
    #[serde(default)]
    #[param(inline)]
    order: Order,
    /// Rows of the page
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Order {
    #[default]
    Oldest,
    Newest,
}

fn happened_schema() -> Object {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let text = text.enum_values(Some(Happened::names()));
    let says = "What happened: an event such as `handoff_accepted`, or what was done to the workspace, such as `signed_in`";
    text.description(Some(says)).build()
}

impl Asked {
    fn which(&self) -> Result<Entries, Problem> {
        match (&self.record, &self.handoff) {
            (None, None) => Ok(Entries::All),
            (Some(record), None) => Ok(Entries::Record(record_ref("record", record)?)),
            (None, Some(handoff)) => Ok(Entries::Handoff(id("handoff", handoff)?)),
            (Some(_), Some(_)) => Err(Problem::invalid(
                "handoff",
                "ask for a record or a handoff, not for both",
            )),
        }
    }

    fn filter(&self, policy: &Policy) -> Result<EntryFilter, Problem> {
        Ok(EntryFilter {
            what: self.what.as_deref().map(happened).transpose()?,
            actor: self.actor.as_deref().map(Into::into),
            at: self.period(policy)?,
        })
    }

    fn period(&self, policy: &Policy) -> Result<Option<Period>, Problem> {
        let from = self
            .from
            .as_deref()
            .map(|text| moment("from", text, policy));
        let to = self.to.as_deref().map(|text| moment("to", text, policy));
        let period = Period {
            from: from.transpose()?.map_or(Timestamp::MIN, |from| from.from),
            to: to.transpose()?.map_or(Timestamp::MAX, |to| to.to),
        };
        match period.from < period.to {
            true => Ok(Some(period).filter(|period| *period != Period::EVER)),
            false => Err(Problem::invalid("to", "the period ends before it begins")),
        }
    }

    fn order(&self) -> EntryOrder {
        match self.order {
            Order::Oldest => EntryOrder::Oldest,
            Order::Newest => EntryOrder::Newest,
        }
    }
}

fn happened(text: &str) -> Result<Happened, Problem> {
    text.parse().map_err(|why| {
        let known: Vec<_> = Happened::names().collect();
        let detail = format!("`{text}`: {why}; write one of {}", known.join(", "));
        Problem::invalid("what", detail)
    })
}

/// The day that `text` is, in the zone of `policy`, or the instant, which takes no time.
fn moment(field: &str, text: &str, policy: &Policy) -> Result<Period, Problem> {
    if text.len() > "2026-03-01".len() {
        let at = instant(field, text)?;
        return Ok(Period { from: at, to: at });
    }
    let day = date(field, text)?;
    Period::of_days(day, day, &policy.workspace.zone)
        .ok_or_else(|| Problem::invalid(field, "no calendar goes so far: send an earlier day"))
}

/// The ledger, a page at a time
///
/// A page is found among at most 20,000 entries: it may be short, even empty, though there are more; `next` says.
#[utoipa::path(get, path = "/v1/ledger", tag = "ledger", params(Asked),
    responses((status = 200, body = LedgerPage), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn list_ledger(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::ReadLedger>,
    Query(asked): Query<Asked>,
) -> Result<Json<LedgerPage>, Problem> {
    let (which, filter) = (asked.which()?, asked.filter(&app.policy())?);
    let after = asked.after.map(|after| entry("after", after)).transpose()?;
    let (limit, order) = (page_rows(&app, asked.limit)?, asked.order());
    let page = app.read(move |store, policy| {
        let mask = Mask::of(&caller, policy);
        let (found, next) = queries::ledger(store, &which, &filter, (order, after), limit)?;
        let entries = found.into_iter();
        let entries = entries.map(|entry| EntryView::masked(entry, &mask));
        Ok(LedgerPage {
            entries: entries.collect(),
            next,
        })
    });
    Ok(Json(page.await?))
}
