//! Callers that are slow on purpose, and callers that are very many.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::service::{Answer, Service, connect, read, until};

const HASTY: &str =
    "connections: { at_once: 300, of_one_address: 200, head_within: 1, body_within: 1 }\n";

#[test]
fn who_does_not_end_a_request_is_let_go() {
    let service = Service::with(HASTY, &[]);
    let begun = [
        "",
        "GET /v1/queues HTTP/1.1\r\n",
        "GET /v1/queues HTTP/1.1\r\nhost: localhost\r\nx-slow: ",
        "\r\n\r\n\r\n",
    ];
    for begin in begun {
        let mut socket = connect(service.address);
        socket.write_all(begin.as_bytes()).expect("a beginning");
        let answer = Answer::of(&read(&mut socket));
        assert!(
            matches!(answer.status, 408 | 400 | 0),
            "{begin:?}: {answer:?}"
        );
    }
    service.is_well();
}

#[test]
fn a_head_that_comes_byte_by_byte_does_not_last_longer_for_that() {
    let service = Service::with(HASTY, &[]);
    let mut socket = connect(service.address);
    socket
        .set_read_timeout(Some(Duration::from_millis(50)))
        .expect("a socket");
    socket
        .write_all(b"GET /v1/queues HTTP/1.1\r\n")
        .expect("a beginning");
    until("it is let go", || {
        let written = socket.write_all(b"x-drip: y\r\n");
        let ended = matches!(socket.read(&mut [0; 512]), Ok(0));
        (written.is_err() || ended).then_some(())
    });
    service.is_well();
}

#[test]
fn a_body_that_pauses_is_refused() {
    let service = Service::with(HASTY, &[]);
    for path in ["/v1/records", "/v1/records/batch"] {
        let mut socket = connect(service.address);
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\ncontent-length: 1000\r\n\r\n{{"
        );
        socket.write_all(head.as_bytes()).expect("a beginning");
        let answer = Answer::of(&read(&mut socket));
        assert!(
            matches!(answer.status, 408 | 400 | 200 | 0),
            "{path}: {answer:?}"
        );
        assert_ne!(answer.status, 413, "{path}: it was not too large");
    }
    service.is_well();
}

/// A connection from another address of this machine.
fn from_elsewhere(to: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let connected = runtime.expect("a runtime").block_on(async {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from(([127, 0, 0, 2], 0)))?;
        socket.connect(to).await?.into_std()
    });
    let socket = connected.expect("a connection");
    socket.set_nonblocking(false).expect("a socket");
    socket
}

#[test]
fn thousands_of_connections_from_one_address_leave_room_for_others() {
    let config = HASTY.replace("head_within: 1", "head_within: 30");
    let service = Service::with(&config, &[]);
    let mut held = Vec::new();
    for _ in 0..3_000 {
        let socket = connect(service.address);
        socket.set_nonblocking(true).expect("a socket");
        held.push(socket);
        if held.len() % 100 == 0 {
            held.retain_mut(|socket| !is_closed(socket));
        }
    }
    until("the rest is closed", || {
        held.retain_mut(|socket| !is_closed(socket));
        (held.len() <= 200).then_some(())
    });
    let mut other = from_elsewhere(service.address);
    let request = b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    other.write_all(request).expect("a request");
    assert_eq!(Answer::of(&read(&mut other)).status, 200);
    drop(held);
    until("there is room again", || {
        (service.ask("GET", "/readyz", "").status == 200).then_some(())
    });
    service.is_well();
}

fn is_closed(socket: &mut TcpStream) -> bool {
    match socket.read(&mut [0; 16]) {
        Ok(read) => read == 0,
        Err(fault) => fault.kind() != std::io::ErrorKind::WouldBlock,
    }
}
