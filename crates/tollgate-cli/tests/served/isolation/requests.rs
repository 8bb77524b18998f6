//! A request for every route of the API, about things that somebody names.

use serde_json::{Value as Json, json};
use tollgate_testkit::seed::Seed;

use crate::http::Request;

/// Who may call what; a test of the server holds it.
const ROLES: &str = include_str!("../../../../tollgate-server/roles.txt");
/// Made up, so that nobody's password is tried in earnest.
const WRONG: &str = "wrong horse battery";

/// What requests are about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    pub(crate) lead: String,
    /// A lead of a person who may be erased.
    pub(crate) erased: String,
    pub(crate) opportunity: String,
    pub(crate) handoff: String,
    pub(crate) task: String,
    pub(crate) endpoint: String,
    pub(crate) account: String,
    pub(crate) token: String,
    /// By what a session is ended.
    pub(crate) session: String,
    pub(crate) person: String,
    pub(crate) point: String,
    pub(crate) revision: String,
    /// The secret of an invitation.
    pub(crate) invitation: String,
    /// The password of the account.
    pub(crate) password: String,
}

/// A route of the API.
#[derive(Debug)]
pub(crate) struct Route {
    method: String,
    path: String,
    has_body: bool,
    query: Vec<String>,
}

impl Route {
    /// Every route of `description`.
    pub(crate) fn all(description: &Json) -> Vec<Self> {
        let paths = description["paths"].as_object().expect("paths");
        let of = |(path, methods): (&String, &Json)| -> Vec<Self> {
            let methods = methods.as_object().expect("methods").iter();
            methods
                .map(|(method, about)| Self::new(method, path, about))
                .collect()
        };
        paths.iter().flat_map(of).collect()
    }

    fn new(method: &str, path: &str, about: &Json) -> Self {
        let parameters = about["parameters"].as_array().into_iter().flatten();
        let query = parameters.filter(|one| one["in"] == "query");
        let query = query.filter_map(|one| one["name"].as_str().map(str::to_owned));
        Self {
            method: method.to_uppercase(),
            path: path.to_owned(),
            has_body: about["requestBody"].is_object(),
            query: query.collect(),
        }
    }

    /// True where nobody needs to be let in.
    pub(crate) fn is_open(&self) -> bool {
        let line = ROLES.lines().find(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(&self.method) && words.next() == Some(&self.path)
        });
        line.is_some_and(|line| line.ends_with(" everybody"))
    }

    /// True where the path names a thing, which has to be there.
    pub(crate) fn names_something(&self) -> bool {
        // Of people a CRM may know some that no policy names.
        let takes_anybody = self.method == "PUT" && self.path == "/v1/people/{id}/availability";
        self.path.contains('{') && !takes_anybody && !self.puts_endpoint()
    }

    fn puts_endpoint(&self) -> bool {
        self.method == "PUT" && self.path == "/v1/endpoints/{name}"
    }

    pub(crate) fn reads(&self, path: &str) -> bool {
        self.method == "GET" && self.path == path
    }

    pub(crate) fn ends_session(&self) -> bool {
        self.method == "DELETE" && ["/v1/session", "/v1/sessions"].contains(&&*self.path)
    }

    pub(crate) fn is_stream(&self) -> bool {
        self.path == "/v1/live"
    }

    pub(crate) fn tells_of_ways(&self) -> bool {
        self.path == "/v1/session/ways"
    }

    /// A request below `at` that is about `ids`; `files` is a policy of that workspace.
    pub(crate) fn request(&self, at: &str, ids: &Ids, files: &Json, seed: &mut Seed) -> Request {
        let parts = self
            .path
            .split('/')
            .map(|part| match part.strip_prefix('{') {
                Some(name) => self.named(name.trim_end_matches('}'), ids),
                None => part.to_owned(),
            });
        let path: Vec<String> = parts.collect();
        let query = self.query(ids, seed);
        let body = match self.has_body {
            true => self.body(ids, files, seed).to_string(),
            false => String::new(),
        };
        let path = format!("{at}{}{query}", path.join("/"));
        Request::new(&self.method, &path, body).with("content-type", "application/json")
    }

    /// What stands in the path for `name`.
    fn named(&self, name: &str, ids: &Ids) -> String {
        let of = self.path.split('/').nth(2).unwrap_or_default();
        let id = match (of, name) {
            _ if self.puts_endpoint() => "put-here",
            ("records", "kind") => "lead",
            ("records", "id") => &ids.lead,
            ("handoffs", "id") => &ids.handoff,
            ("tasks", "id") => &ids.task,
            ("tokens", "id") => &ids.token,
            ("sessions", "id") => &ids.session,
            ("people", "id") => &ids.person,
            ("endpoints", "name") => &ids.endpoint,
            ("accounts", "name") => &ids.account,
            ("policies", "revision") => &ids.revision,
            // Nobody proposes in either workspace, as a proposal asks for a policy that wants approval.
            ("policies", "id") => "1",
            ("reports", "point") => &ids.point,
            _ => panic!("say here what `{{{name}}}` of {} is", self.path),
        };
        id.to_owned()
    }

    /// One of what the query may say, or nothing.
    fn query(&self, ids: &Ids, seed: &mut Seed) -> String {
        let known = self.query.iter().filter_map(|name| {
            let value = match name.as_str() {
                "record" => format!("lead/{}", ids.lead),
                "handoff" => ids.handoff.clone(),
                "owner" | "assignee" | "actor" => ids.person.clone(),
                "point" => ids.point.clone(),
                "what" => "handoff_opened".to_owned(),
                "order" => "newest".to_owned(),
                "after" => "0".to_owned(),
                "ref" => format!("lead/{}", ids.lead),
                "format" => "csv".to_owned(),
                "waiting" | "open" | "done" | "closed" => "true".to_owned(),
                _ => return None,
            };
            Some(format!("?{name}={value}"))
        });
        let known: Vec<String> = known.collect();
        match self.path.as_str() {
            "/v1/live" => "?after=0".to_owned(),
            "/v1/records" if self.method == "GET" => "?kind=lead".to_owned(),
            "/v1/personal-data" => known.concat(),
            _ => known
                .get(seed.below(known.len() + 1))
                .cloned()
                .unwrap_or_default(),
        }
    }

    fn body(&self, ids: &Ids, files: &Json, seed: &mut Seed) -> Json {
        let move_on = json!({ "kind": "opportunity", "record": ids.opportunity, "into": "lost" });
        let told = json!({ "kind": "lead", "id": "L-3", "fields": { "intent": 81 } });
        let done = json!({ "id": format!("T-{}", seed.bits()), "type": "call", "kind": "lead", "record": "L-3" });
        match (self.method.as_str(), self.path.as_str()) {
            ("PUT", "/v1/account/password") => {
                json!({ "before": WRONG, "password": "another horse battery" })
            }
            ("POST", "/v1/account/totp") => json!({ "password": WRONG }),
            ("POST", "/v1/account/totp/confirm") => json!({ "code": "000000" }),
            ("POST", "/v1/account/totp/remove") => json!({ "password": WRONG, "code": "000000" }),
            ("PUT", "/v1/account/zone") => json!({ "zone": "Europe/Berlin" }),
            ("POST", "/v1/accounts") => {
                json!({ "name": format!("new-{}", seed.bits()), "role": "member" })
            }
            ("PATCH", "/v1/accounts/{name}") => json!({ "disabled": false }),
            ("POST", "/v1/activities") => done,
            ("POST", "/v1/activities/batch") => json!([done]),
            ("PUT", "/v1/endpoints/{name}") => {
                json!({ "kind": "webhook", "url": "https://hook.example/", "secrets": ["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"], "enabled": false })
            }
            ("PATCH", "/v1/endpoints/{name}") => json!({ "enabled": false }),
            ("POST", "/v1/endpoints/{name}/redeliver") => json!({}),
            ("POST", "/v1/erasures") => {
                json!({ "record": format!("lead/{}", ids.erased), "dry_run": seed.once_in(2) })
            }
            ("POST", "/v1/gates/ask" | "/v1/gates/change_stage") => move_on,
            ("POST", "/v1/handoffs/{id}/next_step") => {
                json!({ "what": "call", "due_at": "2099-01-01T00:00:00Z" })
            }
            ("POST", "/v1/handoffs/{id}/reassign") => json!({ "to": "ben" }),
            ("POST", "/v1/handoffs/{id}/recycle") => json!({ "reason": "no_response" }),
            ("POST", "/v1/handoffs/{id}/reject") => json!({ "reason": "competitor" }),
            ("POST", "/v1/handoffs/{id}/return") => json!({ "reason": "missing_context" }),
            ("POST", "/v1/handoffs/{id}/withdraw") => json!({ "why": "a test" }),
            ("POST", "/v1/invitation") => {
                json!({ "secret": ids.invitation, "password": ids.password })
            }
            ("POST", "/v1/invitation/check" | "/v1/setup/check") => {
                json!({ "secret": ids.invitation })
            }
            ("PUT", "/v1/people/{id}/availability") => json!({ "availability": "here" }),
            ("POST", "/v1/policies/check") => files.clone(),
            ("POST", "/v1/policies/proposals/{id}/decline") => json!({ "reason": "a test" }),
            ("POST", "/v1/policies/preview" | "/v1/policies/publish") => files.clone(),
            ("POST", "/v1/records") => told,
            ("POST", "/v1/records/batch") => json!([told]),
            ("POST", "/v1/session") => json!({ "name": "ana", "password": ids.password }),
            ("POST", "/v1/setup") => {
                json!({ "secret": ids.invitation, "name": "ana", "password": ids.password })
            }
            ("POST", "/v1/tokens") => {
                json!({ "name": "a test", "scopes": ["read"], "system": "test", "role": "viewer" })
            }
            ("POST", "/v1/waivers") => {
                json!({ "kind": "opportunity", "record": ids.opportunity, "gate": "opportunity_stages", "why": "a test" })
            }
            (method, path) => panic!("say here what is sent with {method} {path}"),
        }
    }
}
