//! `/v1/demo`: a made-up company to look around in, as long as nobody has an account.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::{DemoState, DemoView, ProblemView};
use crate::app::App;
use crate::caller::{Calling, is_open};
use crate::demo::Demo;
use crate::problem::Problem;
use crate::purpose::to;

/// Whether there is a made-up company to look around in
///
/// A new service offers one as long as it has no account and no token: a year under the starter policy that ends now, in a workspace
/// of its own, which is gone when the service stops.
#[utoipa::path(get, path = "/v1/demo", tag = "demo",
    responses((status = 200, body = DemoView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn get_demo(
    State(app): State<App>,
    _: Calling<to::Read>,
) -> Result<Json<DemoView>, Problem> {
    let view = offered(&app).await?.map(Demo::view);
    Ok(Json(view.unwrap_or_else(|| DemoView::of(DemoState::None))))
}

/// Have the made-up company made
///
/// It takes some seconds; `GET` says how far it is, and where it is then. What is there already is not made again.
#[utoipa::path(post, path = "/v1/demo", tag = "demo",
    responses((status = 202, body = DemoView), (status = "default", body = ProblemView, content_type = "application/problem+json")))]
pub(crate) async fn begin_demo(
    State(app): State<App>,
    _: Calling<to::Publish>,
) -> Result<(StatusCode, Json<DemoView>), Problem> {
    let demo = offered(&app).await?.ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_demo",
            "only a service that nobody signs in to yet offers a made-up company: start another with `tollgate serve --demo --database sqlite:look.db --listen 127.0.0.1:8081`",
        )
    })?;
    demo.begin();
    Ok((StatusCode::ACCEPTED, Json(demo.view())))
}

/// The made-up company, as long as nobody has an account.
async fn offered(app: &App) -> Result<Option<&Demo>, Problem> {
    match app.demo() {
        Some(demo) if is_open(app).await? => Ok(Some(demo)),
        _ => Ok(None),
    }
}
