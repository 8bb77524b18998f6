//! Encrypted means proven: a server that nobody vouches for is not spoken to.

use tollgate_store::{Database, Location, OpenError};
use tollgate_testkit::postgres::{psql, server};

fn open(url: &str) -> Result<Database, OpenError> {
    Database::at(&url.parse::<Location>().expect("a URL"))
}

#[test]
fn only_a_server_that_proves_who_it_is_is_spoken_to() {
    let server = server();
    server.create("acme", "template1");
    let (port, certificate) = server.encrypted();
    let root = format!("sslrootcert={}", certificate.display());
    let at =
        |host: &str, settings: &str| format!("postgres://tollgate@{host}:{port}/acme?{settings}");
    let encrypted = |settings: &str| {
        let _held = open(&at("localhost", settings)).expect("a database");
        psql(
            &format!("postgres://tollgate@{}:{port}/acme", server.host()),
            "select s.ssl from pg_stat_ssl s join pg_stat_activity a on a.pid = s.pid where a.application_name = 'tollgate'",
        )
    };
    assert_eq!(encrypted(&format!("sslmode=require&{root}")), "t");
    assert_eq!(encrypted(&format!("sslmode=verify-full&{root}")), "t");
    assert_eq!(encrypted("sslmode=disable"), "f");
    // No public authority knows it, and the certificate is not that of the other name.
    for url in [
        at("localhost", "sslmode=require"),
        at("127.0.0.1", &format!("sslmode=require&{root}")),
    ] {
        let refused = open(&url).expect_err("it is not spoken to");
        assert!(matches!(refused, OpenError::Unreachable { .. }));
    }
}
