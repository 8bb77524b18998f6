//! One of two workspaces that are filled alike: the same names and ids, with other values that all carry a mark.

use std::cell::Cell;

use serde_json::{Value as Json, json};
use tollgate_testkit::policy::TEXT;
use tollgate_testkit::seed::Seed;

use super::page;
use super::requests::Ids;
use crate::http::{Answer, Request};
use crate::process::Served;
use crate::waiting::until;

/// A workspace, and what opens it.
pub(crate) struct Side {
    pub(crate) name: &'static str,
    /// Is in all that it holds, and nowhere else.
    pub(crate) mark: &'static str,
    /// The first may everything.
    pub(crate) credentials: Vec<Credential>,
    /// What is in both workspaces.
    pub(crate) shared: Ids,
    /// What is in this one alone.
    pub(crate) own: Ids,
    /// The policy in force, as it is published.
    pub(crate) files: Json,
}

/// Something that lets somebody in.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    pub(crate) name: String,
    pub(crate) is_session: bool,
    pub(crate) may_everything: bool,
    headers: Vec<(&'static str, String)>,
}

impl Credential {
    fn token(name: &str, secret: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_session: false,
            may_everything: name == "administrator",
            headers: vec![("authorization", format!("Bearer {secret}"))],
        }
    }

    /// A session by its cookie, `NAME=SECRET`.
    fn session(name: &str, cookie: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_session: true,
            may_everything: false,
            headers: vec![("cookie", cookie.to_owned())],
        }
    }

    /// `request`, let in by this.
    pub(crate) fn with(&self, request: Request) -> Request {
        let headers = self.headers.iter();
        headers.fold(request, |request, (name, value)| request.with(name, value))
    }
}

/// The mark of the workspace `name`, and a word for what is only there.
fn words(name: &str) -> (&'static str, &'static str) {
    match name {
        "acme" => ("marigold", "east"),
        _ => ("bluebell", "west"),
    }
}

/// The policy of the workspace `name`.
pub(crate) fn policy(name: &str) -> String {
    let (mark, only) = words(name);
    TEXT.replace("workspace: acme", &format!("workspace: {name}"))
        .replace("title: Acme Inc.", &format!("title: {mark} Inc."))
        .replace("title: Lead to SDR", &format!("title: Lead to {mark}"))
        .replace("handoff: renewal", &format!("handoff: renewal_{only}"))
        .replace(
            "members: [eve, fay]",
            &format!("members: [eve, fay, {only}]"),
        )
        .replace("skip: [away, off_hours]", "skip: [away]")
}

impl Side {
    /// The workspace `name`, once it has something of everything.
    pub(crate) fn filled(served: &Served, name: &'static str) -> Self {
        let filling = Filling::new(served, name);
        let (mark, only) = words(name);
        let shared = filling.both();
        let mut own = filling.alone(only);
        let credentials = filling.credentials(&shared);
        own.session = filling.session(&credentials);
        let files = filling.publish();
        Self {
            name,
            mark,
            credentials,
            shared,
            own,
            files,
        }
    }

    /// Where it is reached: `acme` is the first.
    pub(crate) fn at(&self, seed: &mut Seed) -> String {
        match self.name {
            "acme" if seed.once_in(2) => String::new(),
            name => format!("/w/{name}"),
        }
    }

    /// What opens this workspace, and the same as if it were of `other`.
    pub(crate) fn credentials_for(&self, other: &Self) -> Vec<Credential> {
        let mut all = self.credentials.clone();
        for session in self.credentials.iter().filter(|one| one.is_session) {
            let (_, cookie) = &session.headers[0];
            let renamed = cookie.replace(self.name, other.name);
            assert_ne!(&renamed, cookie, "the cookie names the workspace");
            all.push(Credential::session("a cookie renamed", &renamed));
        }
        all
    }

    /// Tells of a lead: what came of it.
    pub(crate) fn tell(&self, served: &Served, lead: &str) -> Json {
        let fields = json!({ "intent": served.log().len() });
        let body = json!({ "kind": "lead", "id": lead, "fields": fields });
        let path = format!("/w/{}/v1/records", self.name);
        let request = self.credentials[0].with(Request::post(&path, body.to_string()));
        served.ask(&request).ok()
    }

    /// Chooses a password by the invitation in `ids`.
    pub(crate) fn choose_password(&self, served: &Served, ids: &Ids) -> Answer {
        let body = json!({ "secret": ids.invitation, "password": ids.password });
        let path = format!("/w/{}/v1/invitation", self.name);
        served.ask(&page(served, Request::post(&path, body.to_string())))
    }
}

/// A workspace that is being filled, by dana, who may everything.
struct Filling<'s> {
    served: &'s Served,
    name: &'static str,
    mark: &'static str,
    dana: String,
    /// How much was sent. Both workspaces are sent as much, so that they get the same idempotency keys.
    sent: Cell<usize>,
}

impl<'s> Filling<'s> {
    fn new(served: &'s Served, name: &'static str) -> Self {
        let mut filling = Self {
            served,
            name,
            mark: words(name).0,
            dana: String::new(),
            sent: Cell::default(),
        };
        filling.dana = filling.person("dana");
        until("the token closes the door", || {
            let open = Request::get(&format!("/w/{name}/v1/people"));
            (served.ask(&open).status == 401).then_some(())
        });
        filling
    }

    fn send(&self, token: &str, method: &str, path: &str, body: &Json) -> Json {
        let path = format!("/w/{}{path}", self.name);
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.sent.set(self.sent.get() + 1);
        let key = self.sent.get().to_string();
        let request = Request::new(method, &path, body).with("idempotency-key", &key);
        let request = match token {
            "" => request,
            token => request.with("authorization", &format!("Bearer {token}")),
        };
        let answer = self.served.ask(&request);
        assert!(answer.status < 300, "{path}: {answer:?}");
        if answer.body.is_empty() {
            Json::Null
        } else {
            answer.json()
        }
    }

    fn post(&self, path: &str, body: Json) -> Json {
        self.send(&self.dana, "POST", path, &body)
    }

    /// A token with which this person may everything.
    fn person(&self, person: &str) -> String {
        let name = format!("{person} {}", self.mark);
        let body =
            json!({ "name": name, "person": person, "role": "administrator", "scopes": ["admin"] });
        text(&self.send(&self.dana, "POST", "/v1/tokens", &body)["secret"])
    }

    /// What both workspaces have.
    fn both(&self) -> Ids {
        self.post(
            "/v1/records",
            json!({ "kind": "account", "id": "A-1", "fields": { "name": self.mark } }),
        );
        let first = self.lead("L-1");
        let owner = self.person(&first.owner);
        let at = format!("/v1/handoffs/{}", first.handoff);
        self.send(&owner, "POST", &format!("{at}/accept"), &Json::Null);
        let step =
            json!({ "what": format!("ask {}", self.mark), "due_at": "2099-01-01T00:00:00Z" });
        self.send(&owner, "POST", &format!("{at}/next_step"), &step);
        let second = self.lead("L-2");
        let back = json!({ "reason": "missing_context", "note": self.mark });
        let path = format!("/v1/handoffs/{}/return", second.handoff);
        self.send(&self.person(&second.owner), "POST", &path, &back);
        self.people_and_endpoints();
        let (handoff, task) = (self.lead("L-3").handoff, self.won("1"));
        let gate = json!({ "kind": "opportunity", "record": "O-1", "gate": "opportunity_stages", "why": self.mark });
        self.post("/v1/waivers", gate);
        self.lead("L-9");
        self.post("/v1/erasures", json!({ "record": "lead/L-9" }));
        Ids {
            lead: "L-3".into(),
            erased: "L-9".into(),
            opportunity: "O-1".into(),
            handoff,
            task,
            endpoint: "hook".into(),
            account: "ana".into(),
            token: self.spare_token(),
            person: "fay".into(),
            point: "mql_to_sdr".into(),
            revision: "1".into(),
            password: format!("correct {} battery", self.mark),
            // Nobody signed in so long ago: it would end what tries all the others.
            session: "0".into(),
            ..Ids::default()
        }
    }

    fn people_and_endpoints(&self) {
        let call = json!({ "id": "T-1", "type": "call", "kind": "lead", "record": "L-1", "tag": self.mark });
        self.post("/v1/activities", call);
        self.send(
            &self.dana,
            "PUT",
            "/v1/people/cho/availability",
            &json!({ "availability": "away" }),
        );
        self.endpoint("hook");
    }

    /// What only this workspace has; `only` is a word for it.
    fn alone(&self, only: &str) -> Ids {
        self.endpoint(&format!("hook-{only}"));
        let name = format!("account-{only}");
        let made = self.post("/v1/accounts", json!({ "name": name, "role": "member" }));
        Ids {
            lead: format!("L-{only}"),
            erased: format!("L-{only}"),
            opportunity: format!("O-{only}"),
            handoff: self.lead(&format!("L-{only}")).handoff,
            task: self.won(only),
            endpoint: format!("hook-{only}"),
            account: name,
            token: self.spare_token(),
            person: only.into(),
            point: format!("renewal_{only}"),
            // Neither has so many.
            revision: "9999".into(),
            session: String::new(),
            invitation: secret(&made),
            password: format!("correct {} battery", self.mark),
        }
    }

    /// A lead that becomes an MQL.
    fn lead(&self, id: &str) -> Opened {
        let email = format!("{}@{}.example", id.to_lowercase(), self.mark);
        let fields = json!({ "email": email, "stage": "mql", "employees": 50, "intent": 80 });
        let done = self.post(
            "/v1/records",
            json!({ "kind": "lead", "id": id, "fields": fields }),
        );
        assert_eq!(done["repeated"], false, "the key is another workspace's");
        Opened::of(&done)
    }

    /// An opportunity that is won around its gate, and whose customer is taken over: one of the tasks that follow.
    fn won(&self, id: &str) -> String {
        let (customer, opportunity) = (format!("C-{id}"), format!("O-{id}"));
        self.post(
            "/v1/records",
            json!({ "kind": "customer", "id": customer, "fields": { "stage": "onboarding" } }),
        );
        let tell = |fields: Json| {
            self.post(
                "/v1/records",
                json!({ "kind": "opportunity", "id": opportunity, "fields": fields }),
            )
        };
        tell(json!({ "stage": "open", "became": customer }));
        let won = Opened::of(&tell(json!({ "stage": "won" })));
        let path = format!("/v1/handoffs/{}/accept", won.handoff);
        self.send(&self.person(&won.owner), "POST", &path, &Json::Null);
        let path = format!("/v1/tasks?record=customer/{customer}");
        let tasks = self.send(&self.dana, "GET", &path, &Json::Null);
        text(&tasks["tasks"][0]["id"])
    }

    fn endpoint(&self, name: &str) {
        let url = format!("https://{}.example/hook", self.mark);
        let body = json!({ "kind": "webhook", "url": url, "secrets": ["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"], "enabled": false });
        self.send(&self.dana, "PUT", &format!("/v1/endpoints/{name}"), &body);
    }

    /// The id of a token that nobody uses.
    fn spare_token(&self) -> String {
        let body =
            json!({ "name": self.mark, "system": "spare", "role": "viewer", "scopes": ["read"] });
        text(&self.post("/v1/tokens", body)["token"]["id"])
    }

    /// A token of each role, one for a scope alone, and a session.
    fn credentials(&self, ids: &Ids) -> Vec<Credential> {
        let mut all = vec![Credential::token("administrator", &self.dana)];
        let token = |role: &str, scope: &str| {
            let body =
                json!({ "name": self.mark, "person": "ben", "role": role, "scopes": [scope] });
            text(&self.post("/v1/tokens", body)["secret"])
        };
        for role in ["revops", "manager", "member", "viewer", "service"] {
            all.push(Credential::token(role, &token(role, "admin")));
        }
        all.push(Credential::token(
            "a scope",
            &token("administrator", "ingest"),
        ));
        all.push(Credential::session("a session", &self.sign_in(ids)));
        all
    }

    /// Makes the account in `ids` and signs in with it: the cookie.
    fn sign_in(&self, ids: &Ids) -> String {
        let made = self.post(
            "/v1/accounts",
            json!({ "name": ids.account, "role": "administrator" }),
        );
        let ask = |path: &str, body: Json| {
            let path = format!("/w/{}{path}", self.name);
            let answer = self
                .served
                .ask(&page(self.served, Request::post(&path, body.to_string())));
            assert!(answer.status < 300, "{path}: {answer:?}");
            answer
        };
        ask(
            "/v1/invitation",
            json!({ "secret": secret(&made), "password": ids.password }),
        );
        let answer = ask(
            "/v1/session",
            json!({ "name": ids.account, "password": ids.password }),
        );
        let mut lines = answer.head.lines();
        let cookie = lines.find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.and_then(|cookie| cookie.split(';').next());
        cookie
            .unwrap_or_else(|| panic!("a cookie: {answer:?}"))
            .to_owned()
    }

    /// The id of the session among `credentials`.
    fn session(&self, credentials: &[Credential]) -> String {
        let session = credentials.iter().find(|one| one.is_session);
        let asked = Request::get(&format!("/w/{}/v1/sessions", self.name));
        let asked = session.expect("a session").with(asked);
        let open = self.served.ask(&asked).ok();
        let mut open = open.as_array().expect("sessions").iter();
        let this = open.find(|one| one["this"] == true);
        text(&this.expect("this one")["id"])
    }

    /// Publishes another revision, whose files are given.
    fn publish(&self) -> Json {
        let text = policy(self.name).replace("within: 4h", "within: 3h");
        let files = json!({ "files": { "policy.yaml": text } });
        self.post("/v1/policies/publish", files.clone());
        files
    }
}

/// A handoff that opened, and who has it.
struct Opened {
    handoff: String,
    owner: String,
}

impl Opened {
    fn of(done: &Json) -> Self {
        let events = done["events"].as_array().expect("events");
        let opened = events
            .iter()
            .find(|event| event["what"] == "handoff_opened");
        let routed = events.iter().find_map(|event| event["owner"].as_str());
        Self {
            handoff: text(&opened.unwrap_or_else(|| panic!("a handoff: {done}"))["handoff"]),
            owner: routed.unwrap_or_default().to_owned(),
        }
    }
}

fn text(json: &Json) -> String {
    json.as_str()
        .unwrap_or_else(|| panic!("a text: {json}"))
        .to_owned()
}

/// What stands behind `#` in the link of an account that was made.
fn secret(made: &Json) -> String {
    let address = text(&made["link"]["address"]);
    let (_, secret) = address.split_once("#link=").expect("a secret");
    secret.to_owned()
}
