//! Who may call what: every route with every role and with none, held against a committed table. A new route is not in it,
//! and so fails the build until somebody has said who may call it.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::Value as Json;
use tollgate_server::{Access, Limits};
use tollgate_service::access::Role;

use super::calling::Api;
use super::tokens::Roles;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/roles.txt");

#[tokio::test]
async fn every_route_lets_in_whom_the_table_names() {
    let api = Api::with(
        Limits::default(),
        Access::Tokens(Arc::new(Roles::default())),
    );
    let mut table = String::from(HEAD);
    for (method, path) in routes() {
        let allowed = allowed(&api, &method, &path).await;
        table.push_str(&format!("{:<7}{path:<38} {allowed}\n", method.as_str()));
    }
    if std::env::var_os("TOLLGATE_BLESS").is_some() {
        std::fs::write(FILE, &table).expect("the file is written");
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        committed == table,
        "who may call what has changed: look at it, and write {FILE} with TOLLGATE_BLESS=1\n{table}"
    );
}

const HEAD: &str = "\
# Who may call what, by role. Written by a test that calls every route with every role and with no token at all; `everybody`
# needs no token. Who may call a route may still be refused what is not theirs (docs/guide/service.md).
";

/// Every route of the description.
fn routes() -> Vec<(Method, String)> {
    let description = serde_json::to_value(tollgate_server::openapi()).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    let of = |(path, operations): (&String, &Json)| {
        let operations = operations.as_object().expect("operations");
        let method = |name: &String| {
            let method = name.to_uppercase().parse::<Method>().expect("a method");
            (method, path.clone())
        };
        operations.keys().map(method).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

/// The roles that the route lets in, as the table writes them.
async fn allowed(api: &Api, method: &Method, path: &str) -> String {
    if lets_in(api, method, path, None).await {
        return "everybody".to_owned();
    }
    let mut names = Vec::new();
    for role in Role::ALL {
        if lets_in(api, method, path, Some(role)).await {
            names.push(role.as_str());
        }
    }
    match names.is_empty() {
        // About their own account and sessions, which no token opens.
        true => "whoever is signed in".to_owned(),
        false => names.join(" "),
    }
}

/// Whether the route goes on with the request, be it to say that it makes no sense.
async fn lets_in(api: &Api, method: &Method, path: &str, role: Option<Role>) -> bool {
    let path = path
        .replace("{kind}", "lead")
        .replace("{id}", "0195d2a4-0000-7000-8000-000000000000")
        .replace(['{', '}'], "");
    let mut request = Request::builder().method(method).uri(path);
    if let Some(role) = role {
        request = request.header("authorization", format!("Bearer {}", role.as_str()));
    }
    let status = api
        .status(request.body(Body::empty()).expect("a request"))
        .await;
    status != StatusCode::UNAUTHORIZED && status != StatusCode::FORBIDDEN
}
