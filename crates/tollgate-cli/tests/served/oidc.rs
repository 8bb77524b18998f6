//! Signing in by way of a real provider of identities: oidc-provider, which is certified, on Node.
//!
//! Where there is no Node, or no network to fetch the provider from, this is skipped, which is said.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value as Json;

use crate::http::Request;
use crate::isolation::side::policy;
use crate::process::{Served, Workspace};

/// Where the provider is installed: outside of the sources, for all tests.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc")
}

/// True once the provider is there, which is fetched once; of tests that run side by side, one fetches it.
fn is_installed() -> bool {
    let _locked = prepared().expect("a folder");
    let wanted = fs::read_to_string(folder().join("package-lock.json")).expect("a lock file");
    let marker = folder().join("installed");
    if fs::read_to_string(&marker).is_ok_and(|found| found == wanted) {
        return true;
    }
    let installed = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(folder())
        .stderr(Stdio::null())
        .status();
    let installed = installed.is_ok_and(|status| status.success());
    if installed {
        fs::write(marker, wanted).expect("a marker");
    } else {
        eprintln!(
            "SKIPPED: OpenID Connect is not tried; it needs node and npm, and a network once"
        );
    }
    installed
}

/// Copies what is to be installed, and gives the file that is locked meanwhile.
fn prepared() -> std::io::Result<File> {
    fs::create_dir_all(folder())?;
    let lock = File::create(folder().join("lock"))?;
    lock.lock()?;
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/served/oidc");
    for name in [
        "package.json",
        "package-lock.json",
        "provider.mjs",
        "browser.mjs",
    ] {
        let (from, to) = (fs::read(sources.join(name))?, folder().join(name));
        // Another test may be running what is there.
        if fs::read(&to).ok().as_ref() != Some(&from) {
            fs::write(to, from)?;
        }
    }
    Ok(lock)
}

/// A provider that runs until it is dropped.
struct Provider {
    child: Child,
    issuer: String,
    _said: BufReader<ChildStdout>,
}

impl Provider {
    /// One that sends people back to these addresses.
    fn start(back: &[String]) -> Self {
        let mut child = Command::new("node")
            .arg("provider.mjs")
            .args(back)
            .current_dir(folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node");
        let mut said = BufReader::new(child.stdout.take().expect("what it says"));
        let mut issuer = String::new();
        said.read_line(&mut issuer).expect("its address");
        Self {
            child,
            issuer: issuer.trim().to_owned(),
            _said: said,
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A service with a provider, and where it is reached.
struct House {
    served: Served,
    url: String,
    _provider: Provider,
    workspace: Workspace,
}

impl House {
    /// One with these further settings of the provider.
    fn with(settings: &str) -> Self {
        Self::serving(settings, &[])
    }

    /// The same that serves these workspaces; where none is named, the one.
    fn serving(settings: &str, names: &[&str]) -> Self {
        // A port that was free a moment ago: the provider has to know it before the service listens.
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let url = format!("http://{address}");
        let back = ["", "/w/globex"].map(|path| format!("{url}{path}/v1/oidc/callback"));
        let provider = Provider::start(&back);
        let workspace = Workspace::sqlite();
        workspace.set_up(&format!(
            "sign_in:\n  url: {url}\n  oidc:\n    issuer: {}\n    client_id: tollgate\n    client_secret_file: {}\n    person: nickname\n{settings}",
            provider.issuer,
            workspace.file("secret", "a secret of the test\n").display(),
        ));
        let named = names.iter().map(|name| {
            let folder = workspace.policy(name, &policy(name));
            format!("{name}={}", folder.display())
        });
        let (named, address): (Vec<_>, _) = (named.collect(), address.to_string());
        let flags = named.iter().flat_map(|one| ["--workspace", one]);
        let flags: Vec<&str> = flags.chain(["--listen", &address]).collect();
        let served = workspace.start_with(&flags);
        Self {
            served: served.listening(),
            url,
            _provider: provider,
            workspace,
        }
    }

    /// What a browser is answered in which `person` signs in.
    fn browser(&self, person: &str, how: &str) -> Json {
        let output = Command::new("node")
            .args(["browser.mjs", &self.url, person, how])
            .current_dir(folder())
            .output()
            .expect("node");
        let said = String::from_utf8_lossy(&output.stdout);
        serde_json::from_str(said.trim()).unwrap_or_else(|_| {
            let fault = String::from_utf8_lossy(&output.stderr);
            panic!("{said}{fault}{}", self.served.log())
        })
    }

    /// The code of the problem that the browser ends with.
    fn refusal(&self, person: &str, how: &str) -> String {
        let ended = self.browser(person, how);
        let problem: Json = serde_json::from_str(ended["body"].as_str().expect("a body"))
            .unwrap_or_else(|_| panic!("{ended}"));
        problem["code"].as_str().expect("a code").to_owned()
    }
}

const OPEN: &str = "    role: member\n    domains: [Acme.example]\n";

#[test]
fn whoever_the_provider_confirms_is_signed_in() {
    if !is_installed() {
        return;
    }
    let house = House::with(OPEN);
    let ended = house.browser("ana", "");
    assert_eq!(ended["status"], 200, "{ended}\n{}", house.served.log());
    let who = &ended["who"];
    assert_eq!(
        (&who["name"], &who["person"], &who["role"]),
        (&"ana@acme.example".into(), &"ana".into(), &"member".into()),
        "{ended}"
    );
    assert_eq!(
        ended["cookies"],
        serde_json::json!(["tollgate.acme"]),
        "the state is used up"
    );
    let again = house.browser("ana", "");
    assert_eq!(
        again["who"]["name"], "ana@acme.example",
        "the same account: {again}"
    );
    let anybody = house.served.ask(&Request::get("/v1/people"));
    assert_eq!(anybody.status, 401, "there is an account");
}

#[test]
fn whom_the_settings_do_not_let_in_is_not() {
    if !is_installed() {
        return;
    }
    let house = House::with(OPEN);
    assert_eq!(house.refusal("ben", ""), "not_invited", "of another domain");
    assert_eq!(
        house.refusal("eve", ""),
        "not_invited",
        "not known to be hers"
    );
}

#[test]
fn where_everybody_has_to_be_invited_only_they_come_in() {
    if !is_installed() {
        return;
    }
    let house = House::with("");
    assert_eq!(house.refusal("ana", ""), "not_invited");
    let invite = [
        "account",
        "create",
        "ana@acme.example",
        "--role",
        "revops",
        "--person",
        "ana",
    ];
    house.workspace.command(&invite);
    let ended = house.browser("ana", "");
    assert_eq!(ended["who"]["role"], "revops", "{ended}");
}

#[test]
fn whoever_signs_in_to_another_workspace_comes_back_to_it() {
    if !is_installed() {
        return;
    }
    let mut house = House::serving("", &["acme", "globex"]);
    let invite = ["account", "create", "ana@acme.example", "--role", "revops"];
    let invite = [&invite[..], &["--workspace", "globex"]].concat();
    house.workspace.command(&invite);
    assert_eq!(house.refusal("ana", ""), "not_invited", "at the root");
    house.url.push_str("/w/globex");
    let ended = house.browser("ana", "");
    assert_eq!(ended["who"]["role"], "revops", "{ended}");
    assert_eq!(ended["cookies"], serde_json::json!(["tollgate.globex"]));
}

#[test]
fn what_came_back_counts_once_and_in_the_browser_that_began() {
    if !is_installed() {
        return;
    }
    let house = House::with(OPEN);
    assert_eq!(house.refusal("ana", "again"), "not_begun");
    assert_eq!(house.refusal("ana", "forgotten"), "not_begun");
    assert_eq!(house.refusal("ana", "forged"), "not_confirmed");
}

#[test]
fn a_provider_that_is_away_is_said_and_keeps_nobody_else_out() {
    let workspace = Workspace::sqlite();
    workspace.set_up(&format!(
        "sign_in:\n  url: http://127.0.0.1:1\n  oidc:\n    issuer: http://127.0.0.1:1\n    client_id: tollgate\n    client_secret_file: {}\n",
        workspace.file("secret", "s").display(),
    ));
    let served = workspace.serve();
    let answer = served.ask(&Request::get("/v1/oidc/start"));
    assert_eq!(
        (answer.status, &answer.json()["code"]),
        (503, &"provider_unavailable".into())
    );
    served.ask(&Request::get("/v1/people")).ok();
}
