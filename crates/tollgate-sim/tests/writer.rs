//! What a year leads to in memory, the writer writes: the same events with the same ids, and the same rows.

use std::path::Path;

use tollgate_core::decide::decide;
use tollgate_core::policy::Policy;
use tollgate_service::ports::Read;
use tollgate_service::writer::{Limits, Order, Writer};
use tollgate_sim::{Scenario, Year};
use tollgate_testkit::memory::MemoryStore;

fn starter() -> Policy {
    let dir = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/standard"
    ));
    let checked = tollgate_policy::load_dir(dir, Scenario::default().from)
        .expect("the starter policy can be read");
    checked
        .policy
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn month(seed: u64) -> Scenario {
    Scenario {
        seed,
        days: 30,
        inquiries: 3_000,
        customers: 30,
        leaves_on_day: 12,
        faulty: 0.1,
        ..Scenario::default()
    }
}

#[test]
fn the_same_seed_gives_the_same_orders() {
    let policy = starter();
    let orders = |seed| Year::new(&policy, month(seed)).collect::<Vec<Order>>();
    assert_eq!(orders(1), orders(1));
    assert_ne!(orders(1), orders(2));
}

#[test]
fn the_writer_writes_what_was_played() {
    let mut policy = starter();
    // The writer's first publication gives the policy this number.
    policy.revision = 1;
    let mut year = Year::new(&policy, month(1));
    let orders: Vec<Order> = year.by_ref().collect();
    let small = Limits {
        entries: 50,
        rows: 400,
    };
    for limits in [Limits::default(), small] {
        let store = MemoryStore::new("acme");
        let writer = Writer::open(store, starter(), "starter", decide, year.starts_at());
        let mut writer = writer.expect("memory answers").within(limits);
        writer.execute(orders.clone()).expect("memory answers");
        let head = writer.store().head().expect("memory answers");
        assert_eq!(head.sequence, year.events());
        let written = writer.store().rows();
        assert!(written.records().eq(year.rows().records()));
        assert!(written.handoffs().eq(year.rows().handoffs()));
        assert!(written.tasks().eq(year.rows().tasks()));
        assert!(written.standings().eq(year.rows().standings()));
        assert!(written.presences().eq(year.rows().presences()));
        assert!(written.violations().eq(year.rows().violations()));
    }
}
