//! The ledger as a list: what fits, between which instants, in which order, page by page.

use tollgate_core::audit::AuditKind;
use tollgate_core::command::Actor;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::TaskId;
use tollgate_core::measure::Period;
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_service::audit::done;
use tollgate_service::ledger::{Entry, Head, Sequence};
use tollgate_service::ports::{Batch, Change, Entries, Read, Store};
use tollgate_service::queries::{EntryFilter, EntryOrder, Happened, ledger};
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::policy;
use uuid::Uuid;

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

/// A ledger of `count` entries: the entry N happened at N / 2, every third of them signs somebody in, every fifth is Ana's.
fn store(count: u64) -> MemoryStore {
    let mut store = MemoryStore::new("acme");
    let mut head = Head::start("acme");
    let entries = (1..=count).map(|place| head.append(&event(place), &Situation::default()));
    let entries: Vec<Entry> = entries.collect();
    let batch = Batch {
        entries,
        ..Batch::new(head)
    };
    let change = store.begin().expect("a transaction");
    change.commit(&policy(), &batch).expect("a commit");
    store
}

fn event(place: u64) -> Event {
    let at = at(place.cast_signed() / 2);
    let what = match place.is_multiple_of(3) {
        true => What::Audited(done(AuditKind::SignedIn, "ana@acme.example", None, at)),
        false => What::TaskDone {
            task: TaskId(Uuid::from_u128(1)),
        },
    };
    let actor = match place.is_multiple_of(5) {
        true => Actor::Person("ana".into()),
        false => Actor::Tollgate,
    };
    Event {
        at,
        actor,
        what,
        reasons: Vec::new(),
    }
}

/// Every place that fits, gathered from pages of `limit`.
fn all(store: &dyn Read, filter: &EntryFilter, order: EntryOrder, limit: usize) -> Vec<Sequence> {
    let (mut places, mut after) = (Vec::new(), None);
    loop {
        let page = ledger(store, &Entries::All, filter, (order, after), limit);
        let (entries, next) = page.expect("a page");
        assert!(entries.len() <= limit);
        places.extend(entries.iter().map(|entry| entry.sequence));
        match next {
            Some(next) => after = Some(next),
            None => return places,
        }
    }
}

/// What fits of thirty entries: the same from either end, however long the pages are.
fn check(filter: &EntryFilter, expected: &[Sequence]) {
    let store = store(30);
    let back: Vec<_> = expected.iter().copied().rev().collect();
    for limit in [1, 2, 7, 30] {
        assert_eq!(all(&store, filter, EntryOrder::Oldest, limit), expected);
        assert_eq!(all(&store, filter, EntryOrder::Newest, limit), back);
    }
}

#[test]
fn entries_are_found_by_what_happened_and_by_whom() {
    let what = |name: &str| Some(name.parse::<Happened>().expect("a name"));
    let ana = Some("ana".into());
    let filter = |what, actor| EntryFilter {
        what,
        actor,
        at: None,
    };
    let thirds: Vec<_> = (3..=30).step_by(3).collect();
    check(&filter(what("audited"), None), &thirds);
    check(&filter(what("signed_in"), None), &thirds);
    check(&filter(what("signed_out"), None), &[]);
    check(&filter(what("handoff_accepted"), None), &[]);
    check(&filter(None, ana.clone()), &[5, 10, 15, 20, 25, 30]);
    check(&filter(what("signed_in"), ana.clone()), &[15, 30]);
    check(&filter(what("task_done"), ana), &[5, 10, 20, 25]);
    check(&filter(what("signed_in"), Some("ben".into())), &[]);
    let own: Vec<_> = (1..=30).filter(|place| place % 5 > 0).collect();
    check(&filter(None, Some("tollgate".into())), &own);
}

#[test]
fn entries_are_found_between_two_instants() {
    let between = |from, to| EntryFilter {
        at: Some(Period { from, to }),
        ..EntryFilter::default()
    };
    let every: Vec<_> = (1..=30).collect();
    check(&between(Timestamp::MIN, Timestamp::MAX), &every);
    // Two entries share an instant; the first begins half-way, the last has one of its own.
    check(&between(at(3), at(5)), &[6, 7, 8, 9]);
    check(&between(Timestamp::MIN, at(1)), &[1]);
    check(&between(at(15), Timestamp::MAX), &[30]);
    check(&between(at(16), Timestamp::MAX), &[]);
    check(&between(Timestamp::MIN, at(0)), &[]);
}

#[test]
fn only_so_many_entries_are_looked_at_for_one_page() {
    let store = store(20_010);
    let nobody = EntryFilter {
        actor: Some("nobody".into()),
        ..EntryFilter::default()
    };
    let page = |order, after| ledger(&store, &Entries::All, &nobody, (order, after), 10);
    let (found, next) = page(EntryOrder::Oldest, None).expect("a page");
    assert_eq!((found, next), (Vec::new(), Some(20_000)));
    let (found, next) = page(EntryOrder::Oldest, next).expect("a page");
    assert_eq!((found, next), (Vec::new(), None));
    let (found, next) = page(EntryOrder::Newest, None).expect("a page");
    assert_eq!((found, next), (Vec::new(), Some(11)));
    let (found, next) = page(EntryOrder::Newest, next).expect("a page");
    assert_eq!((found, next), (Vec::new(), None));
}

#[test]
fn a_page_goes_on_where_it_stood_though_the_ledger_grows() {
    let (shorter, longer) = (store(10), store(12));
    let filter = EntryFilter::default();
    let page = |store, after| {
        let order = (EntryOrder::Newest, after);
        let (entries, next) = ledger(store, &Entries::All, &filter, order, 4).expect("a page");
        let places: Vec<_> = entries.iter().map(|entry| entry.sequence).collect();
        (places, next)
    };
    let (first, next) = page(&shorter, None);
    assert_eq!((first, next), (vec![10, 9, 8, 7], Some(7)));
    assert_eq!(page(&longer, next), (vec![6, 5, 4, 3], Some(3)));
}
