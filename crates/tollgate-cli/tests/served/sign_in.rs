//! The first account by the link in the log, and what an operator does with the database at hand.

use serde_json::json;

use crate::http::{Answer, Request};
use crate::process::{Served, Workspace};
use crate::waiting::until;

const PASSWORD: &str = "correct horse battery";

/// Sends what a page of the service sends.
fn post(served: &Served, path: &str, body: &serde_json::Value) -> Answer {
    let request = Request::post(path, body.to_string());
    let host = served.address.to_string();
    let request = request.with("host", &host).with("tollgate-csrf", "1");
    served.ask(&request.with("origin", &format!("http://{host}")))
}

/// The secret of the link in the log.
fn link(served: &Served) -> String {
    until("there is a link", || {
        let log = served.log();
        let (_, after) = log.split_once("/enter#setup=")?;
        Some(after.chars().take_while(char::is_ascii_hexdigit).collect())
    })
}

fn sign_in(served: &Served, name: &str, password: &str) -> Answer {
    let body = json!({ "name": name, "password": password });
    post(served, "/v1/session", &body)
}

fn the_first_account_is_made_by_the_link_in_the_log(workspace: &Workspace) {
    let served = workspace.serve();
    served.ask(&Request::get("/v1/people")).ok();
    let secret = link(&served);
    let body = json!({ "secret": secret, "name": "ana", "password": PASSWORD });
    let made = post(&served, "/v1/setup", &body).ok();
    assert_eq!(made["role"], "administrator");
    assert_eq!(served.ask(&Request::get("/v1/people")).status, 401);
    assert_eq!(post(&served, "/v1/setup", &body).status, 410);
    drop(served);
    let again = workspace.serve();
    assert_eq!(sign_in(&again, "ana", PASSWORD).ok()["name"], "ana");
    assert!(!again.log().contains("/enter#setup="), "{}", again.log());
    assert!(!again.log().contains(PASSWORD));
}

#[test]
fn on_sqlite_the_first_account_is_made_by_the_link_in_the_log() {
    the_first_account_is_made_by_the_link_in_the_log(&Workspace::sqlite());
}

#[test]
fn on_postgres_the_first_account_is_made_by_the_link_in_the_log() {
    the_first_account_is_made_by_the_link_in_the_log(&Workspace::postgres());
}

#[test]
fn an_operator_makes_lists_resets_and_disables_accounts() {
    let workspace = Workspace::sqlite();
    let served = workspace.serve();
    let create =
        |name: &str| workspace.command(&["account", "create", name, "--role", "administrator"]);
    let (ana, _ben) = (create("ana"), create("ben"));
    let choose = |link: &str| {
        let secret = link
            .trim()
            .strip_prefix("/w/acme/enter#link=")
            .expect("a link");
        let body = json!({ "secret": secret, "password": PASSWORD });
        post(&served, "/v1/invitation", &body).status
    };
    assert_eq!(choose(&ana), 200);
    sign_in(&served, "ana", PASSWORD).ok();
    let listed = workspace.command(&["account", "list"]);
    assert!(
        listed.contains("ben") && listed.contains("invited"),
        "{listed}"
    );
    for _ in 0..6 {
        assert_eq!(sign_in(&served, "ana", "wrong horse battery").status, 401);
    }
    assert_eq!(sign_in(&served, "ana", PASSWORD).status, 401, "she waits");
    let link = workspace.command(&["account", "reset", "ana"]);
    sign_in(&served, "ana", PASSWORD).ok();
    assert_eq!(choose(&link), 200);
    workspace.command(&["account", "disable", "ben"]);
    let listed = workspace.command(&["account", "list"]);
    assert!(listed.contains("disabled"), "{listed}");
}

#[test]
fn a_token_made_for_a_scope_does_nothing_else() {
    let workspace = Workspace::sqlite();
    let served = workspace.serve();
    workspace.command(&["account", "create", "crm", "--role", "service", "--system"]);
    let make = [
        "token",
        "create",
        "--name",
        "forms",
        "--account",
        "crm",
        "--scope",
        "ingest",
    ];
    let bearer = format!("Bearer {}", workspace.command(&make).trim());
    let body = json!({ "kind": "lead", "id": "L-1", "fields": {} });
    let told = Request::post("/v1/records", body.to_string());
    let status = |request: Request| served.ask(&request.with("authorization", &bearer)).status;
    until("the token closes the door", || {
        (served.ask(&Request::get("/v1/people")).status == 401).then_some(())
    });
    assert_eq!(status(told.clone()), 200);
    assert_eq!(status(Request::get("/v1/people")), 403);
    let listed = workspace.command(&["token", "list"]);
    assert!(listed.contains("ingest"), "{listed}");
    workspace.command(&["account", "disable", "crm"]);
    until("its tokens open nothing", || {
        (status(told.clone()) == 401).then_some(())
    });
}
