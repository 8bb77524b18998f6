use std::path::Path;

use jiff::civil::date;
use tollgate_core::policy::Policy;
use tollgate_policy::Source;

use crate::import::Plan;

fn policy() -> Policy {
    let text = "
workspace: t
timezone: UTC
---
record: lead
stages: [new, won]
fields:
  company: { type: text }
  size: { type: choice, of: [small, large] }
---
handoff: to_sales
record: lead
from: a
to: b
opens: { when: lead.stage == \"new\" }
route: [{ rule: owner, to: { owner: lead.owner } }]
completes: { when: lead.stage == \"won\" }
kpi: { primary: conversion_rate }
";
    let checked = tollgate_policy::load(&Source::new([("p.yaml", text)]), date(2026, 1, 1));
    let said: Vec<_> = checked.errors().map(ToString::to_string).collect();
    checked.policy.unwrap_or_else(|| panic!("{said:#?}"))
}

/// What is wrong with the mapping `text`, a line each.
fn check(text: &str, expect: &[&str]) {
    let said = match Plan::read("map.yaml", text, &policy()) {
        Ok(_) => Vec::new(),
        Err(said) => said.iter().map(ToString::to_string).collect::<Vec<_>>(),
    };
    assert_eq!(said, expect, "{text}");
}

const ROWS: &str = "import: t\nfiles:\n  - file: a.csv\n    records:\n      - kind: lead\n        id: Id\n        created_at: At\n";

#[test]
fn a_sound_mapping_has_no_problem() {
    check(ROWS, &[]);
    check(
        &format!(
            "{ROWS}        fields: {{ stage: {{ column: S, values: {{ N: new }} }}, size: {{ is: small }} }}\n"
        ),
        &[],
    );
}

#[test]
fn every_unknown_name_is_placed_and_has_help() {
    check(
        &format!(
            "{ROWS}        fields:\n          compny: C\n          stage: {{ column: S, values: {{ W: wonn }} }}\n          size: {{ is: huge }}\n"
        ),
        &[
            "map.yaml:9:19: error[map-field]: the policy knows no field of lead `compny` (did you mean `company`?)",
            "map.yaml:10:18: error[map-value]: the policy knows no `stage` of lead `wonn` (did you mean `won`?)",
            "map.yaml:11:17: error[map-value]: the policy knows no `size` of lead `huge` (the policy knows `small`, `large`)",
        ],
    );
    check(
        "import: t\nfiles:\n  - file: a.csv\n    records: [{ kind: led, id: Id, created_at: At }]\n    dispositions: [{ point: to_sale, record: { kind: lead, id: Id }, at: At, outcome: lost, reason: x }]\n    activities: [{ type: cal, record: { kind: lead, id: Id }, at: At, direction: out }]\n",
        &[
            "map.yaml:4:23: error[map-kind]: the policy knows no record kind `led` (did you mean `lead`?)",
            "map.yaml:5:29: error[map-point]: the policy knows no handoff point `to_sale` (did you mean `to_sales`?)",
            "map.yaml:5:87: error[map-word]: an outcome is `returned`, `rejected` or `recycled`, not `lost` (to read it from a column, write `{ column: Name, values: { … } }`)",
            "map.yaml:6:26: error[map-activity]: the policy knows no type of activity `cal` (did you mean `call`?)",
            "map.yaml:6:82: error[map-word]: a direction is `outbound` or `inbound`, not `out` (to read it from a column, write `{ column: Name, values: { … } }`)",
        ],
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    check(
        "import: t\ntimezone: Europe/Berln\ndates: [\"%H:%M\"]\nas_of: soon\nfiles:\n  - file: a.csv\n    delimiter: ab\n    records: [{ kind: lead, id: { column: Id, is: x }, created_at: { column: At, time: noon } }]\n  - file: b.csv\n",
        &[
            "map.yaml:2:11: error[map-timezone]: there is no time zone `Europe/Berln` (write a name of the IANA database, such as `Europe/Berlin` or `UTC`)",
            "map.yaml:3:9: error[map-date-form]: `%H:%M` is not the form of a date: it names no whole date (write it as `strptime` does, such as `%d.%m.%Y %H:%M`)",
            "map.yaml:4:8: error[map-instant]: `soon` is not an instant (write it in one of the mapping's `dates` forms, or as `2024-06-21 15:31`)",
            "map.yaml:7:16: error[map-delimiter]: `ab` cannot separate cells (write one character, such as `\";\"` or `\"\\t\"`)",
            "map.yaml:8:33: error[map-cell]: a value comes from a column or is a constant, one of the two (write `column:` and a column's name, or `is:` and what is the same for every row)",
            "map.yaml:8:88: error[map-time]: `noon` is not a time of day (write hours, minutes and seconds, such as `\"23:59:59\"`)",
            "map.yaml:9:11: error[map-no-target]: nothing is said of the rows of `b.csv` (add `records`, `history`, `activities`, `accepts`, `next_steps` or `dispositions`)",
        ],
    );
}

#[test]
fn what_is_not_a_mapping_is_placed() {
    let help = "the user guide's page on import shows every key";
    check(
        "",
        &[&format!(
            "map.yaml:1:1: error[map-shape]: unexpected end of input ({help})"
        )],
    );
    check(
        "import: t\nfiles:\n  - file: a.csv\n    recrds: []\n",
        &[&format!(
            "map.yaml:4:5: error[map-shape]: unknown field `recrds`, expected one of file, format, delimiter, encoding, records, history, activities, accepts, next_steps, dispositions ({help})"
        )],
    );
    check(
        "import: [\n",
        &[&format!(
            "map.yaml:1:9: error[map-shape]: expected string scalar ({help})"
        )],
    );
}

#[test]
fn the_examples_mappings_fit_their_policies() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut tried = 0;
    for entry in std::fs::read_dir(examples).unwrap() {
        let dir = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(dir.join("map.yaml")) else {
            continue;
        };
        let checked = tollgate_policy::load_dir(&dir.join("policy"), date(2026, 1, 1)).unwrap();
        let said: Vec<_> = checked
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect();
        let policy = checked.policy.unwrap_or_else(|| panic!("{said:#?}"));
        assert!(said.is_empty(), "{said:#?}");
        let plan = Plan::read("map.yaml", &text, &policy);
        assert!(plan.is_ok(), "{:#?}", plan.unwrap_err());
        tried += 1;
    }
    assert!(tried >= 3);
}
