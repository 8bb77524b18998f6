//! What an outbox promises.

use tollgate_core::time::Timestamp;
use tollgate_service::ledger::Sequence;
use tollgate_service::loops::outbox::{Endpoint, Filter, Target};
use tollgate_service::ports::Store;
use tollgate_service::ports::outbox::{
    Circuit, Claim, Outbox, Place, Progress, Undeliverable, Undelivered,
};
use tollgate_service::seal::Secret;

use super::desk::{Desk, at};

/// An endpoint of this name.
fn webhook(name: &str) -> Endpoint {
    Endpoint {
        name: name.to_owned(),
        target: Target::Webhook {
            url: format!("https://{name}.example/hook"),
            secrets: vec![Secret::new("whsec_c2VjcmV0")],
        },
        filter: Filter::default(),
        enabled: true,
    }
}

/// Appends so many entries.
fn append(store: &mut impl Store, count: u64) {
    let mut desk = Desk::new();
    let mut head = store.head().expect("a head");
    let entries: Vec<_> = (0..count)
        .map(|seed| desk.entry(&mut head, seed + 1))
        .collect();
    assert!(
        desk.commit(store, &entries, &[], &head),
        "the entries are stored"
    );
}

fn claim(outbox: &mut impl Outbox, now: i64) -> Option<Claim> {
    outbox.claim(at(now), at(now + 100), 10).expect("an answer")
}

fn claimed(outbox: &mut impl Outbox, now: i64) -> String {
    claim(outbox, now).map_or("nobody".to_owned(), |claim| claim.endpoint.name)
}

/// Nothing happened but that the cursor moved.
fn reached(cursor: Sequence) -> Progress {
    Progress {
        cursor,
        circuit: Circuit::default(),
        disabled_why: None,
        undelivered: Vec::new(),
        settled: Vec::new(),
    }
}

fn place(sequence: Sequence, part: u32) -> Place {
    Place { sequence, part }
}

fn waiting(sequence: Sequence, part: u32, next_at: Option<i64>) -> Undelivered {
    Undelivered {
        place: place(sequence, part),
        attempts: 3,
        tried_at: at(1),
        next_at: next_at.map(at),
        last_error: "it answered 500".to_owned(),
    }
}

/// An endpoint at `cursor` with these messages undelivered.
fn with_undelivered(
    store: &mut (impl Store + Outbox),
    cursor: Sequence,
    undelivered: Vec<Undelivered>,
) {
    store.put_endpoint(&webhook("crm"), Some(0)).expect("put");
    let claim = claim(store, 0).expect("something to do");
    let progress = Progress {
        undelivered,
        ..reached(cursor)
    };
    assert!(store.record(&claim, &progress).expect("an answer"));
}

fn places(rows: &[Undelivered]) -> Vec<(Sequence, u32)> {
    rows.iter()
        .map(|row| (row.place.sequence, row.place.part))
        .collect()
}

pub fn a_new_endpoint_begins_at_the_end_of_the_ledger(mut store: impl Store + Outbox) {
    append(&mut store, 3);
    store.put_endpoint(&webhook("crm"), None).expect("put");
    store.put_endpoint(&webhook("old"), Some(1)).expect("put");
    let rows = store.endpoints().expect("an answer");
    let cursors: Vec<_> = rows
        .iter()
        .map(|row| (row.endpoint.name.as_str(), row.cursor))
        .collect();
    assert_eq!(cursors, [("crm", 3), ("old", 1)]);
    assert_eq!(claimed(&mut store, 0), "old");
    assert_eq!(claimed(&mut store, 0), "nobody");
}

pub fn an_endpoint_comes_back_as_it_was_put(mut store: impl Store + Outbox) {
    let mut mail = webhook("Mail, e.g. `ö`");
    mail.target = Target::Email {
        to: vec!["ops@acme.example".to_owned()],
        addresses: [("ana".to_owned(), "ana@acme.example".to_owned())].into(),
    };
    mail.filter.events = vec!["rung_reached".to_owned()];
    mail.filter.points = vec!["mql_to_sdr".to_owned()];
    mail.enabled = false;
    let mut slack = webhook("slack");
    slack.target = Target::Slack {
        url: Secret::new("https://hooks.slack.example/T/B/x"),
    };
    for endpoint in [&mail, &slack] {
        store.put_endpoint(endpoint, None).expect("put");
    }
    let rows = store.endpoints().expect("an answer");
    let endpoints: Vec<_> = rows.into_iter().map(|row| row.endpoint).collect();
    assert_eq!(endpoints, [mail, slack]);
}

pub fn an_endpoint_that_is_put_again_keeps_its_place(mut store: impl Store + Outbox) {
    append(&mut store, 5);
    with_undelivered(
        &mut store,
        2,
        vec![waiting(1, 0, None), waiting(2, 0, Some(50))],
    );
    let claim = claim(&mut store, 60).expect("something to do");
    let failing = Progress {
        circuit: Circuit {
            failures: 7,
            wait_until: Some(at(1_000)),
        },
        ..reached(3)
    };
    assert!(store.record(&claim, &failing).expect("an answer"));
    store.put_endpoint(&webhook("crm"), None).expect("put");
    let rows = store.endpoints().expect("an answer");
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.cursor, row.waiting, row.parked), (3, 1, 1));
    assert_eq!(row.circuit, Circuit::default(), "it is tried at once");
    store.put_endpoint(&webhook("crm"), Some(1)).expect("put");
    assert_eq!(store.endpoints().expect("an answer")[0].cursor, 1);
}

pub fn an_endpoint_is_switched_and_keeps_what_else_is_set(mut store: impl Store + Outbox) {
    append(&mut store, 5);
    with_undelivered(&mut store, 2, vec![waiting(1, 0, None)]);
    let before = store.endpoints().expect("an answer");
    let claim = claim(&mut store, 60).expect("something to do");
    assert!(store.switch_endpoint("crm", false).expect("an answer"));
    let late = store.record(&claim, &reached(3)).expect("an answer");
    assert!(!late, "who claimed it before has lost it");
    assert_eq!(claimed(&mut store, 70), "nobody");
    assert!(store.switch_endpoint("crm", true).expect("an answer"));
    assert_eq!(store.endpoints().expect("an answer"), before);
    assert_eq!(claimed(&mut store, 70), "crm");
    assert!(!store.switch_endpoint("gone", true).expect("an answer"));
}

pub fn an_endpoint_that_wanted_no_more_is_switched_on_again(mut store: impl Store + Outbox) {
    append(&mut store, 2);
    store.put_endpoint(&webhook("crm"), Some(0)).expect("put");
    let claim = claim(&mut store, 60).expect("something to do");
    let no_more = Progress {
        disabled_why: Some("it answered 410".to_owned()),
        ..reached(1)
    };
    assert!(store.record(&claim, &no_more).expect("an answer"));
    assert!(store.switch_endpoint("crm", true).expect("an answer"));
    let rows = store.endpoints().expect("an answer");
    let row = &rows[0];
    let stands = (row.endpoint.enabled, &row.disabled_why, row.cursor);
    assert_eq!(stands, (true, &None, 1));
}

pub fn an_endpoint_that_is_removed_takes_its_messages_along(mut store: impl Store + Outbox) {
    append(&mut store, 2);
    with_undelivered(&mut store, 2, vec![waiting(1, 0, None)]);
    assert!(store.remove_endpoint("crm").expect("an answer"));
    assert!(!store.remove_endpoint("crm").expect("an answer"));
    assert_eq!(store.endpoints().expect("an answer"), []);
    store.put_endpoint(&webhook("crm"), None).expect("put");
    let parked = store.undelivered("crm", Undeliverable::Parked, None, 10);
    assert_eq!(parked.expect("an answer"), []);
}

pub fn an_endpoint_is_claimed_once_there_is_something_to_tell(mut store: impl Store + Outbox) {
    store.put_endpoint(&webhook("crm"), None).expect("put");
    assert_eq!(claimed(&mut store, 0), "nobody");
    assert_eq!(store.next_due().expect("an answer"), None);
    append(&mut store, 2);
    let claim = claim(&mut store, 5).expect("something to do");
    assert_eq!((claim.cursor, claim.until), (0, at(105)));
    assert_eq!((claim.circuit, claim.due.len()), (Circuit::default(), 0));
    assert!(store.record(&claim, &reached(2)).expect("an answer"));
    assert_eq!(claimed(&mut store, 6), "nobody");
    assert_eq!(store.endpoints().expect("an answer")[0].cursor, 2);
}

pub fn a_claim_ends_with_its_lease(mut store: impl Store + Outbox) {
    append(&mut store, 1);
    store.put_endpoint(&webhook("crm"), Some(0)).expect("put");
    let mut other = store.another().expect("another handle");
    assert_eq!(claimed(&mut store, 0), "crm");
    assert_eq!(claimed(&mut other, 99), "nobody");
    assert_eq!(store.next_due().expect("an answer"), Some(at(100)));
    assert_eq!(claimed(&mut other, 100), "crm");
}

pub fn a_claim_that_was_lost_records_nothing(mut store: impl Store + Outbox) {
    append(&mut store, 1);
    store.put_endpoint(&webhook("crm"), Some(0)).expect("put");
    let late = claim(&mut store, 0).expect("something to do");
    let dead = Progress {
        undelivered: vec![waiting(1, 0, None)],
        ..reached(1)
    };
    let second = claim(&mut store, 100).expect("the lease has ended");
    assert!(!store.record(&late, &dead).expect("an answer"));
    store.put_endpoint(&webhook("crm"), None).expect("put");
    assert!(!store.record(&second, &dead).expect("an answer"));
    let third = claim(&mut store, 101).expect("it is put, and free");
    store.remove_endpoint("crm").expect("an answer");
    assert!(!store.record(&third, &dead).expect("an answer"));
    store.put_endpoint(&webhook("crm"), Some(0)).expect("put");
    let row = &store.endpoints().expect("an answer")[0];
    assert_eq!((row.cursor, row.parked), (0, 0));
    let fourth = claim(&mut store, 201).expect("something to do");
    assert!(store.record(&fourth, &dead).expect("an answer"));
    assert!(
        !store.record(&fourth, &reached(0)).expect("an answer"),
        "once is enough"
    );
}

pub fn the_endpoint_that_waited_longest_comes_first(mut store: impl Store + Outbox) {
    append(&mut store, 9);
    for name in ["b", "a", "c"] {
        store.put_endpoint(&webhook(name), Some(0)).expect("put");
    }
    let mut order = Vec::new();
    for now in 1..=6 {
        let claim = claim(&mut store, now).expect("something to do");
        assert!(store.record(&claim, &reached(1)).expect("an answer"));
        order.push(claim.endpoint.name);
    }
    assert_eq!(order, ["a", "b", "c", "a", "b", "c"]);
}

pub fn an_endpoint_that_waits_or_is_disabled_is_not_claimed(mut store: impl Store + Outbox) {
    append(&mut store, 2);
    let mut off = webhook("off");
    off.enabled = false;
    store.put_endpoint(&off, Some(0)).expect("put");
    store.put_endpoint(&webhook("slow"), Some(0)).expect("put");
    let claim = claim(&mut store, 0).expect("something to do");
    let open = Progress {
        circuit: Circuit {
            failures: 5,
            wait_until: Some(at(500)),
        },
        ..reached(0)
    };
    assert!(store.record(&claim, &open).expect("an answer"));
    assert_eq!(claimed(&mut store, 499), "nobody");
    assert_eq!(store.next_due().expect("an answer"), Some(at(500)));
    let probe = self::claim(&mut store, 500).expect("the probe");
    assert_eq!(probe.circuit, open.circuit);
}

pub fn an_endpoint_that_wants_no_more_is_disabled(mut store: impl Store + Outbox) {
    append(&mut store, 1);
    store.put_endpoint(&webhook("crm"), Some(0)).expect("put");
    let claim = claim(&mut store, 0).expect("something to do");
    let gone = Progress {
        disabled_why: Some("it answered 410 Gone".to_owned()),
        ..reached(0)
    };
    assert!(store.record(&claim, &gone).expect("an answer"));
    assert_eq!(claimed(&mut store, 1_000), "nobody");
    assert_eq!(store.next_due().expect("an answer"), None);
    let row = &store.endpoints().expect("an answer")[0];
    assert!(!row.endpoint.enabled);
    assert_eq!(row.disabled_why, gone.disabled_why);
    store.put_endpoint(&webhook("crm"), None).expect("put");
    let row = &store.endpoints().expect("an answer")[0];
    assert_eq!((row.endpoint.enabled, &row.disabled_why), (true, &None));
    assert_eq!(claimed(&mut store, 1_000), "crm");
}

pub fn messages_that_are_due_come_with_the_claim(mut store: impl Store + Outbox) {
    append(&mut store, 4);
    let rows = vec![
        waiting(3, 0, Some(10)),
        waiting(1, 1, Some(20)),
        waiting(1, 0, Some(30)),
        waiting(2, 0, None),
    ];
    with_undelivered(&mut store, 4, rows.clone());
    assert_eq!(claimed(&mut store, 9), "nobody");
    let due = claim(&mut store, 20).expect("something to do");
    assert_eq!(due.due, rows[..2]);
    let progress = Progress {
        undelivered: vec![waiting(3, 0, Some(70))],
        settled: vec![place(1, 1)],
        ..reached(4)
    };
    assert!(store.record(&due, &progress).expect("an answer"));
    let left = store.undelivered("crm", Undeliverable::Waiting, None, 10);
    assert_eq!(places(&left.expect("an answer")), [(1, 0), (3, 0)]);
    let one = store.claim(at(200), at(300), 1).expect("an answer");
    assert_eq!(places(&one.expect("something to do").due), [(1, 0)]);
}

pub fn a_dead_letter_stays_until_it_is_redelivered(mut store: impl Store + Outbox) {
    append(&mut store, 3);
    let rows = [(1, None), (2, None), (3, None), (4, Some(900))];
    let rows = rows.map(|(sequence, next_at)| waiting(sequence, 0, next_at));
    with_undelivered(&mut store, 3, rows.to_vec());
    assert_eq!(claimed(&mut store, 500), "nobody");
    let mut again = |name: &str, which| store.redeliver(name, which, at(600)).expect("an answer");
    assert_eq!(again("crm", Some(place(2, 0))), 1);
    assert_eq!(again("crm", Some(place(2, 0))), 0, "it is on its way");
    assert_eq!(again("crm", Some(place(4, 0))), 0, "it is tried anyway");
    assert_eq!(again("nobody", None), 0);
    let due = claim(&mut store, 600).expect("something to do").due;
    assert_eq!(places(&due), [(2, 0)]);
    assert_eq!((due[0].attempts, due[0].next_at), (0, Some(at(600))));
    assert_eq!(store.redeliver("crm", None, at(600)).expect("an answer"), 2);
    let row = &store.endpoints().expect("an answer")[0];
    assert_eq!((row.waiting, row.parked), (4, 0));
}

pub fn pages_of_undelivered_messages_follow_one_another(mut store: impl Store + Outbox) {
    append(&mut store, 1);
    let parked = [(10, 0), (2, 1), (2, 0), (9, 0)];
    let mut rows = parked
        .map(|(sequence, part)| waiting(sequence, part, None))
        .to_vec();
    rows.push(waiting(3, 0, Some(5)));
    with_undelivered(&mut store, 1, rows);
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = store.undelivered("crm", Undeliverable::Parked, after, 2);
        let page = page.expect("an answer");
        let Some(last) = page.last() else { break };
        after = Some(last.place);
        seen.extend(places(&page));
    }
    assert_eq!(seen, [(2, 0), (2, 1), (9, 0), (10, 0)]);
}

pub fn the_next_instant_is_the_earliest_of_all(mut store: impl Store + Outbox) {
    append(&mut store, 2);
    with_undelivered(
        &mut store,
        2,
        vec![waiting(1, 0, Some(70)), waiting(2, 0, Some(50))],
    );
    assert_eq!(store.next_due().expect("an answer"), Some(at(50)));
    store.put_endpoint(&webhook("new"), Some(0)).expect("put");
    let due = store.next_due().expect("an answer").expect("an instant");
    assert!(
        due <= Timestamp::from_micros(0),
        "it has news at once: {due}"
    );
}
