//! The table of contents of the API.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderName;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::console::console;
use crate::handlers::{
    account, accounts, activities, agreed, demo, endpoints, failures, federated, gates,
    handoff_acts, handoffs, ledger, ledger_check, ledger_export, links, live, me, operator, people,
    personal, policies, proposals, queues, record_lists, records, reports, session, sessions,
    tasks, tokens, violations, waivers,
};
use crate::headers::headers;
use crate::problem::Problem;
use crate::rates::limited;
use crate::watched::watched;

/// Govern the handoffs of a revenue organisation: criteria, clocks, owners, decisions, figures.
#[derive(OpenApi)]
#[openapi(
    info(title = "Tollgate", version = "1"),
    tags(
        (name = "records", description = "News of records, and what is known of them"),
        (name = "activities", description = "What was done on records"),
        (name = "handoffs", description = "Handoffs, and acts on them"),
        (name = "tasks", description = "Tasks of playbooks"),
        (name = "gates", description = "Gates, waivers and violations"),
        (name = "people", description = "Who is here, and who carries what"),
        (name = "policies", description = "What is in force, what was, and what could be"),
        (name = "reports", description = "Figures with their derivation, and what leaks"),
        (name = "ledger", description = "Every decision, in order"),
        (name = "personal data", description = "What people may ask for themselves: what is known about them, and to be erased"),
        (name = "demo", description = "A made-up company to look around in"),
        (name = "endpoints", description = "Who outside is told what, and what did not reach them"),
        (name = "accounts", description = "Who comes in: accounts, sessions, tokens"),
    )
)]
struct Api;

/// Everything under `/v1`, each with its description.
fn v1() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi())
        .merge(facts())
        .merge(handoffs())
        .merge(gates())
        .merge(people())
        .merge(policies())
        .merge(answers())
        .merge(personal())
        .merge(outgoing())
        .merge(look_around())
        .merge(coming_in())
        .merge(accounts())
}

fn facts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(records::observe_record, record_lists::list_records))
        .routes(routes!(records::observe_records))
        .routes(routes!(records::get_record))
        .routes(routes!(handoffs::get_journey))
        .routes(routes!(activities::log_activity))
        .routes(routes!(activities::log_activities))
}

fn handoffs() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handoffs::list_handoffs))
        .routes(routes!(handoffs::get_handoff))
        .routes(routes!(handoffs::get_story))
        .routes(routes!(handoff_acts::accept_handoff))
        .routes(routes!(handoff_acts::return_handoff))
        .routes(routes!(handoff_acts::reject_handoff))
        .routes(routes!(handoff_acts::recycle_handoff))
        .routes(routes!(handoff_acts::withdraw_handoff))
        .routes(routes!(handoff_acts::complete_handoff))
        .routes(routes!(handoff_acts::resend_handoff))
        .routes(routes!(handoff_acts::reassign_handoff))
        .routes(routes!(handoff_acts::claim_handoff))
        .routes(routes!(handoff_acts::set_next_step))
}

fn gates() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(gates::ask_gate))
        .routes(routes!(gates::change_stage))
        .routes(routes!(waivers::waive_gate, waivers::list_waivers))
        .routes(routes!(violations::list_violations))
}

fn people() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(queues::list_queues))
        .routes(routes!(people::list_people))
        .routes(routes!(people::get_person))
        .routes(routes!(people::set_availability))
        .routes(routes!(tasks::list_tasks))
        .routes(routes!(tasks::get_task))
        .routes(routes!(tasks::complete_task))
}

fn policies() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(agreed::get_agreed))
        .routes(routes!(policies::list_policies))
        .routes(routes!(policies::get_policy_schema))
        .routes(routes!(policies::get_policy))
        .routes(routes!(policies::check_policy))
        .routes(routes!(policies::preview_policy))
        .routes(routes!(policies::publish_policy))
        .routes(routes!(proposals::list_proposals))
        .routes(routes!(proposals::get_proposal))
        .routes(routes!(proposals::approve_proposal))
        .routes(routes!(proposals::decline_proposal))
        .routes(routes!(proposals::withdraw_proposal))
}

fn answers() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(reports::get_matrix))
        .routes(routes!(reports::get_handovers))
        .routes(routes!(reports::get_moves))
        .routes(routes!(reports::get_point_report))
        .routes(routes!(failures::list_failures))
        .routes(routes!(ledger::list_ledger))
        .routes(routes!(ledger_check::check_ledger))
        .routes(routes!(ledger_export::export_ledger))
        .routes(routes!(live::live))
}

fn personal() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(personal::erase_person))
        .routes(routes!(personal::export_person))
}

fn outgoing() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(endpoints::list_endpoints))
        .routes(routes!(
            endpoints::get_endpoint,
            endpoints::put_endpoint,
            endpoints::change_endpoint,
            endpoints::remove_endpoint
        ))
        .routes(routes!(endpoints::list_undelivered))
        .routes(routes!(endpoints::redeliver))
}

fn look_around() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(demo::get_demo, demo::begin_demo))
}

fn coming_in() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(me::get_me))
        .routes(routes!(links::set_up))
        .routes(routes!(links::check_setup))
        .routes(routes!(links::choose_password))
        .routes(routes!(links::check_invitation))
        .routes(routes!(
            session::sign_in,
            session::get_session,
            session::sign_out
        ))
        .routes(routes!(session::list_ways))
        .routes(routes!(
            sessions::list_sessions,
            sessions::sign_out_everywhere
        ))
        .routes(routes!(sessions::end_session))
        .routes(routes!(federated::start_oidc))
        .routes(routes!(federated::end_oidc))
}

fn accounts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(account::change_password))
        .routes(routes!(account::begin_totp))
        .routes(routes!(account::confirm_totp))
        .routes(routes!(account::remove_totp))
        .routes(routes!(account::choose_zone))
        .routes(routes!(accounts::list_accounts, accounts::add_account))
        .routes(routes!(accounts::change_account))
        .routes(routes!(accounts::make_link))
        .routes(routes!(tokens::list_tokens, tokens::make_token))
        .routes(routes!(tokens::revoke_token))
}

/// The description of the API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    v1().split_for_parts().1
}

/// Every route of one workspace, with what surrounds each.
pub fn router(app: App) -> Router {
    let routes = routes(std::slice::from_ref(&app));
    surrounded(routes, app)
}

/// The same for what is asked at the root of a server: the routes of `first`, probes and figures of `all`, and that there is no
/// such workspace.
pub(crate) fn root(first: App, all: &[App]) -> Router {
    let routes = routes(all).route("/w/{*path}", any(operator::no_such_workspace));
    surrounded(routes, first)
}

/// Every route of a workspace. Probes and figures are about those that are `probed`.
fn routes(probed: &[App]) -> Router<App> {
    let probes = Router::new()
        .route("/readyz", get(operator::readyz))
        .route("/metrics", get(operator::metrics))
        .with_state(Arc::from(probed));
    let (v1, _) = v1().split_for_parts();
    v1.merge(probes)
        .route("/healthz", get(operator::healthz))
        .route("/openapi.json", get(operator::description))
        .route("/docs", get(operator::docs))
        .route("/docs.css", get(operator::docs_style))
        .route("/docs.js", get(operator::docs_script))
}

/// `routes` over `app`, with what surrounds each.
fn surrounded(routes: Router<App>, app: App) -> Router {
    let request_id = HeaderName::from_static("x-request-id");
    routes
        .fallback(console)
        .method_not_allowed_fallback(operator::other_method)
        .layer(from_fn_with_state(app.clone(), limited))
        .layer(from_fn_with_state(app.clone(), watched))
        .layer(CatchPanicLayer::custom(|_| {
            Problem::internal().into_response()
        }))
        .layer(from_fn(headers))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(app)
}
