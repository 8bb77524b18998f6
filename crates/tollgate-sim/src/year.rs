//! The year: everybody acts when their time comes, and reacts to what is decided.

use std::collections::VecDeque;

use tollgate_core::command::{Actor, Command, Request};
use tollgate_core::event::{Event, What};
use tollgate_core::ids::{HandoffId, PersonId, PointId};
use tollgate_core::policy::{Outcome, Policy};
use tollgate_core::state::Situation;
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_service::writer::Order;

use crate::agenda::{Agenda, Deed};
use crate::courier::Courier;
use crate::people::Absences;
use crate::random::Random;
use crate::scenario::Scenario;
use crate::scene::{DAY, MINUTE, Scene};
use crate::truth::Truth;
use crate::workspace::{Watch, Workspace};
use crate::{
    ae, data_desk, deal_desk, deals, manager, marketing, people, renewals, sdr, success, usage,
};

/// A year as a stream of orders, in the order of time; the last one lets the rest of the year pass.
///
/// Given to a writer with an empty store in this order, they lead to the same events with the same ids as here.
#[derive(Debug)]
pub struct Year<'p, W = ()> {
    policy: &'p Policy,
    scenario: Scenario,
    workspace: Workspace<'p, W>,
    random: Random,
    agenda: Agenda,
    truth: Truth,
    absences: Absences,
    courier: Courier,
    ready: VecDeque<Order>,
    ends_at: Timestamp,
    over: bool,
}

impl<'p> Year<'p> {
    /// The year of `scenario` under `policy`, which should be the starter policy: what another one does not know, it
    /// refuses.
    pub fn new(policy: &'p Policy, scenario: Scenario) -> Self {
        Year::watched(policy, scenario, ())
    }
}

impl<'p, W: Watch> Year<'p, W> {
    /// The same year while `watch` looks on.
    pub fn watched(policy: &'p Policy, scenario: Scenario, watch: W) -> Self {
        let start = start(policy, &scenario);
        let (mut random, mut agenda) = (Random::new(scenario.seed), Agenda::default());
        let absences = people::plan(policy, &scenario, start, &mut random, &mut agenda);
        for number in 1..=scenario.customers {
            let at = start.plus(i64::from(number) * MINUTE / 4);
            agenda.note(at, Deed::Renewals(renewals::Deed::Recall(number)));
        }
        agenda.note(
            start.plus(60 * MINUTE),
            Deed::Marketing(marketing::Deed::Receive(1)),
        );
        Self {
            workspace: Workspace::new(policy, watch),
            courier: Courier {
                faulty: scenario.faulty,
            },
            ends_at: start.plus(i64::from(scenario.days) * DAY),
            truth: Truth::default(),
            ready: VecDeque::new(),
            over: false,
            policy,
            scenario,
            random,
            agenda,
            absences,
        }
    }

    /// The rows as they are after the last order.
    pub fn rows(&self) -> &Situation<'static> {
        self.workspace.rows()
    }

    /// How many events have happened.
    pub fn events(&self) -> u64 {
        self.workspace.sequence()
    }

    /// When the first day begins.
    pub fn starts_at(&self) -> Timestamp {
        self.ends_at.plus(-i64::from(self.scenario.days) * DAY)
    }

    /// When the year is over.
    pub fn ends_at(&self) -> Timestamp {
        self.ends_at
    }

    /// Whoever looked on.
    pub fn into_watch(self) -> W {
        self.workspace.watch
    }

    fn carry_out(&mut self, order: &Order) {
        let events = self.workspace.give(order);
        self.see(order.at, &events);
    }

    /// Everybody looks at what was decided.
    fn see(&mut self, now: Timestamp, events: &[Event]) {
        for event in events {
            see(&mut self.scene(now), event);
        }
    }

    fn scene(&mut self, now: Timestamp) -> Scene<'_> {
        Scene {
            policy: self.policy,
            scenario: &self.scenario,
            rows: self.workspace.rows(),
            now,
            random: &mut self.random,
            agenda: &mut self.agenda,
            truth: &mut self.truth,
            absences: &self.absences,
            courier: &self.courier,
            ready: &mut self.ready,
        }
    }
}

impl<W: Watch> Iterator for Year<'_, W> {
    type Item = Order;

    fn next(&mut self) -> Option<Order> {
        loop {
            let acts_at = self.agenda.next_at().filter(|at| *at < self.ends_at);
            let ready_at = self.ready.front().map(|order| order.at);
            let until = ready_at.or(acts_at).unwrap_or(self.ends_at);
            if let Some(alarm) = self.workspace.next_alarm(until) {
                let events = self.workspace.ring(alarm);
                self.see(alarm, &events);
            } else if let Some(order) = self.ready.pop_front() {
                self.carry_out(&order);
                return Some(order);
            } else if let Some(deed) = acts_at.and_then(|_| self.agenda.pop()) {
                perform(&mut self.scene(until), deed);
            } else if !self.over {
                self.over = true;
                self.ready.push_back(end(self.ends_at));
            } else {
                return None;
            }
        }
    }
}

/// Midnight of the first day, where the company is at home.
fn start(policy: &Policy, scenario: &Scenario) -> Timestamp {
    let first = scenario.from.to_zoned(policy.workspace.zone.clone());
    first.map_or(Timestamp::from_micros(0), |midnight| {
        Timestamp::from_jiff(midnight.timestamp())
    })
}

fn end(at: Timestamp) -> Order {
    let request = Request {
        actor: Actor::Tollgate,
        command: Command::Tick,
    };
    Order {
        delivery: None,
        request,
        at,
    }
}

fn perform(scene: &mut Scene<'_>, deed: Deed) {
    match deed {
        Deed::Marketing(deed) => marketing::perform(scene, deed),
        Deed::DataDesk(deed) => data_desk::perform(scene, deed),
        Deed::Sdr(deed) => sdr::perform(scene, deed),
        Deed::Ae(deed) => ae::perform(scene, deed),
        Deed::Deals(deed) => deals::perform(scene, deed),
        Deed::DealDesk(deed) => deal_desk::perform(scene, deed),
        Deed::Success(deed) => success::perform(scene, deed),
        Deed::Usage(deed) => usage::perform(scene, deed),
        Deed::Renewals(deed) => renewals::perform(scene, deed),
        Deed::People(deed) => people::perform(scene, deed),
        Deed::Manager(deed) => manager::perform(scene, deed),
        Deed::Deliver(order) => scene.ready.push_back(*order),
    }
}

fn see(scene: &mut Scene<'_>, event: &Event) {
    match &event.what {
        What::HandoffRouted(routed) => {
            if let Some(owner) = &routed.owner {
                offered(scene, routed.handoff, owner);
            }
        }
        What::HandoffDisposed {
            handoff,
            disposition,
            ..
        } if disposition.outcome == Outcome::Returned => {
            returned(scene, *handoff);
        }
        What::RungReached(rung) => reminded(scene, rung.handoff, &rung.notify),
        What::RecordObserved(observed) if observed.record.kind.as_str() == "lead" => {
            let lead = Value::Text("lead".into());
            if observed
                .changes
                .iter()
                .any(|(name, value)| name.as_str() == "stage" && *value == lead)
            {
                marketing::became_lead(scene, &observed.record);
            }
        }
        _ => {}
    }
    deals::see(scene, event);
    success::see(scene, event);
    people::see(scene, event);
}

fn point(scene: &Scene<'_>, handoff: HandoffId) -> Option<PointId> {
    Some(scene.rows.handoff(&handoff)?.point.clone())
}

/// A handoff came to `owner`.
fn offered(scene: &mut Scene<'_>, handoff: HandoffId, owner: &PersonId) {
    let Some(point) = point(scene, handoff) else {
        return;
    };
    match point.as_str() {
        "inquiry_to_lead" => data_desk::offered(scene, handoff, owner),
        "mql_to_sdr" => sdr::offered(scene, handoff, owner),
        "sdr_to_ae" => ae::offered(scene, handoff, owner),
        "ae_to_opportunity" => deal_desk::offered(scene, handoff, owner),
        "closed_won_to_cs" => success::offered(scene, handoff, owner),
        "cs_to_renewal" => renewals::offered(scene, handoff, owner),
        _ => {}
    }
}

/// A handoff came back to its sender.
fn returned(scene: &mut Scene<'_>, handoff: HandoffId) {
    let Some(row) = scene.rows.handoff(&handoff) else {
        return;
    };
    let (point, sender) = (row.point.clone(), row.sender.clone());
    let Some(sender) = sender else { return };
    match point.as_str() {
        "inquiry_to_lead" | "mql_to_sdr" => marketing::returned(scene, handoff),
        "sdr_to_ae" => sdr::returned(scene, handoff, &sender),
        "ae_to_opportunity" => deal_desk::returned(scene, handoff, &sender),
        "closed_won_to_cs" => success::returned(scene, handoff, &sender),
        "cs_to_renewal" => renewals::returned(scene, handoff, &sender),
        _ => {}
    }
}

/// People were told that a promise is in danger; half of the owners react.
fn reminded(scene: &mut Scene<'_>, handoff: HandoffId, told: &[PersonId]) {
    let owner = scene
        .rows
        .handoff(&handoff)
        .and_then(|row| row.owner.clone());
    let Some(owner) = owner.filter(|owner| told.contains(owner)) else {
        return;
    };
    if scene.random.chance(0.5) {
        match point(scene, handoff).as_ref().map(PointId::as_str) {
            Some("mql_to_sdr") => sdr::reminded(scene, handoff, &owner),
            _ => offered(scene, handoff, &owner),
        }
    }
}
