//! Which workspaces a process serves, and what is refused at the start.

use std::process::Output;

use crate::common::command;
use crate::http::Request;
use crate::isolation::side::policy;
use crate::process::Workspace;

/// A provider of identities that lets everybody in.
const EVERYBODY: &str = r#"
sign_in:
  url: https://tollgate.example
  oidc:
    issuer: https://login.example
    client_id: tollgate
    role: member
    domains: [example.com]
"#;

/// What `tollgate serve` says before it ends, in one line.
fn refused(workspace: &Workspace, flags: &[&str], named: &str) -> String {
    let file = workspace.file("refused.yaml", EVERYBODY);
    let serve = ["serve", "--listen", "127.0.0.1:0", "--database"];
    let Output { status, stderr, .. } = command(serve)
        .arg(workspace.database())
        .arg("--config")
        .arg(file)
        .args(flags)
        .env("TOLLGATE_WORKSPACES", named)
        .env("TOLLGATE_OIDC_SECRET", "a secret")
        .output()
        .expect("the binary runs");
    assert!(!status.success());
    let said = String::from_utf8(stderr).expect("text");
    let words: Vec<_> = said.split(['\n', ' ', '│']).collect();
    let words = words.into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn workspaces_that_cannot_be_served_are_refused() {
    let workspace = Workspace::sqlite();
    let folder = workspace.policy("globex", &policy("globex"));
    let folder = folder.display();
    let check = |named: &str, flags: &[&str], told: &str| {
        let said = refused(&workspace, flags, named);
        assert!(said.contains(told), "{said}");
    };
    check("globex,globex", &[], "`globex` is there twice");
    check("../globex", &[], "is not the name of a workspace");
    check("globex", &[], "holds no workspace `globex` yet");
    check(
        &format!("acme={folder}"),
        &[],
        "is the policy of `globex`, not of `acme`",
    );
    let policy = ["--policy", "policy"];
    check("globex", &policy, "`policy` is one workspace's");
    check("acme,globex", &[], "everybody has to be invited");
}

#[test]
fn workspaces_are_named_by_flag_once_and_by_the_file_from_then_on() {
    let workspace = Workspace::sqlite();
    let flags = ["acme", "globex"].map(|name| {
        let folder = workspace.policy(name, &policy(name));
        format!("{name}={}", folder.display())
    });
    let flags = ["--workspace", &flags[0], "--workspace", &flags[1]];
    drop(workspace.start_with(&flags).listening());
    workspace.set_up("workspaces: [{ name: globex }]\n");
    let served = workspace.serve();
    for path in ["/v1/people", "/w/globex/v1/people"] {
        let people = served.ask(&Request::get(path)).ok();
        assert!(people.to_string().contains("west"), "{people}");
    }
    let unknown = served.ask(&Request::get("/w/acme/v1/people"));
    assert_eq!(unknown.status, 404);
    assert_eq!(unknown.json()["code"], "no_such_workspace");
    let log = served.log();
    assert!(log.contains("in service at /w/globex/"), "{log}");
    let link = format!("http://{}/enter#setup=", served.address);
    assert!(log.contains(&link), "the first is at the root: {log}");
}

#[test]
fn the_links_of_each_workspace_lead_there() {
    let workspace = Workspace::sqlite();
    let flags = ["acme", "globex"].map(|name| {
        let folder = workspace.policy(name, &policy(name));
        format!("{name}={}", folder.display())
    });
    let flags = ["--workspace", &flags[0], "--workspace", &flags[1]];
    let served = workspace.start_with(&flags).listening();
    let whole = crate::waiting::until("there are links", || {
        let log = served.log();
        (log.matches("#setup=").count() == 2).then_some(log)
    });
    let link = format!("http://{}/w/globex/enter#setup=", served.address);
    assert!(whole.contains(&link), "{whole}");
    for name in ["acme", "globex"] {
        let create = [
            "account",
            "create",
            "ana",
            "--role",
            "member",
            "--workspace",
            name,
        ];
        let link = workspace.command(&create);
        assert!(
            link.starts_with(&format!("/w/{name}/enter#link=")),
            "{link}"
        );
    }
}
