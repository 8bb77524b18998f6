//! `/v1/gates`: may this record enter this stage? And moving it there.

use axum::Json;
use axum::extract::State;
use tollgate_core::command::{Command, Request};
use tollgate_service::access::mask::Mask;
use tollgate_service::queries::{self, GateView};

use crate::api::{DoneView, MoveStage, ProblemView};
use crate::app::App;
use crate::caller::Calling;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;

/// May this record enter this stage?
///
/// Nothing changes. The answer is the one that moving the record would be decided by.
#[utoipa::path(post, path = "/v1/gates/ask", tag = "gates", request_body = MoveStage,
    responses((status = 200, body = GateView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn ask_gate(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::AskGate>,
    sent: Sent<MoveStage>,
) -> Result<Json<GateView>, Problem> {
    let request = Request {
        actor: caller.who.clone(),
        command: Command::AskGate(sent.body.into()),
    };
    let now = app.now();
    let answered = app
        .read_at_once(move |store, policy| {
            queries::gate(store, policy, &request, now, &Mask::of(&caller, policy))
        })
        .await?;
    answered.map(Json).map_err(|refused| (&refused).into())
}

/// Move a record into a stage, if its gates allow it
#[utoipa::path(post, path = "/v1/gates/change_stage", tag = "gates", request_body = MoveStage,
    params(("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200)),
    responses((status = 200, body = DoneView), (status = 409, description = "`gate_closed`, with the rules that are not met", body = ProblemView, content_type = "application/problem+json"),
        (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn change_stage(
    State(app): State<App>,
    Calling(caller, ..): Calling<to::PassGate>,
    sent: Sent<MoveStage>,
) -> Result<Json<DoneView>, Problem> {
    let command = Command::ChangeStage(sent.body.into());
    let done = app.act(&caller, command, sent.delivery).await?;
    Ok(Json(done.into()))
}
