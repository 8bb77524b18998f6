//! An event of a test as one line of JSON.

use serde_json::{Map, Value, json};
use tollgate_core::reason::Reason;
use tollgate_core::value::Value as Seen;
use tollgate_policy::trial::{Detail, Outcome};

/// The event as one JSON object: the test, the instant, the event, who brought it about, its details, its reasons.
///
/// A length of time is given twice, as people write it and, under the name with `_us`, in microseconds.
pub(super) fn of(test: &str, outcome: &Outcome) -> String {
    let mut line = Line::default();
    line.put("test", &json!(test));
    line.put("at", &json!(outcome.at.to_string()));
    line.put("event", &json!(outcome.event));
    line.put("actor", &json!(outcome.actor));
    for (name, detail) in &outcome.details {
        line.put(name, &value(detail));
        if let Detail::Micros(micros) = detail {
            line.put(&format!("{name}_us"), &json!(micros));
        }
    }
    if !outcome.reasons.is_empty() {
        line.put(
            "reasons",
            &Value::Array(outcome.reasons.iter().map(reason).collect()),
        );
    }
    line.close()
}

/// A JSON object in the making, its keys in the order in which they are put.
#[derive(Default)]
struct Line {
    text: String,
}

impl Line {
    fn put(&mut self, key: &str, value: &Value) {
        let start = if self.text.is_empty() { '{' } else { ',' };
        self.text.push(start);
        self.text.push_str(&json!(key).to_string());
        self.text.push(':');
        self.text.push_str(&value.to_string());
    }

    fn close(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

fn value(detail: &Detail) -> Value {
    match detail {
        Detail::Text(text) | Detail::Person(text) => json!(text),
        Detail::Count(count) => json!(count),
        Detail::Number(number) => json!(number),
        Detail::Flag(yes) => json!(yes),
        Detail::Micros(_) => json!(detail.to_string()),
        Detail::Instant(at) => json!(at.to_string()),
        Detail::Texts(texts) => json!(texts),
        Detail::Fields(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect::<Map<_, _>>(),
        ),
    }
}

fn reason(reason: &Reason) -> Value {
    let seen: Map<_, _> = reason
        .seen
        .iter()
        .map(|(name, value)| (name.to_string(), known(value)))
        .collect();
    json!({ "rule": reason.rule.as_str(), "verdict": reason.verdict.as_str(), "says": reason.says.as_str(), "seen": seen })
}

/// What a rule saw; what was missing is `null`.
fn known(value: &Seen) -> Value {
    match value {
        Seen::Missing => Value::Null,
        Seen::Bool(yes) => json!(yes),
        Seen::Int(whole) => json!(whole),
        Seen::Num(number) => json!(number),
        other => json!(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use tollgate_core::time::Timestamp;

    use super::*;

    #[test]
    fn a_line_keeps_the_order_of_the_event_and_gives_lengths_of_time_twice() {
        let outcome = Outcome {
            at: Timestamp::parse("2026-03-02T14:10:00Z").unwrap(),
            actor: "tollgate".to_owned(),
            event: "clock_stopped",
            details: vec![
                ("milestone", Detail::Text("first_touch".to_owned())),
                ("elapsed", Detail::Micros(600_000_000)),
                ("met", Detail::Flag(true)),
            ],
            reasons: Vec::new(),
        };
        let expect = r#"{"test":"t","at":"2026-03-02T14:10:00Z","event":"clock_stopped","actor":"tollgate","milestone":"first_touch","elapsed":"10m","elapsed_us":600000000,"met":true}"#;
        assert_eq!(of("t", &outcome), expect);
    }
}
