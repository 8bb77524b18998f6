//! A message to send, a carrier to send it by, and a server that answers as it is told.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Runtime;
use tollgate_connectors::guard::Guard;
use tollgate_connectors::{ConnectorSettings, Connectors};
use tollgate_core::command::Actor;
use tollgate_core::event::{Event, What};
use tollgate_core::ids::PersonId;
use tollgate_core::policy::Policy;
use tollgate_core::state::{Handoff, HandoffState, Situation};
use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Entry, Head};
use tollgate_service::loops::outbox::{Endpoint, Filter, Target};
use tollgate_service::ports::carrier::{Carrier as _, Message, Outcome, Recipient};
use tollgate_service::seal::Secret;
use tollgate_testkit::any::Any;
use tollgate_testkit::policy::policy;
use tollgate_testkit::seed::Seed;

pub(crate) const OLD_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub(crate) const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// A handoff that ana accepted.
pub(crate) struct Tidings {
    pub(crate) policy: Policy,
    pub(crate) handoff: Handoff,
    pub(crate) event: Event,
    pub(crate) entry: Entry,
}

impl Tidings {
    pub(crate) fn new() -> Self {
        let mut handoff = Handoff::any(&mut Seed::new(5));
        handoff.point = "mql_to_sdr".into();
        handoff.record.kind = "lead".into();
        handoff.record.id = "L-1".into();
        handoff.state = HandoffState::Accepted;
        (handoff.sender, handoff.owner) = (Some("fay".into()), Some("ana".into()));
        (handoff.clocks, handoff.gaps) = (Vec::new(), Vec::new());
        let event = Event {
            at: Timestamp::parse("2026-03-02T14:15:00Z").expect("an instant"),
            actor: Actor::Person("ana".into()),
            what: What::HandoffAccepted {
                handoff: handoff.id,
                by: "ana".into(),
            },
            reasons: Vec::new(),
        };
        let mut rows = Situation::default();
        rows.put_handoff(handoff.id, handoff.clone());
        let entry = Head::start("acme").append(&event, &rows);
        Self {
            policy: policy(),
            handoff,
            event,
            entry,
        }
    }

    pub(crate) fn to<'a>(&'a self, recipient: &'a Recipient) -> Message<'a> {
        Message {
            id: "acme-1-0",
            to: recipient,
            entry: &self.entry,
            event: &self.event,
            handoff: Some(&self.handoff),
            task: None,
            policy: &self.policy,
        }
    }
}

pub(crate) fn person(name: &str) -> Recipient {
    Recipient::Person(PersonId::from(name))
}

pub(crate) fn endpoint(target: Target) -> Endpoint {
    Endpoint {
        name: "crm".to_owned(),
        target,
        filter: Filter::default(),
        enabled: true,
    }
}

pub(crate) fn webhook(url: &str) -> Endpoint {
    endpoint(Target::Webhook {
        url: url.to_owned(),
        secrets: vec![Secret::new(SECRET), Secret::new(OLD_SECRET)],
    })
}

/// Requests to 127.0.0.1 only, and an attempt ends soon.
pub(crate) fn settings() -> ConnectorSettings {
    ConnectorSettings {
        guard: Guard {
            networks: vec!["127.0.0.1".parse().expect("a network")],
            hosts: Vec::new(),
        },
        links: Some("https://tollgate.acme.example/handoffs/".to_owned()),
        attempt: Duration::from_millis(900),
        ..ConnectorSettings::default()
    }
}

/// A carrier, and the runtime that it needs.
pub(crate) struct Office {
    pub(crate) carrier: Connectors,
    runtime: Runtime,
}

impl Office {
    pub(crate) fn new(settings: &ConnectorSettings) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let carrier = Connectors::new(runtime.handle().clone(), settings).expect("a carrier");
        Self { carrier, runtime }
    }

    /// The carrier alone; its runtime lives as long as the test's process.
    pub(crate) fn into_carrier(self) -> Connectors {
        std::mem::forget(self.runtime);
        self.carrier
    }

    pub(crate) fn send(&self, endpoint: &Endpoint) -> Outcome {
        self.send_to(endpoint, &Recipient::Endpoint)
    }

    pub(crate) fn send_to(&self, endpoint: &Endpoint, recipient: &Recipient) -> Outcome {
        let tidings = Tidings::new();
        let now = Timestamp::parse("2026-03-02T14:16:00Z").expect("an instant");
        self.carrier.send(endpoint, &tidings.to(recipient), now)
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then_some(value.trim())
        });
        line.unwrap_or_else(|| panic!("no {name} in {}", self.head))
    }
}

/// How a server answers.
pub(crate) enum Answer {
    /// With these bytes, after which it hangs up.
    Bytes(Vec<u8>),
    /// With these bytes, and then with nothing more for as long as the client stays.
    Hang(&'static str),
    /// With these bytes, and then with more for as long as the client stays.
    Flood(&'static str),
}

/// An answer of a status, with more headers and a body.
pub(crate) fn status(line: &str, headers: &str, body: &str) -> Answer {
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {line}\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    Answer::Bytes(text.into_bytes())
}

/// A server on 127.0.0.1.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers each request by `answer`, which is given how many came before.
    pub(crate) fn new(answer: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        Self::at("127.0.0.1:0", answer)
    }

    pub(crate) fn at(
        address: &str,
        answer: impl Fn(usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).expect("a port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let (log, answer) = (Arc::clone(&requests), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                std::thread::spawn(move || converse(stream, &log, &*answer));
            }
        });
        Self { address, requests }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        let requests = self.requests.lock();
        requests.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn converse(mut stream: TcpStream, log: &Mutex<Vec<Request>>, answer: &dyn Fn(usize) -> Answer) {
    let Some(request) = read(&stream) else { return };
    let before = {
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        log.push(request);
        log.len() - 1
    };
    match answer(before) {
        Answer::Bytes(bytes) => drop(stream.write_all(&bytes)),
        Answer::Hang(text) => {
            let _ = stream.write_all(text.as_bytes());
            // Ends when the client hangs up.
            let _ = stream.read(&mut [0; 1]);
        }
        Answer::Flood(text) => {
            let _ = stream.write_all(text.as_bytes());
            while stream.write_all(&[b'x'; 16 * 1024]).is_ok() {}
        }
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let request = Request {
        head,
        body: Vec::new(),
    };
    let length = request.header("content-length").parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { body, ..request })
}
