//! PostgreSQL for tests: a server of one's own, which is there as long as somebody uses it.
//!
//! The tests of a machine share a server, and every test has a database of its own in it. The server begins with the first
//! test that asks and ends, with everything in it, a while after the last process that used it; a test that needs to stop
//! servers has its own. What watches over that is a small process beside the tests, so nothing remains behind a test that
//! was killed.
//!
//! Where there is no PostgreSQL on the machine it is installed, where that is allowed; otherwise the test fails and says
//! what to do. It is never skipped.

mod program;
mod server;

use std::fs::File;
use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

pub use server::{Server, psql};

/// The URL of an empty database of the caller's own, on the server that all tests share.
///
/// # Panics
/// There is no PostgreSQL, or it does not start; the message says what to do.
pub fn database() -> String {
    another("template1")
}

/// The URL of a copy of the database at `url`, which [`database`] gave and which nobody uses at the moment.
///
/// # Panics
/// Somebody uses it.
pub fn copy(url: &str) -> String {
    let (_, name) = url.rsplit_once('/').expect("a URL ends in a name");
    another(name)
}

/// The same database as that at `url`, which [`database`] gave: it belongs to a role without privileges from here on, as which
/// whoever goes by the URL that is given here connects.
pub fn of_plain_role(url: &str) -> String {
    let (_, name) = url.rsplit_once('/').expect("a URL ends in a name");
    let role = format!("{name}_plain");
    psql(url, &format!("create role {role} login"));
    psql(url, &format!("alter database {name} owner to {role}"));
    psql(url, &format!("alter schema public owner to {role}"));
    let (before, after) = url.split_once("tollgate@").expect("a URL names a role");
    format!("{before}{role}@{after}")
}

/// A database like `template`.
fn another(template: &str) -> String {
    static SHARED: OnceLock<Server> = OnceLock::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = SHARED.get_or_init(shared);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    server.create(&format!("test_{}_{number}", process::id()), template)
}

/// The server that all tests share, started by whoever comes first.
fn shared() -> Server {
    let user = program::user();
    let folder = std::env::temp_dir().join(format!("tollgate-postgres-{user}"));
    program::make_folder(&folder);
    let door = File::create(folder.join("door")).expect("a file to lock");
    door.lock().expect("one process at a time");
    let server = Server::at(folder.join("server"), LINGERS);
    if !server.is_running() {
        server.make();
        server.start();
        server.watch(&folder.join("door"));
    }
    server
}

/// How long the shared server waits for the next process that uses it, in seconds.
const LINGERS: u32 = 15;

/// A server that the caller may stop; it ends with this process.
///
/// # Panics
/// As [`database`].
pub fn server() -> Server {
    let server = Server::in_own_folder();
    server.make();
    server.start_watched();
    server
}

/// The same, which waits for the disk before it says that something is done: for benchmarks.
///
/// # Panics
/// As [`database`].
pub fn durable_server() -> Server {
    let server = Server::in_own_folder();
    server.make();
    server.make_durable();
    server.start_watched();
    server
}
