//! After a run with secrets in it, they are looked for wherever somebody else could read.

use std::fs;
use std::net::TcpListener;

use serde_json::json;

use crate::common::tollgate;
use crate::service::{Answer, Service, files, until};

/// Each begins so.
const SIGNS: &str = "c2VjcmV0IG1heSBuZXZlciBiZSBzZWVu";
const SLACK: &str = "T0SECRET0B0SECRET0hush";
const PASSWORD: &str = "smtp-password-hush";

/// What the service is set up with: a mail server that is not there, and leave to reach this machine.
fn config() -> String {
    format!(
        "outgoing:\n  allow: [127.0.0.0/8, localhost]\n  smtp: {{ host: localhost, port: 9, security: none, user: tollgate, password: {PASSWORD}, from: t@acme.example }}\n"
    )
}

/// An address on which nobody answers.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// Sets endpoints up, rightly and wrongly, has them fail, and asks everything there is to ask.
fn run(service: &Service) -> Vec<Answer> {
    let (signs, slack) = (
        format!("whsec_{SIGNS}"),
        format!("{}/services/{SLACK}", nobody()),
    );
    let puts = [
        (
            "crm",
            json!({ "kind": "webhook", "url": nobody(), "secrets": [signs] }),
        ),
        ("chat", json!({ "kind": "slack", "url": slack })),
        (
            "mail",
            json!({ "kind": "email", "to": ["ops@acme.example"] }),
        ),
        (
            "wrong",
            json!({ "kind": "webhook", "url": nobody(), "secrets": [format!("{SIGNS}!")] }),
        ),
        (
            "wrong",
            json!({ "kind": "webhook", "url": nobody(), "secrets": signs }),
        ),
        (
            "wrong",
            json!({ "kind": "webhook", "url": { "a": signs }, "secrets": { "a": signs } }),
        ),
        (
            "wrong",
            json!({ "kind": "slack", "url": format!("ftp://x/{SLACK}") }),
        ),
        (
            "wrong",
            json!({ "kind": "slack", "url": format!("http://169.254.169.254/{SLACK}") }),
        ),
        (
            "wrong",
            json!({ "kind": signs, "url": slack, "enabled": signs }),
        ),
    ];
    let mut answers: Vec<_> = puts
        .into_iter()
        .map(|(name, body)| service.ask("PUT", &format!("/v1/endpoints/{name}"), &body.to_string()))
        .collect();
    assert!(
        answers[..3].iter().all(|put| put.status == 200),
        "{answers:?}"
    );
    let lead = json!({ "kind": "lead", "id": "L-1", "fields": { "email": "pat@corp.example", "stage": "mql", "country": "US" } });
    answers.push(service.ask("POST", "/v1/records", &lead.to_string()));
    until("both have failed", || {
        let tried = |name| {
            let path = format!("/v1/endpoints/{name}/undelivered?waiting=true");
            service.ask("GET", &path, "").body.contains("last_error")
        };
        (tried("crm") && tried("chat")).then_some(())
    });
    let routes = service.routes().into_iter();
    let reads = routes.filter(|(method, path)| method == "GET" && path != "/v1/live");
    let paths = reads.map(|(_, path)| path.replace("{name}", "crm").replace(['{', '}'], ""));
    let operated = ["/metrics", "/readyz", "/openapi.json"].map(str::to_owned);
    answers.extend(
        paths
            .chain(operated)
            .map(|path| service.ask("GET", &path, "")),
    );
    answers
}

/// What was said, without the ends of lines on a screen.
fn words(said: &str) -> String {
    let words = said.split_whitespace().filter(|word| *word != "│");
    words.collect::<Vec<_>>().join(" ")
}

/// Where one of the secrets, or half of one, is.
fn shown(places: &[(String, String)]) -> Vec<&str> {
    let halves = [&SIGNS[..16], &SIGNS[16..], SLACK, PASSWORD];
    let shows = |text: &str| halves.iter().any(|half| text.contains(half));
    let shown = places.iter().filter(|(_, text)| shows(text));
    shown.map(|(name, _)| name.as_str()).collect()
}

#[test]
fn secrets_are_in_no_file_log_error_ledger_or_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("key").display().to_string();
    assert!(tollgate(["secrets", "key", "--out", &key]).ok);
    let flags = ["--key-file", "FOLDER/key", "--log", "debug"];
    let service = Service::in_folder(folder, &config(), &flags);
    let answers = run(&service);
    let database = service.path("acme.db").display().to_string();
    let mut places = files(service.folder.path());
    places.retain(|(name, _)| !name.ends_with("config.yaml"));
    assert!(
        places
            .iter()
            .any(|(name, text)| name.ends_with("acme.db") || text.contains("sealed:1:"))
    );
    places.extend(
        answers
            .iter()
            .map(|answer| (answer.head.clone(), answer.body.clone())),
    );
    let list = tollgate(["secrets", "list", "--db", &database]);
    assert!(
        list.ok && list.out.contains("chat"),
        "{}{}",
        list.out,
        list.err
    );
    places.push(("secrets list".to_owned(), list.out));
    assert_eq!(shown(&places), Vec::<&str>::new());
}

#[test]
fn what_is_sealed_needs_its_key_and_goes_over_to_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    for name in ["old", "new"] {
        assert!(tollgate(["secrets", "key", "--out", &path(name)]).ok);
    }
    let again = tollgate(["secrets", "key", "--out", &path("old")]);
    assert!(!again.ok, "a key is never written over: {}", again.out);
    let read = |name| fs::read_to_string(path(name)).expect("a key");
    fs::write(path("both"), read("new") + &read("old")).expect("the keys");
    let service = Service::in_folder(
        folder,
        "outgoing: { allow: [127.0.0.0/8] }\n",
        &["--key-file", "FOLDER/old"],
    );
    let slack = json!({ "kind": "slack", "url": format!("{}/{SLACK}", nobody()) });
    assert_eq!(
        service
            .ask("PUT", "/v1/endpoints/chat", &slack.to_string())
            .status,
        200
    );
    let place = |name: &str| service.path(name).display().to_string();
    let (database, both, new) = (place("acme.db"), place("both"), place("new"));
    let lacking = tollgate(["secrets", "rotate", "--db", &database, "--key-file", &new]);
    assert!(
        !lacking.ok && words(&lacking.err).contains("give that key, too"),
        "{}",
        lacking.err
    );
    let rotated = tollgate(["secrets", "rotate", "--db", &database, "--key-file", &both]);
    assert!(
        rotated.ok && rotated.out.contains("1 sealed anew"),
        "{}{}",
        rotated.out,
        rotated.err
    );
    let url = format!("sqlite:{database}");
    let without = tollgate(["serve", "--listen", "127.0.0.1:0", "--database", &url]);
    assert!(
        !without.ok && words(&without.err).contains("is sealed by the key"),
        "{}",
        without.err
    );
    assert!(shown(&[("said".to_owned(), lacking.err + &rotated.out + &without.err)]).is_empty());
}
