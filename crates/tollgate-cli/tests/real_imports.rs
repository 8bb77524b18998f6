//! The examples on real input: the figures that are known from elsewhere must come out.
//!
//! The input lies outside the repository, in `$TOLLGATE_SHARED/data` or `../shared/data`; without it nothing is tried,
//! which is said.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use common::{Said, tollgate};
use serde_json::Value;
use tollgate_core::state::{Clock, Handoff};
use tollgate_service::ports::Read;
use tollgate_store::Database;

/// An example that was imported.
struct Imported {
    _dir: tempfile::TempDir,
    db: PathBuf,
    said: String,
}

fn data() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("TOLLGATE_SHARED")
        .map_or_else(|| workspace.join("../shared"), PathBuf::from);
    let data = shared.join("data");
    if data.is_dir() {
        return Some(data);
    }
    eprintln!(
        "SKIPPED: there is no real input in `{}`; set TOLLGATE_SHARED to its folder",
        data.display()
    );
    None
}

/// Imports `files` of `folder` under the example `name`, and proves the database. `None` where the files are not there.
fn import(name: &str, folder: &str, files: &[&str]) -> Option<Imported> {
    let folder = data()?.join(folder);
    let files: Vec<_> = files.iter().map(|file| folder.join(file)).collect();
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("t.db");
    let Said { ok, out, err } = tollgate(example(name, &db, &files));
    assert!(ok, "{out}{err}");
    let verified = tollgate(["verify".as_ref(), "--db".as_ref(), db.as_os_str()]);
    assert!(verified.ok, "{}{}", verified.out, verified.err);
    Some(Imported {
        _dir: dir,
        db,
        said: out,
    })
}

/// The arguments of an import of `files` under the example `name`.
fn example(name: &str, db: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let dir = examples().join(name);
    let mut args: Vec<PathBuf> = vec!["import".into(), "--map".into(), dir.join("map.yaml")];
    args.extend([
        "--policy".into(),
        dir.join("policy"),
        "--db".into(),
        db.to_owned(),
    ]);
    args.extend(files.iter().cloned());
    args
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

impl Imported {
    /// The closing words, however they are spaced, say `words`.
    fn says(&self, words: &str) {
        let said: Vec<_> = self
            .said
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert!(
            said.iter().any(|line| line == words),
            "`{words}` is not in:\n{}",
            self.said
        );
    }

    /// What `tollgate` answers about the database, as JSON.
    fn json(&self, args: &[&str]) -> Value {
        let db = self.db.to_str().unwrap();
        let said = tollgate(args.iter().copied().chain(["--db", db, "--json"]));
        assert!(said.ok, "{}", said.err);
        serde_json::from_str(&said.out).unwrap()
    }

    fn handoffs(&self, workspace: &str, mut each: impl FnMut(&Handoff)) {
        let store = Database::open_existing(&self.db)
            .unwrap()
            .workspace(workspace);
        let each = &mut |handoff: Handoff| {
            each(&handoff);
            ControlFlow::Continue(())
        };
        store.handoffs(each).unwrap();
    }
}

/// The one of `list` whose `key` is `name`.
fn one<'v>(list: &'v Value, key: &str, name: &str) -> &'v Value {
    let found = list
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item[key] == name);
    found.unwrap_or_else(|| panic!("no {key} `{name}` in {list:#}"))
}

#[test]
fn crm_school_measures_what_the_crm_measured() {
    let files = ["contacts.csv", "deals.csv.gz", "calls.csv.gz"];
    let Some(school) = import("crm_school", "crm_school", &files) else {
        return;
    };
    school.says("deals.csv.gz 21,595 2 0");
    school.says("calls.csv.gz 95,874 0 0");
    school.says("2 no id: `Id` is empty");
    school.says("77,169 activities without a record, kept as unattached");
    school.says("21,593 handoffs of inquiry_to_sales opened");

    let (agreeing, known) = first_touches(&school);
    assert!(known >= 3_000 && agreeing >= 2_900, "{agreeing} of {known}");

    let point = school.json(&["report", "--handoff", "inquiry_to_sales"]);
    assert_eq!(
        point["funnel"]["rejected"].as_u64().unwrap()
            + point["funnel"]["recycled"].as_u64().unwrap(),
        17_593
    );
    let duplicate = one(&point["dispositions"], "reason", "duplicate");
    assert_eq!(duplicate["count"], 1_746, "{duplicate:#}");
    assert_eq!(point["share_without_standard_reason"], 0.0);

    let failures = school.json(&["failures"]);
    assert_eq!(
        one(&failures["modes"], "mode", "owner_mismatch")["count"],
        4_577
    );
    let wrong = one(&failures["modes"], "mode", "wrong_first_toucher")["count"]
        .as_u64()
        .unwrap();
    assert!((2_100..2_300).contains(&wrong), "{wrong}");
}

/// Deals of which both Tollgate and the CRM know the time from creation to the first outbound call, and how many of
/// them agree within a minute: of agreeing, of known.
fn first_touches(school: &Imported) -> (u32, u32) {
    let crm = crm_times(&data().unwrap().join("crm_school/deals.csv.gz"));
    let (mut agreeing, mut known) = (0, 0);
    school.handoffs("crm_school", |handoff| {
        let clock = handoff
            .clocks
            .iter()
            .find(|clock| clock.milestone.as_str() == "first_touch");
        let Some(ours) = clock.and_then(elapsed) else {
            return;
        };
        let Some(theirs) = crm.get(handoff.record.id.as_str()) else {
            return;
        };
        known += 1;
        agreeing += u32::from((ours - theirs).abs() <= 60);
    });
    (agreeing, known)
}

/// Whole seconds from the clock's start to its stop.
fn elapsed(clock: &Clock) -> Option<i64> {
    Some(clock.stopped_at?.since(clock.started_at) / 1_000_000)
}

/// The CRM's own times by deal, in seconds: `00:26:43`, `2 days, 0:17:26`.
fn crm_times(deals: &Path) -> BTreeMap<String, i64> {
    let file = std::fs::File::open(deals).unwrap();
    let mut rows = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
    let head = rows.headers().unwrap().clone();
    let column = |name| head.iter().position(|column| column == name).unwrap();
    let (id, sla) = (column("Id"), column("SLA"));
    let rows = rows.records().map(|row| row.unwrap());
    rows.filter(|row| !row[sla].is_empty())
        .map(|row| (row[id].to_owned(), seconds(&row[sla])))
        .collect()
}

fn seconds(text: &str) -> i64 {
    let (days, time) = text.split_once(", ").unwrap_or(("0", text));
    let days: i64 = days.split(' ').next().unwrap().parse().unwrap();
    let time = time
        .split(':')
        .fold(0, |sum, part| sum * 60 + part.parse::<i64>().unwrap());
    days * 86_400 + time
}

#[test]
fn funnel_converts_by_origin_as_published() {
    let files = [
        "olist_marketing_qualified_leads_dataset.csv",
        "olist_closed_deals_dataset.csv",
    ];
    let Some(funnel) = import("funnel", "funnel", &files) else {
        return;
    };
    funnel.says("8,000 handoffs of mql_to_won opened");
    funnel.says("842 handoffs of sdr_to_sales_rep opened");

    let point = funnel.json(&["report", "--handoff", "mql_to_won"]);
    let origins = &one(&point["breakdowns"], "by", "origin")["groups"];
    for (origin, offered, won) in [
        ("paid_search", 1_586, 195),
        ("organic_search", 2_296, 271),
        ("social", 1_350, 75),
        ("email", 493, 15),
    ] {
        let group = one(origins, "value", origin);
        assert_eq!(
            (&group["offered"], &group["completed"]),
            (&offered.into(), &won.into()),
            "{origin}"
        );
    }
    assert!((median_days(&funnel) - 14.65).abs() < 0.005);

    let handovers = &funnel.json(&["report"])["handovers"]["pairs"];
    let people = |end: &str| -> BTreeSet<String> {
        handovers
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| pair[end].to_string())
            .collect()
    };
    assert_eq!(
        (
            people("from").len(),
            people("to").len(),
            handovers.as_array().unwrap().len()
        ),
        (32, 22, 224)
    );
}

/// The median time from MQL to won, in days.
fn median_days(funnel: &Imported) -> f64 {
    let mut days = Vec::new();
    funnel.handoffs("funnel", |handoff| {
        let clock = handoff
            .clocks
            .iter()
            .find(|clock| clock.milestone.as_str() == "won");
        days.extend(
            clock
                .and_then(elapsed)
                .map(|seconds| seconds as f64 / 86_400.0),
        );
    });
    days.sort_by(f64::total_cmp);
    (days[(days.len() - 1) / 2] + days[days.len() / 2]) / 2.0
}

#[test]
fn crm_opportunities_shows_what_a_gate_would_have_blocked() {
    let files = [
        "accounts.csv",
        "products.csv",
        "sales_pipeline.csv",
        "sales_teams.csv",
    ];
    let Some(pipeline) = import("crm_opportunities", "crm_opportunities", &files) else {
        return;
    };
    pipeline.says("sales_pipeline.csv 8,800 0 0");
    pipeline.says("1,088 violations found: records that moved around a gate");

    let matrix = pipeline.json(&["report"]);
    let won = one(&matrix["points"], "point", "prospect_to_close")["primary"].clone();
    assert_eq!(
        (
            &won["numerator"]["value"]["value"],
            &won["denominator"]["value"]["value"]
        ),
        (&4_238.into(), &6_711.into())
    );
    assert!((won["value"]["value"].as_f64().unwrap() - 0.6315).abs() < 0.00005);

    let failures = pipeline.json(&["failures"]);
    assert_eq!(
        one(&failures["modes"], "mode", "stage_inflation")["count"],
        1_088
    );
}
