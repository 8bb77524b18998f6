//! Tests of the condition language, from text to result.

mod constants;
mod laws;
mod oracle;
mod problems;
mod time;
mod values;

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use tollgate_core::condition::{Condition, Facts, Slot};
use tollgate_core::ids::{ActivityType, FieldName, ListName};
use tollgate_core::time::Timestamp;
use tollgate_core::value::{FieldType, Link, Value};

use super::{CelProblem, KindShape, Scope, Want, compile};

/// A small world: leads that may become opportunities, with an account each.
struct World {
    kinds: Vec<KindShape>,
    activities: Vec<ActivityType>,
    lists: BTreeMap<ListName, Vec<Value>>,
    zone: TimeZone,
}

impl World {
    fn new() -> Self {
        let texts = |items: &[&str]| items.iter().map(|item| text(item)).collect();
        let lists = [
            ("americas", texts(&["BR", "CA", "US"])),
            (
                "free_email_domains",
                texts(&["free.example", "mail.example"]),
            ),
            ("competitors", texts(&["rival", "other"])),
            (
                "limits",
                vec![Value::Int(10), Value::Num(20.5), Value::Int(30)],
            ),
            ("nothing", Vec::new()),
        ];
        Self {
            kinds: vec![
                lead(),
                kind("opportunity", &["new", "won"], opportunity_fields()),
                kind("account", &["a"], vec![]),
            ],
            activities: vec!["call".into(), "meeting_held".into()],
            lists: lists
                .into_iter()
                .map(|(name, items)| (name.into(), items))
                .collect(),
            zone: TimeZone::get("America/New_York").unwrap(),
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            record: &self.kinds[0],
            kinds: &self.kinds,
            activities: &self.activities,
            lists: &self.lists,
            zone: &self.zone,
            with_was: true,
            with_handoff: true,
        }
    }

    fn compile(&self, text: &str, want: Want) -> Result<Condition, Vec<CelProblem>> {
        compile(text, &self.scope(), want)
    }
}

fn lead() -> KindShape {
    let link = |to: &str| {
        FieldType::Link(Link {
            to: to.into(),
            journey: false,
            activities: false,
        })
    };
    let fields = vec![
        ("email", FieldType::Email),
        ("phone", FieldType::Phone),
        ("company", FieldType::Text),
        ("country", FieldType::Country),
        ("employees", FieldType::Integer),
        ("score", FieldType::Number),
        ("budget", FieldType::Money),
        (
            "source",
            FieldType::Choice(vec!["web".into(), "event".into(), "partner".into()]),
        ),
        ("consent", FieldType::Boolean),
        ("revisit_on", FieldType::Date),
        ("demo_at", FieldType::Instant),
        ("account", link("account")),
        ("converted_to", link("opportunity")),
        ("sibling", link("lead")),
        ("buyer", link("opportunity")),
    ];
    kind("lead", &["inquiry", "mql", "sql"], fields)
}

fn opportunity_fields() -> Vec<(&'static str, FieldType)> {
    vec![
        ("amount", FieldType::Money),
        ("close_date", FieldType::Date),
    ]
}

fn kind(name: &str, stages: &[&str], declared: Vec<(&str, FieldType)>) -> KindShape {
    let stages = stages.iter().map(|stage| (*stage).into()).collect();
    let standard = vec![
        ("owner", FieldType::Person),
        ("stage", FieldType::Choice(stages)),
    ];
    let fields = standard.into_iter().chain(declared);
    KindShape {
        name: name.into(),
        fields: fields
            .map(|(name, kind)| (FieldName::from(name), kind))
            .collect(),
    }
}

/// Facts by the names that the condition reads them under; what is not given is missing.
#[derive(Clone, Default)]
struct Given(BTreeMap<Slot, Value>);

impl Given {
    fn new(condition: &Condition, given: &[(&str, Value)]) -> Self {
        let value = |name: &str| {
            given
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone())
        };
        let reads = condition.reads().iter();
        Self(
            reads
                .filter_map(|read| Some((read.slot, value(&read.name)?)))
                .collect(),
        )
    }
}

impl Facts for Given {
    fn value(&self, slot: &Slot) -> Cow<'_, Value> {
        self.0
            .get(slot)
            .map_or(Cow::Owned(Value::Missing), Cow::Borrowed)
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn instant(text: &str) -> Value {
    Value::Instant(at(text))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn hours(hours: i64) -> Value {
    Value::Duration(hours * 3_600_000_000)
}
