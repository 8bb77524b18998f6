//! Members act on what came to them or their queues, managers on what is their teams'.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value as Json, json};
use tollgate_server::{Access, Limits, TokenBook};
use tollgate_service::access::{Caller, Role};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::StoreError;

use super::calling::{Answer, Api};

/// A book in which a token is a role and a name: `member ana`.
#[derive(Debug)]
pub(crate) struct Named;

const PEOPLE: [&str; 8] = ["ana", "ben", "cho", "dana", "eve", "fay", "zoe", "crm"];

impl TokenBook for Named {
    fn caller(&self, digest: &Digest) -> Result<Option<Caller>, StoreError> {
        let mut all = Role::ALL
            .into_iter()
            .flat_map(|role| PEOPLE.map(|name| (role, name)));
        let is_it = |(role, name): &(Role, &str)| {
            Digest::of(format!("{} {name}", role.as_str()).as_bytes()) == *digest
        };
        Ok(all.find(is_it).map(|(role, name)| match name {
            "crm" => Caller::system(name, role),
            _ => Caller::person(name, role),
        }))
    }

    fn is_in_use(&self) -> Result<bool, StoreError> {
        Ok(true)
    }
}

pub(crate) fn api() -> Api {
    Api::with(Limits::default(), Access::Tokens(Arc::new(Named)))
}

/// Calls as `who`, such as `member ana`.
pub(crate) async fn call_as(
    api: &Api,
    who: &str,
    (method, path): (Method, &str),
    body: Json,
) -> Answer {
    let bearer = format!("Bearer {who}");
    let headers = [("authorization", bearer.as_str())];
    api.send(method, path, &headers, body.to_string()).await
}

/// A handoff to the SDRs, and its owner.
async fn handoff(api: &Api) -> (String, String) {
    let fields = json!({ "stage": "mql", "employees": 50, "intent": 80 });
    let lead = json!({ "kind": "lead", "id": "L-1", "fields": fields });
    call_as(api, "service crm", (Method::POST, "/v1/records"), lead)
        .await
        .ok();
    let listed = call_as(api, "viewer zoe", (Method::GET, "/v1/handoffs"), json!({})).await;
    let listed = listed.ok();
    let text = |name: &str| {
        listed["handoffs"][0][name]
            .as_str()
            .expect("a text")
            .to_owned()
    };
    (text("id"), text("owner"))
}

async fn accept(api: &Api, who: &str, handoff: &str) -> Answer {
    let path = format!("/v1/handoffs/{handoff}/accept");
    call_as(api, who, (Method::POST, &path), json!({})).await
}

#[tokio::test]
async fn a_member_acts_on_handoffs_of_their_queues_alone() {
    let api = api();
    let (handoff, owner) = handoff(&api).await;
    let (status, code, _) = accept(&api, "member eve", &handoff).await.problem();
    assert_eq!((status, code.as_str()), (403, "not_yours"));
    accept(&api, &format!("member {owner}"), &handoff)
        .await
        .ok();
}

#[tokio::test]
async fn who_may_act_on_a_handoff_is_told_with_it_and_holds() {
    let api = api();
    let (handoff, owner) = handoff(&api).await;
    let (theirs, path) = (format!("member {owner}"), format!("/v1/handoffs/{handoff}"));
    for (who, may) in [
        ("member eve", false),
        ("viewer zoe", false),
        ("manager zoe", false),
        ("manager dana", true),
        (theirs.as_str(), true),
    ] {
        let one = call_as(&api, who, (Method::GET, &path), json!({})).await;
        assert_eq!(one.ok()["may_act"], may, "{who}");
        let story = format!("{path}/story");
        let story = call_as(&api, who, (Method::GET, &story), json!({})).await;
        assert_eq!(story.ok()["handoffs"][0]["may_act"], may, "{who}");
        let listed = call_as(&api, who, (Method::GET, "/v1/handoffs"), json!({})).await;
        assert_eq!(listed.ok()["handoffs"][0]["may_act"], may, "{who}");
        // What is told is what happens: nobody is asked for a reason and then refused.
        if !may {
            let refused = accept(&api, who, &handoff).await;
            assert_eq!(refused.status, 403, "{who}");
        }
    }
}

/// As an intruder would: a member of the queue ends what a colleague has taken from it.
#[tokio::test]
async fn what_a_colleague_has_is_no_longer_the_queues() {
    let api = api();
    let (handoff, owner) = handoff(&api).await;
    let colleague = if owner == "ana" {
        "member ben"
    } else {
        "member ana"
    };
    accept(&api, &format!("member {owner}"), &handoff)
        .await
        .ok();
    for (act, body) in [
        ("complete", json!({})),
        ("reject", json!({ "reason": "bad_data" })),
        ("withdraw", json!({ "why": "no" })),
    ] {
        let path = format!("/v1/handoffs/{handoff}/{act}");
        let answer = call_as(&api, colleague, (Method::POST, &path), body).await;
        assert_eq!(answer.problem().1, "not_yours", "{act}");
    }
}

#[tokio::test]
async fn a_handoff_goes_to_nobody_whom_the_policy_does_not_know() {
    let api = api();
    let (handoff, owner) = handoff(&api).await;
    let path = format!("/v1/handoffs/{handoff}/reassign");
    for nobody in ["attacker@outside.example", "nobody-at-all"] {
        let to = json!({ "to": nobody });
        let answer = call_as(&api, "manager dana", (Method::POST, &path), to).await;
        assert_eq!(answer.problem().1, "unknown_person", "{nobody}");
    }
    let listed = call_as(&api, "viewer zoe", (Method::GET, "/v1/handoffs"), json!({})).await;
    assert_eq!(listed.ok()["handoffs"][0]["owner"], owner.as_str());
}

#[tokio::test]
async fn what_is_not_theirs_says_whom_to_ask() {
    let api = api();
    let (handoff, owner) = handoff(&api).await;
    let refused = accept(&api, "member eve", &handoff).await;
    let says = refused.json()["detail"]
        .as_str()
        .expect("a detail")
        .to_owned();
    assert!(
        says.contains(&format!("ask {owner}, or their manager")),
        "{says}"
    );
}

#[tokio::test]
async fn a_manager_gives_away_what_is_their_teams_alone() {
    let api = api();
    let (handoff, _) = handoff(&api).await;
    let path = format!("/v1/handoffs/{handoff}/reassign");
    let to = || json!({ "to": "cho" });
    let stranger = call_as(&api, "manager zoe", (Method::POST, &path), to()).await;
    assert_eq!(stranger.problem().1, "not_yours");
    let theirs = call_as(&api, "manager dana", (Method::POST, &path), to())
        .await
        .ok();
    assert_eq!(theirs["owner"], "cho");
}

#[tokio::test]
async fn a_manager_says_who_of_their_teams_is_away() {
    let api = api();
    let away = || json!({ "availability": "away" });
    let path = (Method::PUT, "/v1/people/ana/availability");
    let stranger = call_as(&api, "manager zoe", path.clone(), away()).await;
    assert_eq!(stranger.problem().1, "not_yours");
    call_as(&api, "manager dana", path, away()).await.ok();
}

#[tokio::test]
async fn revops_and_systems_act_on_everything() {
    let api = api();
    let (handoff, _) = handoff(&api).await;
    let path = format!("/v1/handoffs/{handoff}/reassign");
    let given = call_as(
        &api,
        "revops zoe",
        (Method::POST, &path),
        json!({ "to": "cho" }),
    )
    .await;
    assert_eq!(given.ok()["owner"], "cho");
    let path = format!("/v1/handoffs/{handoff}/withdraw");
    let why = json!({ "why": "sent by mistake" });
    let taken = call_as(&api, "service crm", (Method::POST, &path), why).await;
    assert_eq!(taken.ok()["state"], "withdrawn");
}

#[tokio::test]
async fn what_is_not_there_is_told_as_before() {
    let api = api();
    let nowhere = accept(&api, "member eve", "0195d2a4-0000-7000-8000-000000000000").await;
    assert_eq!(nowhere.problem().0, 404);
}
