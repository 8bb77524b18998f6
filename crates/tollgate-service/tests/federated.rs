//! Whom the word of a provider of identities lets in, and whom it does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;
use tollgate_service::access::Role;
use tollgate_service::accounts::{
    Chance, Entrance, EntranceSettings, Federated, Fresh, NewAccount, Refusal,
};
use tollgate_service::ports::identity::{Begun, Claims};
use tollgate_testkit::memory::MemoryStore;

const NOW: Timestamp = Timestamp::from_micros(1_000_000);
const MINUTE: i64 = 60_000_000;

#[derive(Debug, Default)]
struct Counted(AtomicU8);

impl Chance for Counted {
    fn draw(&self) -> [u8; 32] {
        [self.0.fetch_add(1, Ordering::Relaxed); 32]
    }
}

fn entrance() -> Entrance {
    let chance = Arc::new(Counted::default());
    Entrance::new(
        MemoryStore::new("acme"),
        chance,
        EntranceSettings::default(),
    )
}

fn open() -> Federated {
    Federated {
        role: Some(Role::Member),
        domains: vec!["acme.example".to_owned()],
    }
}

fn invited_only() -> Federated {
    Federated {
        role: None,
        domains: Vec::new(),
    }
}

fn claims(subject: &str, email: Option<&str>) -> Claims {
    Claims {
        issuer: "https://id.example".to_owned(),
        subject: subject.to_owned(),
        email: email.map(str::to_owned),
        person: Some("ana".to_owned()),
    }
}

fn come_in(entrance: &Entrance, claims: Claims, rules: &Federated) -> Result<Fresh, &'static str> {
    let came = entrance.sign_in_federated(claims, rules, "", NOW);
    came.map_err(|refusal| refusal.code())
}

/// Invites ana: the secret of the link.
fn invite(entrance: &Entrance) -> String {
    let new = NewAccount {
        name: "ana@acme.example".to_owned(),
        who: Actor::Person("ana".into()),
        role: Role::Manager,
    };
    let (_, link) = entrance.add_account(new, NOW).expect("an account");
    link.expect("a link").secret.reveal().to_owned()
}

#[test]
fn somebody_of_the_domain_gets_an_account_and_keeps_it_under_another_address() {
    let entrance = entrance();
    let first = come_in(&entrance, claims("7", Some("Ana@acme.example")), &open());
    let account = first.expect("ana is in").account;
    assert_eq!(account.name, "ana@acme.example");
    assert_eq!(account.who, Actor::Person("ana".into()));
    let moved = come_in(&entrance, claims("7", Some("ana@other.example")), &open());
    assert_eq!(moved.expect("the same").account.name, "ana@acme.example");
    let heir = come_in(&entrance, claims("8", Some("ana@acme.example")), &open());
    assert_eq!(heir.err(), Some("not_invited"), "who got her old address");
}

#[test]
fn without_an_address_of_the_domain_nobody_gets_an_account() {
    let entrance = entrance();
    for email in [
        None,
        Some("ana@evil.example"),
        Some("acme.example"),
        Some("a@sub.acme.example"),
    ] {
        let came = come_in(&entrance, claims("7", email), &open());
        assert_eq!(came.err(), Some("not_invited"), "{email:?}");
    }
    let came = come_in(
        &entrance,
        claims("7", Some("ana@acme.example")),
        &invited_only(),
    );
    assert_eq!(came.err(), Some("not_invited"));
    assert!(!entrance.has_accounts().expect("an answer"));
}

#[test]
fn whoever_was_invited_comes_in_as_what_they_were_invited_as() {
    let entrance = entrance();
    invite(&entrance);
    let came = come_in(
        &entrance,
        claims("7", Some("ana@acme.example")),
        &invited_only(),
    );
    assert_eq!(came.expect("ana is in").account.role, Role::Manager);
}

#[test]
fn an_account_with_a_password_is_not_taken_over() {
    let entrance = entrance();
    let link = invite(&entrance);
    let chosen = entrance.choose_password(&link, "correct horse battery", "", NOW);
    chosen.expect("the password is taken");
    let came = come_in(&entrance, claims("7", Some("ana@acme.example")), &open());
    assert_eq!(came.err(), Some("has_password"));
}

#[test]
fn an_account_that_is_disabled_stays_so() {
    let entrance = entrance();
    let ana = || claims("7", Some("ana@acme.example"));
    come_in(&entrance, ana(), &open()).expect("ana is in");
    entrance.disable("ana@acme.example", NOW).expect("disabled");
    assert_eq!(
        come_in(&entrance, ana(), &open()).err(),
        Some("not_invited")
    );
}

#[test]
fn a_sign_in_that_was_begun_is_ended_once_and_soon() {
    let entrance = entrance();
    let begin = |state: &str| {
        let begun = Begun {
            address: String::new(),
            state: state.to_owned(),
            kept: "nonce".to_owned(),
        };
        entrance.begin_federated(&begun, NOW).expect("begun");
    };
    begin("one");
    assert_eq!(entrance.end_federated("one", NOW).expect("ended"), "nonce");
    for (state, at) in [("one", NOW), ("guess", NOW), ("two", NOW.plus(10 * MINUTE))] {
        begin("two");
        let ended = entrance.end_federated(state, at);
        assert!(matches!(ended, Err(Refusal::LinkEnded(_))), "{state}");
    }
}
