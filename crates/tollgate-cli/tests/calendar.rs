//! `tollgate calendar` as a user runs it: answers, explanations, batches, and what it says to bad input.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "calendar/asked.rs"]
mod asked;
#[path = "calendar/batch.rs"]
mod batch;
#[path = "calendar/explained.rs"]
mod explained;
#[path = "calendar/lines.rs"]
mod lines;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// One small policy for each kind of calendar: the fewer are prepared, the sooner a question is answered.
const POLICIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/calendar/policies");

fn tollgate(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tollgate"));
    command.arg("calendar").args(args).env("NO_COLOR", "1");
    command
}

/// The folder of one of the policies.
fn policy(name: &str) -> String {
    format!("{POLICIES}/{name}")
}

/// Runs the command on the policy that has the calendar asked.
fn run(args: &[&str]) -> Output {
    let at = args.iter().position(|arg| *arg == "--calendar");
    let name = match at.map(|at| args[at + 1]) {
        Some("office" | "offise") => "office",
        Some("owners") => "owners",
        Some("next_morning" | "one_week") => "boundaries",
        _ => "clocks",
    };
    let policy = policy(name);
    tollgate(args).args(["--policy", &policy]).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a batch answers to `questions`; it must succeed.
fn answers(args: &[&str], questions: &[u8]) -> String {
    let mut command = tollgate(&["--batch"]);
    command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let questions = questions.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&questions));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    text(&output.stdout)
}
