//! The answers, on a small history written through the writer into the memory store.

use jiff::civil::date;
use tollgate_core::command::{Activity, Actor, Command, Direction, RecordChange, Request};
use tollgate_core::decide::decide;
use tollgate_core::ids::RecordRef;
use tollgate_core::measure::Period;
use tollgate_core::policy::{FailureMode, Policy};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;
use tollgate_policy::{Source, load};
use tollgate_service::access::mask::Mask;
use tollgate_service::queries::{
    AmountView, Asked, Block, FindError, Found, Matrix, MatrixRow, Story, failures, find,
    handoff_point, handovers, matrix, story,
};
use tollgate_service::writer::{Order, Writer};
use tollgate_testkit::memory::MemoryStore;

const POLICY: &str = r#"
workspace: acme
title: Acme Inc.
timezone: Europe/Berlin
currency: EUR
---
record: lead
key: email
stages: [inquiry, mql, sal]
closed: [sal]
fields:
  email: { type: email }
  country: { type: country }
  source: { type: text }
---
handoff: mql_to_sdr
title: Lead → SDR
record: lead
from: marketing
to: sdr
opens: { when: lead.stage == "mql" }
acceptance:
  - criterion: sourced
    check: has(lead.source)
    says: Where does it come from?
    unmet: warn
route:
  - rule: home
    when: lead.country == "DE"
    to: { person: ana }
  - rule: abroad
    to: { person: ben }
sla:
  - milestone: first_touch
    within: 15m
    starts: offered
    stops: any_touch(call)
dispositions:
  rejected:
    duplicate: { next: merge }
completes: { when: lead.stage == "sal" }
kpi: { primary: time_to_first_touch, target: "p50 <= 10m", also: [conversion_rate] }
failures: [slow_response, duplicates, wrong_first_toucher]
dimensions: [source]
"#;

/// A Monday: L-1 is called late by somebody else, accepted and completed; L-2 is forgotten; L-3 is its twin.
fn history() -> (MemoryStore, Policy) {
    let policy = || {
        let checked = load(&Source::new([("policy.yaml", POLICY)]), date(2026, 3, 1));
        let problems: Vec<_> = checked.errors().map(ToString::to_string).collect();
        checked.policy.unwrap_or_else(|| panic!("{problems:?}"))
    };
    let mut writer = Writer::open(
        MemoryStore::new("acme"),
        policy(),
        POLICY,
        decide,
        at("08:00"),
    )
    .expect("memory answers");
    let lead = |when, id: &str, fields: &[(&str, &str)]| {
        let fields = fields
            .iter()
            .map(|(name, text)| ((*name).into(), Value::text(text)));
        let change = RecordChange {
            record: RecordRef::new("lead", id),
            created_at: Some(at(when)),
            changed_at: at(when),
            fields: fields.collect(),
        };
        order(when, Command::Observe(change))
    };
    let call = Activity {
        id: "A-1".into(),
        record: Some(RecordRef::new("lead", "L-1")),
        of: "call".into(),
        direction: Direction::Outbound,
        by: Some("cho".into()),
        automated: false,
        tag: None,
        at: at("09:20"),
    };
    let open = [
        ("stage", "mql"),
        ("email", "kim@acme.example"),
        ("owner", "mia"),
    ];
    let home = [&open[..], &[("country", "DE"), ("source", "web")]].concat();
    let orders = vec![
        lead(
            "09:00",
            "L-1",
            &[&home[..], &[("email", "bo@acme.example")]].concat(),
        ),
        order("09:20", Command::Log(call)),
        lead("09:40", "L-1", &[("stage", "sal")]),
        lead("10:00", "L-2", &open),
        lead("10:10", "L-3", &home),
    ];
    writer.execute(orders).expect("memory answers");
    writer.pass(at("12:00")).expect("memory answers");
    (writer.into_store(), policy())
}

fn at(time: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-03-02T{time}:00Z")).expect("an instant")
}

fn order(when: &str, command: Command) -> Order {
    let request = Request {
        actor: Actor::System("crm".into()),
        command,
    };
    Order {
        delivery: None,
        request,
        at: at(when),
    }
}

fn asked() -> Asked {
    Asked {
        period: Period::EVER,
        week: 0,
        trend: 0,
        now: at("12:00"),
    }
}

fn whole() -> Matrix {
    let (store, policy) = history();
    matrix(&store, &policy, &asked()).expect("memory answers")
}

fn row() -> MatrixRow {
    let mut points = whole().points;
    assert_eq!(points.len(), 1);
    points.remove(0)
}

#[test]
fn the_matrix_has_a_row_for_each_point_with_its_figures() {
    let row = row();
    assert_eq!(
        (row.offered, row.open, row.breached, row.completed),
        (3, 2, 2, 1)
    );
    assert_eq!(row.sla.share(), Some(0.0), "one late, two overdue");
    assert_eq!(
        row.primary.value, None,
        "the median lies among what is not touched"
    );
    assert_eq!(row.primary.target.unwrap().met, Some(false));
    let found: Vec<_> = row
        .failures
        .iter()
        .map(|mode| (mode.mode, mode.count))
        .collect();
    assert_eq!(
        found,
        [
            ("slow_response", 3),
            ("duplicates", 1),
            ("wrong_first_toucher", 1)
        ]
    );
}

#[test]
fn a_figure_tells_what_it_was_made_of() {
    let conversion = row().also.remove(0);
    assert_eq!(conversion.kpi, "conversion_rate");
    assert_eq!(conversion.numerator.value, Some(AmountView::Count(1)));
    assert_eq!(conversion.denominator.value, Some(AmountView::Count(3)));
}

#[test]
fn a_period_without_handoffs_has_no_figures_but_tells_what_is_open() {
    let (store, policy) = history();
    let april = Period::of_days(date(2026, 4, 1), date(2026, 4, 30), &policy.workspace.zone);
    let asked = Asked {
        period: april.unwrap(),
        ..asked()
    };
    let matrix = matrix(&store, &policy, &asked).unwrap();
    let row = &matrix.points[0];
    assert_eq!((row.offered, row.open), (0, 2));
    assert_eq!(
        (row.sla.value, row.acceptance.value, row.primary.value),
        (None, None, None)
    );
    assert_eq!(matrix.period.from.as_deref(), Some("2026-04-01"));
    assert_eq!(matrix.period.to.as_deref(), Some("2026-04-30"));
}

#[test]
fn a_point_is_broken_down_by_owner_and_dimension() {
    let (store, policy) = history();
    let point = &policy.points[&"mql_to_sdr".into()];
    let report = handoff_point(&store, &policy, point, &asked())
        .unwrap()
        .unwrap();
    let by = |name: &str| -> Vec<_> {
        let breakdown = report
            .breakdowns
            .iter()
            .find(|breakdown| breakdown.by == name)
            .unwrap();
        breakdown
            .groups
            .iter()
            .map(|group| (group.value.as_deref(), group.offered))
            .collect()
    };
    assert_eq!(by("owner"), [(Some("ana"), 2), (Some("ben"), 1)]);
    assert_eq!(by("week"), [(Some("2026-W10"), 3)]);
    assert_eq!(by("source")[0], (Some("web"), 2));
    let touch = &report.milestones[0];
    assert_eq!((touch.times.reached, touch.times.not_yet), (1, 2));
    assert_eq!(touch.times.wall.p50, Some(20 * 60 * 1_000_000));
}

#[test]
fn failures_come_with_the_record_and_why_those_longest_so_in_front() {
    let (store, policy) = history();
    let report = failures(&store, &policy, &asked(), None, None, 2).unwrap();
    let slow = &report.modes[0];
    assert_eq!((slow.mode, slow.count), ("slow_response", 3));
    let records: Vec<_> = slow
        .findings
        .iter()
        .map(|found| found.record.as_str())
        .collect();
    assert_eq!(
        records,
        ["lead L-1", "lead L-2"],
        "at most two are given out"
    );
    let twin = &report.modes[1].findings[0];
    assert_eq!(twin.record, "lead L-3");
    assert_eq!(twin.says, "same email as lead L-2, which was there before");
}

#[test]
fn a_mode_that_is_asked_for_is_looked_for_where_nobody_watches_it() {
    let (store, policy) = history();
    let mode = Some(FailureMode::MissingRoutingFields);
    let report = failures(&store, &policy, &asked(), mode, None, 9).unwrap();
    assert_eq!(report.modes.len(), 1);
    assert_eq!(
        report.modes[0].findings[0].says,
        "country is missing, and routing reads it"
    );
}

fn told(text: &str) -> Story {
    let (store, policy) = history();
    let found = find(&store, &policy, text).expect("it is there");
    let when = (at("12:00"), &policy.workspace.zone);
    story(&store, &policy, &found, when, &Mask::default()).expect("memory answers")
}

#[test]
fn a_story_tells_each_step_with_its_reasons_in_the_workspaces_zone() {
    let story = told("lead L-1");
    let says: Vec<_> = story
        .events
        .iter()
        .map(|block| block.says.as_str())
        .collect();
    for expect in [
        "lead L-1 created",
        "opened Lead → SDR",
        "routed to ana, by the rule home",
        "promise broken: first_touch was due Mon 2026-03-02 10:15",
        "touched for the first time by cho",
        "clock first_touch stopped after 20m",
        "completed",
    ] {
        assert!(says.contains(&expect), "`{expect}` is not told: {says:#?}");
    }
    assert_eq!(story.events[0].at_local, "Mon 2026-03-02 10:00");
    let routed = block(&story, "handoff_routed");
    let rule = &routed.reasons[0];
    assert_eq!(
        (rule.rule.as_str(), rule.verdict),
        ("mql_to_sdr/route/home", "pass")
    );
    assert_eq!(rule.seen[0].value.as_deref(), Some("DE"));
    assert_eq!(story.handoffs[0].clocks[0].state, "missed");
}

#[test]
fn a_missing_value_is_told_as_missing() {
    let story = told("lead L-2");
    let seen = &block(&story, "handoff_routed").reasons[0].seen[0];
    assert_eq!(
        (seen.name.as_str(), seen.value.as_deref()),
        ("lead.country", None)
    );
}

fn block<'a>(story: &'a Story, what: &str) -> &'a Block {
    story
        .events
        .iter()
        .find(|block| block.what == what)
        .expect("it happened")
}

#[test]
fn a_handoff_is_found_by_its_id_and_by_a_beginning_that_only_it_has() {
    let (store, policy) = history();
    let id = told("lead L-1").handoffs[0].id.clone();
    for text in [&id[..], &id[..id.len() - 1], &id.to_uppercase()] {
        let found = find(&store, &policy, text).unwrap();
        assert!(
            matches!(found, Found::Handoff(row) if row.id.to_string() == id),
            "{text}"
        );
    }
    assert!(matches!(
        find(&store, &policy, "01"),
        Err(FindError::Several { .. })
    ));
    assert!(matches!(
        find(&store, &policy, "ffff"),
        Err(FindError::NoHandoff { .. })
    ));
    assert!(matches!(
        find(&store, &policy, "lead L-9"),
        Err(FindError::NoRecord { .. })
    ));
    assert!(matches!(
        find(&store, &policy, "nonsense"),
        Err(FindError::Neither { .. })
    ));
    assert!(matches!(
        find(&store, &policy, ""),
        Err(FindError::Neither { .. })
    ));
}

#[test]
fn what_is_not_known_is_null_in_json_and_never_nothing() {
    let json = serde_json::to_value(whole()).unwrap();
    let point = &json["points"][0];
    assert!(point["primary"]["value"].is_null());
    assert_eq!(
        point["sla"]["value"],
        serde_json::json!({ "unit": "share", "value": 0.0 })
    );
    assert_eq!(json["period"]["as_of"], "2026-03-02T12:00:00Z");
    assert!(json.get("handovers").is_none());
}

#[test]
fn who_hands_over_to_whom_is_told_over_all() {
    let (store, policy) = history();
    let handovers = handovers(&store, &policy, Period::EVER).expect("memory answers");
    assert_eq!(handovers.journeys, 3);
}
