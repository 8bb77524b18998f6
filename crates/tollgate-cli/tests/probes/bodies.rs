//! Bodies that are too large, too deep, or no text at all.

use std::io::Write as _;

use crate::service::{Answer, Service, connect, read};

/// The routes that take a body.
fn writes(service: &Service) -> Vec<(String, String)> {
    let routes = service.routes().into_iter();
    let writes = routes.filter(|(method, _)| method != "GET" && method != "DELETE");
    writes
        .map(|(method, path)| (method, path.replace(['{', '}'], "")))
        .collect()
}

#[test]
fn what_is_nested_deeply_or_is_no_text_is_refused_on_every_route() {
    let service = Service::new();
    let deep = [
        "[".repeat(100_000),
        r#"{"fields":"#.repeat(20_000),
        format!(r#"{{"fields":{}{}}}"#, "[".repeat(5_000), "]".repeat(5_000)),
        "\u{feff}{}".to_owned(),
        "1e999999".to_owned(),
        "\"\\ud800\"".to_owned(),
    ];
    for (method, path) in writes(&service) {
        for body in &deep {
            let answer = service.ask(&method, &path, body);
            let begin: String = body.chars().take(20).collect();
            assert!(answer.status < 500, "{method} {path} {begin}: {answer:?}");
            assert!(answer.body.len() < 10_000, "{method} {path} {begin}");
        }
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 4\r\n\r\n"
        );
        let bytes: [&[u8]; 2] = [head.as_bytes(), b"\xff\xfe\x00\x80"];
        let answer = service.send(&bytes.concat());
        assert!(answer.status < 500, "{method} {path}: {answer:?}");
    }
    service.is_well();
}

#[test]
fn a_policy_that_unfolds_without_end_is_refused() {
    let service = Service::new();
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, before) in ('b'..='k').zip('a'..) {
        bomb.push_str(&format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{before}"); 9].join(",")
        ));
    }
    let body = serde_json::json!({ "files": { "policy.yaml": bomb } });
    let answer = service.ask("POST", "/v1/policies/check", &body.to_string());
    assert!(answer.status < 500, "{answer:?}");
    service.is_well();
}

#[test]
fn a_body_beyond_the_limit_is_refused_however_it_is_told() {
    let service = Service::new();
    let told = b"POST /v1/records HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 10737418240\r\n\r\n{";
    let mut socket = connect(service.address);
    socket.write_all(told).expect("a request");
    let chunk = vec![b' '; 1 << 20];
    // It may close the connection while this is still talking.
    for _ in 0..8 {
        if socket.write_all(&chunk).is_err() {
            break;
        }
    }
    let answer = Answer::of(&read(&mut socket));
    assert!(matches!(answer.status, 413 | 0), "{answer:?}");

    let mut socket = connect(service.address);
    let head = b"POST /v1/records HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n";
    socket.write_all(head).expect("a request");
    for _ in 0..8 {
        let written = socket
            .write_all(b"100000\r\n")
            .and_then(|()| socket.write_all(&chunk));
        if written.and_then(|()| socket.write_all(b"\r\n")).is_err() {
            break;
        }
    }
    let answer = Answer::of(&read(&mut socket));
    assert!(matches!(answer.status, 413 | 0), "{answer:?}");
    service.is_well();
}

#[test]
fn a_head_beyond_the_limit_is_refused() {
    let service = Service::new();
    let long = "x".repeat(1 << 20);
    let by_path = service.ask("GET", &format!("/v1/queues?cursor={long}"), "");
    assert!(
        matches!(by_path.status, 414 | 431 | 400 | 0),
        "{}",
        by_path.head
    );
    let by_header = service.ask_with("GET", "/v1/queues", &format!("x-long: {long}\r\n"), "");
    assert!(
        matches!(by_header.status, 431 | 400 | 0),
        "{}",
        by_header.head
    );
    let many: String = (0..10_000).map(|n| format!("x-{n}: 1\r\n")).collect();
    let by_count = service.ask_with("GET", "/v1/queues", &many, "");
    assert!(
        matches!(by_count.status, 431 | 400 | 0),
        "{}",
        by_count.head
    );
    service.is_well();
}
