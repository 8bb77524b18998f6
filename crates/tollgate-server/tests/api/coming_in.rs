//! People who come in by the door: a browser's calls, with its cookie and what it says of the page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::http::Method;
use serde_json::{Value as Json, json};
use tollgate_server::{Access, Door, Origin, TokenBook};
use tollgate_service::access::Caller;
use tollgate_service::accounts::{Chance, Entrance, EntranceSettings, caller_with};
use tollgate_service::ledger::Digest;
use tollgate_service::live::Clock as _;
use tollgate_service::ports::accounts::Accounts as _;
use tollgate_service::ports::tokens::Tokens as _;
use tollgate_service::ports::{Store as _, StoreError};
use tollgate_testkit::memory::MemoryStore;

use super::calling::{Answer, Api};

/// What everybody's password is.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// Another number each time, so that tests are the same each time.
#[derive(Debug)]
struct Counted(AtomicU8);

impl Chance for Counted {
    fn draw(&self) -> [u8; 32] {
        [self.0.fetch_add(1, Ordering::Relaxed); 32]
    }
}

/// The tokens of the same store.
#[derive(Debug)]
struct Book(MemoryStore);

impl TokenBook for Book {
    fn caller(&self, digest: &Digest) -> Result<Option<Caller>, StoreError> {
        match self.0.token(digest)? {
            Some(token) if token.revoked_at.is_none() => caller_with(&self.0, &token),
            _ => Ok(None),
        }
    }

    fn is_in_use(&self) -> Result<bool, StoreError> {
        Ok(!self.0.accounts()?.is_empty())
    }
}

/// A service with a door.
pub(crate) struct House {
    pub(crate) api: Api,
    pub(crate) entrance: Arc<Entrance>,
}

/// A browser, and the cookie that it holds.
pub(crate) struct Browser<'h> {
    house: &'h House,
    cookie: Option<String>,
}

impl House {
    pub(crate) fn new() -> Self {
        Self::at("acme", Origin::default())
    }

    /// One of `workspace`, which is reached at `origin`.
    pub(crate) fn at(workspace: &str, origin: Origin) -> Self {
        let store = MemoryStore::new(workspace);
        let book = Book(store.another().expect("a handle"));
        // What is drawn in one workspace is not drawn in another.
        let first = if workspace == "acme" { 0 } else { 128 };
        let chance = Arc::new(Counted(AtomicU8::new(first)));
        let entrance = Entrance::new(store, chance, EntranceSettings::default());
        let entrance = Arc::new(entrance);
        let door = Door::new(workspace, Arc::clone(&entrance), origin, None);
        let api = Api::behind(workspace, door, Access::ThisMachine(Arc::new(book)));
        Self { api, entrance }
    }

    /// One where ana has come in first.
    pub(crate) async fn of_ana() -> Self {
        let house = Self::new();
        house.browser().set_up().await;
        house
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            house: self,
            cookie: None,
        }
    }

    /// A browser in which `name` has signed in.
    pub(crate) async fn signed_in(&self, name: &str) -> Browser<'_> {
        let mut browser = self.browser();
        browser.sign_in(name, PASSWORD, None).await.ok();
        browser
    }
}

impl Browser<'_> {
    /// Sends what a page of ours sends.
    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Json) -> Answer {
        let ours = [("sec-fetch-site", "same-origin"), ("tollgate-csrf", "1")];
        self.send_with(method, path, &ours, body).await
    }

    /// Sends with these headers and the cookie, and keeps the cookie that comes.
    pub(crate) async fn send_with(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Json,
    ) -> Answer {
        let mut headers = headers.to_vec();
        let cookie = self.cookie.clone();
        headers.extend(cookie.iter().map(|cookie| ("cookie", cookie.as_str())));
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = self.house.api.send(method, path, &headers, body).await;
        if let Some(set) = answer.headers.get("set-cookie") {
            let set = set.to_str().expect("text");
            assert!(set.contains("; Path=/; HttpOnly; SameSite=Strict"), "{set}");
            let pair = set.split(';').next().expect("a cookie");
            self.cookie = (!set.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send_with(Method::GET, path, &[], Json::Null).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: Json) -> Answer {
        self.send(Method::POST, path, body).await
    }

    pub(crate) async fn sign_in(
        &mut self,
        name: &str,
        password: &str,
        code: Option<&str>,
    ) -> Answer {
        let body = json!({ "name": name, "password": password, "code": code });
        self.post("/v1/session", body).await
    }

    /// Makes the first account, that of ana, by the link.
    pub(crate) async fn set_up(&mut self) {
        let now = self.house.api.clock.now();
        let link = self.house.entrance.first_link(now).expect("an answer");
        let secret = link.expect("a link");
        let body = json!({ "secret": secret.reveal(), "name": "Ana@acme.example", "person": "ana", "password": PASSWORD });
        self.post("/v1/setup", body).await.ok();
    }

    /// Has somebody invited, who chooses their password.
    pub(crate) async fn invite(&mut self, name: &str, role: &str) {
        let body = json!({ "name": name, "role": role });
        let added = self.post("/v1/accounts", body).await.ok();
        let address = added["link"]["address"].as_str().expect("a link");
        let (_, secret) = address.split_once("/enter#link=").expect("a secret");
        let body = json!({ "secret": secret, "password": PASSWORD });
        let mut theirs = self.house.browser();
        theirs.post("/v1/invitation", body).await.ok();
    }

    /// A copy of the browser with the cookie that it holds at the moment, as a thief would have it.
    pub(crate) fn stolen(&self) -> Self {
        Browser {
            house: self.house,
            cookie: self.cookie.clone(),
        }
    }
}
