//! On records where everything is known, the reference interpreter of CEL comes to the same result.
//!
//! Left out, because the interpreter has them behind features or not at all: dates, instants, durations, money, patterns
//! and the functions of our own. Those are tested in tables.

use std::collections::HashMap;

use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use tollgate_core::value::Value;

use super::{Given, Want, World};

/// What CEL comes to: `None` where it ends in an error.
fn cel_truth(source: &str, fields: &[(&str, Value)]) -> Option<bool> {
    let program = cel::Program::compile(source).unwrap();
    let lead: HashMap<String, cel::Value> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), to_cel(value)))
        .collect();
    let mut context = cel::Context::default();
    context.add_variable_from_value("lead", lead);
    match program.execute(&context) {
        Ok(cel::Value::Bool(holds)) => Some(holds),
        Ok(other) => panic!("{source} came to {other:?}"),
        Err(_) => None,
    }
}

fn to_cel(value: &Value) -> cel::Value {
    match value {
        Value::Bool(flag) => cel::Value::Bool(*flag),
        Value::Int(whole) => cel::Value::Int(*whole),
        Value::Num(number) => cel::Value::Float(*number),
        Value::Text(text) => text.as_str().into(),
        other => panic!("{other:?} is not generated"),
    }
}

fn our_truth(source: &str, fields: &[(&str, Value)]) -> Option<bool> {
    let condition = World::new()
        .compile(source, Want::Truth)
        .unwrap_or_else(|problems| panic!("{source}: {problems:?}"));
    let named: Vec<(String, Value)> = fields
        .iter()
        .map(|(name, value)| (format!("lead.{name}"), value.clone()))
        .collect();
    let given: Vec<(&str, Value)> = named
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    condition.truth(&Given::new(&condition, &given)).known()
}

fn joined(parts: impl Strategy<Value = (String, String, String)>) -> impl Strategy<Value = String> {
    parts.prop_map(|(a, operator, b)| format!("({a} {operator} {b})"))
}

fn words(words: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    proptest::sample::select(words).prop_map(str::to_owned)
}

fn texts() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        words(&["lead.email", "lead.company", "lead.country"]),
        words(&[
            "\"\"",
            "\"a\"",
            "'b'",
            "\"aé\"",
            "\"ab\"",
            "\"\\\"\"",
            "r\"a\\b\""
        ]),
    ];
    let whole = leaf.clone();
    prop_oneof![3 => leaf.clone(), 1 => joined((leaf, words(&["+"]), whole))].boxed()
}

/// Items of lists have no overflow in them: CEL then drops the whole list, where one item settles it here.
fn items() -> BoxedStrategy<String> {
    prop_oneof![
        Just("lead.employees".to_owned()),
        (-4i64..5).prop_map(|whole| whole.to_string())
    ]
    .boxed()
}

/// Whole numbers; a quotient stands in brackets with something added, since alone it must not meet a fraction.
fn wholes() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("lead.employees".to_owned()),
        (-4i64..5).prop_map(|whole| whole.to_string()),
        words(&["9223372036854775807", "-9223372036854775808"]),
        texts().prop_map(|text| format!("size({text})")),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            joined((inner.clone(), words(&["+", "-", "*", "%"]), inner.clone())),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} / {b} + 0)")),
            inner.prop_map(|a| format!("-({a})")),
        ]
    })
    .boxed()
}

fn fractions() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("lead.score".to_owned()),
        (-40i64..40).prop_map(|quarters| format!("{:?}", quarters as f64 / 4.0)),
    ];
    let other = leaf.clone();
    prop_oneof![3 => leaf.clone(), 1 => joined((leaf, words(&["+", "-", "*"]), other))].boxed()
}

fn truths() -> BoxedStrategy<String> {
    let order = || words(&["==", "!=", "<", "<=", ">", ">="]);
    let equality = || words(&["==", "!="]);
    let list = |of: fn() -> BoxedStrategy<String>| {
        proptest::collection::vec(of(), 0..4).prop_map(|items| format!("[{}]", items.join(", ")))
    };
    let leaf = prop_oneof![
        words(&["lead.consent", "true", "false"]),
        joined((wholes(), order(), wholes())),
        joined((fractions(), order(), fractions())),
        joined((wholes(), order(), fractions())),
        joined((texts(), order(), texts())),
        joined((
            words(&["lead.source"]),
            equality(),
            words(&["\"web\"", "\"event\""])
        )),
        joined((texts(), words(&["in"]), list(texts))),
        joined((wholes(), words(&["in"]), list(items))),
        (
            texts(),
            words(&["startsWith", "endsWith", "contains"]),
            texts()
        )
            .prop_map(|(a, f, b)| format!("{a}.{f}({b})")),
        (list(items), words(&["exists", "all"]), order(), wholes())
            .prop_map(|(list, each, order, b)| format!("{list}.{each}(x, x {order} {b})")),
        (list(texts), words(&["exists", "all"]), texts())
            .prop_map(|(list, each, b)| format!("{list}.{each}(x, x.contains({b}))")),
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        prop_oneof![
            joined((
                inner.clone(),
                words(&["&&", "||", "==", "!="]),
                inner.clone()
            )),
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
        ]
    })
    .boxed()
}

proptest! {
    #[test]
    fn cel_comes_to_the_same(
        source in truths(),
        employees in prop_oneof![-3i64..4, any::<i64>()],
        quarters in -40i64..40,
        consent in any::<bool>(),
        email in "[abé]{1,2}",
        company in "[ab\"]{1,3}",
        country in "(a|US)",
        source_of in proptest::sample::select(&["web", "event"][..]),
    ) {
        let fields = [
            ("employees", Value::Int(employees)),
            ("score", Value::Num(quarters as f64 / 4.0)),
            ("consent", Value::Bool(consent)),
            ("email", Value::Text(email.into())),
            ("company", Value::Text(company.into())),
            ("country", Value::Text(country.into())),
            ("source", Value::Text(source_of.into())),
        ];
        prop_assert_eq!(our_truth(&source, &fields), cel_truth(&source, &fields), "{} with {:?}", source, fields);
    }
}
