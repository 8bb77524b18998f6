//! What is told of two policies, text in and text out.

use super::diff;
use crate::source::Source;

#[track_caller]
fn check(old: &str, new: &str, expect: &[&str]) {
    let (old, new) = (
        Source::new([("a.yaml", old)]),
        Source::new([("b.yaml", new)]),
    );
    let told: Vec<_> = diff(&old, &new).iter().map(ToString::to_string).collect();
    assert_eq!(told, expect);
}

const HANDOFF: &str = "handoff: mql_to_sdr
record: lead
acceptance:
  - criterion: reachable
    check: valid_email(lead.email)
sla:
  - { milestone: first_touch, within: 15m, stops: touch }
  - { milestone: accept, within: 4h, stops: decided }
context: [source, intent]
";

#[test]
fn comments_formatting_files_and_the_order_of_keys_make_no_difference() {
    check(
        HANDOFF,
        "# reviewed\nhandoff: mql_to_sdr\ncontext: [ source,\n  intent ]\nrecord: 'lead'\nsla:\n  - milestone: first_touch\n    stops: touch\n    within: 15m\n  - milestone: accept\n    stops: [decided]\n    within: 240m\nacceptance:\n  - criterion: reachable\n    check: |\n      // by mail\n      valid_email(lead.email)\n",
        &[],
    );
}

#[test]
fn a_changed_value_is_told_with_the_way_to_it() {
    check(
        HANDOFF,
        &HANDOFF
            .replace("15m", "10m")
            .replace(
                "valid_email(lead.email)",
                "valid_email(lead.email) || valid_phone(lead.phone)",
            )
            .replace("[source, intent]", "[source, pain]"),
        &[
            "handoff mql_to_sdr: acceptance reachable check valid_email(lead.email) → valid_email(lead.email) || valid_phone(lead.phone)",
            "handoff mql_to_sdr: sla first_touch within 15m → 10m",
            "handoff mql_to_sdr: context intent → pain",
        ],
    );
}

#[test]
fn what_comes_and_goes_is_told_by_name() {
    check(
        &format!("{HANDOFF}---\nqueue: q\nteam: t\n---\nteam: t\nmembers: [ana, ben]"),
        &format!(
            "{}---\nqueue: other\nteam: t\ncapacity: 4\n---\nteam: t\nmembers: [ben, ana]",
            HANDOFF.replace(
                "  - { milestone: accept, within: 4h, stops: decided }\n",
                ""
            )
        ),
        &[
            "team t: members ana, ben → ben, ana",
            "queue other: added",
            "queue q: removed",
            "handoff mql_to_sdr: sla accept: { milestone: accept, within: 4h, stops: decided } removed",
        ],
    );
}

#[test]
fn the_order_of_named_items_matters() {
    let rules = |a: &str, b: &str| {
        format!("handoff: h\nroute:\n  - {{ rule: {a}, to: x }}\n  - {{ rule: {b}, to: x }}")
    };
    check(
        &rules("one", "two"),
        &rules("two", "one"),
        &["handoff h: route order one, two → two, one"],
    );
}

#[test]
fn tests_change_nothing_and_lists_in_files_are_counted_by_line() {
    let old = Source::new([
        ("a.yaml", "test: t\ngiven: []"),
        ("countries.txt", "US\nCA\n"),
    ]);
    let new = Source::new([
        ("a.yaml", "test: u\ngiven: []"),
        ("countries.txt", "US\nMX\nBR"),
    ]);
    let told: Vec<_> = diff(&old, &new).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["file countries.txt: text 1 line → 2 lines"]);
}
