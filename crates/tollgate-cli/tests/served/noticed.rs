//! What holds a ledger against what was acknowledged would notice if something were wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value as Json, json};

use crate::clients::{Door, under_load};
use crate::ledger::Ledger;
use crate::process::Workspace;
use crate::waiting::until;

/// Takes the last entry called `what` out, or puts it in once more; the others close up or make room.
fn altered(entries: &[Json], what: &str, twice: bool) -> Ledger {
    let mut entries = entries.to_vec();
    let place = entries.iter().rposition(|entry| entry["what"] == what);
    let place = place.expect("there is one");
    if twice {
        entries.insert(place, entries[place].clone());
    } else {
        entries.remove(place);
    }
    for (place, entry) in (1..).zip(&mut entries) {
        entry["sequence"] = json!(place);
    }
    Ledger::from(entries)
}

#[test]
fn what_is_missing_or_there_twice_is_noticed() {
    let workspace = Workspace::sqlite();
    let served = workspace.serve();
    let acknowledged = under_load(&[Door::of(&served)], 2, |load| {
        until("some are told", || (load.attempts() > 20).then_some(()));
    });
    let ledger = Ledger::once_all_fired(&served);
    ledger.holds(&acknowledged);
    let entries = ledger.into_entries();
    let told = ["record_observed", "handoff_opened", "handoff_accepted"];
    for what in [&told[..], &["rung_reached", "clock_breached"]].concat() {
        for twice in [false, true] {
            let altered = altered(&entries, what, twice);
            let held = catch_unwind(AssertUnwindSafe(|| altered.holds(&acknowledged)));
            assert!(held.is_err(), "{what}, twice: {twice}");
        }
    }
}
