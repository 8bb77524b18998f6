//! Requests whose end two readers could see in different places: what a proxy lets through as one, and a service reads as two.

use crate::service::{Answer, Service, connect, read};
use std::io::Write as _;

/// What would be a second request to who reads the first one differently.
const SECOND: &str = "GET /healthz HTTP/1.1\r\nhost: smuggled\r\nconnection: close\r\n\r\n";

/// The statuses of all answers to `head`, a body, and what follows.
fn answers(service: &Service, head: &str, body: &str) -> Vec<u16> {
    let mut socket = connect(service.address);
    let text = format!("POST /v1/records HTTP/1.1\r\nhost: localhost\r\n{head}\r\n{body}{SECOND}");
    drop(socket.write_all(text.as_bytes()));
    let bytes = read(&mut socket);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let begins = text.match_indices("HTTP/1.1 ").map(|(at, _)| at);
    begins
        .map(|at| Answer::of(&text.as_bytes()[at..]).status)
        .collect()
}

#[test]
fn a_request_whose_length_is_in_doubt_is_refused_and_nothing_after_it_is_read() {
    let service = Service::new();
    let doubtful = [
        ("content-length: 4\r\ncontent-length: 40\r\n", "{}  "),
        ("content-length: +4\r\n", "{}  "),
        ("content-length: 4, 4\r\n", "{}  "),
        ("content-length: 0x4\r\n", "{}  "),
        ("content-length: 99999999999999999999999\r\n", "{}  "),
        ("transfer-encoding: xchunked\r\n", "0\r\n\r\n"),
        ("transfer-encoding: chunked, identity\r\n", "0\r\n\r\n"),
        ("transfer-encoding : chunked\r\n", "0\r\n\r\n"),
        ("transfer-encoding: chunked\r\n", "zz\r\n\r\n"),
        (
            "transfer-encoding: chunked\r\n",
            "fffffffffffffffff\r\n\r\n",
        ),
        ("x-fold: a\r\n content-length: 4\r\n", "{}  "),
    ];
    for (head, body) in doubtful {
        let statuses = answers(&service, head, body);
        let refused =
            statuses.len() <= 1 && statuses.iter().all(|status| (400..=501).contains(status));
        assert!(refused, "{head:?}: {statuses:?}");
    }
    service.is_well();
}

/// As RFC 9112 has it: the chunks count, and the connection ends with the answer, so that nothing more is read into it.
#[test]
fn a_request_that_says_its_length_in_two_ways_is_the_last_on_its_connection() {
    let service = Service::new();
    let both = [
        "content-length: 5\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 5\r\n",
    ];
    for head in both {
        assert_eq!(answers(&service, head, "0\r\n\r\n"), [422], "{head:?}");
    }
    service.is_well();
}

#[test]
fn requests_that_follow_one_another_in_order_are_answered_in_order() {
    let service = Service::new();
    let plain = answers(&service, "content-length: 2\r\n", "{}");
    assert_eq!(plain, [422, 200]);
    let chunked = answers(
        &service,
        "transfer-encoding: chunked\r\n",
        "2\r\n{}\r\n0\r\n\r\n",
    );
    assert_eq!(chunked, [422, 200]);
}
