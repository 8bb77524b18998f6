//! What a publication does to the handoffs that are open: pinned ones go on as if it had not been, and whatever changes is
//! in the ledger, which adds up to the same rows under every revision.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use jiff::civil::date;
use tollgate_core::command::{
    Activity, Actor, Command, Direction, RecordChange, Request, Return, SetNextStep,
};
use tollgate_core::decide::decide;
use tollgate_core::ids::HandoffId;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::state::{Handoff, HandoffState, Row, Situation};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_policy::{Source, load};
use tollgate_service::ledger::{Digest, Entry};
use tollgate_service::ports::{Batch, Change, Entries, Read, Revision, Store};
use tollgate_service::preview::{Effect, preview};
use tollgate_service::verify::verify;
use tollgate_service::writer::{Limits, Order, Publication, Writer};
use tollgate_store::{Database, SqliteStore};
use tollgate_testkit::history::History;
use tollgate_testkit::policy::TEXT;
use tollgate_testkit::seed::Seed;

const MINUTE: i64 = 60_000_000;

fn scratch() -> SqliteStore {
    Database::scratch().expect("a database").workspace("acme")
}

#[track_caller]
fn policy(text: &str) -> Policy {
    let checked = load(&Source::new([("policy.yaml", text)]), date(2026, 3, 1));
    let errors: Vec<_> = checked.errors().map(ToString::to_string).collect();
    checked
        .policy
        .unwrap_or_else(|| panic!("{}", errors.join("\n")))
}

#[track_caller]
fn open(text: &str) -> Writer<SqliteStore> {
    Writer::open(scratch(), policy(text), text, decide, Timestamp::MIN).expect("a writer")
}

#[track_caller]
fn publish(writer: &mut Writer<SqliteStore>, text: &str, open: InFlight, at: Timestamp) -> u32 {
    let publication = Publication {
        policy: policy(text),
        source: text.to_owned(),
        open,
        by: Actor::Tollgate,
    };
    writer.publish(publication, at).expect("published")
}

/// The text without the document that begins with `head`.
fn without(text: &str, head: &str) -> String {
    let documents = text.split("\n---\n");
    let kept: Vec<_> = documents
        .filter(|document| !document.trim_start().starts_with(head))
        .collect();
    assert!(kept.len() < text.split("\n---\n").count(), "{head}");
    kept.join("\n---\n")
}

/// The text with each first part replaced by the second.
#[track_caller]
fn with(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

/// Edits of the policy's text, each of which changes something else of it.
const EDITS: &[&[(&str, &str)]] = &[
    &[("within: 1h", "within: 10m"), ("within: 4h", "within: 2d")],
    &[
        ("employees >= 10", "employees >= 1000"),
        ("for: 1h, then", "for: 9h, then"),
    ],
    // Fields move to other slots.
    &[
        (
            "  employees: { type: integer }\n  intent: { type: number }\n",
            "  employees: { type: integer }\n",
        ),
        (
            "  email: {",
            "  region: { type: text }\n  intent: { type: number }\n  email: {",
        ),
        (
            "  amount: { type: money }\n  close_date: { type: date }",
            "  close_date: { type: date }\n  amount: { type: money }",
        ),
    ],
    // A field is gone.
    &[
        ("  intent: { type: number }\n", ""),
        ("context: [intent]\n", ""),
    ],
    // A field is of another type.
    &[
        ("employees: { type: integer }", "employees: { type: text }"),
        ("lead.employees >= 10", "lead.employees == \"many\""),
    ],
    &[(
        "    to: { queue: fair_queue }",
        "    to: { queue: pull_queue }",
    )],
    &[("09:00-17:00", "13:00-14:00")],
    &[
        ("members: [ana, ben, cho]", "members: [cho]"),
        ("weights: { ana: 2 }\n", ""),
    ],
    &[
        ("steps:\n  - at: 50%", "steps:\n  - at: 20%"),
        (
            "    escalation: ladder\n  - milestone: accept",
            "  - milestone: accept",
        ),
    ],
];

/// Other policies for the same workspace, each different in another way.
fn others() -> Vec<String> {
    let mut all: Vec<_> = EDITS.iter().map(|edits| with(TEXT, edits)).collect();
    all.push(without(TEXT, "handoff: mql_to_sdr"));
    all.push(with(&without(TEXT, "queue: fair_queue"), EDITS[5]));
    all
}

fn handoffs(store: &impl Read) -> BTreeMap<HandoffId, Handoff> {
    let mut all = BTreeMap::new();
    let mut each = |row: Handoff| {
        all.insert(row.id, row);
        ControlFlow::Continue(())
    };
    store.handoffs(&mut each).expect("handoffs");
    all
}

fn ledger(store: &impl Read) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut each = |entry| {
        all.push(entry);
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, &mut each).expect("a ledger");
    all
}

/// What there is, for whoever chooses what to do next.
fn rows(store: &impl Read, policy: &Policy) -> Situation<'static> {
    let mut rows = Situation::default();
    for handoff in handoffs(store).into_values() {
        rows.learn(policy, Row::Handoff(handoff));
    }
    let mut each = |task| {
        rows.learn(policy, Row::Task(task));
        ControlFlow::Continue(())
    };
    store.tasks(&mut each).expect("tasks");
    rows
}

/// Carries out `orders` orders of a history by chance.
fn go_on(writer: &mut Writer<SqliteStore>, history: &mut History, orders: usize) -> Timestamp {
    let mut last = Timestamp::MIN;
    for _ in 0..orders {
        let order = history.next(&rows(writer.store(), writer.policy()));
        last = last.max(order.at);
        writer.execute(vec![order]).expect("an answer");
    }
    last
}

/// A command about one of the handoffs that were open, which opens no other.
fn about(handoff: &Handoff, seed: &mut Seed, given: usize, now: Timestamp) -> Request {
    let id = handoff.id;
    let who = handoff.owner.clone().unwrap_or_else(|| "ben".into());
    let field = |name: &str, value| RecordChange {
        record: handoff.record.clone(),
        created_at: None,
        changed_at: now,
        fields: vec![(name.into(), value)],
    };
    let is_lead = handoff.record.kind.as_str() == "lead";
    let command = match seed.below(11) {
        0..2 => Command::Accept(id),
        2 => Command::Return(Return {
            handoff: id,
            reason: "missing_context".into(),
            gaps: vec!["sized".into()],
            note: None,
        }),
        3 => Command::Complete(id),
        4 => Command::Resend(id),
        5 => Command::Reassign(id, "ana".into()),
        6 => Command::Claim(id),
        7 => Command::SetNextStep(SetNextStep {
            handoff: id,
            what: "call".into(),
            due_at: now.plus(MINUTE),
            owner: None,
        }),
        8 if is_lead => Command::Observe(field("account", Value::Missing)),
        9 => Command::Log(Activity {
            id: format!("call {given}").into(),
            record: Some(handoff.record.clone()),
            of: "call".into(),
            direction: Direction::Outbound,
            by: Some(who.clone()),
            automated: false,
            tag: None,
            at: now,
        }),
        _ => Command::Tick,
    };
    Request {
        actor: Actor::Person(who),
        command,
    }
}

/// What was decided about the handoffs that were open: the entries, but for those of tasks, which no revision pins.
fn decided(store: &impl Read, open: &BTreeSet<HandoffId>) -> Vec<(Timestamp, String)> {
    let about = |entry: &Entry| {
        let is_task = entry.tag.starts_with("task") || entry.tag.starts_with("playbook");
        entry.handoff.is_some_and(|id| open.contains(&id)) && !is_task
    };
    let entries = ledger(store).into_iter().filter(about);
    entries.map(|entry| (entry.at, entry.body)).collect()
}

#[test]
fn a_pinned_handoff_goes_on_as_if_nothing_had_been_published() {
    let (mut compared, mut moved) = (0, 0);
    for (seed, other) in (0..).zip(others()) {
        let (mut pinned, mut never) = (open(TEXT), open(TEXT));
        let at = go_on(&mut pinned, &mut History::new(seed), 90);
        go_on(&mut never, &mut History::new(seed), 90);
        assert_eq!(publish(&mut pinned, &other, InFlight::Pin, at), 2);
        never.pass(at).expect("time passes");
        let open: BTreeMap<_, _> = handoffs(never.store())
            .into_iter()
            .filter(|(_, row)| row.state.is_open())
            .collect();
        let ids: BTreeSet<_> = open.keys().copied().collect();
        let (mut chance, mut now) = (Seed::new(seed + 1_000), at);
        let forgetful = Limits {
            entries: 4,
            rows: 0,
        };
        let (mut pinned, mut never) = (pinned.within(forgetful), never.within(forgetful));
        for given in 0..60.min(open.len() * 60) {
            now = now.plus(MINUTE * i64::try_from(chance.below(120)).expect("small"));
            let rows: Vec<_> = open.values().collect();
            let request = about(chance.one_of(&rows), &mut chance, given, now);
            for writer in [&mut pinned, &mut never] {
                let order = Order {
                    delivery: None,
                    request: request.clone(),
                    at: now,
                };
                writer.execute(vec![order]).expect("an answer");
            }
        }
        let (with, without) = (decided(pinned.store(), &ids), decided(never.store(), &ids));
        for (place, (with, without)) in with.iter().zip(&without).enumerate() {
            assert_eq!(with, without, "seed {seed}, entry {place}");
        }
        assert_eq!(with.len(), without.len(), "seed {seed}");
        compared += with.len();
        moved += ids.len();
    }
    assert!(
        compared > 800 && moved > 50,
        "{compared} entries, {moved} handoffs"
    );
}

#[test]
fn an_equal_policy_changes_nothing_when_handoffs_are_moved_to_it() {
    for seed in 0..4 {
        let mut writer = open(TEXT);
        let at = go_on(&mut writer, &mut History::new(seed), 100);
        writer.pass(at).expect("time passes");
        let (before, entries) = (handoffs(writer.store()), ledger(writer.store()).len());
        publish(
            &mut writer,
            &format!("# the same\n{TEXT}"),
            InFlight::Migrate,
            at,
        );
        for (id, mut after) in handoffs(writer.store()) {
            let is_open = after.state.is_open();
            assert_eq!(after.revision, if is_open { 2 } else { 1 }, "seed {seed}");
            after.revision = 1;
            assert_eq!(before.get(&id), Some(&after), "seed {seed}");
        }
        let new = ledger(writer.store()).into_iter().skip(entries);
        let tags: BTreeSet<_> = new.map(|entry| entry.tag).collect();
        let expected = ["handoff_migrated".into(), "policy_published".into()];
        assert!(tags.is_subset(&expected.into()), "seed {seed}: {tags:?}");
        assert!(writer.policy().earlier.is_empty());
    }
}

#[test]
fn the_ledger_adds_up_to_the_rows_across_revisions() {
    for (seed, how) in (0..).zip(InFlight::ALL) {
        let mut writer = open(TEXT).within(Limits {
            entries: 5,
            rows: 40,
        });
        let mut history = History::new(seed);
        for other in others() {
            let at = go_on(&mut writer, &mut history, 25);
            publish(&mut writer, &other, how, at);
        }
        let at = go_on(&mut writer, &mut history, 25);
        publish(&mut writer, TEXT, how, at);
        go_on(&mut writer, &mut history, 25);
        let policy = writer.policy().clone();
        let store = writer.into_store();
        let verdict =
            verify(&store, &mut scratch(), "acme", &policy, &mut |_| ()).expect("a verdict");
        assert_eq!(verdict.difference, None, "seed {seed} {how:?}");
        assert_eq!(verdict.entries, store.head().expect("a head").sequence);
    }
}

#[test]
fn the_preview_tells_what_a_publication_then_does() {
    let mut told = BTreeSet::new();
    for (seed, other) in (0..).zip(others().into_iter().cycle().take(11)) {
        for how in InFlight::ALL {
            let mut writer = open(TEXT);
            let at = go_on(&mut writer, &mut History::new(seed), 90);
            writer.pass(at).expect("time passes");
            let preview = preview(writer.store(), &policy(&other), how, at).expect("a preview");
            let before = handoffs(writer.store());
            publish(&mut writer, &other, how, at);
            let after = handoffs(writer.store());
            let open = before.values().filter(|row| row.state.is_open());
            let count = |test: &dyn Fn(&Handoff, &Handoff) -> bool| {
                let all = open.clone().filter(|row| test(row, &after[&row.id]));
                u64::try_from(all.count()).expect("few")
            };
            let said = |effect| preview.effects.get(&effect).map_or(0, |found| found.count);
            assert_eq!(preview.handoffs.values().sum::<u64>(), count(&|_, _| true));
            let withdrawn = count(&|_, after| after.state == HandoffState::Withdrawn);
            assert_eq!(said(Effect::Withdrawn), withdrawn, "seed {seed}");
            let returned = count(&|before, after| {
                before.state != after.state && after.state == HandoffState::Returned
            });
            assert_eq!(said(Effect::Returned), returned, "seed {seed}");
            let rerouted = count(&|before, after| {
                before.state == HandoffState::Offered
                    && after.state == HandoffState::Offered
                    && (&before.owner, &before.queue) != (&after.owner, &after.queue)
            });
            assert_eq!(
                said(Effect::Rerouted),
                rerouted,
                "seed {seed} {how:?}\n{preview:#?}"
            );
            if how == InFlight::Pin {
                assert_eq!(
                    (preview.changed, count(&|a, b| a != b)),
                    (0, 0),
                    "seed {seed}"
                );
            }
            told.extend(preview.effects.into_keys());
        }
    }
    assert!(told.len() >= 4, "{told:?}");
}

#[test]
fn handoffs_that_a_publication_left_behind_are_moved_at_the_next_start() {
    let mut writer = open(TEXT);
    let at = go_on(&mut writer, &mut History::new(3), 90);
    writer.pass(at).expect("time passes");
    let other = others().remove(0);
    let mut store = writer.into_store();
    // As if the process had ended right after the revision was durable.
    let change = store.begin().expect("a transaction");
    let mut head = change.head().expect("a head");
    head.revision = 2;
    let batch = Batch {
        revision: Some(Revision {
            number: 2,
            at,
            source: other.clone(),
            digest: Digest::of(other.as_bytes()),
            open: Some(InFlight::Migrate),
        }),
        ..Batch::new(head)
    };
    change.commit(&policy(&other), &batch).expect("committed");
    let writer = Writer::open(store, policy(&other), &other, decide, at).expect("a writer");
    let left = handoffs(writer.store())
        .into_values()
        .filter(|row| row.state.is_open() && row.revision != 2);
    assert_eq!(left.count(), 0);
    assert!(writer.policy().earlier.is_empty());
}
