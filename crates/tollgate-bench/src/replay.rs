//! Replay of a CRM's history into SQLite, beside a bare bulk insert of the rows that it leaves there.

use std::path::{Path, PathBuf};
use std::time::Instant;

use tollgate_core::decide::decide;
use tollgate_service::import::{Input, Plan, Watch, gather};
use tollgate_service::writer::Writer;
use tollgate_store::Database;

use super::bulk::sqlite as bulk;
use super::figure::Figure;
use super::history;
use super::measure::Effort;

const RATE_GOAL: f64 = 10_000.0;
/// Rows that the yardstick inserts in one transaction: as many as an import of history commits at once, or a few more.
const TOGETHER: usize = 10_000;
const RATIO_GOAL: f64 = 1.0 / 3.0;

/// Source rows a second, everything durable at the end: the real crm_school where it is at hand, else made-up history.
pub(crate) fn run(effort: Effort) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let wanted = if effort == Effort::Quick {
        30_000
    } else {
        120_000
    };
    let (name, files) = match crm_school().filter(|_| effort == Effort::Full) {
        Some(files) => ("crm_school", files),
        None => (
            "made-up history",
            history::write(folder.path(), wanted)
                .expect("history is written")
                .0,
        ),
    };
    let database = folder.path().join("replayed.db");
    let started = Instant::now();
    let rows = import(&files, &database);
    let rate = rows as f64 / started.elapsed().as_secs_f64();
    let bulk_seconds = bulk::insert_again(&database, &folder.path().join("bulk.db"), TOGETHER);
    let bulk_rate = rows as f64 / bulk_seconds;
    vec![Figure {
        name: format!("source rows of {name}, durable"),
        value: rate,
        unit: "1/s",
        against: Some(("bulk insert of the same rows", bulk_rate)),
        goal: format!("at least {RATE_GOAL}/s and a third of the bulk insert"),
        holds: rate >= RATE_GOAL && rate / bulk_rate >= RATIO_GOAL,
    }]
}

/// Imports `files` under the policy of `examples/crm_school` and returns how many rows were read.
pub(crate) fn import(files: &[PathBuf], database: &Path) -> u64 {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/crm_school");
    let source =
        tollgate_policy::Source::read_dir(&example.join("policy")).expect("the example's policy");
    let policy = tollgate_policy::load(&source, jiff::civil::date(2026, 1, 1))
        .policy
        .expect("a policy without errors");
    let map = std::fs::read_to_string(example.join("map.yaml")).expect("the example's mapping");
    let plan = Plan::read("map.yaml", &map, &policy).expect("a mapping without errors");
    let input = Input {
        files: files.to_vec(),
        rejects: database.with_extension("rejects.csv"),
        folder: database.with_extension("import"),
    };
    let gathered = gather(&plan, &input, &mut Unwatched).expect("the files are read");
    let store = Database::open(database)
        .expect("a database")
        .workspace(&policy.workspace.id);
    let from = gathered.first_at().unwrap_or_default();
    let mut writer = Writer::open(store, policy, &source.bundle(), decide, from).expect("a writer");
    let summary = gathered
        .replay(&plan, &mut writer, None, &mut Unwatched)
        .expect("the history is replayed");
    summary.rows()
}

struct Unwatched;

impl Watch for Unwatched {
    fn reading(&mut self, _: u64, _: u64) {}
    fn replaying(&mut self, _: u64, _: u64) {}
}

/// The real files, where the environment says where they are.
fn crm_school() -> Option<Vec<PathBuf>> {
    let folder = PathBuf::from(std::env::var_os("TOLLGATE_SHARED")?).join("data/crm_school");
    let files = ["contacts.csv", "deals.csv.gz", "calls.csv.gz"].map(|name| folder.join(name));
    files
        .iter()
        .all(|file| file.exists())
        .then(|| files.to_vec())
}
