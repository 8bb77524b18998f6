//! The same rule and the same records in each engine's own form.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use tollgate_core::condition::{Condition, Facts, Slot};
use tollgate_core::ids::FieldName;
use tollgate_core::value::{FieldType, Value};
use tollgate_policy::cel::{KindShape, Scope, Want, compile};
use zen_expression::expression::Standard;
use zen_expression::vm::VM;

const RULE: &str = "lead.stage == \"mql\" && lead.country in [\"US\", \"CA\", \"BR\"] && lead.employees >= 50 \
                    && lead.score > 60.5 && !lead.email.endsWith(\"@free.example\")";
const ZEN_RULE: &str = "lead.stage == 'mql' and lead.country in ['US', 'CA', 'BR'] and lead.employees >= 50 \
                        and lead.score > 60.5 and not endsWith(lead.email, '@free.example')";
const FIELDS: usize = 40;

/// The rule, made ready in each engine.
pub(super) struct Engines {
    condition: Condition,
    program: cel::Program,
    expression: zen_expression::Expression<Standard>,
    machine: RefCell<VM>,
}

/// A record of forty fields, made ready for each engine.
pub(super) struct Record {
    values: Values,
    context: cel::Context<'static, 'static>,
    scope: zen_expression::Scope,
}

struct Values(Vec<Value>);

impl Facts for Values {
    fn value(&self, slot: &Slot) -> Cow<'_, Value> {
        match slot {
            Slot::Field { field, .. } => Cow::Borrowed(&self.0[usize::from(*field)]),
            _ => Cow::Owned(Value::Missing),
        }
    }
}

impl Engines {
    pub(super) fn new() -> Self {
        let zen = zen_expression::compile_expression(ZEN_RULE).expect("the rule is zen's");
        Self {
            condition: condition(),
            program: cel::Program::compile(RULE).expect("the rule is CEL"),
            expression: zen,
            machine: RefCell::new(VM::new()),
        }
    }

    pub(super) fn ours(&self, record: &Record) -> Option<bool> {
        self.condition.truth(&record.values).known()
    }

    pub(super) fn cel(&self, record: &Record) -> Option<bool> {
        match self.program.execute(&record.context) {
            Ok(cel::Value::Bool(holds)) => Some(holds),
            _ => None,
        }
    }

    pub(super) fn zen(&self, record: &Record) -> Option<bool> {
        let mut machine = self.machine.borrow_mut();
        let result = self
            .expression
            .evaluate_with_scope(&record.scope, &mut machine);
        result.ok()?.as_bool()
    }
}

impl Record {
    /// The rule holds for every other record; each of its terms fails for some of the rest.
    pub(super) fn new(number: usize) -> Self {
        let fails = |term: usize| number % 10 == 2 * term + 1;
        let pick =
            |term: usize, good: &str, bad: &str| if fails(term) { bad } else { good }.to_owned();
        let mut fields = vec![
            ("owner".to_owned(), Value::Text("ana@acme.example".into())),
            (
                "stage".to_owned(),
                Value::Text(pick(0, "mql", "sql").into()),
            ),
            (
                "country".to_owned(),
                Value::Text(pick(1, "BR", "DE").into()),
            ),
            (
                "employees".to_owned(),
                Value::Int(if fails(2) { 49 } else { 50 + number as i64 }),
            ),
            (
                "score".to_owned(),
                Value::Num(if fails(3) { 60.5 } else { 61.25 }),
            ),
            (
                "email".to_owned(),
                Value::Text(pick(4, "bo@acme.example", "bo@free.example").into()),
            ),
        ];
        let filler = |place| {
            (
                format!("field_{place}"),
                Value::Text(format!("value {place}").into()),
            )
        };
        fields.extend((fields.len()..FIELDS).map(filler));
        Self {
            context: cel_context(&fields),
            scope: zen_scope(&fields),
            values: values(fields),
        }
    }
}

fn values(fields: Vec<(String, Value)>) -> Values {
    Values(fields.into_iter().map(|(_, value)| value).collect())
}

fn cel_context(fields: &[(String, Value)]) -> cel::Context<'static, 'static> {
    let value = |value: &Value| match value {
        Value::Int(whole) => cel::Value::Int(*whole),
        Value::Num(number) => cel::Value::Float(*number),
        other => other.to_string().into(),
    };
    let lead: HashMap<String, cel::Value> = fields
        .iter()
        .map(|(name, of)| (name.clone(), value(of)))
        .collect();
    let mut context = cel::Context::default();
    context.add_variable_from_value("lead", lead);
    context
}

fn zen_scope(fields: &[(String, Value)]) -> zen_expression::Scope {
    let value = |value: &Value| match value {
        Value::Int(whole) => serde_json::json!(whole),
        Value::Num(number) => serde_json::json!(number),
        other => serde_json::json!(other.to_string()),
    };
    let lead: BTreeMap<&str, serde_json::Value> = fields
        .iter()
        .map(|(name, of)| (name.as_str(), value(of)))
        .collect();
    zen_expression::Scope::new(serde_json::json!({ "lead": lead }).into())
}

fn condition() -> Condition {
    let stages = ["inquiry", "mql", "sql"].map(Into::into).to_vec();
    let mut fields: Vec<(FieldName, FieldType)> = vec![
        ("owner".into(), FieldType::Person),
        ("stage".into(), FieldType::Choice(stages)),
        ("country".into(), FieldType::Country),
        ("employees".into(), FieldType::Integer),
        ("score".into(), FieldType::Number),
        ("email".into(), FieldType::Email),
    ];
    fields.extend(
        (fields.len()..FIELDS).map(|place| (format!("field_{place}").into(), FieldType::Text)),
    );
    let kind = KindShape {
        name: "lead".into(),
        fields,
    };
    let scope = Scope {
        record: &kind,
        kinds: &[],
        activities: &[],
        lists: &BTreeMap::new(),
        zone: &TimeZone::UTC,
        with_was: false,
        with_handoff: false,
    };
    compile(RULE, &scope, Want::Truth).expect("the rule is checked against its own fields")
}
