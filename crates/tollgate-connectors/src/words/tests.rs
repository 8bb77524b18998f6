//! Every event in words.

use std::ops::ControlFlow;

use tollgate_core::decide::decide;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::PersonId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, Situation};
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Entry, Head};
use tollgate_service::ports::carrier::{Message, Recipient};
use tollgate_service::ports::{Entries, Read};
use tollgate_service::writer::Writer;
use tollgate_testkit::any::Any;
use tollgate_testkit::history::History;
use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::policy::{TEXT, policy};
use tollgate_testkit::seed::Seed;

use super::{Form, Told, Words};

/// A workspace in which much has happened.
fn workspace() -> MemoryStore {
    let store = MemoryStore::new("acme");
    let mut writer = Writer::open(store, policy(), TEXT, decide, Timestamp::MIN).expect("a writer");
    let mut history = History::new(2);
    for _ in 0..400 {
        let order = history.next(&writer.store().rows());
        writer.execute(vec![order]).expect("an answer");
    }
    writer.into_store()
}

fn entries(store: &MemoryStore) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut each = |entry| {
        all.push(entry);
        ControlFlow::Continue(())
    };
    store.ledger(&Entries::All, 0, &mut each).expect("a ledger");
    all
}

fn tell(store: &MemoryStore, entry: &Entry, to: &Recipient, form: Form) -> Told {
    let rows = store.rows();
    let event = entry.event().expect("an event");
    let task = rows
        .tasks()
        .find(|task| entry.body.contains(&task.id.to_string()));
    let message = Message {
        id: "acme-7-0",
        to,
        entry,
        event: &event,
        handoff: entry.handoff.and_then(|id| rows.handoff(&id)),
        task,
        policy: &policy(),
    };
    let words = Words::new(Some("https://tollgate.acme.example/handoffs/".to_owned()));
    words.tell(&message, form).expect("words")
}

/// One of each kind of event that this workspace saw, as its first recipient reads it.
#[test]
fn every_kind_of_event_is_told_in_words() {
    let store = workspace();
    let mut seen = std::collections::BTreeMap::new();
    for entry in entries(&store) {
        let to = match &entry.event().expect("an event").what {
            What::RungReached(it) => it.notify.first().cloned(),
            What::HandoffRouted(it) => it.owner.clone(),
            _ => None,
        };
        let to = to.map_or(Recipient::Endpoint, Recipient::Person);
        if tollgate_service::loops::outbox::is_bookkeeping(&entry.tag) {
            continue;
        }
        seen.entry(entry.tag.to_string())
            .or_insert_with(|| tell(&store, &entry, &to, Form::Letter));
    }
    let text: Vec<_> = seen
        .iter()
        .map(|(tag, told)| format!("## {tag}\nSubject: {}\n\n{}\n", told.subject, told.body))
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn every_event_has_words_in_every_form() {
    let (policy, words) = (policy(), Words::new(None));
    let mut head = Head::start("acme");
    let mut seed = Seed::new(7);
    for number in 0..800 {
        let event: Event = Any::any(&mut seed);
        let handoff = Handoff::any(&mut seed);
        let entry = head.append(&event, &Situation::default());
        for form in [Form::Letter, Form::Slack] {
            let message = Message {
                id: "acme-7-0",
                to: &Recipient::Endpoint,
                entry: &entry,
                event: &event,
                handoff: (number % 3 > 0).then_some(&handoff),
                task: None,
                policy: &policy,
            };
            let told = words.tell(&message, form).expect("words");
            assert!(!told.subject.is_empty(), "{}", entry.tag);
            assert!(!told.subject.contains('\n') && !told.body.contains("\n\n\n"));
        }
    }
}

fn rung(policy: &Policy, notify: &str, milestone: &str) -> (Told, Told) {
    let mut seed = Seed::new(1);
    let handoff = Handoff::any(&mut seed);
    let mut event: Event = Any::any(&mut seed);
    event.what = What::HandoffWithdrawn {
        handoff: handoff.id,
        why: milestone.into(),
    };
    let mut head = Head::start("acme");
    let entry = head.append(&event, &Situation::default());
    let to = Recipient::Person(PersonId::from(notify));
    let message = Message {
        id: "acme-7-0",
        to: &to,
        entry: &entry,
        event: &event,
        handoff: None,
        task: None,
        policy,
    };
    let words = Words::new(None);
    let tell = |form| words.tell(&message, form).expect("words");
    (tell(Form::Letter), tell(Form::Slack))
}

#[test]
fn what_somebody_typed_stays_one_harmless_line() {
    let typed = "gone\r\nBcc: <all@acme.example> & <!channel>";
    let (letter, slack) = rung(&policy(), "ana", typed);
    assert!(
        letter
            .body
            .contains("gone Bcc: <all@acme.example> & <!channel>"),
        "{letter:?}"
    );
    assert!(
        slack
            .body
            .contains("gone Bcc: &lt;all@acme.example&gt; &amp; &lt;!channel&gt;"),
        "{slack:?}"
    );
}
