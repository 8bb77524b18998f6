//! Where the wall stands, everything works as without, and the server shows nobody another workspace's rows.

mod common;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::ports::Read as _;
use tollgate_service::writer::Writer;
use tollgate_store::{Database, Location, Target, WallError, lower_wall, raise_wall};
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::postgres::{database, of_plain_role, psql};
use tollgate_testkit::{outbox_contract, store_contract};

use common::Place;

store_contract!(Place::of(&walled()).kept_with_store());
outbox_contract!(Place::of(&walled()).kept_with_store());

/// The URL of a database in which the wall stands, for a role that it holds back.
fn walled() -> String {
    let url = of_plain_role(&database());
    drop(Place::of(&url).store());
    let tables = raise_wall(&target(&url)).expect("the wall");
    assert!(tables.iter().any(|table| table == "ledger"), "{tables:?}");
    url
}

fn target(url: &str) -> Box<Target> {
    match url.parse().expect("a location") {
        Location::Postgres(target) => target,
        Location::File(_) => panic!("not PostgreSQL"),
    }
}

/// Some history in `workspace`.
fn fill(url: &str, workspace: &str) {
    let mut policy = policy();
    policy.workspace.id = workspace.into();
    let store = Database::at(&Place::of(url).location).expect("a database");
    let store = store.workspace(workspace);
    let mut writer =
        Writer::open(store, policy.clone(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let store = MemoryStore::new(workspace);
    let mut model = Writer::open(store, policy, TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(3);
    for _ in 0..20 {
        let order = history.next(&model.store().rows());
        model.execute(vec![order.clone()]).expect("an answer");
        writer.execute(vec![order]).expect("an answer");
    }
    let (found, expected) = (writer.store().head(), model.store().head());
    assert_eq!(found.expect("a head").hash, expected.expect("a head").hash);
}

#[test]
fn a_transaction_sees_its_own_workspace_alone() {
    let url = walled();
    fill(&url, "acme");
    fill(&url, "globex");
    let seen = |setting: &str| {
        psql(
            &url,
            &format!("{setting} select count(distinct workspace) from ledger"),
        )
    };
    assert_eq!(seen(""), "0", "who does not say whose sees nothing");
    assert_eq!(seen("set tollgate.workspace = 'acme';").trim(), "1");
    let of = "set tollgate.workspace = 'acme'; select distinct workspace from record";
    assert_eq!(psql(&url, of).trim(), "acme");
    let changed = "set tollgate.workspace = 'acme'; with cut as (delete from record where workspace = 'globex' returning 1) select count(*) from cut";
    assert_eq!(
        psql(&url, changed).trim(),
        "0",
        "nor can it change another's"
    );
}

#[test]
fn a_role_that_passes_every_wall_is_told_so() {
    let url = database();
    drop(Place::of(&url).store());
    let refused = raise_wall(&target(&url));
    assert!(
        matches!(refused, Err(WallError::Passes { .. })),
        "{refused:?}"
    );
}

#[test]
fn the_wall_can_be_taken_away() {
    let url = walled();
    fill(&url, "acme");
    lower_wall(&target(&url)).expect("no wall");
    assert_eq!(
        psql(&url, "select count(distinct workspace) from ledger"),
        "1"
    );
    fill(&url, "globex");
}
