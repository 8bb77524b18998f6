//! A small policy, and rows under it, for tests of figures and failure modes.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{Period, Scope};
use crate::condition::{Comparison, Condition, Node, Read, Slot, Subject};
use crate::ids::{FieldName, HandoffId, RecordRef};
use crate::policy::{
    Acceptance, Calendars, Field, Forecast, HandoffPoint, Kind, Kpi, KpiName, Milestone, OWNER,
    Opens, Policy, Recurring, RouteRule, RouteTo, STAGE, StartsAt, StopsAt, TouchBy, TouchTypes,
    Workspace,
};
use crate::state::{Clock, Handoff, HandoffState, Leg, Record, Segments, Trace};
use crate::time::{Budget, Timestamp};
use crate::value::{FieldType, Link, Value};

pub(crate) const MINUTE: i64 = 60_000_000;
pub(crate) const DAY: i64 = 86_400_000_000;
pub(crate) const EMAIL: u16 = 2;
pub(crate) const COUNTRY: u16 = 3;
pub(crate) const AMOUNT: u16 = 4;
pub(crate) const CLOSE: u16 = 5;
pub(crate) const RENEWAL: u16 = 6;

/// The instant written as `2026-03-02` or `2026-03-02T09:00`.
pub(crate) fn at(text: &str) -> Timestamp {
    let rest = if text.contains('T') {
        ":00Z"
    } else {
        "T00:00:00Z"
    };
    Timestamp::parse(&format!("{text}{rest}")).unwrap()
}

/// A workspace in UTC with deals that go open → proposal → won or lost, and one handoff point.
pub(crate) fn policy() -> Policy {
    let (deal, contact) = (deal(), contact());
    Policy {
        revision: 1,
        workspace: Workspace {
            id: "acme".into(),
            title: "Acme".into(),
            zone: TimeZone::UTC,
            currency: "USD".into(),
            fiscal_year_starts: 1,
            needs_approval: false,
        },
        kinds: [deal, contact].map(|kind| (kind.name.clone(), kind)).into(),
        activities: Vec::new(),
        people: BTreeMap::new(),
        teams: BTreeMap::new(),
        queues: BTreeMap::new(),
        calendars: BTreeMap::new(),
        prepared: Calendars::prepare(&BTreeMap::new(), &TimeZone::UTC, std::iter::empty()),
        escalations: BTreeMap::new(),
        points: [point()].map(|point| (point.id.clone(), point)).into(),
        gates: BTreeMap::new(),
        playbooks: BTreeMap::new(),
        healths: BTreeMap::new(),
        reviews: Vec::new(),
        lists: BTreeMap::new(),
        earlier: BTreeMap::new(),
    }
}

fn deal() -> Kind {
    let fields = [
        ("owner", FieldType::Person),
        ("stage", FieldType::Text),
        ("email", FieldType::Email),
        ("country", FieldType::Country),
        ("amount", FieldType::Money),
        ("close_date", FieldType::Date),
        ("renewal_on", FieldType::Date),
        (
            "contact",
            FieldType::Link(Link {
                to: "contact".into(),
                journey: false,
                activities: true,
            }),
        ),
    ];
    Kind {
        forecast: Some(Forecast {
            amount: AMOUNT,
            close: CLOSE,
            probability: [("open", 0.2), ("proposal", 0.5)]
                .map(|(s, p)| (s.into(), p))
                .into(),
            won: "won".into(),
            lost: "lost".into(),
        }),
        recurring: Some(Recurring {
            amount: AMOUNT,
            churned: "lost".into(),
        }),
        key: Some(EMAIL),
        called: Vec::new(),
        ..kind("deal", &fields)
    }
}

fn contact() -> Kind {
    kind(
        "contact",
        &[("owner", FieldType::Person), ("stage", FieldType::Text)],
    )
}

fn kind(name: &str, fields: &[(&str, FieldType)]) -> Kind {
    let slots = fields
        .iter()
        .zip(0u16..)
        .map(|((name, _), slot)| (FieldName::from(*name), slot));
    Kind {
        name: name.into(),
        key: None,
        called: Vec::new(),
        stages: ["open", "proposal", "won", "lost"].map(Into::into).into(),
        slots: slots.collect(),
        fields: fields
            .iter()
            .map(|(name, of)| Field {
                name: (*name).into(),
                of: of.clone(),
                personal: false,
                keep: None,
                note: None,
            })
            .collect(),
        closed: ["won", "lost"].map(Into::into).into(),
        forecast: None,
        recurring: None,
        keep: None,
    }
}

/// Reads the country to route, promises a first touch within the hour and an acceptance within the day.
pub(crate) fn point() -> HandoffPoint {
    let touch = TouchTypes {
        types: vec!["call".into()],
        by: TouchBy::Owner,
    };
    HandoffPoint {
        id: "sdr".into(),
        title: "Lead → SDR".into(),
        focus: None,
        record: "deal".into(),
        from: "marketing".into(),
        to: "sdr".into(),
        sponsor: None,
        opens: Opens::When(is(
            Slot::Field {
                subject: Subject::Record,
                field: STAGE,
            },
            "open",
        )),
        accepts_on: Acceptance::Explicit,
        criteria: Vec::new(),
        context: Vec::new(),
        route: vec![RouteRule {
            id: "at_home".into(),
            when: Some(is(
                Slot::Field {
                    subject: Subject::Record,
                    field: COUNTRY,
                },
                "US",
            )),
            to: RouteTo::Person("ana".into()),
        }],
        sla: vec![
            milestone("first_touch", "1h", StopsAt::Touch(touch)),
            milestone("accept", "1d", StopsAt::Decided),
        ],
        dispositions: BTreeMap::new(),
        completes: None,
        withdraws: None,
        kpi: Kpi {
            primary: KpiName::TimeToFirstTouch,
            target: None,
            also: Vec::new(),
        },
        failures: Vec::new(),
        reviewed_on: None,
        criteria_expire: None,
        dimensions: Vec::new(),
    }
}

/// A milestone that starts at the offer, in wall time.
pub(crate) fn milestone(id: &str, within: &str, stops: StopsAt) -> Milestone {
    Milestone {
        id: id.into(),
        within: Some(within.parse::<Budget>().unwrap()),
        calendar: None,
        starts: StartsAt::Offered,
        stops,
        pauses: None,
        escalation: None,
    }
}

/// The condition that `slot` holds `text`.
pub(crate) fn is(slot: Slot, text: &str) -> Condition {
    let sides = [Node::Read(0), Node::Constant(Value::Text(text.into()))];
    let root = Node::Compare(Comparison::Equal, Box::new(sides));
    Condition::new(
        "test",
        root,
        vec![Read {
            slot,
            name: "field".into(),
        }],
        TimeZone::UTC,
    )
}

/// The sample point over all of history, at noon on 1 June 2026.
pub(crate) fn scope(policy: &Policy) -> Scope<'_> {
    Scope::new(
        policy,
        &policy.points[&"sdr".into()],
        Period::EVER,
        at("2026-06-01T12:00"),
    )
    .unwrap()
}

/// The deal `id`, open since `created`.
pub(crate) fn deal_record(policy: &Policy, id: &str, created: &str) -> Record {
    let kind = &policy.kinds[&"deal".into()];
    let mut record = Record::new(RecordRef::new("deal", id), kind, at(created));
    set(
        policy,
        &mut record,
        created,
        STAGE,
        Value::Text("open".into()),
    );
    record
}

/// Says at `when` that the field in `slot` holds `value`.
pub(crate) fn set(policy: &Policy, record: &mut Record, when: &str, slot: u16, value: Value) {
    let kind = &policy.kinds[&record.key.kind];
    let held = &mut record.fields[usize::from(slot)];
    (held.value, held.at) = (value.clone(), at(when));
    if slot == STAGE {
        record.stage_since = at(when);
    }
    record.trail.push(Trace {
        at: at(when),
        field: kind.field(slot).name.clone(),
        to: value,
    });
}

/// The handoff with this number, of the deal `D-<number>`, offered then to ana, without clocks.
pub(crate) fn handoff(number: u128, offered: &str) -> Handoff {
    let record = RecordRef::new("deal", format!("D-{number}").as_str());
    Handoff {
        id: HandoffId(Uuid::from_u128(number)),
        point: "sdr".into(),
        revision: 1,
        record: record.clone(),
        journey: record,
        state: HandoffState::Offered,
        sender: None,
        owner: Some("ana".into()),
        queue: None,
        rule: None,
        dimensions: Vec::new(),
        received_at: at(offered),
        opened_at: at(offered),
        offered_at: Some(at(offered)),
        assigned_at: Some(at(offered)),
        touched_at: None,
        touched_by: None,
        accepted_at: None,
        decided_at: None,
        closed_at: None,
        held_until: None,
        overflow_at: None,
        retry_at: None,
        reopen_at: None,
        gaps: Vec::new(),
        disposition: None,
        next_step: None,
        returns: 0,
        declined: Vec::new(),
        reopened_from: None,
        reopened: false,
        clocks: Vec::new(),
    }
}

/// A running clock of `milestone` that started then and is due `minutes` later.
pub(crate) fn clock(milestone: &str, started: &str, minutes: i64) -> Clock {
    let started_at = at(started);
    Clock {
        milestone: milestone.into(),
        target: Some(Budget::Time(minutes * MINUTE)),
        calendar: None,
        started_at,
        due_first_at: Some(started_at.plus(minutes * MINUTE)),
        due_at: Some(started_at.plus(minutes * MINUTE)),
        earlier: Vec::new(),
        leg: Leg {
            since: started_at,
            owner: Some("ana".into()),
            queue: None,
        },
        used: 0,
        paused: Vec::new(),
        stopped_at: None,
        elapsed: None,
        breached_at: None,
        cancelled: false,
        rung: (0, 0),
        rung_at: None,
        segments: Segments::default(),
        segments_to: started_at,
    }
}

/// The same clock, stopped so many minutes after it started, `working` of them in working time.
pub(crate) fn stopped(mut clock: Clock, minutes: i64, working: Option<i64>) -> Clock {
    clock.stopped_at = Some(clock.started_at.plus(minutes * MINUTE));
    clock.elapsed = Some(working.unwrap_or(minutes) * MINUTE);
    clock.calendar = working.map(|_| "office".into());
    clock
}

/// The owner's slot, so that tests read alike.
pub(crate) const OWNED_BY: u16 = OWNER;
