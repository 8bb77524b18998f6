//! Requests as spans of an OpenTelemetry collector, and in the log.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::http::Request;
use crate::process::Workspace;
use crate::waiting::until;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

#[test]
fn a_request_is_a_span_of_its_callers_trace() {
    let (tell, told) = channel();
    let collector = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", collector.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in collector.incoming().flatten() {
            let _ = take_in(stream, &tell);
        }
    });
    let workspace = Workspace::sqlite();
    let served = workspace.start_with(&["--traces", &url]).listening();
    let caller = format!("00-{TRACE}-00f067aa0ba902b7-01");
    let asked = Request::get("/v1/handoffs")
        .with("traceparent", &caller)
        .with("x-request-id", "asked-by-the-test");
    served.ask(&asked).ok();
    let sent = until("spans are sent", || told.try_recv().ok());
    assert!(holds(&sent, b"GET /v1/handoffs"), "the span has its name");
    assert!(
        holds(&sent, &bytes(TRACE)),
        "it is part of the caller's trace"
    );
    let log = served.log();
    let line = log.lines().find(|line| line.contains("asked-by-the-test"));
    assert!(
        line.is_some_and(|line| line.contains("status=200")),
        "{log}"
    );
}

/// Reads what a service sends, tells it on, and thanks for it.
fn take_in(stream: TcpStream, tell: &Sender<Vec<u8>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while line != "\r\n" {
        line.clear();
        reader.read_line(&mut line)?;
        if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let _ = tell.send(body);
    let thanks = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    reader.get_mut().write_all(thanks.as_bytes())
}

fn holds(sent: &[u8], part: &[u8]) -> bool {
    sent.windows(part.len()).any(|window| window == part)
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
    (0..hex.len()).step_by(2).map(pair).collect()
}
