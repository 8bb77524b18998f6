//! When passing time alone could change a condition: exactly in the cases that matter, never too late in any.

use jiff::tz::TimeZone;
use proptest::prelude::{Strategy, prop_assert_eq, prop_oneof, proptest};
use tollgate_core::condition::{Condition, Slot};
use tollgate_core::time::Timestamp;
use tollgate_core::value::Value;

use super::{Given, Want, World, at, date, hours, instant, text};
use crate::cel::Class;

const NOW: &str = "2026-03-06T15:00:00Z";

/// `facts` and what the clock shows at `now`; the handoff is as old as the time since `NOW`, and thirty hours.
fn at_time(condition: &Condition, facts: &[(&str, Value)], now: Timestamp) -> Given {
    let today = now
        .to_jiff()
        .to_zoned(TimeZone::get("America/New_York").unwrap())
        .date();
    let mut given = Given::new(condition, facts);
    let clock = [
        (Slot::Now, Value::Instant(now)),
        (Slot::Today, Value::Date(today)),
        (
            Slot::Handoff(tollgate_core::condition::HandoffFact::Age),
            Value::Duration(30 * 3_600_000_000 + now.since(at(NOW))),
        ),
    ];
    given.0.extend(clock);
    given
}

fn facts() -> Vec<(&'static str, Value)> {
    vec![
        ("lead.stage", text("mql")),
        ("lead.revisit_on", date("2026-03-10")),
        ("lead.demo_at", instant("2026-03-09T12:00:00Z")),
        ("lead.created_at", instant("2026-03-01T12:00:00.5Z")),
        ("lead.score", Value::Num(-2.0)),
    ]
}

/// `expect` is an instant, or empty for never.
fn check(source: &str, expect: &str) {
    let world = World::new();
    let want = if source.contains("value: ") {
        Want::Value(Class::Any)
    } else {
        Want::Truth
    };
    let condition = world.compile(source.trim_start_matches("value: "), want);
    let condition = condition.unwrap_or_else(|problems| panic!("{source}: {problems:?}"));
    let look = condition.next_look(&at_time(&condition, &facts(), at(NOW)), at(NOW));
    assert_eq!(
        look.map(|look| look.to_string()).unwrap_or_default(),
        expect,
        "{source}"
    );
}

#[test]
fn a_condition_without_time_is_never_looked_at_again() {
    check(
        "lead.stage == \"mql\" && lead.demo_at > lead.created_at",
        "",
    );
    check(
        "has(lead.revisit_on) && lead.revisit_on != date(\"2026-03-10\")",
        "",
    );
}

#[test]
fn a_comparison_with_the_clock_is_solved_to_the_microsecond() {
    check("now < lead.demo_at", "2026-03-09T12:00:00Z");
    check("now >= lead.demo_at", "2026-03-09T12:00:00Z");
    check("now <= lead.demo_at", "2026-03-09T12:00:00.000001Z");
    check("lead.demo_at < now", "2026-03-09T12:00:00.000001Z");
    check("now == lead.demo_at", "2026-03-09T12:00:00Z");
    check("now > lead.created_at", "");
    check("now == lead.created_at", "");
    check(
        "now - duration(\"9d\") > lead.created_at",
        "2026-03-10T12:00:00.500001Z",
    );
    check(
        "lead.created_at > now - duration(\"9d\")",
        "2026-03-10T12:00:00.5Z",
    );
    check(
        "now - lead.created_at >= duration(\"9d\")",
        "2026-03-10T12:00:00.5Z",
    );
    check(
        "lead.demo_at - now < duration(\"1h\")",
        "2026-03-09T11:00:00.000001Z",
    );
    check(
        "handoff.age > duration(\"48h\")",
        "2026-03-07T09:00:00.000001Z",
    );
    check(
        "handoff.age > (lead.stage == \"mql\" ? duration(\"31h\") : duration(\"48h\"))",
        "2026-03-06T16:00:00.000001Z",
    );
    check("now - lead.created_at > handoff.age", "");
    check("days_since(lead.created_at) >= 7", "2026-03-08T12:00:00.5Z");
    check(
        "days_since(lead.created_at) * lead.score < -12.0",
        "2026-03-08T12:00:00.5Z",
    );
}

#[test]
fn a_comparison_with_today_is_solved_to_the_midnight() {
    // New York: five hours behind UTC until the clocks go forward on 8 March, then four.
    check("lead.revisit_on >= today", "2026-03-11T04:00:00Z");
    check("lead.revisit_on == today", "2026-03-10T04:00:00Z");
    check(
        "today + duration(\"3d\") >= lead.revisit_on",
        "2026-03-07T05:00:00Z",
    );
    check(
        "lead.revisit_on < today - duration(\"30d\")",
        "2026-04-10T04:00:00Z",
    );
    check("days_since(lead.revisit_on) > 0", "2026-03-11T04:00:00Z");
    check("lead.revisit_on < now", "2026-03-10T04:00:00.000001Z");
    check("today > lead.demo_at", "2026-03-10T04:00:00Z");
    check("today in [date(\"2026-12-24\")]", "2026-03-07T05:00:00Z");
    check(
        "now - today > duration(\"11h\")",
        "2026-03-06T16:00:00.000001Z",
    );
}

#[test]
fn parts_that_settle_the_result_hold_off_the_others() {
    check("lead.stage == \"sql\" && now < lead.demo_at", "");
    check(
        "lead.stage == \"mql\" && now < lead.demo_at",
        "2026-03-09T12:00:00Z",
    );
    check("lead.stage == \"mql\" || now < lead.demo_at", "");
    check(
        "lead.stage == \"sql\" || now < lead.demo_at",
        "2026-03-09T12:00:00Z",
    );
    check(
        "now > lead.demo_at && today > lead.revisit_on",
        "2026-03-11T04:00:00Z",
    );
    check(
        "!(now > lead.demo_at) && lead.phone == \"1\"",
        "2026-03-09T12:00:00.000001Z",
    );
    check("lead.phone == \"1\" && now < did.call.last_at", "");
    check(
        "lead.stage == \"sql\" ? now > lead.demo_at : today > lead.revisit_on",
        "2026-03-11T04:00:00Z",
    );
    check(
        "[lead.demo_at, lead.created_at].exists(t, now < t)",
        "2026-03-09T12:00:00Z",
    );
}

#[test]
fn a_value_that_grows_is_looked_at_when_it_changes() {
    check(
        "value: days_since(lead.created_at)",
        "2026-03-07T12:00:00.5Z",
    );
    check("value: days_since(lead.revisit_on)", "2026-03-07T05:00:00Z");
    check("value: lead.revisit_on", "");
    check(
        "value: now < lead.demo_at ? lead.owner : lead.email",
        "2026-03-09T12:00:00Z",
    );
}

/// Instants, dates, lengths and whole numbers, put together to comparisons that time may change.
fn comparison() -> impl Strategy<Value = String> {
    let length = || (-400i64..400).prop_map(|by| format!("duration(\"{by}h\")"));
    let days = || (-20i64..20).prop_map(|by| format!("duration(\"{by}d\")"));
    let instants = || {
        prop_oneof![
            length().prop_map(|by| format!("now + {by}")),
            length().prop_map(|by| format!("lead.demo_at - {by}")),
            days().prop_map(|by| format!("today + {by}")),
            days().prop_map(|by| format!("lead.revisit_on + {by}")),
        ]
    };
    let lengths = || {
        prop_oneof![
            length(),
            length().prop_map(|by| format!("handoff.age - {by}")),
            (instants(), instants()).prop_map(|(a, b)| format!("(({a}) - ({b}))")),
        ]
    };
    let numbers = || {
        prop_oneof![
            (-20i64..20).prop_map(|whole| whole.to_string()),
            instants().prop_map(|since| format!("days_since({since})")),
            (instants(), -3i64..3).prop_map(|(since, by)| format!("days_since({since}) * {by}")),
            instants().prop_map(|since| format!("days_since({since}) / 3")),
            (instants(), instants())
                .prop_map(|(a, b)| format!("(days_since({a}) - days_since({b}))")),
            instants().prop_map(|since| format!("days_since({since}) % 5")),
        ]
    };
    let operator =
        || prop_oneof!["==", "!=", "<", "<=", ">", ">="].prop_map(|operator| operator.to_owned());
    let joined = |(a, operator, b): (String, String, String)| format!("{a} {operator} {b}");
    prop_oneof![
        (instants(), operator(), instants()).prop_map(joined),
        (lengths(), operator(), lengths()).prop_map(joined),
        (numbers(), operator(), numbers()).prop_map(joined),
    ]
}

fn claim() -> impl Strategy<Value = String> {
    comparison().prop_recursive(3, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_changes_before_the_next_look(source in claim(), demo in -500i64..500, revisit in -30i64..30, parts in proptest::collection::vec(0.0f64..1.0, 12)) {
        let now = at(NOW);
        let condition = World::new().compile(&source, Want::Truth).unwrap();
        let revisit = at(NOW).plus(revisit * 86_400_000_000).to_jiff().to_zoned(TimeZone::UTC).date();
        let facts = [
            ("lead.demo_at", Value::Instant(now.plus(demo * 3_600_000_000 + 17))),
            ("lead.revisit_on", Value::Date(revisit)),
        ];
        let truth = |later: Timestamp| condition.truth(&at_time(&condition, &facts, later));
        let present = truth(now);
        let look = condition.next_look(&at_time(&condition, &facts, now), now);
        prop_assert_eq!(look.is_none_or(|look| look > now), true, "{} looks forward", source);
        let until = look.unwrap_or(now.plus(hours_of(20_000))).since(now);
        for part in parts {
            let later = now.plus(((until - 1) as f64 * part) as i64);
            prop_assert_eq!(&truth(later), &present, "{} at {}, next look {:?}", source, later, look.map(|l| l.to_string()));
        }
        prop_assert_eq!(truth(now.plus(until - 1)), present, "{} just before {:?}", source, look.map(|l| l.to_string()));
    }
}

fn hours_of(count: i64) -> i64 {
    match hours(count) {
        Value::Duration(micros) => micros,
        _ => 0,
    }
}
