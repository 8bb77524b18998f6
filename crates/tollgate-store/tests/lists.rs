//! The columns that lists are read by are what an older database is brought to.

mod common;

use tollgate_core::decide::decide;
use tollgate_core::time::Timestamp;
use tollgate_service::verify::verify;
use tollgate_service::writer::Writer;
use tollgate_store::Location;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

use common::{Place, scratch};

/// As they are before the migration derives them.
const EMPTIED: &str = "update handoff set live_id = null, soonest_due = null, returned_to = null, point = '', counted_at = 0;
     update task set waiting = null, carrier = null";

/// The statements of the migration that derive them.
fn derived(place: &Place) -> String {
    let text = match place.location {
        Location::File(_) => include_str!("../migrations/0011_lists.sqlite.sql"),
        Location::Postgres(_) => include_str!("../migrations/0011_lists.postgres.sql"),
    };
    let statements = text.split_inclusive(";\n");
    let updates: Vec<_> = statements
        .filter(|one| one.starts_with("update "))
        .collect();
    assert_eq!(updates.len(), 2);
    updates.concat()
}

#[test]
fn an_older_database_comes_to_what_is_written() {
    for place in Place::both() {
        let model = MemoryStore::new("acme");
        let mut model =
            Writer::open(model, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
        let mut writer =
            Writer::open(place.store(), policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
        let mut history = History::new(11);
        for _ in 0..400 {
            let order = history.next(&model.store().rows());
            model.execute(vec![order.clone()]).expect("an answer");
            writer.execute(vec![order]).expect("an answer");
        }
        drop(writer);
        let difference = || {
            let verdict = verify(
                &place.store(),
                &mut scratch(),
                "acme",
                &policy(),
                &mut |_| (),
            );
            verdict.expect("a verdict").difference
        };
        place.alter(EMPTIED);
        assert!(difference().is_some());
        place.alter(&derived(&place));
        assert_eq!(difference(), None);
    }
}
