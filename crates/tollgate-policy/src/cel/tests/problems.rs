//! What a condition that is wrong is told.

use proptest::prelude::{any, prop_assert, proptest};
use tollgate_core::value::Value;

use super::{Want, World};
use crate::cel::Class;

/// The problems of `text`, each as the underlined words, the message and the help.
fn problems(text: &str, want: Want) -> Vec<String> {
    let told = World::new().compile(text, want).err().unwrap_or_default();
    let line = |problem: crate::cel::CelProblem| {
        let help = problem
            .help
            .map_or(String::new(), |help| format!(" / {help}"));
        format!(
            "[{}] {}{help}",
            &text[problem.start..problem.end],
            problem.message
        )
    };
    told.into_iter().map(line).collect()
}

/// The golden file: under each condition, indented, what it is told; `#` heads a group.
#[test]
fn each_wrong_condition_is_told_where_what_and_what_to_write() {
    let golden = include_str!("problems.txt");
    let is_condition = |line: &&str| !line.is_empty() && !line.starts_with(['#', ' ']);
    let mut told = String::new();
    for line in golden.lines().filter(|line| !line.starts_with(' ')) {
        told.push_str(&format!("{line}\n"));
        let problems = Some(line)
            .filter(is_condition)
            .map(|text| problems(text, Want::Truth))
            .unwrap_or_default();
        problems
            .iter()
            .for_each(|problem| told.push_str(&format!("    {problem}\n")));
    }
    assert_eq!(told, golden);
}

#[test]
fn an_empty_condition_is_told_so() {
    for text in ["", "  "] {
        let told = format!(
            "[{text}] the condition is empty / write what must hold, as in `lead.stage == \"mql\"`"
        );
        assert_eq!(problems(text, Want::Truth), [told]);
    }
}

#[test]
fn a_value_must_be_of_the_class_that_is_wanted() {
    let check = |text: &str, class, expect: &[&str]| {
        assert_eq!(problems(text, Want::Value(class)), expect, "{text}")
    };
    check(
        "lead.employees",
        Class::Text,
        &["[lead.employees] a text is needed here, and this is a whole number"],
    );
    check(
        "lead.email",
        Class::Number,
        &["[lead.email] a number is needed here, and this is a text"],
    );
    check(
        "lead.email",
        Class::When,
        &["[lead.email] a date or an instant is needed here, and this is a text"],
    );
    check(
        "list(\"americas\")",
        Class::Any,
        &["[list(\"americas\")] a single value is needed here, and this is a list"],
    );
    check("lead.email", Class::Any, &[]);
    check("lead.consent ? lead.owner : null", Class::Text, &[]);
}

#[test]
fn what_is_not_known_where_the_condition_stands_is_said() {
    let world = World::new();
    let scope = super::Scope {
        with_was: false,
        with_handoff: false,
        ..world.scope()
    };
    let problems =
        crate::cel::compile("was.stage == handoff.state", &scope, Want::Truth).unwrap_err();
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    let expect = [
        "`was` is known only where a change is decided",
        "there is no handoff where this condition stands",
    ];
    assert_eq!(messages, expect);
}

#[test]
fn free_email_asks_for_its_list() {
    let world = World {
        lists: std::collections::BTreeMap::new(),
        ..World::new()
    };
    let problems = world
        .compile("free_email(lead.email)", Want::Truth)
        .unwrap_err();
    assert_eq!(
        problems[0].message,
        "`free_email` asks for the list `free_email_domains`, which is not declared"
    );
}

#[test]
fn a_condition_has_a_limit_in_length_depth_and_steps() {
    let message = |text: &str| {
        World::new().compile(text, Want::Truth).unwrap_err()[0]
            .message
            .clone()
    };
    assert_eq!(
        message(&format!("1{} == 1", " + 1".repeat(20_000))),
        "the condition is too long"
    );
    assert_eq!(
        message(&format!("{}true", "!(".repeat(5_000))),
        "the condition is too long"
    );
    assert_eq!(
        message(&format!("{}true{}", "(".repeat(150), ")".repeat(150))),
        "the condition is nested too deep"
    );
    let many = (0..200).map(Value::Int).collect();
    let world = World {
        lists: [("many".into(), many)].into(),
        ..World::new()
    };
    let looped = "list(\"many\").exists(a, list(\"many\").exists(b, a + b == lead.employees))";
    assert_eq!(
        world.compile(looped, Want::Truth).unwrap_err()[0].message,
        "the condition loops over too long a list"
    );
    let timed = "list(\"many\").exists(a, days_since(lead.revisit_on) == a)";
    assert_eq!(
        world.compile(timed, Want::Truth).unwrap_err()[0].message,
        "time is read within a loop over too long a list"
    );
}

/// Pieces of conditions, some of them wrong, in any order.
const PIECES: [&str; 44] = [
    "lead",
    ".",
    "stage",
    "email",
    "==",
    "!=",
    "<",
    "=",
    "&&",
    "||",
    "!",
    "and",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\"mql\"",
    "'",
    "\"",
    "1",
    "-",
    "2.5",
    "in",
    "list(\"americas\")",
    "now",
    "today",
    "+",
    "/",
    "%",
    "?",
    ":",
    "has(",
    ".exists(x, ",
    "é",
    "\\",
    "null",
    "true",
    "duration(\"1h\")",
    " ",
    "\n",
    "`",
];

proptest! {
    #[test]
    fn any_text_is_answered_with_places_inside_it(pieces in proptest::collection::vec(0..PIECES.len(), 0..20), noise in any::<String>(), spaced in any::<bool>()) {
        let pieces: Vec<&str> = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        let world = World::new();
        for text in [pieces.join(if spaced { " " } else { "" }), noise] {
            for problem in world.compile(&text, Want::Truth).err().unwrap_or_default() {
                prop_assert!(text.get(problem.start..problem.end).is_some(), "{:?}: {:?}", text, problem);
            }
        }
    }
}
