//! Where the policy in force asks for it, a policy comes into force when a second person approves it, and not before.

mod common;

use std::ops::ControlFlow;

use jiff::civil::date;
use tollgate_core::audit::AuditKind;
use tollgate_core::command::{Actor, Command, RecordChange, Request};
use tollgate_core::decide::decide;
use tollgate_core::event::What;
use tollgate_core::ids::RecordRef;
use tollgate_core::policy::{InFlight, Policy};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_policy::{Source, load};
use tollgate_service::access::{Caller, Proof, Role};
use tollgate_service::ports::{Entries, Read};
use tollgate_service::proposal::{NotResolved, Proposal, Resolution, Resolve};
use tollgate_service::verify::verify;
use tollgate_service::writer::{Came, Order, Publication, PublishError, Writer};
use tollgate_store::WorkspaceStore;
use tollgate_testkit::policy::TEXT;

use common::{Place, scratch};

type Of = Writer<WorkspaceStore>;

/// The policy for tests under this title, where a second person has to agree.
fn text(title: &str) -> String {
    let with = format!("title: {title}\npublishing: {{ approval: required }}");
    TEXT.replace("title: Acme Inc.", &with)
}

fn policy(text: &str) -> Policy {
    let source = Source::unbundle(text).expect("a bundle");
    load(&source, date(2026, 3, 1)).policy.expect("a policy")
}

fn publication(text: &str, by: &str) -> Publication {
    let source = Source::new([("policy.yaml", text)]).bundle();
    Publication {
        policy: policy(&source),
        source,
        open: InFlight::Migrate,
        by: Actor::Person(by.into()),
    }
}

fn open(place: &Place, text: &str) -> Result<Of, PublishError> {
    let of = publication(text, "ana");
    Writer::open(place.store(), of.policy, &of.source, decide, Timestamp::MIN)
}

/// A workspace with a handoff that is open, where a second person has to agree to a policy.
fn governed(place: &Place) -> (Of, Timestamp) {
    let mut writer = open(place, &text("Acme")).expect("a writer");
    let at = Timestamp::from_micros(1_772_442_000_000_000);
    let lead = RecordChange {
        record: RecordRef::new("lead", "L-1"),
        created_at: None,
        changed_at: at,
        fields: vec![
            ("stage".into(), Value::Text("mql".into())),
            ("employees".into(), Value::Int(50)),
            ("intent".into(), Value::Int(80)),
        ],
    };
    let order = Order {
        delivery: None,
        request: Request {
            actor: Actor::System("crm".into()),
            command: Command::Observe(lead),
        },
        at,
    };
    writer.execute(vec![order]).expect("an answer");
    (writer, at)
}

fn propose(writer: &mut Of, text: &str, at: Timestamp) -> Proposal {
    let came = writer.publish_or_propose(publication(text, "ana"), at);
    match came.expect("an answer") {
        Came::Proposed(proposal) => *proposal,
        Came::InForce(number) => panic!("revision {number} is in force"),
    }
}

fn order(proposal: &Proposal, how: Resolution, who: &str) -> Resolve {
    Resolve {
        proposal: proposal.id,
        how,
        caller: Caller::person(who, Role::RevOps).proven_by(Proof::SignedIn),
        says: None,
    }
}

/// What the ledger says after `after` of proposals and publications: the actor, and what they did.
fn told(store: &WorkspaceStore, after: u64) -> Vec<String> {
    let mut told = Vec::new();
    let mut each = |entry: tollgate_service::ledger::Entry| {
        let event = entry.event().expect("an event");
        let who = event
            .actor
            .person()
            .map_or("", |who| who.as_str())
            .to_owned();
        match event.what {
            What::Audited(audit) => told.push(format!("{who} {}", audit.kind.as_str())),
            What::PolicyPublished {
                revision,
                approved_by,
                ..
            } => {
                let approved = approved_by.expect("somebody approved");
                told.push(format!(
                    "{who} published {revision} with {:?}",
                    approved.person()
                ));
            }
            _ => {}
        }
        ControlFlow::Continue(())
    };
    store
        .ledger(&Entries::All, after, &mut each)
        .expect("a ledger");
    told
}

fn holds(writer: &Of) {
    let (store, policy) = (writer.store(), writer.policy());
    let verdict = verify(store, &mut scratch(), "acme", policy, &mut |_| ());
    assert_eq!(verdict.expect("a verdict").difference, None);
}

fn nothing_is_in_force_before_somebody_else_approves_it(make: fn() -> Place) {
    let place = make();
    let (mut writer, at) = governed(&place);
    let proposal = propose(&mut writer, &text("Other"), at);
    let head = writer.store().head().expect("a head");
    assert_eq!((head.revision, head.sequence), (1, proposal.id));
    assert_eq!(propose(&mut writer, &text("Other"), at), proposal, "again");

    let own = order(&proposal, Resolution::Approved, "ana");
    let refused = writer.resolve(&own, at).expect("an answer");
    assert_eq!(refused, Err(NotResolved::SamePerson));
    assert_eq!(writer.store().head().expect("a head"), head);

    let approve = order(&proposal, Resolution::Approved, "ben");
    let approved = writer.resolve(&approve, at).expect("an answer");
    let approved = approved.expect("it may be approved");
    assert_eq!(writer.policy().workspace.title, "Other");
    assert_eq!(writer.store().head().expect("a head").revision, 2);
    let kept = writer.store().proposal(proposal.id).expect("an answer");
    assert_eq!(kept, Some(approved));
    assert_eq!(
        told(writer.store(), proposal.id - 1),
        [
            "ana proposal_made",
            "ben proposal_approved",
            "ana published 2 with Some(PersonId(\"ben\"))"
        ]
    );
    let twice = writer.resolve(&approve, at).expect("an answer");
    assert_eq!(twice, Err(NotResolved::Settled(Resolution::Approved)));
    holds(&writer);
}

fn what_was_proposed_under_an_earlier_revision_is_made_again(make: fn() -> Place) {
    let place = make();
    let (mut writer, at) = governed(&place);
    let first = propose(&mut writer, &text("First"), at);
    let second = propose(&mut writer, &text("Second"), at);
    let ben = |of: &Proposal| order(of, Resolution::Approved, "ben");
    writer
        .resolve(&ben(&second), at)
        .expect("an answer")
        .expect("it may be approved");
    let outdated = writer.resolve(&ben(&first), at).expect("an answer");
    let expect = NotResolved::Outdated {
        base: 1,
        in_force: 2,
    };
    assert_eq!(outdated, Err(expect));
    let again = propose(&mut writer, &text("First"), at);
    assert_eq!((again.base, again.id > first.id), (2, true));
}

fn turning_it_off_needs_an_approval_too(make: fn() -> Place) {
    let place = make();
    let (mut writer, at) = governed(&place);
    let proposal = propose(&mut writer, TEXT, at);
    let approve = order(&proposal, Resolution::Approved, "ben");
    let approved = writer.resolve(&approve, at).expect("an answer");
    approved.expect("it may be approved");
    let alone = writer.publish(publication(&TEXT.replace("Acme Inc.", "Alone"), "ana"), at);
    assert_eq!(alone.expect("published"), 3);
    holds(&writer);
}

fn declined_and_withdrawn_ones_come_to_nothing(make: fn() -> Place) {
    let place = make();
    let (mut writer, at) = governed(&place);
    let declined = propose(&mut writer, &text("Declined"), at);
    let withdrawn = propose(&mut writer, &text("Withdrawn"), at);
    let mut resolve = |order: &Resolve| writer.resolve(order, at).expect("an answer");
    let no = Resolve {
        says: Some("after the quarter".to_owned()),
        ..order(&declined, Resolution::Declined, "ben")
    };
    assert!(resolve(&no).is_ok());
    let not_hers = resolve(&order(&withdrawn, Resolution::Withdrawn, "ben"));
    assert_eq!(not_hers, Err(NotResolved::NotYours));
    assert!(resolve(&order(&withdrawn, Resolution::Withdrawn, "ana")).is_ok());
    for of in [&declined, &withdrawn] {
        let late = resolve(&order(of, Resolution::Approved, "ben"));
        assert!(matches!(late, Err(NotResolved::Settled(_))), "{late:?}");
    }
    assert_eq!(writer.store().head().expect("a head").revision, 1);
    let kinds = [AuditKind::ProposalDeclined, AuditKind::ProposalWithdrawn];
    let last = told(writer.store(), withdrawn.id);
    let expect = ["ben", "ana"].iter().zip(kinds);
    let expect: Vec<_> = expect
        .map(|(who, kind)| format!("{who} {}", kind.as_str()))
        .collect();
    assert_eq!(last, expect);
    holds(&writer);
}

/// As an import and a start of the service do, which are given a policy.
fn whoever_opens_the_workspace_with_another_policy_is_refused(make: fn() -> Place) {
    let place = make();
    drop(governed(&place));
    let refused = open(&place, &text("Other")).expect_err("refused");
    assert!(
        matches!(refused, PublishError::NeedsApproval(1)),
        "{refused}"
    );
    let same = open(&place, &text("Acme")).expect("a writer");
    assert_eq!(same.policy().revision, 1);
}

on_both_databases! {
    nothing_is_in_force_before_somebody_else_approves_it
    what_was_proposed_under_an_earlier_revision_is_made_again
    turning_it_off_needs_an_approval_too
    declined_and_withdrawn_ones_come_to_nothing
    whoever_opens_the_workspace_with_another_policy_is_refused
}
