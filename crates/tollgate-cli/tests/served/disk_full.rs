//! The disk is full: commands are refused by a problem that says so, what was acknowledged stays, answers are given, and
//! everything goes on once there is room.
//!
//! Each test runs once more in a process of its own that sees a small file system. Where the system allows no such thing to
//! whoever runs the tests, they say that they were skipped.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::clients::{Door, under_load};
use crate::http::Request;
use crate::ledger::Ledger;
use crate::process::{Served, Workspace};
use crate::waiting::until;

/// Tells the process that sees a small file system where it is.
const DISK: &str = "TOLLGATE_TEST_SMALL_DISK";

/// Puts 16 MiB at the first argument, and goes on as the others say.
const SCRIPT: &str = r#"mount -t tmpfs -o size=16m tollgate "$0" || exit 77; exec "$@""#;

/// What a test ends with that fails.
const FAILED: i32 = 101;

/// Runs `play`, which is the test called `name`, where it sees a small file system.
fn on_a_small_disk(name: &str, play: fn(&Path)) {
    if let Some(disk) = std::env::var_os(DISK) {
        return play(Path::new(&disk));
    }
    let disk = tempfile::tempdir().expect("a folder");
    // Whoever is not root may mount something where they have made themselves root.
    let ran = [&["--mount"][..], &["--mount", "--map-root-user"]]
        .iter()
        .any(|rights| run_again(name, disk.path().as_os_str(), rights));
    if !ran {
        eprintln!(
            "SKIPPED: {name}: `unshare --mount` gives no small file system here; run it as root"
        );
    }
}

/// Runs the test called `name` again; false when it did not come to that.
fn run_again(name: &str, disk: &OsStr, rights: &[&str]) -> bool {
    let mut again = Command::new("unshare");
    again.args(rights).args(["sh", "-c", SCRIPT]).arg(disk);
    again.arg(std::env::current_exe().expect("this test's own file"));
    again.args(["--exact", name, "--nocapture"]).env(DISK, disk);
    let Ok(said) = again.output() else {
        return false;
    };
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let failed = said.status.code() == Some(FAILED);
    assert!(!failed, "{}{}", text(&said.stdout), text(&said.stderr));
    said.status.success()
}

/// Fills the disk up to `leave` bytes with a file that has nothing to do with Tollgate.
fn fill(disk: &Path, leave: u64) {
    let mut file = File::create(disk.join("else")).expect("a file");
    while file.write_all(&[0; 4096]).is_ok() {}
    let length = file.metadata().expect("a length").len();
    file.set_len(length.saturating_sub(leave))
        .expect("a shorter file");
}

/// There is room again.
fn clear(disk: &Path) {
    fs::remove_file(disk.join("else")).expect("the file that filled the disk");
}

fn ready(served: &Served) -> u16 {
    served.ask(&Request::get("/readyz")).status
}

fn says_that_the_disk_is_full(served: &Served) {
    let body = r#"{"kind": "lead", "id": "L-1", "fields": {"stage": "new"}}"#;
    let refused = served.ask(&Request::post("/v1/records", body));
    assert_eq!(refused.status, 507, "{refused:?}");
    let problem = refused.json();
    assert_eq!(problem["code"], "disk_full");
    let detail = problem["detail"].as_str().expect("a text");
    assert!(detail.contains("make room"), "{detail}");
}

fn nothing_is_lost(disk: &Path) {
    let workspace = Workspace::sqlite_in(disk);
    let mut served = workspace.serve();
    fill(disk, 3 << 20);
    let door = Door::of(&served);
    let acknowledged = under_load(std::slice::from_ref(&door), 4, |load| {
        until("the disk is full", || (ready(&served) == 507).then_some(()));
        says_that_the_disk_is_full(&served);
        assert!(Ledger::of(&served).len() > 100);
        // Whoever starts it again does not make it worse.
        served.kill();
        served = workspace.serve();
        door.leads_to(&served);
        until("it is noticed", || (ready(&served) == 507).then_some(()));
        clear(disk);
        until("there is room", || (ready(&served) == 200).then_some(()));
        let enough = load.attempts() + 100;
        until("it goes on", || (load.attempts() > enough).then_some(()));
    });
    Ledger::once_all_fired(&served).holds(&acknowledged);
    workspace.verify();
}

#[test]
fn a_full_disk_is_told_and_nothing_that_was_acknowledged_is_lost() {
    on_a_small_disk(
        "disk_full::a_full_disk_is_told_and_nothing_that_was_acknowledged_is_lost",
        nothing_is_lost,
    );
}

fn questions_are_answered(disk: &Path) {
    let workspace = Workspace::sqlite_in(disk);
    let mut served = workspace.serve();
    let token = workspace.token();
    fill(disk, 0);
    served.kill();
    let served = workspace.serve();
    let question = Request::get("/v1/ledger").with("authorization", &format!("Bearer {token}"));
    served.ask(&question).ok();
}

#[test]
fn questions_are_answered_on_a_full_disk_also_to_who_never_asked_before() {
    on_a_small_disk(
        "disk_full::questions_are_answered_on_a_full_disk_also_to_who_never_asked_before",
        questions_are_answered,
    );
}
