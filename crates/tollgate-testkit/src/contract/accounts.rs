//! What a store promises of accounts, sessions, tokens, and what is good once.

use tollgate_core::command::Actor;
use tollgate_core::time::Timestamp;
use tollgate_service::access::{Caller, Role, Scopes};
use tollgate_service::accounts::lockout::Lockout;
use tollgate_service::accounts::session::Session;
use tollgate_service::accounts::totp::Totp;
use tollgate_service::accounts::{Account, Identity, Once, Purpose};
use tollgate_service::ledger::Digest;
use tollgate_service::ports::Store;
use tollgate_service::ports::accounts::Accounts;
use tollgate_service::ports::tokens::{Token, Tokens};

use super::desk::at;

fn account(name: &str) -> Account {
    let who = Actor::Person(name.into());
    Account::new(name, who, Role::Member, at(1))
}

fn identity(subject: &str) -> Identity {
    Identity {
        issuer: "https://id.example".to_owned(),
        subject: subject.to_owned(),
    }
}

/// An account that has everything that one can have.
fn full(name: &str) -> Account {
    Account {
        password: Some("$argon2id$v=19$…".to_owned()),
        totp: Some(Totp {
            secret: [7; 20],
            is_confirmed: true,
            last_step: 58_000_000,
        }),
        recovery: vec![Digest::of(b"one"), Digest::of(b"two")],
        lockout: Lockout {
            failures: 3,
            failed_at: Some(at(4)),
        },
        identity: Some(identity(name)),
        zone: Some("America/New_York".to_owned()),
        signed_in_at: Some(at(2)),
        disabled_at: Some(at(3)),
        ..account(name)
    }
}

fn session(secret: &str, account: &str, ends_at: i64) -> Session {
    Session {
        digest: Digest::of(secret.as_bytes()),
        account: account.to_owned(),
        created_at: at(1),
        issued_at: at(2),
        used_at: at(3),
        ends_at: at(ends_at),
        agent: "Firefox ö".to_owned(),
    }
}

fn once(secret: &str, ends_at: i64) -> Once {
    Once {
        digest: Digest::of(secret.as_bytes()),
        purpose: Purpose::Password,
        account: "ana".to_owned(),
        body: "{}".to_owned(),
        ends_at: at(ends_at),
    }
}

pub fn an_account_comes_back_as_it_was_added(mut store: impl Accounts) {
    let system = Account {
        who: Actor::System("crm".into()),
        role: Role::Service,
        ..account("crm")
    };
    let all = [account("ana"), full("ben"), system];
    for account in all.iter().rev() {
        assert!(store.add_account(account).expect("an answer"));
    }
    assert_eq!(store.accounts().expect("an answer"), all, "in their order");
    assert_eq!(store.account("ben").expect("an answer"), Some(full("ben")));
    assert_eq!(store.account("eve").expect("an answer"), None);
}

pub fn a_name_and_an_identity_are_taken_once(mut store: impl Accounts) {
    assert!(store.add_account(&full("ana")).expect("an answer"));
    assert!(!store.add_account(&account("ana")).expect("an answer"));
    let twin = Account {
        name: "ben".to_owned(),
        ..full("ana")
    };
    assert!(!store.add_account(&twin).expect("an answer"));
    assert_eq!(store.accounts().expect("an answer"), [full("ana")]);
}

pub fn only_one_account_is_the_first(mut store: impl Accounts) {
    assert!(store.add_first_account(&account("ana")).expect("an answer"));
    assert!(!store.add_first_account(&account("ben")).expect("an answer"));
    assert_eq!(store.accounts().expect("an answer"), [account("ana")]);
}

pub fn an_identity_finds_its_account(mut store: impl Accounts) {
    for name in ["ana", "ben"] {
        store.add_account(&full(name)).expect("an answer");
    }
    let found = store.account_of(&identity("ben")).expect("an answer");
    assert_eq!(found, Some(full("ben")));
    let elsewhere = Identity {
        issuer: "https://other.example".to_owned(),
        ..identity("ben")
    };
    assert_eq!(store.account_of(&elsewhere).expect("an answer"), None);
}

pub fn an_account_is_changed_with_nobody_in_between(mut store: impl Accounts + Store + Send) {
    store.add_account(&account("ana")).expect("an answer");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let mut store = store.another().expect("a handle");
            scope.spawn(move || {
                for _ in 0..5 {
                    let known = store.change_account("ana", &mut |account| {
                        account.lockout = account.lockout.after_failure(at(9));
                    });
                    assert!(known.expect("an answer"));
                }
            });
        }
    });
    let changed = store.account("ana").expect("an answer").expect("ana");
    assert_eq!(changed.lockout.failures, 20, "no change is lost");
    let mut was_called = false;
    let known = store.change_account("eve", &mut |_| was_called = true);
    assert!(!known.expect("an answer") && !was_called);
}

pub fn a_session_is_found_by_its_digest_until_it_is_ended(mut store: impl Accounts) {
    let (one, two) = (session("1", "ana", 10), session("2", "ana", 10));
    let other = session("3", "ben", 10);
    store
        .put_sessions(&[one.clone(), two.clone(), other.clone()])
        .expect("put");
    let found = store.session(&one.digest).expect("an answer");
    assert_eq!(found, Some(one.clone()));
    let mut own = store.sessions_of("ana").expect("an answer");
    own.sort_by_key(|session| session.digest != one.digest);
    assert_eq!(own, [one.clone(), two]);
    store.end_sessions_of("ana").expect("ended");
    assert_eq!(store.session(&one.digest).expect("an answer"), None);
    assert_eq!(store.sessions_of("ana").expect("an answer"), []);
    assert_eq!(store.sessions_of("ben").expect("an answer"), [other]);
}

pub fn one_session_is_ended_under_each_of_its_secrets(mut store: impl Accounts) {
    let begun = |secret: &str, account: &str, created_at| Session {
        created_at,
        ..session(secret, account, 10)
    };
    let (first, next) = (begun("1", "ana", at(1)), begun("2", "ana", at(1)));
    let (later, other) = (begun("3", "ana", at(2)), begun("4", "ben", at(1)));
    let all = [first.clone(), next.clone(), later.clone(), other.clone()];
    store.put_sessions(&all).expect("put");
    assert!(!store.end_session("ben", at(2)).expect("an answer"));
    assert!(store.end_session("ana", at(1)).expect("an answer"));
    assert!(!store.end_session("ana", at(1)).expect("an answer"), "once");
    for gone in [first, next] {
        assert_eq!(store.session(&gone.digest).expect("an answer"), None);
    }
    assert_eq!(store.sessions_of("ana").expect("an answer"), [later]);
    assert_eq!(store.sessions_of("ben").expect("an answer"), [other]);
}

pub fn a_session_that_was_ended_does_not_come_back(mut store: impl Accounts) {
    let one = session("1", "ana", 10);
    store.put_sessions(std::slice::from_ref(&one)).expect("put");
    let used = Session {
        used_at: at(8),
        ..one.clone()
    };
    assert!(store.note_session(&used).expect("an answer"));
    assert_eq!(store.session(&one.digest).expect("an answer"), Some(used));
    assert!(store.end_session("ana", at(1)).expect("an answer"));
    assert!(!store.note_session(&one).expect("an answer"));
    assert_eq!(store.session(&one.digest).expect("an answer"), None);
}

pub fn what_is_good_once_is_taken_once(mut store: impl Accounts + Store + Send) {
    let link = once("1", 10);
    store.put_once(&link).expect("put");
    let seen = store.once(&link.digest).expect("an answer");
    assert_eq!(seen, Some(link.clone()), "looking leaves it");
    let takers = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..4)
            .map(|_| {
                let mut store = store.another().expect("a handle");
                let digest = link.digest;
                scope.spawn(move || store.take_once(&digest).expect("an answer"))
            })
            .collect();
        let taken = handles.into_iter();
        let taken = taken.filter_map(|handle| handle.join().expect("nobody panicked"));
        taken.collect::<Vec<_>>()
    });
    assert_eq!(takers, std::slice::from_ref(&link));
    assert_eq!(store.take_once(&link.digest).expect("an answer"), None);
}

pub fn what_has_ended_is_forgotten(mut store: impl Accounts) {
    store
        .put_sessions(&[session("1", "ana", 5), session("2", "ana", 6)])
        .expect("put");
    store.put_once(&once("3", 5)).expect("put");
    store.put_once(&once("4", 6)).expect("put");
    store.forget_ended(at(5)).expect("an answer");
    let left = store.sessions_of("ana").expect("an answer");
    assert_eq!(left, [session("2", "ana", 6)]);
    let once_left = |secret: &str| store.once(&Digest::of(secret.as_bytes()));
    assert_eq!(once_left("3").expect("an answer"), None);
    assert_eq!(once_left("4").expect("an answer"), Some(once("4", 6)));
}

pub fn a_token_comes_back_as_it_was_put(mut store: impl Tokens) {
    let scopes = Scopes::parse("ingest,gates").expect("scopes");
    let token = |id: &str, caller: Caller| Token {
        id: id.to_owned(),
        digest: Digest::of(id.as_bytes()),
        name: "the CRM's".to_owned(),
        caller,
        account: (id == "tg_2").then(|| "crm".to_owned()),
        created_at: at(1),
        expires_at: Some(at(9)),
        revoked_at: None,
        used_at: Some(Timestamp::from_micros(5)),
    };
    let all = [
        token("tg_1", Caller::person("ana", Role::Administrator)),
        token("tg_2", Caller::system("crm", Role::Service).within(scopes)),
    ];
    for token in all.iter().rev() {
        store.put_token(token).expect("put");
    }
    assert_eq!(store.tokens().expect("an answer"), all, "in their order");
    let found = store.token(&all[1].digest).expect("an answer");
    assert_eq!(found.as_ref(), Some(&all[1]));
    let revoked = Token {
        revoked_at: Some(at(7)),
        ..all[0].clone()
    };
    store.put_token(&revoked).expect("put");
    assert_eq!(store.tokens().expect("an answer")[0], revoked);
}
