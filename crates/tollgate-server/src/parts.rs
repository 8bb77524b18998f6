//! The parts of a path and of a query: as axum takes them apart, and where they cannot be, a problem like any other.

use axum::extract::{FromRequestParts, rejection};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::problem::Problem;

/// What stands in the place of a path's parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<T>(pub(crate) T);

/// What the query says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let taken = axum::extract::Path::from_request_parts(parts, app).await;
        let axum::extract::Path(inner) = taken.map_err(|why: rejection::PathRejection| {
            Problem::invalid(
                "path",
                format!("use the id as it was given: {}", why.body_text()),
            )
        })?;
        Ok(Self(inner))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let taken = axum::extract::Query::from_request_parts(parts, app).await;
        let axum::extract::Query(inner) = taken
            .map_err(|why: rejection::QueryRejection| Problem::invalid("query", why.body_text()))?;
        Ok(Self(inner))
    }
}
