//! What each operator and function comes to, in three values.

use tollgate_core::condition::{Condition, Truth};
use tollgate_core::value::Value;

use super::{Given, Want, World, date, hours, instant, text};
use crate::cel::Class;

/// What is known of the lead; phone, score, demo_at, sibling, was and the calls are not.
fn known() -> Vec<(&'static str, Value)> {
    vec![
        ("now", instant("2026-03-10T15:00:00Z")),
        ("today", date("2026-03-10")),
        ("lead.stage", text("mql")),
        ("lead.owner", text("ana@acme.example")),
        ("lead.email", text("bo@mail.example")),
        ("lead.company", text("Ünïted Rivals")),
        ("lead.country", text("US")),
        ("lead.employees", Value::Int(50)),
        ("lead.budget", Value::Money(125_050)),
        ("lead.source", text("web")),
        ("lead.consent", Value::Bool(true)),
        ("lead.revisit_on", date("2026-03-12")),
        ("lead.account", text("A-1")),
        ("lead.converted_to", text("O-1")),
        ("lead.id", text("L-1")),
        ("lead.created_at", instant("2026-03-09T15:00:00Z")),
        ("lead.twins", Value::Int(2)),
        ("lead.suppressed", Value::Bool(false)),
        ("lead.revisit_on_pushes", Value::Int(3)),
        ("account.owner", text("dana@acme.example")),
        ("converted_to.amount", Value::Money(9_900)),
        ("converted_to.close_date", date("2026-03-01")),
        ("did.meeting_held.count", Value::Int(1)),
        ("did.meeting_held.last_at", instant("2026-03-01T15:00:00Z")),
        ("did.meeting_held.tag", text("kickoff")),
        ("handoff.state", text("offered")),
        ("handoff.age", hours(30)),
    ]
}

fn compiled(source: &str, want: Want) -> Condition {
    World::new()
        .compile(source, want)
        .unwrap_or_else(|problems| panic!("{source}: {problems:?}"))
}

/// `yes`, `no`, or the names of what is missing.
fn truth(source: &str) -> String {
    let condition = compiled(source, Want::Truth);
    match condition.truth(&Given::new(&condition, &known())) {
        Truth::True => "yes".to_owned(),
        Truth::False => "no".to_owned(),
        Truth::Unknown(missing) => missing.join(", "),
    }
}

fn check(cases: &[(&str, &str)]) {
    for (source, expect) in cases {
        assert_eq!(truth(source), *expect, "{source}");
    }
}

fn check_value(source: &str, class: Class, expect: Value) {
    let condition = compiled(source, Want::Value(class));
    assert_eq!(
        condition.value(&Given::new(&condition, &known())),
        expect,
        "{source}"
    );
}

#[test]
fn comparisons_compare_and_name_what_is_missing() {
    check(&[
        ("lead.stage == \"mql\"", "yes"),
        ("lead.stage != \"mql\"", "no"),
        ("\"sql\" == lead.stage", "no"),
        ("lead.phone == \"1\"", "lead.phone"),
        ("lead.phone != \"1\"", "lead.phone"),
        ("lead.employees < 50", "no"),
        ("lead.employees <= 50", "yes"),
        ("lead.employees > 50", "no"),
        ("lead.employees >= 50", "yes"),
        ("lead.score > 1.5", "lead.score"),
        (
            "lead.score > lead.employees || lead.phone == \"\"",
            "lead.score, lead.phone",
        ),
        ("lead.consent == true", "yes"),
        ("lead.consent", "yes"),
        ("!lead.consent", "no"),
        ("lead.email < \"c\"", "yes"),
    ]);
}

#[test]
fn numbers_compare_whatever_their_kind_and_money_in_major_units() {
    check(&[
        ("lead.employees == 50.0", "yes"),
        ("lead.employees < 50.5", "yes"),
        ("lead.employees > 49.5", "yes"),
        ("9007199254740993 > 9007199254740992.0", "yes"),
        ("9223372036854775807 < 9223372036854775808.0", "yes"),
        ("lead.budget == 1250.5", "yes"),
        ("lead.budget > 1250", "yes"),
        ("lead.budget < 1251", "yes"),
        ("lead.budget >= converted_to.amount", "yes"),
        ("lead.employees < lead.budget", "yes"),
        ("lead.budget in [1250.5, 3]", "yes"),
        ("lead.employees in list(\"limits\")", "no"),
        ("lead.employees - 20 in list(\"limits\")", "yes"),
        ("20.5 in list(\"limits\")", "yes"),
    ]);
}

#[test]
fn one_decisive_part_settles_what_is_unknown() {
    check(&[
        ("lead.consent && lead.employees == 50", "yes"),
        ("lead.consent && lead.employees == 51", "no"),
        ("lead.phone == \"1\" && lead.employees == 51", "no"),
        ("lead.employees == 51 && lead.phone == \"1\"", "no"),
        ("lead.phone == \"1\" && lead.employees == 50", "lead.phone"),
        ("lead.phone == \"1\" || lead.employees == 50", "yes"),
        ("lead.phone == \"1\" || lead.employees == 51", "lead.phone"),
        ("!(lead.phone == \"1\")", "lead.phone"),
        (
            "lead.phone == \"1\" || lead.phone == \"2\" || lead.score > 1.0",
            "lead.phone, lead.score",
        ),
        (
            "(lead.phone == \"1\" && lead.employees == 51) || lead.score > 1.0",
            "lead.score",
        ),
        (
            "lead.consent ? lead.employees == 50 : lead.phone == \"1\"",
            "yes",
        ),
        ("lead.phone == \"1\" ? true : true", "lead.phone"),
    ]);
}

#[test]
fn presence_is_never_unknown() {
    check(&[
        ("has(lead.phone)", "no"),
        ("has(lead.email)", "yes"),
        ("lead.phone == null", "yes"),
        ("null != lead.phone", "no"),
        ("has(account.owner)", "yes"),
        ("has(did.call.last_at)", "no"),
        ("has(was.stage) && was.stage == \"mql\"", "no"),
        ("was.stage == \"mql\"", "was.stage"),
        (
            "has(lead.sibling) || sibling.stage == \"mql\"",
            "sibling.stage",
        ),
    ]);
}

#[test]
fn names_stand_for_records_links_activities_and_the_handoff() {
    check(&[
        (
            "lead.id == \"L-1\" && lead.twins == 2 && !lead.suppressed && lead.revisit_on_pushes <= 3",
            "yes",
        ),
        ("account.owner == \"dana@acme.example\"", "yes"),
        ("lead.account == \"A-1\"", "yes"),
        ("converted_to.amount == 99", "yes"),
        (
            "lead.converted_to.stage == \"won\"",
            "lead.converted_to.stage",
        ),
        (
            "did.meeting_held.tag == \"kickoff\" && did.meeting_held.count == 1",
            "yes",
        ),
        ("did.call.last_by == lead.owner", "did.call.last_by"),
        (
            "handoff.state == \"offered\" && handoff.age > duration(\"24h\")",
            "yes",
        ),
        ("handoff.returns > 1", "handoff.returns"),
    ]);
}

#[test]
fn membership_looks_into_lists() {
    check(&[
        ("lead.country in [\"DE\", \"US\"]", "yes"),
        ("lead.country in list(\"americas\")", "yes"),
        ("lead.country in list(\"nothing\")", "no"),
        ("lead.phone in [\"1\"]", "lead.phone"),
        ("lead.country in [lead.phone, \"US\"]", "yes"),
        ("lead.country in [lead.phone, \"DE\"]", "lead.phone"),
        ("!(lead.country in [])", "yes"),
        ("lead.revisit_on in [date(\"2026-03-12\")]", "yes"),
        (
            "list(\"competitors\").exists(c, lead.company.lowerAscii().contains(c))",
            "yes",
        ),
        (
            "list(\"competitors\").all(c, lead.company.lowerAscii().contains(c))",
            "no",
        ),
        (
            "list(\"competitors\").exists(c, lead.phone.contains(c))",
            "lead.phone",
        ),
        ("list(\"nothing\").exists(c, lead.phone == c)", "no"),
        (
            "[lead.phone, lead.email].exists(x, x.endsWith(\"example\"))",
            "yes",
        ),
        (
            "[lead.phone, lead.email].all(x, x.endsWith(\"example\"))",
            "lead.phone",
        ),
        ("[1, 2].all(x, [3, 4].exists(y, x + y == 5))", "yes"),
        (
            "list(\"competitors\").exists(a, list(\"americas\").exists(b, a == b || lead.country == b))",
            "yes",
        ),
        (
            "list(\"limits\").exists(n, days_since(lead.created_at) < n)",
            "yes",
        ),
    ]);
}

#[test]
fn texts_are_tested_by_character() {
    check(&[
        (
            "lead.email.startsWith(\"bo@\") && lead.email.endsWith(\".example\") && lead.email.contains(\"mail\")",
            "yes",
        ),
        ("!lead.email.endsWith(\".com\")", "yes"),
        ("lead.phone.startsWith(\"+\")", "lead.phone"),
        ("lead.email.matches(\"^[a-z]+@\")", "yes"),
        ("lead.phone.matches(\"^[a-z]+@\")", "lead.phone"),
        (
            "lead.company.size() == 13 && size(lead.company) == 13",
            "yes",
        ),
        ("size(list(\"americas\")) == 3", "yes"),
        ("lead.company.lowerAscii() == \"Ünïted rivals\"", "yes"),
        ("lead.country + \"-\" + lead.stage == \"US-mql\"", "yes"),
    ]);
}

#[test]
fn contacts_are_checked_and_a_missing_one_is_unknown() {
    check(&[
        ("valid_email(lead.email) || valid_phone(lead.phone)", "yes"),
        ("valid_phone(lead.phone)", "lead.phone"),
        ("valid_phone(lead.email)", "no"),
        ("free_email(lead.email)", "yes"),
        ("free_email(lead.company)", "no"),
        ("free_email(lead.phone)", "lead.phone"),
    ]);
}

#[test]
fn arithmetic_that_has_no_result_is_unknown() {
    check(&[
        (
            "lead.employees / 4 == 12 && lead.employees % 4 == 2 && -lead.employees / 4 == -12",
            "yes",
        ),
        (
            "double(lead.employees) / 4 == 12.5 && int(12.9) == 12",
            "yes",
        ),
        (
            "lead.employees / (lead.twins - 2) > 1",
            "a division by zero",
        ),
        (
            "lead.employees % (lead.twins - 2) > 1",
            "a division by zero",
        ),
        ("1.0 / 0.0 > 1.0", "a division by zero"),
        (
            "lead.employees + 9223372036854775807 > 0",
            "a number that is too large",
        ),
        (
            "-9223372036854775808 - lead.employees > 0",
            "a number that is too large",
        ),
        (
            "lead.employees * 9223372036854775807 > 0",
            "a number that is too large",
        ),
        ("lead.score * 2.0 > 1.0", "lead.score"),
        (
            "lead.budget - converted_to.amount == 1151.5 && lead.budget * 2 == 2501",
            "yes",
        ),
    ]);
}

#[test]
fn dates_and_instants_move_and_differ() {
    check(&[
        ("lead.revisit_on - today == duration(\"48h\")", "yes"),
        (
            "today + duration(\"2d\") == lead.revisit_on && lead.revisit_on - duration(\"48h\") == today",
            "yes",
        ),
        ("now - lead.created_at == duration(\"24h\")", "yes"),
        ("did.meeting_held.last_at > now - duration(\"336h\")", "yes"),
        (
            "did.call.last_at > now - duration(\"336h\")",
            "did.call.last_at",
        ),
        ("lead.demo_at - duration(\"1h\") < now", "lead.demo_at"),
        (
            "now > timestamp(\"2026-03-10T14:59:59Z\") && today < date(\"2026-03-11\")",
            "yes",
        ),
        (
            "days_since(did.meeting_held.last_at) == 9 && days_since(lead.revisit_on) == -2",
            "yes",
        ),
        ("days_since(lead.demo_at) > 3", "lead.demo_at"),
        // A date begins at its midnight in New York, four hours behind UTC once daylight saving has begun.
        (
            "timestamp(\"2026-03-12T03:59:59Z\") < lead.revisit_on",
            "yes",
        ),
        (
            "timestamp(\"2026-03-12T04:00:00Z\") >= lead.revisit_on",
            "yes",
        ),
        ("now - today == duration(\"11h\")", "yes"),
        (
            "handoff.age + duration(\"-30h\") == duration(\"0s\")",
            "yes",
        ),
        (
            "date(\"9999-12-31\") + duration(\"1d\") > today",
            "a number that is too large",
        ),
    ]);
}

#[test]
fn an_expression_may_come_to_a_value() {
    check_value("account.owner", Class::Text, text("dana@acme.example"));
    check_value("lead.phone", Class::Text, Value::Missing);
    check_value(
        "lead.consent ? lead.owner : account.owner",
        Class::Text,
        text("ana@acme.example"),
    );
    check_value(
        "lead.phone == \"1\" ? lead.owner : null",
        Class::Text,
        Value::Missing,
    );
    check_value("lead.revisit_on", Class::When, date("2026-03-12"));
    check_value(
        "days_since(did.meeting_held.last_at)",
        Class::Number,
        Value::Int(9),
    );
    check_value("handoff.age", Class::Any, hours(30));
}

#[test]
fn a_measure_keeps_the_fraction_between_whole_numbers() {
    check_value("lead.employees / 4", Class::Number, Value::Num(12.5));
    check_value(
        "lead.employees / (lead.twins - 2)",
        Class::Number,
        Value::Missing,
    );
}

#[test]
fn a_condition_knows_what_it_read_and_saw() {
    let condition = compiled(
        "account.owner == lead.owner || lead.phone == \"1\"",
        Want::Truth,
    );
    let names: Vec<&str> = condition
        .reads()
        .iter()
        .map(|read| read.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["lead.owner", "lead.phone", "lead.account", "account.owner"],
        "links are read too"
    );
    let seen = condition.seen(&Given::new(&condition, &known()));
    assert_eq!(seen[0], ("lead.owner".into(), text("ana@acme.example")));
    assert_eq!(seen[1], ("lead.phone".into(), Value::Missing));
    let phone = condition.reads()[1].slot;
    assert!(
        condition.reads_slot(&phone)
            && condition.touches(|slot| *slot == phone)
            && !condition.touches(|_| false)
    );
}
