//! Every story under `stories/` comes out as its file says, at every level.
//!
//! `UPDATE_STORIES=1 cargo test -p tollgate-testkit --test stories` writes the timelines anew; read the difference
//! before you commit it.

#![allow(clippy::unwrap_used, reason = "a failure ends the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use tollgate_core::event::Event;
use tollgate_core::policy::Policy;
use tollgate_policy::{Source, load_dir};
use tollgate_service::verify::verify;
use tollgate_service::writer::Limits;
use tollgate_store::{Database, SqliteStore};
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::story::Story;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of all stories, in order of their paths.
fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "story")
        {
            found.push(path);
        }
    }
}

fn policy(name: &str) -> Policy {
    let checked = load_dir(&root().join("policies").join(name), date(2026, 3, 2)).unwrap();
    let problems: Vec<_> = checked
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect();
    checked
        .policy
        .unwrap_or_else(|| panic!("the policy `{name}` has errors:\n{}", problems.join("\n")))
}

/// Plays one story at each level; the error says what is wrong.
fn check(path: &Path, policies: &mut BTreeMap<String, Policy>) -> Result<(), String> {
    let text = fs::read_to_string(path).unwrap();
    let story = Story::read(&text)?;
    if story.publishes() {
        return check_told(path, &story);
    }
    let name = story.policy.clone();
    let core = &*policies
        .entry(name)
        .or_insert_with(|| policy(&story.policy));
    let played = story.play(core)?;
    let timeline = played.timeline(&story);
    if std::env::var_os("UPDATE_STORIES").is_some() {
        fs::write(path, story.rewritten(&timeline)).unwrap();
    } else {
        same("the core", &story.golden, &timeline)?;
    }
    let told = |events: &[Event]| played.timeline_of(&story, events, played.replay.situation());
    let whole = played.serve(sqlite(), core.clone(), Limits::default())?;
    same("the service on SQLite", &timeline, &told(&whole.events))?;
    verified(&whole.store, core)?;
    let forgetful = Limits {
        entries: 1,
        rows: 0,
    };
    let forgotten = played.serve(sqlite(), core.clone(), forgetful)?;
    same(
        "the service on SQLite, rows forgotten after each request",
        &timeline,
        &told(&forgotten.events),
    )?;
    let memory = played.serve(MemoryStore::new(WORKSPACE), core.clone(), forgetful)?;
    same("the service in memory", &timeline, &told(&memory.events))
}

/// Tells one story in which the policy changes, with the rows kept and with the rows forgotten.
fn check_told(path: &Path, story: &Story) -> Result<(), String> {
    let source = Source::read_dir(&root().join("policies").join(&story.policy)).unwrap();
    let (timeline, served, policy) = story.tell(&source, sqlite(), Limits::default())?;
    if std::env::var_os("UPDATE_STORIES").is_some() {
        fs::write(path, story.rewritten(&timeline)).unwrap();
    } else {
        same("the service on SQLite", &story.golden, &timeline)?;
    }
    verified(&served.store, &policy)?;
    let forgetful = Limits {
        entries: 1,
        rows: 0,
    };
    let (forgotten, served, policy) = story.tell(&source, sqlite(), forgetful)?;
    same(
        "the same, rows forgotten after each request",
        &timeline,
        &forgotten,
    )?;
    verified(&served.store, &policy)
}

const WORKSPACE: &str = "acme";

fn sqlite() -> SqliteStore {
    Database::scratch().unwrap().workspace(WORKSPACE)
}

fn same(level: &str, expected: &str, found: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    Err(format!(
        "{level}: expected\n{expected}\nbut it came out as\n{found}"
    ))
}

/// The chain is whole, and the rows are what replaying the ledger gives.
fn verified(store: &SqliteStore, policy: &Policy) -> Result<(), String> {
    let verdict = verify(store, &mut sqlite(), WORKSPACE, policy, &mut |_| {}).unwrap();
    match verdict.difference {
        None => Ok(()),
        Some(difference) => Err(format!(
            "the rows are not the ledger's shadow: {difference}"
        )),
    }
}

#[test]
fn every_story_comes_out_as_it_is_written_at_every_level() {
    let (mut found, mut policies, mut wrong) = (Vec::new(), BTreeMap::new(), Vec::new());
    files(&root().join("stories"), &mut found);
    assert!(found.len() >= 18, "only {} stories were found", found.len());
    for path in &found {
        if let Err(message) = check(path, &mut policies) {
            wrong.push(format!("{}: {message}", path.display()));
        }
    }
    let stories = wrong.join("\n\n");
    assert!(
        wrong.is_empty(),
        "{} of {} stories\n\n{stories}",
        wrong.len(),
        found.len()
    );
}
