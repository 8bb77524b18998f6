//! What a caller asks for in the query, checked.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::problem::Problem;

/// The parameters of the query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asking<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asking<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(fault) => {
                let why = fault.body_text();
                let why = why
                    .rsplit_once("query string: ")
                    .map_or(&*why, |(_, why)| why);
                Err(Problem::invalid("query", why))
            }
        }
    }
}
