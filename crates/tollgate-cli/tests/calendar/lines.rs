//! Whatever comes in, each line gets one answer, and answers agree with one another.

use proptest::prelude::{Just, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};

use super::answers;

/// Text that is nearly, exactly or not at all what a question holds.
fn value() -> impl Strategy<Value = Value> {
    let texts = prop::sample::select(vec![
        "due",
        "back",
        "elapsed",
        "open",
        "next",
        "2h",
        "3wd",
        "90d",
        "4294967295wd",
        "9223372036854775807us",
        "-1h",
        "",
        "2026-03-02T09:00:00Z",
        "2026-03-08T02:30:00-05:00",
        "0001-01-01T00:00:00Z",
        "9998-12-31T23:59:59.999999Z",
        "-009999-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "Europe/Berlin",
        "Pacific/Apia",
        "owner",
        "22:00-06:00",
        "closed",
    ]);
    let leaf = prop_oneof![
        texts.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let keys = prop::sample::select(vec![
            "hours",
            "mon-fri",
            "daily",
            "breaks",
            "holidays",
            "hours_on",
            "2026-12-31",
            "timezone",
            "calendar",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(keys.prop_map(str::to_owned), inner, 0..4)
                .prop_map(|map| json!(map)),
        ]
    })
}

fn line() -> impl Strategy<Value = String> {
    let keys = prop::sample::select(vec![
        "id", "op", "from", "within", "to", "paused", "calendar", "zone", "form",
    ]);
    let object =
        || prop::collection::btree_map(keys.clone().prop_map(str::to_owned), value(), 0..8);
    prop_oneof![
        object().prop_map(|object| json!(object).to_string()),
        (object(), any::<prop::sample::Index>()).prop_map(|(object, at)| {
            let text = json!(object).to_string();
            text.chars().take(at.index(text.chars().count())).collect()
        }),
        any::<String>().prop_map(|text| text.replace('\n', " ")),
    ]
}

const ZONES: [&str; 5] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
];

/// `at` hours after the start of 2026, with a fraction.
fn instant(at: u32) -> String {
    let start: jiff::Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    format!(
        "{:.6}",
        start + jiff::SignedDuration::from_micros(i64::from(at) * 7_654_321_000)
    )
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 12, ..Default::default() })]

    #[test]
    fn each_line_gets_one_answer(lines in prop::collection::vec(line(), 1..60)) {
        // The last line ends with a break, so that an empty one counts.
        let asked = lines.join("\n") + "\n";
        let found = answers(&[], asked.as_bytes());
        prop_assert_eq!(found.lines().count(), lines.len());
        for (line, answer) in lines.iter().zip(found.lines()) {
            let answer: Value = serde_json::from_str(answer).unwrap();
            let id = serde_json::from_str::<Value>(line).map_or(Value::Null, |line| line["id"].clone());
            prop_assert_eq!(&answer["id"], &id);
            prop_assert_eq!(answer.as_object().map(serde_json::Map::len), Some(2));
        }
    }

    #[test]
    fn bytes_that_are_no_text_get_one_answer(bytes in prop::collection::vec(any::<u8>(), 1..200)) {
        let lines = bytes.split_inclusive(|byte| *byte == b'\n').count();
        prop_assert_eq!(answers(&[], &bytes).lines().count(), lines);
    }

    #[test]
    fn elapsed_gives_the_budget_of_due_back(
        asked in prop::collection::vec((0u32..4_000, 1u32..60_000, 0u32..4_000, 0u32..300, 0..ZONES.len()), 1..40),
    ) {
        let calendar = |zone: usize| json!({
            "timezone": ZONES[zone],
            "hours": { "mon-thu": ["08:30-12:00", "13:00-17:30"], "fri": "22:00-03:00", "sun": "01:30-02:45" },
            "hours_on": { "2026-04-02": "09:00-10:00" },
            "holidays": ["2026-01-06", "2026-05-01"],
        });
        let question = |op: &str, case: &(u32, u32, u32, u32, usize)| json!({
            "op": op,
            "from": instant(case.0),
            "within": format!("{}s", case.1),
            "paused": [[instant(case.2), instant(case.2 + case.3)]],
            "calendar": calendar(case.4),
        });
        let ask = |questions: Vec<Value>| -> Vec<Value> {
            let lines: Vec<String> = questions.iter().map(Value::to_string).collect();
            let found = answers(&[], lines.join("\n").as_bytes());
            found.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let due = ask(asked.iter().map(|case| question("due", case)).collect());
        let elapsed = asked.iter().zip(&due).map(|(case, due)| {
            let mut question = question("elapsed", case);
            question["to"] = due["due"].clone();
            question
        });
        for (case, elapsed) in asked.iter().zip(ask(elapsed.collect())) {
            prop_assert_eq!(&elapsed["elapsed_us"], &json!(u64::from(case.1) * 1_000_000), "{:?}", case);
        }
    }
}
