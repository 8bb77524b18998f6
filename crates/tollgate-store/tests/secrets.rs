//! Secrets on either database: what is at rest, what opens it, and what a rotation leaves behind.

mod common;

use std::sync::Arc;

use common::Place;
use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;
use tollgate_service::access::Role;
use tollgate_service::accounts::Account;
use tollgate_service::accounts::lockout::Lockout;
use tollgate_service::accounts::totp::Totp;
use tollgate_service::loops::outbox::{Endpoint, Filter, Target};
use tollgate_service::ports::StoreError;
use tollgate_service::ports::accounts::Accounts as _;
use tollgate_service::ports::outbox::Outbox;
use tollgate_service::ports::secrets::{Reseal, Secrets};
use tollgate_service::seal::{Key, Seals, Secret};
use tollgate_store::WorkspaceStore;

const HUSH: &str = "whsec_aHVzaCBodXNoIGh1c2ggaHVzaCBodXNo";

fn seals(keys: &[u8]) -> Arc<Seals> {
    let keys = keys.iter().map(|byte| Key::of([*byte; 32]));
    Arc::new(Seals::of(keys.collect()))
}

fn store(place: &Place, keys: &[u8]) -> WorkspaceStore {
    place.store().sealed_by(&seals(keys))
}

fn crm() -> Endpoint {
    Endpoint {
        name: "crm".to_owned(),
        target: Target::Webhook {
            url: "https://crm.example/hook".to_owned(),
            secrets: vec![Secret::new(HUSH)],
        },
        filter: Filter::default(),
        enabled: true,
    }
}

fn endpoints(store: &WorkspaceStore) -> Vec<Endpoint> {
    let rows = store.endpoints().expect("endpoints").into_iter();
    rows.map(|row| row.endpoint).collect()
}

/// The kinds and names of all secrets, each with whether `key` sealed it.
fn sealed_by(store: &WorkspaceStore, key: u8) -> Vec<(String, bool)> {
    let id = Key::of([key; 32]).id();
    let kept = store.secrets().expect("secrets").into_iter();
    kept.map(|kept| {
        let by_it = kept.key.as_ref() == Some(&id);
        (format!("{} {}", kept.kind, kept.name), by_it)
    })
    .collect()
}

#[test]
fn an_endpoint_comes_back_with_its_secret_which_is_nowhere_at_rest() {
    for place in Place::both() {
        let mut store = store(&place, &[1]);
        store.put_endpoint(&crm(), None).expect("a place for it");
        assert_eq!(endpoints(&store), [crm()]);
        assert_eq!(sealed_by(&store, 1), [("endpoint crm".to_owned(), true)]);
        drop(store);
        assert!(!place.at_rest().contains(HUSH));
        assert!(place.at_rest().contains("sealed:1:"));
    }
}

#[test]
fn what_a_second_factor_knows_is_sealed_goes_over_to_another_key_and_is_forgotten_with_it() {
    for place in Place::both() {
        let mut store = store(&place, &[1]);
        assert!(store.add_account(&ana()).expect("a place for her"));
        let found = |store: &WorkspaceStore| store.account("ana").expect("an answer");
        assert_eq!(found(&store), Some(ana()));
        assert_eq!(sealed_by(&store, 1), [("totp ana".to_owned(), true)]);
        drop(store);
        assert!(!place.at_rest().contains(&"68757368".repeat(5)));
        let mut store = self::store(&place, &[2, 1]);
        assert_eq!(store.reseal(Reseal::All).expect("sealed"), 1);
        assert_eq!(sealed_by(&store, 2), [("totp ana".to_owned(), true)]);
        assert_eq!(found(&store), Some(ana()));
        let without = &mut |account: &mut Account| account.totp = None;
        assert!(store.change_account("ana", without).expect("an answer"));
        assert_eq!(sealed_by(&store, 2), []);
    }
}

/// Somebody with a second factor.
fn ana() -> Account {
    Account {
        name: "ana".to_owned(),
        who: Actor::Person("ana".into()),
        role: Role::Member,
        password: None,
        totp: Some(Totp {
            secret: *b"hushhushhushhushhush",
            is_confirmed: true,
            last_step: 7,
        }),
        recovery: Vec::new(),
        lockout: Lockout::default(),
        identity: None,
        zone: None,
        created_at: Timestamp::from_micros(1),
        signed_in_at: None,
        disabled_at: None,
    }
}

#[test]
fn what_lay_in_the_open_is_sealed_once_there_is_a_key_and_leaves_nothing_behind() {
    for place in Place::both() {
        drop(place.store());
        place.alter(&format!(
            r#"insert into endpoint (workspace, name, body, enabled, reached, failures, ticket, claimed_at)
               values ('acme', 'crm', '{{"name":"crm","target":{{"webhook":{{"url":"https://crm.example/hook","secrets":["{HUSH}"]}}}},"enabled":true}}', 1, 0, 0, 0, 0)"#
        ));
        assert_eq!(endpoints(&place.store()), [crm()], "read as it was");
        assert!(place.at_rest().contains(HUSH));
        let mut store = store(&place, &[1]);
        assert_eq!(store.reseal(Reseal::Open).expect("sealed"), 1);
        assert_eq!(endpoints(&store), [crm()]);
        drop(store);
        assert!(!place.at_rest().contains(HUSH));
    }
}

#[test]
fn a_claim_on_what_lies_in_the_open_loses_no_secret() {
    let place = Place::sqlite();
    let mut store = place.store();
    store.put_endpoint(&crm(), None).expect("a place for it");
    let redelivered = store.put_endpoint(&crm(), Some(0));
    redelivered.expect("a place for it");
    assert_eq!(endpoints(&store), [crm()]);
    assert_eq!(store.reseal(Reseal::Open).expect("nothing to do"), 0);
}

#[test]
fn after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing() {
    for place in Place::both() {
        let mut old = store(&place, &[1]);
        old.put_endpoint(&crm(), None).expect("a place for it");
        old.put_secret("totp", "ana", &Secret::new("JBSWY3DP"))
            .expect("a place for it");
        drop(old);
        let rotated = store(&place, &[2, 1]).reseal(Reseal::All);
        assert_eq!(rotated.expect("both keys are there"), 2);
        let new = store(&place, &[2]);
        assert_eq!(
            sealed_by(&new, 2),
            [
                ("endpoint crm".to_owned(), true),
                ("totp ana".to_owned(), true)
            ]
        );
        assert_eq!(endpoints(&new), [crm()]);
        assert_eq!(
            new.secret("totp", "ana").expect("an answer"),
            Some(Secret::new("JBSWY3DP"))
        );
        let refused = store(&place, &[1]).endpoints();
        assert!(matches!(refused, Err(StoreError::Sealed(_))), "{refused:?}");
    }
}

#[test]
fn a_rotation_that_lacks_a_key_changes_nothing() {
    for place in Place::both() {
        for (name, key) in [("ana", 1), ("ben", 3)] {
            let put = store(&place, &[key]).put_secret("totp", name, &Secret::new("JBSWY3DP"));
            put.expect("a place for it");
        }
        let refused = store(&place, &[2, 1]).reseal(Reseal::All);
        assert!(matches!(refused, Err(StoreError::Sealed(_))), "{refused:?}");
        let by_the_old = sealed_by(&store(&place, &[]), 1);
        assert_eq!(
            by_the_old,
            [
                ("totp ana".to_owned(), true),
                ("totp ben".to_owned(), false)
            ]
        );
    }
}

#[test]
fn a_secret_goes_with_what_has_it() {
    let place = Place::sqlite();
    let mut store = store(&place, &[1]);
    store.put_endpoint(&crm(), None).expect("a place for it");
    assert!(store.remove_endpoint("crm").expect("an answer"));
    assert!(
        store
            .remove_secret("endpoint", "crm")
            .is_ok_and(|known| !known)
    );
    assert_eq!(store.secrets().expect("secrets"), []);
}
