//! Two workspaces in one process, filled alike: whatever one of them asks, wherever it asks, it is told nothing of the other and
//! changes nothing there.
//!
//! Every route of the description is asked, so that a new one is tried without anybody remembering it; one for which no request
//! can be made fails (`requests.rs`). `TOLLGATE_TEST_SEED` says in which order.

mod requests;
mod rows;
pub(crate) mod side;

use tollgate_testkit::postgres;
use tollgate_testkit::seed::Seed;

use crate::common::tollgate;
use crate::http::{Answer, Request};
use crate::process::{Served, Workspace};
use requests::{Ids, Route};
use rows::rows;
use side::{Credential, Side};

/// Attempts to sign in are many, from here.
const CONFIG: &str = "rates: { sign_in: { off: true } }\n";

/// Where the mark of a workspace is shown to whoever belongs there; it would be shown to others, too, if they were let in.
const SHOW: [&str; 13] = [
    "/v1/endpoints/{name}",
    "/v1/handoffs/{id}/story",
    "/v1/ledger",
    "/v1/ledger/export",
    "/v1/live",
    "/v1/personal-data",
    "/v1/policies/{revision}",
    "/v1/records/{kind}/{id}",
    "/v1/records/{kind}/{id}/story",
    "/v1/reports/matrix",
    "/v1/reports/points/{point}",
    "/v1/tokens",
    "/v1/waivers",
];

/// What is asked for, and where.
#[derive(Clone, Copy, Debug)]
enum Reach {
    /// In the other workspace.
    There,
    /// At home, for what is only in the other workspace.
    Theirs,
    /// At home, for what is in both by the same name.
    Own,
}

/// Somebody of one workspace, and what they try on the other.
struct Intruder<'s> {
    served: &'s Served,
    home: &'s Side,
    other: &'s Side,
    seed: Seed,
}

impl Intruder<'_> {
    /// Asks every route with everything that opens the home, in any order; nothing of the other changes.
    fn try_everything(&mut self, database: &str, routes: &[Route]) {
        let before = rows(database, self.other.name);
        assert!(before.len() > 50, "there is something to be changed");
        let attempts = self.attempts(routes).into_iter();
        let wrong = attempts.filter_map(|(route, who, reach)| self.attempt(route, who, reach));
        let wrong: Vec<String> = wrong.collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let after = rows(database, self.other.name);
        for (was, is) in before.iter().zip(&after) {
            assert_eq!(was, is, "a row of `{}`", self.other.name);
        }
        assert_eq!(before.len(), after.len());
    }

    /// Whoever belongs there is shown the mark: there is something that could cross.
    fn is_shown_their_own(&mut self, routes: &[Route]) {
        let home = self.home;
        let at = format!("/w/{}", home.name);
        for path in SHOW {
            let route = routes.iter().find(|route| route.reads(path));
            let route = route.unwrap_or_else(|| panic!("no route {path}"));
            // What its query says is drawn, and may leave everything out.
            let mut ask = || self.ask(&at, route, &home.credentials[0], &home.shared, home);
            assert!((0..20).any(|_| shows(home, &ask())), "{path} shows nothing");
        }
    }

    fn attempts<'r>(&mut self, routes: &'r [Route]) -> Vec<(&'r Route, Credential, Reach)> {
        let (there, home) = (
            self.home.credentials_for(self.other),
            &self.home.credentials,
        );
        let mut all = Vec::new();
        for route in routes {
            let credentials = there.iter().filter(|_| !route.is_open());
            all.extend(credentials.map(|one| (route, one.clone(), Reach::There)));
            // A session that has ended shows nothing more.
            let credentials = home.iter();
            let credentials = credentials.filter(|one| !(one.is_session && route.ends_session()));
            for credential in credentials {
                all.push((route, credential.clone(), Reach::Theirs));
                if credential.may_everything || credential.is_session {
                    all.push((route, credential.clone(), Reach::Own));
                }
            }
        }
        for place in (1..all.len()).rev() {
            all.swap(place, self.seed.below(place + 1));
        }
        all
    }

    /// What is wrong with what is answered, if anything.
    fn attempt(&mut self, route: &Route, credential: Credential, reach: Reach) -> Option<String> {
        let (side, ids) = match reach {
            Reach::There if self.seed.once_in(2) => (self.other, &self.other.own),
            Reach::There => (self.other, &self.other.shared),
            Reach::Theirs => (self.home, &self.other.own),
            Reach::Own => (self.home, &self.home.shared),
        };
        let at = side.at(&mut self.seed);
        let answer = self.ask(&at, route, &credential, ids, side);
        let what = format!("{reach:?}: {route:?} of {at} as {}", credential.name);
        let is_told_right = match reach {
            Reach::There => answer.status == 401,
            Reach::Theirs if route.names_something() => is_unknown(&credential, &answer),
            Reach::Theirs | Reach::Own => answer.status < 500,
        };
        match is_told_right && !shows(self.other, &answer) {
            true => None,
            false => Some(format!("{what}: {} {}", answer.status, answer.body)),
        }
    }

    fn ask(
        &mut self,
        at: &str,
        route: &Route,
        credential: &Credential,
        ids: &Ids,
        side: &Side,
    ) -> Answer {
        let request = credential.with(route.request(at, ids, &side.files, &mut self.seed));
        if !route.is_stream() {
            return self.served.ask(&page(self.served, request));
        }
        // It goes on until what happens at home has come.
        let told = self.home.tell(self.served, "L-3")["sequence"].clone();
        let last = format!("id: {told}\n");
        let enough = |text: &str| {
            text.split_once(&last)
                .is_some_and(|(_, rest)| rest.contains("\n\n"))
        };
        let answer = request.ask_until(self.served.address, enough);
        answer.expect("an answer")
    }

    /// Ways in that everybody may try: what is good at home is good for nothing there.
    fn try_the_ways_in(&mut self, routes: &[Route]) {
        let (home, other) = (self.home, self.other);
        for route in routes.iter().filter(|route| route.is_open()) {
            for credential in home.credentials_for(other) {
                let request = route.request(
                    &other.at(&mut self.seed),
                    &home.own,
                    &home.files,
                    &mut self.seed,
                );
                let request = credential.with(page(self.served, request));
                let answer = self.served.ask(&request);
                let what = format!("{route:?} of {} as {}", other.name, credential.name);
                let opens = answer.status < 400 && !route.tells_of_ways();
                assert!(!opens && !shows(other, &answer), "{what}: {answer:?}");
            }
        }
        let chosen = home.choose_password(self.served, &home.own);
        assert_eq!(
            chosen.status, 200,
            "the invitation is good at home: {chosen:?}"
        );
    }
}

/// Whether something of `side` is in the answer.
fn shows(side: &Side, answer: &Answer) -> bool {
    let all = format!("{}\n{}", answer.head, answer.body).to_lowercase();
    all.contains(side.mark)
}

/// What a page of the service sends.
fn page(served: &Served, request: Request) -> Request {
    let host = served.address.to_string();
    let request = request.with("host", &host).with("tollgate-csrf", "1");
    request.with("origin", &format!("http://{host}"))
}

/// What is only elsewhere is nowhere, for whoever may ask for such a thing.
fn is_unknown(credential: &Credential, answer: &Answer) -> bool {
    let problem = || {
        answer.json()["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let is_unknown =
        answer.status == 404 || (answer.status == 422 && problem().starts_with("unknown_"));
    // No token has sessions, whatever else it may.
    let may = credential.may_everything && problem() != "not_signed_in";
    let is_denied = matches!(answer.status, 401 | 403) && !may;
    is_unknown || is_denied
}

/// Two workspaces, each tried by whoever belongs to the other.
fn nothing_crosses(workspace: &Workspace) {
    workspace.set_up(CONFIG);
    let flags = ["acme", "globex"].map(|name| {
        let folder = workspace.policy(name, &side::policy(name));
        format!("{name}={}", folder.display())
    });
    let flags = ["--workspace", &flags[0], "--workspace", &flags[1]];
    let served = workspace.start_with(&flags).listening();
    let acme = Side::filled(&served, "acme");
    let globex = Side::filled(&served, "globex");
    let routes = Route::all(&served.ask(&Request::get("/openapi.json")).ok());
    let seed = std::env::var("TOLLGATE_TEST_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(1);
    for (home, other) in [(&acme, &globex), (&globex, &acme)] {
        let mut intruder = Intruder {
            served: &served,
            home,
            other,
            seed: Seed::new(seed),
        };
        intruder.is_shown_their_own(&routes);
        intruder.try_everything(workspace.database(), &routes);
        intruder.try_the_ways_in(&routes);
    }
    listens_to_its_own(&served, &acme, &globex);
    for name in ["acme", "globex"] {
        workspace.command(&["verify", "--workspace", name]);
    }
}

/// Whoever listens hears what happens at home, and nothing between.
fn listens_to_its_own(served: &Served, home: &Side, other: &Side) {
    let before = home.tell(served, "L-3")["sequence"].clone();
    let path = format!("/w/{}/v1/live?after={before}", home.name);
    let request = home.credentials[0].with(Request::get(&path));
    std::thread::scope(|scope| {
        let heard = scope.spawn(|| {
            request.ask_until(served.address, |text| {
                text.matches("record_observed").count() >= 2
            })
        });
        other.tell(served, "L-1");
        home.tell(served, "L-1");
        let heard = heard.join().expect("a listener").expect("an answer").body;
        assert!(!heard.contains(other.mark), "{heard}");
    });
}

#[test]
fn on_sqlite_nothing_crosses_from_one_workspace_to_another() {
    nothing_crosses(&Workspace::sqlite());
}

#[test]
fn on_postgres_behind_the_wall_nothing_crosses_from_one_workspace_to_another() {
    let url = postgres::of_plain_role(&postgres::database());
    let raised = tollgate(["db", "wall", "--db", &url]);
    assert!(raised.ok, "{}", raised.err);
    nothing_crosses(&Workspace::at(&url));
}
