//! A connection that is lost in the middle of a commit.

mod common;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

use tollgate_core::state::Situation;
use tollgate_service::ledger::Head;
use tollgate_service::ports::{Batch, Change, Read, Store};
use tollgate_testkit::any::Any;
use tollgate_testkit::policy::policy;
use tollgate_testkit::postgres::{Server, server};
use tollgate_testkit::seed::Seed;

use common::Place;

/// What befalls the next commit.
const NOTHING: u8 = 0;
/// It does not arrive.
const BEFORE: u8 = 1;
/// It is carried out, and nobody hears of it.
const AFTER: u8 = 2;

/// Carries connections to `server`; the port on this machine, and what befalls the next commit.
fn between(server: &Server) -> (u16, Arc<AtomicU8>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its address").port();
    let socket = server.socket().join(".s.PGSQL.5432");
    let fate = Arc::new(AtomicU8::new(NOTHING));
    let shared = Arc::clone(&fate);
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = UnixStream::connect(&socket).expect("the server");
            let fate = Arc::clone(&shared);
            thread::spawn(move || carry(client, server, &fate));
        }
    });
    (port, fate)
}

fn carry(mut client: TcpStream, mut server: UnixStream, fate: &AtomicU8) {
    let (mut to_client, mut from_server) = (
        client.try_clone().expect("a stream"),
        server.try_clone().expect("a stream"),
    );
    thread::spawn(move || {
        let mut bytes = [0; 65_536];
        // Read to the end also where nobody listens any more: a server that cannot answer gives up its transaction.
        while let Ok(count @ 1..) = from_server.read(&mut bytes) {
            let _ = to_client.write_all(&bytes[..count]);
        }
        let _ = to_client.shutdown(std::net::Shutdown::Both);
    });
    let mut bytes = [0; 65_536];
    while let Ok(count @ 1..) = client.read(&mut bytes) {
        let sent = &bytes[..count];
        let commits = sent.windows(7).any(|word| word == b"commit\0");
        let befalls = if commits {
            fate.swap(NOTHING, Ordering::SeqCst)
        } else {
            NOTHING
        };
        if befalls == AFTER {
            let _ = client.shutdown(std::net::Shutdown::Both);
        }
        if befalls == BEFORE || server.write_all(sent).is_err() {
            break;
        }
    }
    let _ = client.shutdown(std::net::Shutdown::Both);
    let _ = server.shutdown(std::net::Shutdown::Write);
}

/// A batch with an entry after `head`.
fn batch(head: &mut Head) -> Batch {
    let event = Any::any(&mut Seed::new(1));
    let entries = vec![head.append(&event, &Situation::default())];
    Batch {
        entries,
        ..Batch::new(head.clone())
    }
}

fn check(befalls: u8, is_written: bool) {
    let server = server();
    server.create("acme", "template1");
    let (port, fate) = between(&server);
    let place = Place::of(&format!("postgres://tollgate@127.0.0.1:{port}/acme"));
    let mut store = place.store();
    let mut head = store.head().expect("a head");
    let change = store.begin().expect("a transaction");
    fate.store(befalls, Ordering::SeqCst);
    let outcome = change.commit(&policy(), &batch(&mut head));
    assert_eq!(outcome.is_ok(), is_written, "{outcome:?}");
    let found = store.head().expect("the next operation connects again");
    assert_eq!(found == head, is_written);
    let mut others = found;
    let change = store.begin().expect("a transaction");
    let outcome = change.commit(&policy(), &batch(&mut others));
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn a_commit_that_did_not_arrive_wrote_nothing() {
    check(BEFORE, false);
}

#[test]
fn a_commit_whose_answer_was_lost_is_looked_up() {
    check(AFTER, true);
}
