//! Callers by token: who they are decides what they may do.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::Method;
use serde_json::json;
use tollgate_server::{Access, Limits, TokenBook};
use tollgate_service::access::{Caller, Role};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;

use super::calling::{Answer, Api};

/// A book in which a token is the name of its role, once it is in use.
#[derive(Debug, Default)]
pub(crate) struct Roles(AtomicBool);

impl TokenBook for Roles {
    fn caller(&self, digest: &Digest) -> Result<Option<Caller>, StoreError> {
        let role = Role::ALL
            .into_iter()
            .find(|role| Digest::of(role.as_str().as_bytes()) == *digest);
        Ok(role.map(|role| match role {
            Role::Service => Caller::system("crm", role),
            _ => Caller::person("ana", role),
        }))
    }

    fn is_in_use(&self) -> Result<bool, StoreError> {
        Ok(self.0.load(Ordering::Relaxed))
    }
}

fn api() -> Api {
    Api::with(
        Limits::default(),
        Access::Tokens(Arc::new(Roles::default())),
    )
}

async fn record(api: &Api, token: Option<&str>) -> Answer {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let headers: Vec<_> = (bearer.iter())
        .map(|bearer| ("authorization", bearer.as_str()))
        .collect();
    let body = json!({ "kind": "lead", "id": "L-1", "fields": {} }).to_string();
    api.send(Method::POST, "/v1/records", &headers, body).await
}

#[tokio::test]
async fn without_a_token_nobody_gets_in() {
    let api = api();
    assert_eq!(record(&api, None).await.problem().1, "unauthorized");
    assert_eq!(
        record(&api, Some("guess")).await.problem().1,
        "unauthorized"
    );
    let acting = [("tollgate-acting", "ana")];
    let answer = api.send(Method::GET, "/v1/people", &acting, "").await;
    assert_eq!(answer.status, 401, "only a token says who calls");
    assert_eq!(api.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_role_may_do_what_the_table_says() {
    let api = api();
    assert_eq!(record(&api, Some("viewer")).await.problem().1, "denied");
    record(&api, Some("service")).await.ok();
    let member = [("authorization", "Bearer member")];
    let own = "/v1/people/ana/availability";
    let other = "/v1/people/ben/availability";
    let away = || json!({ "availability": "away" }).to_string();
    api.send(Method::PUT, own, &member, away()).await.ok();
    let answer = api.send(Method::PUT, other, &member, away()).await;
    assert_eq!(
        answer.problem().1,
        "denied",
        "only a manager says so of others"
    );
}

#[tokio::test]
async fn the_ledger_names_who_called() {
    let api = api();
    record(&api, Some("service")).await.ok();
    let viewer = [("authorization", "Bearer viewer")];
    let ledger = api.send(Method::GET, "/v1/ledger", &viewer, "").await;
    assert!(
        ledger.text.contains(r#""actor":{"system":"crm"}"#),
        "{}",
        ledger.text
    );
}

#[tokio::test]
async fn one_who_may_not_is_told_so_whatever_the_body_says() {
    let api = api();
    let viewer = [("authorization", "Bearer viewer")];
    for (method, path) in [
        (Method::POST, "/v1/records"),
        (Method::POST, "/v1/records/batch"),
        (Method::POST, "/v1/policies/publish"),
        (Method::POST, "/v1/handoffs/no-id/accept"),
        (Method::PUT, "/v1/endpoints/crm"),
        (Method::PUT, "/v1/people/ana/availability"),
    ] {
        let answer = api.send(method, path, &viewer, "{ no body").await;
        assert_eq!(answer.problem().1, "denied", "{path}");
    }
}

#[tokio::test]
async fn the_first_token_closes_the_door_while_the_service_runs() {
    let book = Arc::new(Roles::default());
    let api = Api::with(looking_each_time(), Access::ThisMachine(book.clone()));
    assert_eq!(api.get("/v1/people").await.status, 200);
    book.0.store(true, Ordering::Relaxed);
    assert_eq!(api.get("/v1/people").await.problem().1, "unauthorized");
    record(&api, Some("service")).await.ok();
}

#[tokio::test]
async fn who_was_let_in_lately_is_let_in_again_without_a_look() {
    let (book, api) = revocable(Duration::from_secs(3_600));
    record(&api, Some("service")).await.ok();
    book.revoked.store(true, Ordering::Relaxed);
    record(&api, Some("service")).await.ok();
    assert_eq!(record(&api, Some("member")).await.status, 401);
    assert_eq!(book.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_revoked_token_opens_nothing_once_it_is_looked_up_again() {
    let (book, api) = revocable(Duration::ZERO);
    record(&api, Some("service")).await.ok();
    book.revoked.store(true, Ordering::Relaxed);
    assert_eq!(record(&api, Some("service")).await.status, 401);
}

/// A book whose tokens can all be taken back, and how often it was asked.
#[derive(Debug, Default)]
struct Revocable {
    revoked: AtomicBool,
    asked: AtomicUsize,
}

impl TokenBook for Revocable {
    fn caller(&self, digest: &Digest) -> Result<Option<Caller>, StoreError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match self.revoked.load(Ordering::Relaxed) {
            true => Ok(None),
            false => Roles::default().caller(digest),
        }
    }

    fn is_in_use(&self) -> Result<bool, StoreError> {
        Ok(true)
    }
}

fn revocable(known_for: Duration) -> (Arc<Revocable>, Api) {
    let book = Arc::new(Revocable::default());
    let limits = Limits {
        known_for,
        ..Limits::default()
    };
    (book.clone(), Api::with(limits, Access::Tokens(book)))
}

fn looking_each_time() -> Limits {
    Limits {
        known_for: Duration::ZERO,
        ..Limits::default()
    }
}
