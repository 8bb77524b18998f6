//! Versions of what people edit: an `ETag` with what is read, `If-Match` with what is written.
//!
//! A version is a digest of the state that is kept, so it changes when that does, and not because time passes.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Row, RowKey};
use tollgate_core::wants::Want;
use tollgate_service::ledger::Digest;
use tollgate_service::ports::{Read, StoreError};
use tollgate_service::stored::to_text;
use tollgate_service::writer::Delivery;

use crate::app::App;
use crate::problem::Problem;

/// Hexadecimal digits of a digest that tell versions of one thing apart.
const DIGITS: usize = 16;

/// A version, as an entity tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version(String);

impl Version {
    /// That of something whose state is `text`.
    pub(crate) fn of(text: &str) -> Self {
        let digest = Digest::of(text.as_bytes()).to_string();
        Self(format!("\"{}\"", digest.get(..DIGITS).unwrap_or(&digest)))
    }

    /// That of the policy in force, which is its revision.
    pub(crate) fn revision(number: u32) -> Self {
        Self(format!("\"{number}\""))
    }

    /// That of a row; `None` where it is not there.
    pub(crate) fn of_row(
        store: &dyn Read,
        policy: &Policy,
        key: &RowKey,
    ) -> Result<Option<Self>, StoreError> {
        if let RowKey::Presence(person) = key {
            let (_, presences) = store.people()?;
            let row = presences.iter().find(|row| row.person == *person);
            // Whoever never said otherwise is here.
            return Ok(Some(Self::of(&row.map(to_text).unwrap_or_default())));
        }
        let rows = store.load(policy, &[Want::Row(key.clone())])?;
        Ok(rows.iter().find_map(|row| match row {
            Row::Handoff(row) => Some(Self::of(&to_text(row))),
            Row::Task(row) => Some(Self::of(&to_text(row))),
            _ => None,
        }))
    }
}

/// Something with its version.
#[derive(Clone, Debug)]
pub(crate) struct Versioned<T>(pub(crate) Version, pub(crate) T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, self.0.0)], Json(self.1)).into_response()
    }
}

/// The version that the caller has seen, where it matters to them: the header `If-Match`.
#[derive(Clone, Debug)]
pub(crate) struct IfMatch(Option<String>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        Self::of(&parts.headers)
    }
}

impl IfMatch {
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let header = headers.get(header::IF_MATCH);
        let text = header.map(|header| header.to_str().map(str::to_owned));
        let unreadable = |_| Problem::invalid("if-match", "send the `ETag` as it was given");
        Ok(Self(text.transpose().map_err(unreadable)?))
    }

    /// Refuses where what is there, if anything, is another version.
    pub(crate) fn holds(&self, found: Option<&Version>) -> Result<(), Problem> {
        let Some(wanted) = &self.0 else {
            return Ok(());
        };
        let mut wanted = wanted.split(',').map(str::trim);
        let fits = |found: &Version| wanted.any(|one| one == "*" || one == found.0);
        match found.is_some_and(fits) {
            true => Ok(()),
            false => Err(changed()),
        }
    }
}

fn changed() -> Problem {
    Problem::new(
        StatusCode::PRECONDITION_FAILED,
        "changed_meanwhile",
        "somebody changed it meanwhile: read it again, and decide again",
    )
    .about("if-match")
}

impl App {
    /// Refuses where the row is another version than `meant`. One that is not there is told by whoever acts on it, and a
    /// delivery that was answered before is answered again.
    pub(crate) async fn unless_changed(
        &self,
        meant: IfMatch,
        delivery: Option<&Delivery>,
        key: RowKey,
    ) -> Result<(), Problem> {
        if meant.0.is_none() {
            return Ok(());
        }
        let delivery = delivery.map(|delivery| delivery.key.clone());
        let found = self.read(move |store, policy| match delivery {
            Some(delivery) if store.seen(&delivery)?.is_some() => Ok(None),
            _ => Version::of_row(store, policy, &key),
        });
        match found.await? {
            Some(found) => meant.holds(Some(&found)),
            None => Ok(()),
        }
    }
}
