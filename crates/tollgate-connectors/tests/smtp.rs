//! Letters, handed to a mail server that takes them, and to some that do not.

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use common::{Office, endpoint, person, settings};
use tollgate_connectors::email::{Security, Smtp};
use tollgate_connectors::{Connectors, SetupError};
use tollgate_service::loops::outbox::{Endpoint, Target};
use tollgate_service::ports::carrier::{Outcome, Recipient};

/// A mail server on 127.0.0.1 that keeps what it is told.
struct Sink {
    port: u16,
    heard: Arc<Mutex<String>>,
}

impl Sink {
    /// Answers the command that `to` begins with by `with`, and every other as it should be; an empty `with` never answers.
    fn new(to: &'static str, with: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let heard = Arc::<Mutex<String>>::default();
        let log = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                std::thread::spawn(move || converse(stream, &log, to, with));
            }
        });
        Self { port, heard }
    }

    fn heard(&self) -> String {
        let heard = self.heard.lock();
        heard.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn smtp(&self, security: Security) -> Smtp {
        Smtp {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security,
            login: None,
            from: "Tollgate <tollgate@acme.example>".to_owned(),
        }
    }

    fn send(&self, endpoint: &Endpoint, to: &Recipient) -> Outcome {
        self.send_by(Security::None, endpoint, to)
    }

    fn send_by(&self, security: Security, endpoint: &Endpoint, to: &Recipient) -> Outcome {
        let mut settings = settings();
        settings.smtp = Some(self.smtp(security));
        Office::new(&settings).send_to(endpoint, to)
    }
}

/// One conversation; `None` when the other side has gone.
fn converse(mut stream: TcpStream, log: &Mutex<String>, to: &str, with: &str) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut is_letter = false;
    answer(&mut stream, "hello", "220 sink", to, with)?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_str(&line);
        let plain = match line.trim_end() {
            "." if is_letter => "250 taken",
            _ if is_letter => continue,
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 sink",
        };
        is_letter = line.trim_end() == "DATA" && to != "DATA";
        answer(&mut stream, &line, plain, to, with)?;
    }
}

fn answer(stream: &mut TcpStream, line: &str, plain: &str, to: &str, with: &str) -> Option<()> {
    let text = if line.starts_with(to) { with } else { plain };
    if text.is_empty() {
        // Ends when the client hangs up.
        let _ = stream.read(&mut [0; 1]);
        return None;
    }
    stream.write_all(format!("{text}\r\n").as_bytes()).ok()
}

fn letters() -> Endpoint {
    endpoint(Target::Email {
        to: vec!["ops@acme.example".to_owned()],
        addresses: [("ana".to_owned(), "ana@acme.example".to_owned())].into(),
    })
}

fn says(outcome: &Outcome, expected: &str) {
    let told = format!("{outcome:?}");
    assert!(
        told.contains(expected),
        "`{told}` does not say `{expected}`"
    );
}

const NEVER: &str = "\u{0}";

#[test]
fn a_letter_arrives() {
    let sink = Sink::new(NEVER, "");
    says(&sink.send(&letters(), &person("ana")), "Delivered");
    let heard = sink.heard();
    let lines: Vec<_> = heard
        .lines()
        .filter(|line| !line.starts_with("Date: "))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn people_are_written_to_by_their_address_or_their_name_which_is_one() {
    for (to, expected) in [
        (person("ana"), "RCPT TO:<ana@acme.example>"),
        (person("ben@acme.example"), "RCPT TO:<ben@acme.example>"),
        (
            Recipient::Address("ops@acme.example".to_owned()),
            "RCPT TO:<ops@acme.example>",
        ),
    ] {
        let sink = Sink::new(NEVER, "");
        says(&sink.send(&letters(), &to), "Delivered");
        let heard = sink.heard();
        assert!(heard.contains(expected), "{heard}");
    }
}

#[test]
fn who_has_no_address_is_a_dead_letter() {
    let sink = Sink::new(NEVER, "");
    let outcome = sink.send(&letters(), &person("cho"));
    says(&outcome, "Undeliverable");
    says(
        &outcome,
        "`cho` has no e-mail address: add it to the endpoint's addresses",
    );
    assert_eq!(sink.heard(), "");
}

#[test]
fn what_the_server_says_decides_whether_it_is_tried_again() {
    for (to, with, expected) in [
        ("hello", "554 go away", "Failed"),
        ("hello", "421 busy", "Failed"),
        (
            "MAIL",
            "451 later",
            "Failed { why: \"the mail server answered 451",
        ),
        ("MAIL", "530 log in first", "Failed"),
        (
            "RCPT",
            "550 no such mailbox",
            "Undeliverable { why: \"the mail server refused it (550): no such mailbox",
        ),
        ("RCPT", "450 greylisted", "Failed"),
        ("DATA", "554 spam", "Failed"),
        (".", "452 full", "Failed"),
        ("EHLO", "nonsense", "Failed"),
        ("RCPT", "nonsense", "Failed"),
    ] {
        let sink = Sink::new(to, with);
        let outcome = sink.send(&letters(), &person("ana"));
        let told = format!("{outcome:?}");
        assert!(told.contains(expected), "{to} {with}: {told}");
    }
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    for to in ["hello", "EHLO", "RCPT", "."] {
        let sink = Sink::new(to, "");
        says(&sink.send(&letters(), &person("ana")), "Failed");
    }
}

#[test]
fn nothing_is_said_in_the_clear_where_tls_is_asked_for() {
    let sink = Sink::new(NEVER, "");
    for security in [Security::StartTls, Security::Tls] {
        let outcome = sink.send_by(security, &letters(), &person("ana"));
        says(&outcome, "Failed");
    }
    assert!(!sink.heard().contains("MAIL"), "{}", sink.heard());
}

#[test]
fn letters_wait_until_there_is_a_mail_server() {
    let outcome = Office::new(&settings()).send_to(&letters(), &person("ana"));
    says(&outcome, "Failed { why: \"no mail server is set up");
}

#[test]
fn a_sender_that_is_none_is_said_at_once() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let mut settings = settings();
    let sink = Sink::new(NEVER, "");
    let mut smtp = sink.smtp(Security::None);
    smtp.from = "nobody".to_owned();
    settings.smtp = Some(smtp);
    settings.connect = Duration::from_millis(100);
    let error = Connectors::new(runtime.handle().clone(), &settings).expect_err("no sender");
    assert!(matches!(error, SetupError::Smtp(_)));
    assert!(
        error
            .to_string()
            .contains("`nobody` is nobody to send from")
    );
}
