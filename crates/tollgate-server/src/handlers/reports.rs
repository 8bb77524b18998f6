//! `/v1/reports`: the oversight matrix, and one handoff point in full.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use tollgate_core::measure::{Period, start_of};
use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;
use tollgate_service::queries::{Asked, HandoverView, Matrix, MovesView, PeriodView, PointReport};
use utoipa::{IntoParams, ToSchema};

use crate::api::{ProblemView, date};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::{Path, Query};
use crate::problem::Problem;
use crate::purpose::to;

/// Which handoffs a report is about: those that were offered in the period; all where none is said.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct InPeriod {
    /// From this day on: `2026-03-01`
    from: Option<String>,
    /// Up to and with this day
    to: Option<String>,
    /// Take the forecast this many weeks into the period
    #[serde(default)]
    week: u8,
}

/// How much of what went before is shown.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct InWeeks {
    /// So many weeks one by one, up to the end of the period or to today, where that comes first
    #[serde(default)]
    #[param(maximum = 53)]
    trend: u8,
}

/// The most weeks that are shown one by one: a year.
const WEEKS_MAX: u8 = 53;

impl InWeeks {
    /// The same question, with the weeks.
    fn of(self, asked: Asked) -> Result<Asked, Problem> {
        if self.trend > WEEKS_MAX {
            let detail = format!("at most {WEEKS_MAX} weeks are shown one by one");
            return Err(Problem::invalid("trend", detail));
        }
        Ok(Asked {
            trend: self.trend,
            ..asked
        })
    }
}

/// In which form a report comes.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct InForm {
    /// `json`, or `csv` for a spreadsheet: the matrix a row a handoff point, a point's report a row a group of its cohort
    #[serde(default)]
    #[param(inline)]
    format: Form,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Form {
    #[default]
    Json,
    Csv,
}

impl InForm {
    /// The answer: `report`, or its `sheet` in a file that is named after what it is about.
    fn answer<T: Serialize>(
        self,
        report: &T,
        sheet: fn(&T) -> String,
        (about, period): (&str, &PeriodView),
    ) -> Response {
        match self.format {
            Form::Json => Json(report).into_response(),
            Form::Csv => {
                let csv = "text/csv; charset=utf-8; header=present";
                let file = format!("attachment; filename=\"{}\"", file_name(about, period));
                let headers = [
                    (header::CONTENT_TYPE, csv),
                    (header::CONTENT_DISPOSITION, &file),
                ];
                (headers, sheet(report)).into_response()
            }
        }
    }
}

/// What a report's table is called: `mql_to_sdr_2026-01-01_to_2026-03-31_as_of_2026-04-02.csv`.
fn file_name(about: &str, period: &PeriodView) -> String {
    let side = |day: &Option<String>, open: &str| day.clone().unwrap_or_else(|| open.to_owned());
    let (from, to) = (side(&period.from, "ever"), side(&period.to, "now"));
    let day = period.as_of.split('T').next().unwrap_or_default();
    let name = format!("{about}_{from}_to_{to}_as_of_{day}.csv");
    // It stands between quotation marks of a header.
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    name.replace(|letter| !is_plain(letter), "-")
}

impl InPeriod {
    /// What is asked for at `now`, in days of the workspace's zone.
    pub(crate) fn asked(&self, policy: &Policy, now: Timestamp) -> Result<Asked, Problem> {
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        Ok(Asked {
            period: period(policy, ("from", from), ("to", to))?,
            week: self.week,
            trend: 0,
            now,
        })
    }
}

/// The period from one day to another, both in it, in the workspace's zone; a side that is not said is open. Each comes with
/// the name of its parameter.
pub(super) fn period(
    policy: &Policy,
    (from_name, from): (&str, Option<&str>),
    (to_name, to): (&str, Option<&str>),
) -> Result<Period, Problem> {
    let zone = &policy.workspace.zone;
    let from = from.map(|text| date(from_name, text)).transpose()?;
    let to = to.map(|text| date(to_name, text)).transpose()?;
    let after = to.and_then(|to| to.tomorrow().ok());
    let period = Period {
        from: from.map_or(Timestamp::MIN, |from| start_of(from, zone)),
        to: after.map_or(Timestamp::MAX, |after| start_of(after, zone)),
    };
    match period.from < period.to {
        true => Ok(period),
        false => Err(Problem::invalid(
            to_name,
            "the period ends before it begins",
        )),
    }
}

/// The oversight matrix: where do we leak?
#[utoipa::path(get, path = "/v1/reports/matrix", tag = "reports", params(InPeriod, InWeeks, InForm),
    responses((status = 200, content((Matrix = "application/json"), (String = "text/csv"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_matrix(
    State(app): State<App>,
    _: Calling<to::Read>,
    Query(period): Query<InPeriod>,
    Query(weeks): Query<InWeeks>,
    Query(form): Query<InForm>,
) -> Result<Response, Problem> {
    let asked = weeks.of(period.asked(&app.policy(), app.now())?)?;
    let matrix = app.matrix(asked).await?;
    Ok(form.answer(&*matrix, Matrix::sheet, ("matrix", &matrix.period)))
}

/// Who handed over to whom in the period: of all records and handoffs that there are
#[utoipa::path(get, path = "/v1/reports/handovers", tag = "reports", params(InPeriod),
    responses((status = 200, body = HandoverView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_handovers(
    State(app): State<App>,
    _: Calling<to::Read>,
    Query(period): Query<InPeriod>,
) -> Result<Json<HandoverView>, Problem> {
    let asked = period.asked(&app.policy(), app.now())?;
    Ok(Json((*app.handovers(asked).await?).clone()))
}

/// How records moved from stage to stage in the period, and what was handed over there
#[utoipa::path(get, path = "/v1/reports/moves", tag = "reports", params(InPeriod),
    responses((status = 200, body = MovesView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_moves(
    State(app): State<App>,
    _: Calling<to::Read>,
    Query(period): Query<InPeriod>,
) -> Result<Json<MovesView>, Problem> {
    let asked = period.asked(&app.policy(), app.now())?;
    Ok(Json((*app.moves(asked).await?).clone()))
}

/// One handoff point in full: volumes, funnel, speed, promises, dispositions, and who did what
#[utoipa::path(get, path = "/v1/reports/points/{point}", tag = "reports",
    params(("point" = String, Path, description = "The handoff point"), InPeriod, InWeeks, InForm),
    responses((status = 200, content((PointReport = "application/json"), (String = "text/csv"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_point_report(
    State(app): State<App>,
    _: Calling<to::Read>,
    Path(id): Path<String>,
    Query(period): Query<InPeriod>,
    Query(weeks): Query<InWeeks>,
    Query(form): Query<InForm>,
) -> Result<Response, Problem> {
    let asked = weeks.of(period.asked(&app.policy(), app.now())?)?;
    let report = app.point_report(&id.as_str().into(), asked).await?;
    report
        .as_ref()
        .as_ref()
        .map(|report| form.answer(report, PointReport::sheet, (&id, &report.period)))
        .ok_or_else(|| Problem::not_found(format!("handoff point `{id}` in the policy")))
}
