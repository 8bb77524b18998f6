//! Those outside who are told what happens: they take messages, or fail in every way in which a receiver can.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use tollgate_core::time::Timestamp;
use tollgate_service::ledger::{Digest, Sequence};
use tollgate_service::loops::outbox::Endpoint;
use tollgate_service::ports::carrier::{Carrier, Message, Outcome, Recipient};

use super::sky::{Fault, Sky};

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Whose it is, by the endpoint's name.
    pub endpoint: String,
    /// What a repetition is told by.
    pub id: String,
    /// Who was to be told.
    pub to: Recipient,
    /// The entry that it tells of.
    pub entry: Sequence,
    /// Of what it tells.
    pub digest: Digest,
    /// The receiver has it, whatever it answered.
    pub taken: bool,
    /// What the sender heard.
    pub outcome: Outcome,
}

/// Everybody outside, and the time that dealing with them takes.
#[derive(Debug)]
pub(super) struct Outside {
    /// What those see who send.
    pub(super) clock: Cell<Timestamp>,
    attempts: RefCell<Vec<Attempt>>,
    /// Endpoints that are down, until when.
    down: RefCell<BTreeMap<String, Timestamp>>,
}

impl Outside {
    pub(super) const fn new() -> Self {
        Self {
            clock: Cell::new(Timestamp::MIN),
            attempts: RefCell::new(Vec::new()),
            down: RefCell::new(BTreeMap::new()),
        }
    }

    pub(super) fn into_attempts(self) -> Vec<Attempt> {
        self.attempts.into_inner()
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.get()
    }

    fn pass(&self, length: i64) {
        self.clock.set(self.now().plus(length));
    }

    fn is_down(&self, name: &str) -> bool {
        let down = self.down.borrow();
        down.get(name).is_some_and(|until| self.now() < *until)
    }

    fn goes_down(&self, name: &str) {
        let until = self.now().plus(6 * HOUR);
        self.down.borrow_mut().insert(name.to_owned(), until);
    }
}

/// The way from one process to those outside.
pub(super) struct Way<'w> {
    pub(super) outside: &'w Outside,
    pub(super) sky: &'w Sky,
    /// What another process does while this one is held up for longer than its claim holds.
    pub(super) meanwhile: &'w dyn Fn(),
}

impl Carrier for Way<'_> {
    fn send(&self, endpoint: &Endpoint, message: &Message<'_>, _now: Timestamp) -> Outcome {
        // A process that has crashed sends nothing.
        if self.sky.is_down() {
            return failed("the process is gone");
        }
        let (taken, outcome) = self.come_to(&endpoint.name);
        self.outside.attempts.borrow_mut().push(Attempt {
            endpoint: endpoint.name.clone(),
            id: message.id.to_owned(),
            to: message.to.clone(),
            entry: message.entry.sequence,
            digest: message.entry.digest,
            taken,
            outcome: outcome.clone(),
        });
        // It may end here, and nobody writes down what came of the attempt.
        self.sky.strikes(Fault::Crash);
        if self.sky.strikes(Fault::ClaimOutlived) {
            self.outside.pass(150 * SECOND);
            (self.meanwhile)();
        }
        outcome
    }
}

impl Way<'_> {
    /// Whether the receiver has it, and what the sender hears.
    fn come_to(&self, name: &str) -> (bool, Outcome) {
        self.outside.pass(SECOND / 5);
        if self.outside.is_down(name) {
            return (false, failed("nobody listens"));
        }
        let fates = Fault::OUTSIDE.into_iter();
        match fates.into_iter().find(|fault| self.sky.strikes(*fault)) {
            Some(fault) => self.suffer(fault, name),
            None => (true, Outcome::Delivered),
        }
    }

    fn suffer(&self, fault: Fault, name: &str) -> (bool, Outcome) {
        let says = |why: &str| why.to_owned();
        match fault {
            Fault::EndpointHung => {
                self.outside.pass(20 * SECOND);
                (false, failed("no answer within 20 seconds"))
            }
            Fault::EndpointUnheard => {
                self.outside.pass(20 * SECOND);
                (true, failed("no answer within 20 seconds"))
            }
            Fault::EndpointBusy => {
                let (why, wait) = (says("429"), self.sky.coin().then_some(HOUR));
                (false, Outcome::Busy { why, wait })
            }
            Fault::EndpointGone => (false, Outcome::Gone { why: says("410") }),
            Fault::NoMailbox => {
                let why = says("there is no such mailbox");
                (false, Outcome::Undeliverable { why })
            }
            Fault::EndpointDown => {
                self.outside.goes_down(name);
                (false, failed("nobody listens"))
            }
            _ => (false, failed("500")),
        }
    }
}

fn failed(why: &str) -> Outcome {
    Outcome::Failed {
        why: why.to_owned(),
    }
}
