//! The ledger as a client reads it, and what must be true of it whatever happened to the service.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use tollgate_core::time::Timestamp;

use crate::clients::Acknowledged;
use crate::http::Request;
use crate::policy::{PROMISE, RUNGS};
use crate::process::Served;
use crate::waiting::until;

/// Every entry, in order.
#[derive(Debug)]
pub(crate) struct Ledger(Vec<Json>);

impl From<Vec<Json>> for Ledger {
    fn from(entries: Vec<Json>) -> Self {
        Self(entries)
    }
}

/// The clock of a handoff, as the ledger tells it.
#[derive(Debug, Default)]
struct Clock {
    /// When its handoff opened, which is after it started.
    opened_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    stopped_at: Option<Timestamp>,
    /// When it was called late.
    breached: Vec<Timestamp>,
    /// When each rung of the ladder was reached.
    rungs: [Vec<Timestamp>; RUNGS.len()],
}

impl Ledger {
    /// All that `served` tells.
    pub(crate) fn of(served: &Served) -> Self {
        let mut ledger = Self(Vec::new());
        ledger.read_on(served);
        ledger
    }

    /// The same, once all that is started has fallen due and fired.
    pub(crate) fn once_all_fired(served: &Served) -> Self {
        let mut ledger = Self(Vec::new());
        until("every alarm has fired", || {
            ledger.read_on(served);
            ledger.clocks().values().all(Clock::is_over).then_some(())
        });
        ledger
    }

    /// Takes in what has come since, a page at a time.
    fn read_on(&mut self, served: &Served) {
        let mut after = Some(self.len() as u64);
        while let Some(place) = after {
            let path = format!("/v1/ledger?limit=500&after={place}");
            let mut page = served.ask(&Request::get(&path)).ok();
            let Json::Array(rows) = page["entries"].take() else {
                panic!("a page without entries: {page}");
            };
            self.0.extend(rows);
            after = page["next"].as_u64();
        }
    }

    pub(crate) fn into_entries(self) -> Vec<Json> {
        self.0
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Entries called `what`.
    pub(crate) fn all<'a>(&'a self, what: &'a str) -> impl Iterator<Item = &'a Json> {
        self.0.iter().filter(move |entry| entry["what"] == what)
    }

    /// Everything that was acknowledged is there once, all that is there is there once, and every alarm fired once.
    pub(crate) fn holds(&self, acknowledged: &[Acknowledged]) {
        self.is_in_order();
        self.has_nothing_twice();
        self.has_all(acknowledged);
        self.has_whole_leads();
        for (handoff, clock) in self.clocks() {
            assert!(clock.fired_once(), "{handoff}: {clock:?}");
        }
    }

    /// Everything that was acknowledged is there.
    pub(crate) fn has_all(&self, acknowledged: &[Acknowledged]) {
        let accepted = self.all("handoff_accepted");
        let accepted: BTreeSet<&str> = accepted.map(|entry| text(&entry["handoff"])).collect();
        for one in acknowledged {
            let is_there = match one {
                Acknowledged::Told { lead, sequence } => {
                    let place = usize::try_from(*sequence).expect("a place") - 1;
                    self.0[place]["record"] == format!("lead {lead}")
                }
                Acknowledged::Accepted { handoff } => accepted.contains(handoff.as_str()),
            };
            assert!(is_there, "{one:?} was acknowledged and is not there");
        }
    }

    /// A handoff opened for each lead that is there, and somebody has it.
    pub(crate) fn has_whole_leads(&self) {
        let leads =
            |what| -> Vec<&str> { self.all(what).map(|entry| text(&entry["record"])).collect() };
        let told = leads("record_observed");
        assert_eq!(leads("handoff_opened"), told);
        assert_eq!(leads("handoff_routed"), told);
    }

    fn is_in_order(&self) {
        for (place, entry) in (1..).zip(&self.0) {
            assert_eq!(entry["sequence"], place);
        }
        let at: Vec<Timestamp> = self.0.iter().map(|entry| instant(&entry["at"])).collect();
        assert!(at.is_sorted(), "time went back");
    }

    /// A lead is told once and its handoff opens once. An act that was carried out twice would have been refused.
    fn has_nothing_twice(&self) {
        assert_eq!(self.all("refused").next(), None);
        for what in ["record_observed", "handoff_opened"] {
            let leads = self.all(what).map(|entry| text(&entry["record"]));
            once_each(what, leads);
        }
        let accepted = self.all("handoff_accepted");
        once_each("accepted", accepted.map(|entry| text(&entry["handoff"])));
    }

    fn clocks(&self) -> BTreeMap<String, Clock> {
        let mut clocks = BTreeMap::<String, Clock>::new();
        for entry in self.0.iter().filter(|entry| entry["handoff"].is_string()) {
            let clock = clocks.entry(text(&entry["handoff"]).to_owned());
            clock.or_default().take_in(entry);
        }
        clocks
    }
}

impl Clock {
    fn take_in(&mut self, entry: &Json) {
        let (at, what) = (instant(&entry["at"]), text(&entry["what"]));
        let said = &entry["event"]["what"][what];
        match what {
            "clock_started" => {
                (self.opened_at, self.started_at) = (Some(at), Some(instant(&said["started_at"])));
            }
            "clock_stopped" => self.stopped_at = Some(instant(&said["stopped_at"])),
            "clock_breached" => self.breached.push(at),
            "rung_reached" => {
                // The first one is not told.
                let rung = said["rung"].as_u64().unwrap_or(0);
                self.rungs[usize::try_from(rung).expect("a rung")].push(at);
            }
            _ => {}
        }
    }

    /// Nothing more will come of it.
    fn is_over(&self) -> bool {
        let was_late = !self.breached.is_empty() && self.rungs.iter().all(|rung| !rung.is_empty());
        self.stopped_at.is_some() || was_late
    }

    /// What fell due while it ran happened once, at its own instant, and nothing else did.
    fn fired_once(&self) -> bool {
        let rungs = RUNGS.map(|hundredths| self.due(hundredths));
        self.breached == self.due(100) && self.rungs == rungs
    }

    /// When that fired which falls due after so many hundredths of the promise; nothing where the clock was stopped before.
    fn due(&self, hundredths: i64) -> Vec<Timestamp> {
        let (Some(opened), Some(started)) = (self.opened_at, self.started_at) else {
            return Vec::new();
        };
        let due = started.plus(PROMISE / 100 * hundredths).max(opened);
        // Whoever acts at the very end of the promise is in time.
        let at = due.plus(i64::from(hundredths == 100));
        let stopped_before = self.stopped_at.is_some_and(|stopped| stopped < at);
        if stopped_before { Vec::new() } else { vec![at] }
    }
}

fn once_each<'a>(what: &str, mut of: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    let twice = of.find(|one| !seen.insert(*one));
    assert_eq!(twice, None, "{what} twice");
}

pub(crate) fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_else(|| panic!("no text: {json}"))
}

/// An entry tells it as text, an event in microseconds.
fn instant(json: &Json) -> Timestamp {
    let micros = json.as_i64().map(Timestamp::from_micros);
    let at = micros.or_else(|| Timestamp::parse(json.as_str()?));
    at.unwrap_or_else(|| panic!("no instant: {json}"))
}
