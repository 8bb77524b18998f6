//! Every story under `stories/` comes out as its file says, at every level.
//!
//! `UPDATE_STORIES=1 cargo test -p tollgate-testkit --test stories` writes the timelines anew; read the difference
//! before you commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use tollgate_core::policy::Policy;
use tollgate_policy::load_dir;
use tollgate_testkit::story::Story;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of all stories, in order of their paths.
fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "story") {
            found.push(path);
        }
    }
}

fn policy(name: &str) -> Policy {
    let checked = load_dir(&root().join("policies").join(name), date(2026, 3, 2)).unwrap();
    let problems: Vec<_> = checked.diagnostics.iter().map(ToString::to_string).collect();
    checked.policy.unwrap_or_else(|| panic!("the policy `{name}` has errors:\n{}", problems.join("\n")))
}

/// What is wrong with one story, if anything.
fn check(path: &Path, policies: &mut BTreeMap<String, Policy>) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let story = match Story::read(&text) {
        Ok(story) => story,
        Err(message) => return Some(message),
    };
    let policy = policies.entry(story.policy.clone()).or_insert_with(|| policy(&story.policy));
    let played = match story.play(policy) {
        Ok(played) => played,
        Err(message) => return Some(message),
    };
    let timeline = played.timeline(&story);
    if std::env::var_os("UPDATE_STORIES").is_some() {
        fs::write(path, story.rewritten(&timeline)).unwrap();
        return None;
    }
    (timeline != story.golden).then(|| format!("expected\n{}\nbut it came out as\n{timeline}", story.golden))
}

#[test]
fn every_story_comes_out_as_it_is_written() {
    let (mut found, mut policies, mut wrong) = (Vec::new(), BTreeMap::new(), Vec::new());
    files(&root().join("stories"), &mut found);
    assert!(found.len() >= 18, "only {} stories were found", found.len());
    for path in &found {
        if let Some(message) = check(path, &mut policies) {
            wrong.push(format!("{}: {message}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} stories\n\n{}", wrong.len(), found.len(), wrong.join("\n\n"));
}
