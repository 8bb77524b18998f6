//! Every checker can fail: held against a history that was corrupted, it says so.

use std::ops::ControlFlow;

use tollgate_core::event::{Event, What};
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{HandoffState, Row, Situation};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::outbox::Outbox as _;
use tollgate_service::ports::{Batch, Change, Entries, Read, Store};
use tollgate_service::writer::Answer;
use tollgate_sim::check::{after_faults, in_ledger};
use tollgate_sim::faults::{Ours, Plan, Played, play};
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};

const WORKSPACE: &str = "acme";

fn ours() -> [Ours; 1] {
    [(policy(), TEXT.to_owned())]
}

fn played(seed: u64) -> Played<MemoryStore> {
    let mut history = History::new(seed);
    let think = |rows: &Situation<'static>| Some(history.next(rows));
    let plan = Plan {
        seed,
        orders: 200,
        in_order: false,
    };
    play(plan, &ours(), MemoryStore::new(WORKSPACE), think).expect("memory answers")
}

/// A ledger that was written in foul weather, and is in order.
fn events(played: &Played<MemoryStore>) -> Vec<Event> {
    let mut events = Vec::new();
    let each = &mut |entry: tollgate_service::ledger::Entry| {
        events.push(entry.event().expect("an event"));
        ControlFlow::Continue(())
    };
    let read = played.store.ledger(&Entries::All, 0, each);
    read.expect("memory answers");
    events
}

/// On some history, all of whose laws hold before, `law` is broken after `bend` or `corrupt`; each may find nothing to do.
fn is_broken(
    law: &str,
    bend: impl Fn(&mut Policy),
    corrupt: impl Fn(&mut Vec<Event>) -> Option<()>,
) {
    for seed in 1..30 {
        let played = played(seed);
        let mut events = events(&played);
        let mut policy = policy();
        policy.revision = 1;
        let revisions = [policy.clone()];
        assert_eq!(in_ledger(&revisions, &events, played.until), []);
        bend(&mut policy);
        corrupt(&mut events);
        let broken = in_ledger(&[policy], &events, played.until);
        if broken.iter().any(|broken| broken.law == law) {
            return;
        }
    }
    panic!("`{law}` holds whatever is done to the history");
}

fn check(law: &str, corrupt: impl Fn(&mut Vec<Event>) -> Option<()>) {
    is_broken(law, |_| (), corrupt);
}

fn check_under(law: &str, bend: impl Fn(&mut Policy)) {
    is_broken(law, bend, |_| None);
}

/// The first event that `pick` picks.
fn place(events: &[Event], pick: impl Fn(&What) -> bool) -> Option<usize> {
    events.iter().position(|event| pick(&event.what))
}

fn double(events: &mut Vec<Event>, pick: impl Fn(&What) -> bool) -> Option<()> {
    let place = place(events, pick)?;
    events.insert(place + 1, events[place].clone());
    Some(())
}

fn drop_one(events: &mut Vec<Event>, pick: impl Fn(&What) -> bool) -> Option<()> {
    let place = place(events, pick)?;
    events.remove(place);
    Some(())
}

#[test]
fn a_breach_twice_and_a_rung_twice_are_told() {
    let law = "every breach is escalated once";
    check(law, |events| {
        double(events, |what| matches!(what, What::ClockBreached { .. }))
    });
    check(law, |events| {
        double(events, |what| matches!(what, What::RungReached(_)))
    });
    check(law, |events| {
        drop_one(events, |what| matches!(what, What::RungReached(_)))
    });
}

#[test]
fn a_clock_that_starts_twice_or_says_too_much_is_told() {
    let law = "clocks follow the ledger";
    check(law, |events| {
        double(events, |what| matches!(what, What::ClockStarted(_)))
    });
    check(law, |events| {
        double(events, |what| matches!(what, What::ClockCancelled { .. }))
    });
    check(law, |events| {
        events.iter_mut().find_map(|event| match &mut event.what {
            What::ClockStopped { elapsed, .. } => {
                *elapsed += 1;
                Some(())
            }
            _ => None,
        })
    });
    check(law, |events| {
        events.retain(|event| !matches!(event.what, What::ClockBreached { .. }));
        Some(())
    });
}

#[test]
fn segments_that_do_not_add_up_are_told() {
    check("the segments of a clock add up to wall time", |events| {
        events.iter_mut().find_map(|event| match &mut event.what {
            What::ClockStopped { segments, .. } => {
                segments.queue += 1;
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_promise_called_kept_that_was_not_is_told() {
    let law = "a clock is in time when it used no more than its target";
    check(law, |events| {
        for event in events {
            if let What::ClockStopped { elapsed, .. } = &mut event.what {
                *elapsed += 1_000_000_000_000;
            }
        }
        Some(())
    });
}

#[test]
fn a_handoff_that_opened_twice_or_went_nowhere_is_told() {
    let law = "no handoff is lost";
    check(law, |events| {
        double(events, |what| matches!(what, What::HandoffOpened(_)))
    });
    check(law, |events| {
        drop_one(events, |what| matches!(what, What::HandoffRouted(_)))
    });
}

#[test]
fn a_second_open_handoff_of_a_point_is_told() {
    check(
        "at most one handoff of a point is open for a record",
        |events| {
            let place = place(events, |what| matches!(what, What::HandoffOpened(_)))?;
            let mut another = events[place].clone();
            if let What::HandoffOpened(opened) = &mut another.what {
                opened.handoff = unheard_of();
            }
            events.insert(place + 1, another);
            Some(())
        },
    );
}

#[test]
fn a_second_owner_is_told() {
    check("a handoff has one owner at most", |events| {
        double(
            events,
            |what| matches!(what, What::HandoffRouted(routed) if routed.owner.is_some()),
        )
    });
    check("a handoff has one owner at most", |events| {
        events.iter_mut().find_map(|event| match &mut event.what {
            What::HandoffAccepted { by, .. } => {
                *by = "somebody else".into();
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn more_than_a_queue_may_give_is_told() {
    check_under("capacity is never exceeded", |policy| {
        for queue in policy.queues.values_mut() {
            queue.capacity = Some(0);
        }
    });
}

#[test]
fn a_choice_that_was_not_fair_is_told() {
    check_under("the next in a fair queue has the lowest level", |policy| {
        for queue in policy.queues.values_mut() {
            queue.weights.insert("ana".into(), 0.001);
            queue.capacity = None;
        }
    });
}

#[test]
fn one_who_waits_though_somebody_could_take_it_is_told() {
    check("nobody waits while somebody could take it", |events| {
        // As if everybody had been here all the time.
        events.retain(|event| !matches!(event.what, What::PresenceChanged { .. }));
        Some(())
    });
}

fn after(played: &Played<MemoryStore>) -> Vec<&'static str> {
    let empty = MemoryStore::new(WORKSPACE);
    let broken = after_faults(&ours(), WORKSPACE, played, empty);
    broken.iter().map(|broken| broken.law).collect()
}

/// Writes what nobody decided.
fn tamper(played: &mut Played<MemoryStore>, alter: impl FnOnce(&mut Batch)) {
    let change = played.store.begin().expect("memory answers");
    let mut batch = Batch::new(change.head().expect("memory answers"));
    alter(&mut batch);
    change.commit(&policy(), &batch).expect("memory answers");
}

#[test]
fn an_order_that_was_answered_and_is_not_there_is_told() {
    let law = "every acknowledged order is in the ledger exactly once";
    let mut lost = played(1);
    lost.acknowledged[0].key = "another".into();
    assert!(after(&lost).contains(&law));
    let mut differs = played(1);
    let done = differs
        .acknowledged
        .iter_mut()
        .find_map(|one| match &mut one.answer {
            Answer::Done { sequence, .. } => Some(sequence),
            _ => None,
        });
    *done.expect("something was done") += 1;
    assert!(after(&differs).contains(&law));
}

#[test]
fn an_entry_that_nobody_ordered_is_told() {
    let mut played = played(1);
    let event = events(&played)
        .into_iter()
        .find(|event| matches!(event.what, What::RecordObserved(_)));
    let rows = Situation::default();
    tamper(&mut played, |batch| {
        let mut event = event.expect("something was observed");
        event.at = batch.head.at;
        let entry = batch.head.append(&event, &rows);
        batch.entries.push(entry);
    });
    let broken = after(&played);
    assert!(broken.contains(&"every acknowledged order is in the ledger exactly once"));
    assert!(broken.contains(&"faults change nothing but the order of what was sent"));
}

#[test]
fn a_broken_chain_is_told() {
    let mut played = played(1);
    tamper(&mut played, |batch| {
        batch.head.hash = Digest::of(b"another")
    });
    assert_eq!(after(&played), ["the chain of the ledger holds"]);
}

#[test]
fn a_row_that_was_altered_is_told_and_a_report_on_it() {
    let mut played = played(1);
    let handoff = {
        let rows = played.store.rows();
        let open = rows.handoffs().find(|handoff| handoff.state.is_open());
        open.expect("something is open").clone()
    };
    tamper(&mut played, |batch| {
        let mut handoff = handoff;
        handoff.state = HandoffState::Completed;
        batch.rows.push(Row::Handoff(handoff));
    });
    let broken = after(&played);
    assert_eq!(
        broken,
        [
            "the rows are what the ledger adds up to",
            "reports match the ledger"
        ]
    );
}

#[test]
fn an_order_that_was_not_the_one_that_landed_is_told() {
    let mut played = played(1);
    for order in &mut played.sent {
        if let tollgate_core::command::Command::Observe(change) = &mut order.request.command {
            change.fields.clear();
        }
    }
    assert!(after(&played).contains(&"faults change nothing but the order of what was sent"));
}

#[test]
fn a_message_that_was_lost_is_told() {
    let law = "no message is lost";
    let mut played = played(1);
    let attempts = &mut played.told.attempts;
    let mut of_one = attempts.iter().filter(|attempt| attempt.endpoint == "crm");
    let taken = of_one.find(|attempt| attempt.taken);
    let id = taken.expect("something was taken").id.clone();
    // Others have it, and one endpoint does not.
    attempts.retain(|attempt| attempt.id != id || attempt.endpoint != "crm");
    assert_eq!(after(&played), [law]);
}

#[test]
fn a_message_that_is_nobodys_business_is_told() {
    let mut played = played(1);
    let attempts = played.told.attempts.iter_mut();
    let others = attempts.filter(|attempt| attempt.endpoint == "crm");
    others.for_each(|attempt| attempt.endpoint = "one_point".to_owned());
    assert_eq!(after(&played), ["no message is lost"]);
}

#[test]
fn messages_in_another_order_and_letters_given_up_early_are_told() {
    let law = "no message is lost";
    let mut disordered = played(1);
    disordered.told.attempts.reverse();
    assert_eq!(after(&disordered), [law]);
    let given_up = (1..30).map(played).find(|played| {
        let rows = played.store.endpoints().expect("memory answers");
        rows.iter().any(|row| row.parked > 0)
    });
    let mut given_up = given_up.expect("some letter is dead");
    given_up.told.attempts.retain(|attempt| attempt.taken);
    assert_eq!(after(&given_up), [law]);
}

/// An id that no history has.
fn unheard_of() -> HandoffId {
    let id = "00000000-0000-7000-8000-000000000007".parse();
    id.unwrap_or_else(|_| panic!("it is an id"))
}
