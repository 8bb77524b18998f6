//! Several workspaces behind one address.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value as Json, json};
use tollgate_server::{Front, Origin, path_of};
use tollgate_service::live::Clock as _;

use super::calling::Answer;
use super::coming_in::{House, PASSWORD};

/// `acme`, which is at the root, too, and `globex`, one front of both.
struct Two {
    acme: House,
    globex: House,
    front: Front,
}

impl Two {
    fn new() -> Self {
        let acme = House::new();
        let origin = Origin::default().below(&path_of("globex"));
        let globex = House::at("globex", origin);
        let front = Front::new(acme.api.app.clone(), vec![globex.api.app.clone()]);
        Self {
            acme,
            globex,
            front,
        }
    }

    async fn send(&self, method: Method, path: &str, cookies: &str, body: Json) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "tollgate.example")
            .header("sec-fetch-site", "same-origin")
            .header("tollgate-csrf", "1")
            .header("cookie", cookies)
            .body(Body::from(body.to_string()));
        let answered = self.front.answer(request.expect("a request"));
        Answer::of(answered.await).await
    }

    async fn get(&self, path: &str, cookies: &str) -> Answer {
        self.send(Method::GET, path, cookies, Json::Null).await
    }

    /// The cookie of ana, who makes the first account of the workspace below `path`.
    async fn set_up(&self, house: &House, path: &str) -> String {
        let link = house.entrance.first_link(house.api.clock.now());
        let secret = link.expect("an answer").expect("a link");
        let body = json!({ "secret": secret.reveal(), "name": "ana", "password": PASSWORD });
        let made = self
            .send(Method::POST, &format!("{path}/v1/setup"), "", body)
            .await;
        assert_eq!(made.status, 200, "{}", made.text);
        let set = made.headers["set-cookie"].to_str().expect("text");
        set.split(';').next().expect("a cookie").to_owned()
    }
}

#[tokio::test]
async fn one_browser_is_signed_in_to_two_and_neither_cookie_opens_the_other() {
    let two = Two::new();
    let acme = two.set_up(&two.acme, "/w/acme").await;
    let globex = two.set_up(&two.globex, "/w/globex").await;
    let both = format!("{acme}; {globex}");
    for path in ["", "/w/acme", "/w/globex"] {
        let path = format!("{path}/v1/session");
        assert_eq!(two.get(&path, &both).await.status, 200, "{path}");
    }
    let stolen = globex.replace("globex", "acme");
    for (path, cookie) in [
        ("/v1/session", &globex),
        ("/w/acme/v1/session", &globex),
        ("/w/acme/v1/people", &stolen),
        ("/w/globex/v1/session", &acme),
        ("/w/globex/v1/people", &acme),
    ] {
        assert_eq!(two.get(path, cookie).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn links_lead_to_their_own_workspace() {
    let two = Two::new();
    for (house, path, expected) in [
        (&two.acme, "/w/acme", ""),
        (&two.globex, "/w/globex", "/w/globex"),
    ] {
        let cookie = two.set_up(house, path).await;
        let body = json!({ "name": "ben", "role": "member" });
        let accounts = format!("{path}/v1/accounts");
        let added = two.send(Method::POST, &accounts, &cookie, body).await.ok();
        let address = added["link"]["address"].as_str().expect("a link");
        let begins = format!("http://tollgate.example{expected}/enter#link=");
        assert!(address.starts_with(&begins), "{address}");
    }
    let description = two.get("/w/globex/openapi.json", "").await.ok();
    assert_eq!(description["servers"][0]["url"], "/w/globex");
    let description = two.get("/openapi.json", "").await.ok();
    assert_eq!(description["servers"], Json::Null);
}

#[tokio::test]
async fn a_workspace_that_is_not_served_is_told_to_everybody_alike() {
    let two = Two::new();
    let cookie = two.set_up(&two.acme, "").await;
    for path in [
        "/w/ghost",
        "/w/ghost/v1/people",
        "/w/Acme/v1/people",
        "/w/acm%65/v1/people",
        "/w/./globex/v1/people",
        "/w//globex/v1/people",
    ] {
        let (answer, known) = (two.get(path, "").await, two.get(path, &cookie).await);
        let (status, code, _) = answer.problem();
        assert_eq!(
            (status, code.as_str()),
            (404, "no_such_workspace"),
            "{path}"
        );
        assert_eq!(answer.text, known.text, "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn no_path_leads_from_one_workspace_to_another() {
    let two = Two::new();
    let cookie = two.set_up(&two.acme, "").await;
    two.set_up(&two.globex, "/w/globex").await;
    for path in [
        "/w/acme/w/globex/v1/people",
        "/w/acme/../globex/v1/people",
        "/w/acme/..%2fglobex/v1/people",
        "/w/acme//w/globex/v1/people",
        "/w/acme",
        "/w/acme/",
        "/w/acme?x=/w/globex/v1/people",
    ] {
        let (status, code, _) = two.get(path, &cookie).await.problem();
        assert_eq!((status, code.as_str()), (404, "no_such_path"), "{path}");
    }
    let query = two.get("/w/acme/v1/handoffs?limit=0", &cookie).await;
    assert_eq!(query.problem().2.as_deref(), Some("limit"));
}

#[tokio::test]
async fn probes_and_figures_at_the_root_are_about_all_and_below_about_one() {
    let two = Two::new();
    for path in ["/readyz", "/w/acme/readyz", "/w/globex/healthz", "/healthz"] {
        assert_eq!(two.get(path, "").await.status, 200, "{path}");
    }
    let names =
        |text: &str| ["acme", "globex"].map(|name| text.contains(&format!("workspace=\"{name}\"")));
    assert_eq!(names(&two.get("/metrics", "").await.text), [true, true]);
    assert_eq!(
        names(&two.get("/w/acme/metrics", "").await.text),
        [true, false]
    );
    assert_eq!(
        names(&two.get("/w/globex/metrics", "").await.text),
        [false, true]
    );
}
