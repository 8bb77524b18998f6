//! `/v1/handoffs/{id}/…`: acts on a handoff. Each is answered by the handoff as it stands afterwards.

use axum::extract::State;
use serde::Deserialize;
use tollgate_core::command::Command;
use tollgate_core::ids::HandoffId;
use tollgate_core::state::RowKey;
use tollgate_service::access::Caller;
use tollgate_service::queries::HandoffView;
use tollgate_service::writer::Delivery;

use super::handoffs::handoff;
use super::id;
use crate::api::{
    DisposeHandoff, ProblemView, ReassignHandoff, ReturnHandoff, SetNextStep, WithdrawHandoff,
};
use crate::app::App;
use crate::caller::Calling;
use crate::parts::Path;
use crate::problem::Problem;
use crate::purpose::to;
use crate::sent::Sent;
use crate::version::{IfMatch, Versioned};

/// Nothing needs to be said.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

type Answered = Result<Versioned<HandoffView>, Problem>;

/// Carries out `command`, which is about the handoff `id`.
async fn act(
    app: &App,
    caller: &Caller,
    id: HandoffId,
    command: Command,
    (meant, delivery): (IfMatch, Option<Delivery>),
) -> Answered {
    app.unless_changed(meant, delivery.as_ref(), RowKey::Handoff(id))
        .await?;
    app.act(caller, command, delivery).await?;
    handoff(app, caller.clone(), id).await
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident, $purpose:ident, $path:literal, $body:ty $(as $schema:ty)?, |$id:ident, $said:ident| $command:expr;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "handoffs",
            params(("id" = String, Path), ("idempotency-key" = Option<String>, Header, description = "Makes a repeated request recognisable", min_length = 1, max_length = 200),
                ("if-match" = Option<String>, Header, description = "The `ETag` of what was read; where it is another by now, nothing happens")),
            $(request_body = $schema,)?
            responses((status = 200, body = HandoffView, headers(("etag" = String, description = "The version, for `If-Match`"))), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
        pub(crate) async fn $name(
            State(app): State<App>,
            Calling(caller, ..): Calling<to::$purpose>,
            Path(text): Path<String>,
            meant: IfMatch,
            sent: Sent<$body>,
        ) -> Answered {
            let $id: HandoffId = id("handoff", &text)?;
            let $said = sent.body;
            let command = $command;
            act(&app, &caller, $id, command, (meant, sent.delivery)).await
        }
    )*};
}

acts! {
    /// Take a handoff over
    accept_handoff, Act, "/v1/handoffs/{id}/accept", Nothing, |id, _said| Command::Accept(id);
    /// Send a handoff back, with what is missing
    return_handoff, Act, "/v1/handoffs/{id}/return", ReturnHandoff as ReturnHandoff, |id, said| said.command(id);
    /// Refuse a handoff, with a reason and so a next action
    reject_handoff, Act, "/v1/handoffs/{id}/reject", DisposeHandoff as DisposeHandoff, |id, said| Command::Reject(said.dispose(id)?);
    /// Put a handoff aside, with a reason and so a next action
    recycle_handoff, Act, "/v1/handoffs/{id}/recycle", DisposeHandoff as DisposeHandoff, |id, said| Command::Recycle(said.dispose(id)?);
    /// Take an offer back
    withdraw_handoff, Act, "/v1/handoffs/{id}/withdraw", WithdrawHandoff as WithdrawHandoff, |id, said| Command::Withdraw(id, said.why.into());
    /// Say that a handoff served its purpose
    complete_handoff, Act, "/v1/handoffs/{id}/complete", Nothing, |id, _said| Command::Complete(id);
    /// Send a returned handoff again, or offer a held one as it is
    resend_handoff, Act, "/v1/handoffs/{id}/resend", Nothing, |id, _said| Command::Resend(id);
    /// Give a handoff to somebody else
    reassign_handoff, Assign, "/v1/handoffs/{id}/reassign", ReassignHandoff as ReassignHandoff, |id, said| Command::Reassign(id, said.to.as_str().into());
    /// Pull a handoff out of its queue
    claim_handoff, Act, "/v1/handoffs/{id}/claim", Nothing, |id, _said| Command::Claim(id);
    /// Say what happens next, by when and by whom
    set_next_step, Act, "/v1/handoffs/{id}/next_step", SetNextStep as SetNextStep, |id, said| said.command(id)?;
}
